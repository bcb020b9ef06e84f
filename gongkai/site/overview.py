"""Plan the overview of the library (本站概览): how many documents there are, by year, kind, status and organ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.library.catalogue import Work
from gongkai.model.documents import UNDATED, Collection
from gongkai.pages.jobs import Job, Json
from gongkai.site.frames import frame
from gongkai.site.input import Library
from gongkai.site.lists import LISTED
from gongkai.site.shell import OVERVIEW, column_of, columns
from gongkai.site.shelves import STATUSES, agency_slugs, by_status, issuers, status_shelf

ADDRESS = "overview/"
BARS = 20  # of one picture; the table has every row
LONGEST = 80  # percent of the width, so that the number fits behind the bar


@dataclass(slots=True)
class _Row:
    """One line of a table and its bar: counts by collection, and the lists they count."""

    title: str
    counts: Counter[Collection] = field(default_factory=Counter)
    urls: dict[Collection, str] = field(default_factory=dict)

    def add(self, collection: Collection, url: str) -> None:
        self.counts[collection] += 1
        self.urls[collection] = url


def overview_page(library: Library) -> Iterator[Job]:
    """The library in four pictures with their tables. Like the home page it counts the whole site."""
    works = [work for work in library.catalogue.works if work.collection in LISTED]
    if not works:
        return
    listed = columns(library)
    held = {work.collection for work in works}
    names: dict[Collection, str] = {
        kind: column_of(kind, listed).title for kind in LISTED if kind in held
    }
    charts = [
        _chart("kinds", "按类别", "每类有多少份文件", _by_kind(works, names), {}),
        _chart("status", "按有效性", _STATUS_WORDS, _by_status(works), names),
        _chart("years", "按发布年份", "每年在本站发布多少份文件", _by_year(works), names),
        _chart("agencies", "按发文机关", _AGENCY_WORDS, _by_agency(library, works), names),
    ]
    yield Job.of(
        f"{ADDRESS}index.html",
        "overview.html",
        **frame(
            OVERVIEW,
            OVERVIEW.title,
            [(OVERVIEW.title, ADDRESS)],
            description=OVERVIEW.description,
        ),
        total=len(works),
        charts=[chart for chart in charts if chart],
    )


_STATUS_WORDS = "有几个文本的文件，现在用的文本按它的有效性计，其余的计为历史文本"
_AGENCY_WORDS = "几个机关联合发布的文件，每个机关各计一次"


def _by_kind(works: Sequence[Work], names: Mapping[Collection, str]) -> list[_Row]:
    rows = {kind: _Row(name) for kind, name in names.items()}
    for work in works:
        rows[work.collection].add(work.collection, f"{work.collection.value}/")
    return sorted(rows.values(), key=lambda row: -row.counts.total())


def _by_status(works: Sequence[Work]) -> list[_Row]:
    rows: dict[str, _Row] = {}
    for status in STATUSES:
        title = status_shelf(status).title
        rows[title] = _Row(title)
    for work in works:
        for shelf, _ in by_status(work):
            rows[shelf.title].add(work.collection, shelf.url(work.collection))
    return [row for row in rows.values() if row.counts]


def _by_year(works: Sequence[Work]) -> list[_Row]:
    rows: defaultdict[int, _Row] = defaultdict(lambda: _Row(""))
    for work in works:
        published = work.current.document.published
        if published != UNDATED:
            row = rows[published.year]
            row.title = f"{published.year}年"
            row.add(work.collection, f"{work.collection.value}/{published.year}/")
    return [rows[year] for year in sorted(rows, reverse=True)]


def _by_agency(library: Library, works: Sequence[Work]) -> list[_Row]:
    slugs = agency_slugs(library.catalogue.site)
    rows: dict[str, _Row] = {}
    for work in works:
        for shelf in issuers(work.current.document, slugs):
            row = rows.setdefault(shelf.title, _Row(shelf.title))
            row.add(work.collection, shelf.url(work.collection))
    order = {name: place for place, name in enumerate(slugs)}
    return sorted(
        rows.values(),
        key=lambda row: (-row.counts.total(), order.get(row.title, len(order)), row.title),
    )


def _chart(
    name: str,
    title: str,
    words: str,
    rows: Sequence[_Row],
    kinds: Mapping[Collection, str],
) -> Json:
    """A picture and its table; `kinds` are the table's columns, none where the rows are the kinds."""
    if not rows:
        return None
    totals = [row.counts.total() for row in rows]
    most = max(totals)
    used = {kind: label for kind, label in kinds.items() if any(row.counts[kind] for row in rows)}
    return {
        "id": name,
        "title": title,
        "words": words,
        "bars": [
            {"title": row.title, "count": count, "width": max(1, round(LONGEST * count / most))}
            for row, count in zip(rows[:BARS], totals, strict=False)
        ],
        "more": max(0, len(rows) - BARS),
        "heads": list(used.values()),
        "rows": [
            {
                "title": row.title,
                "url": "" if used else next(iter(row.urls.values())),
                "cells": [
                    {"count": row.counts[kind], "url": row.urls.get(kind, "")} for kind in used
                ],
                "total": count,
            }
            for row, count in zip(rows, totals, strict=True)
        ],
    }
