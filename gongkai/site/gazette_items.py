"""Plan the pages of issues and of their items, whose addresses never change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from itertools import pairwise

from gongkai.library.gazette import PublicIssue, PublicItem
from gongkai.model.gazette import FrozenItem
from gongkai.pages.jobs import Job, Json
from gongkai.pages.views import names, status_view, under_root
from gongkai.site.frames import frame
from gongkai.site.gazette import (
    gazette_column,
    issue_view,
    masthead_view,
    sections_view,
    year_crumbs,
)
from gongkai.site.gazette_places import place_view
from gongkai.site.input import Attachment, Library
from gongkai.site.prose import attachment_views, prose_values
from gongkai.text.dates import chinese_date, stamp


def issue_pages(library: Library) -> Iterator[Job]:
    """A page for each issue, and one for each of its items."""
    around = dict(_neighbours(library.gazette.issues))
    for public in library.gazette.issues:
        yield _issue_page(library, public, *around[public.url])
        items = (None, *public.items, None)
        for before, item, after in zip(items, items[1:], items[2:], strict=False):
            if item is not None:
                yield _item_page(library, public, item, before, after)


def _whole(library: Library, public: PublicIssue) -> list[Attachment]:
    """The issue in one piece: as we set it, and as it was scanned."""
    shown = [item.item.file for item in public.items if not item.withdrawn]
    names = dict.fromkeys(name for name in shown if name)
    scans = [library.gazette_files[name] for name in names if name in library.gazette_files]
    set_by_us = library.gazette_editions.get(public.url, ())
    return [*set_by_us, *(replace(scan, title="扫描件") for scan in scans)]


def _neighbours(
    issues: Sequence[PublicIssue],
) -> Iterator[tuple[str, tuple[PublicIssue | None, PublicIssue | None]]]:
    """The issue before and the issue behind each, by its address; `issues` are newest first."""
    listed = (None, *reversed(issues), None)
    for before, (public, after) in zip(listed, pairwise(listed[1:]), strict=False):
        if public:
            yield public.url, (before, after)


def _issue_page(
    library: Library, public: PublicIssue, before: PublicIssue | None, after: PublicIssue | None
) -> Job:
    issue, masthead = public.issue, library.gazette.masthead
    title = f"《{masthead.name}》{issue.key.label}"
    address = under_root(public.url)
    return Job.of(
        f"{address}index.html",
        "gazette-issue.html",
        **frame(
            gazette_column(library),
            title,
            year_crumbs(library, public),
            description=f"{title}{issue.total_label}目录，共{len(public.items)}篇",
            meta=_meta(library, title, public, address),
        ),
        heading=masthead.name,
        masthead=masthead_view(masthead),
        issue=issue_view(public),
        citation=issue.citation(masthead),
        sections=sections_view(public),
        paper=_paper(library, public),
        editions=attachment_views(_whole(library, public)),
        before=_issue_link(before),
        after=_issue_link(after),
    )


def _item_page(
    library: Library,
    public: PublicIssue,
    item: PublicItem,
    before: PublicItem | None,
    after: PublicItem | None,
) -> Job:
    frozen, address = item.item, under_root(item.place.url)
    prose = library.gazette_texts.get(item.key)
    entry = item.entry
    withdrawn = item.withdrawn
    return Job.of(
        f"{address}index.html",
        "gazette-item.html",
        (prose.body,) if prose else (),
        **frame(
            gazette_column(library),
            item.title,
            [*year_crumbs(library, public), (item.title, address)],
            description=f"{item.place.citation}：{item.title}",
            meta=_meta(library, item.title, public, address),
        ),
        heading=item.title,
        note="" if withdrawn else frozen.note,
        published=public.issue.published.isoformat(),
        published_words=chinese_date(public.issue.published),  # of the hour nothing is known
        source=library.gazette.masthead.name,
        issue=issue_view(public),
        number=frozen.number,
        section=frozen.section,
        citation=item.place.citation,
        standard=frozen.standard and not withdrawn,
        standing=status_view(entry.card.standing, entry.facts)
        if entry and entry.card.standing
        else None,
        library=_library_link(item),
        rows=[] if withdrawn else _rows(frozen),
        prose=[prose_values(prose)] if prose else [],
        scan=_scan(library, frozen),
        corrected=[place_view(place) for place in item.corrected],
        mends=place_view(item.mends) if item.mends else None,
        withdrawn={
            "date": withdrawn.date.isoformat(),
            "date_words": chinese_date(withdrawn.date),
            "reason": withdrawn.reason,
        }
        if withdrawn
        else None,
        before=_item_link(before),
        after=_item_link(after),
    )


def _meta(library: Library, title: str, public: PublicIssue, address: str) -> list[Json]:
    """The content-page tags of 国办发〔2017〕47号."""
    return [
        ["ArticleTitle", title],
        ["PubDate", _stamp(public)],
        ["ContentSource", library.gazette.masthead.name],
        ["Url", library.catalogue.site.url + address],
    ]


def _stamp(public: PublicIssue) -> str:
    return stamp(datetime.combine(public.issue.published, time.min))


def _rows(item: FrozenItem) -> list[Json]:
    """The facts of a document as they were printed."""
    found = (
        ("发文字号", item.document_number or ""),
        ("发文机关", names(item.agency)),
        ("成文日期", chinese_date(item.written) if item.written else ""),
        ("公布日期", chinese_date(item.promulgated) if item.promulgated else ""),
        ("施行日期", chinese_date(item.effective) if item.effective else ""),
    )
    return [{"name": name, "value": value, "url": None} for name, value in found if value]


def _library_link(item: PublicItem) -> Json:
    """The document of the library, and whether this is its text of today."""
    if item.entry is None or item.work is None:
        return None
    current = item.entry.document.key == item.work.current.document.key
    return {
        "title": item.work.current.card.title,
        "url": under_root(item.work.url),
        "current": current,
        "text": None if current else under_root(item.entry.card.url),
    }


def _scan(library: Library, item: FrozenItem) -> Json:
    """A scan: its file, opened at the page on which the item begins."""
    file = library.gazette_files.get(item.file or "")
    return _file_view(file, item.sheet) if file else None


def _paper(library: Library, public: PublicIssue) -> Json:
    file = library.gazette_files.get(public.issue.paper or "")
    return _file_view(file, None) if file else None


def _file_view(file: Attachment, sheet: int | None) -> Json:
    (view,) = attachment_views([file])
    assert isinstance(view, dict)
    return {**view, "place": f"#page={sheet}" if sheet else ""}


def _issue_link(public: PublicIssue | None) -> Json:
    return {"title": public.issue.key.label, "url": under_root(public.url)} if public else None


def _item_link(item: PublicItem | None) -> Json:
    return {"title": item.title, "url": under_root(item.place.url)} if item else None
