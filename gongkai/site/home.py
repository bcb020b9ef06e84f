"""Plan the home page of the column and the site map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.library.catalogue import Work
from gongkai.library.changes import changes
from gongkai.model.documents import Collection
from gongkai.model.site import Column
from gongkai.pages.jobs import Job, Json
from gongkai.pages.views import under_root
from gongkai.site.frames import frame
from gongkai.site.gazette import issue_card, newest_first
from gongkai.site.input import Library
from gongkai.site.lists import KINDS
from gongkai.site.overview import ADDRESS as OVERVIEW_ADDRESS
from gongkai.site.places import ADDRESS as PLACES_ADDRESS
from gongkai.site.rows import row
from gongkai.site.shell import (
    HOME,
    OVERVIEW,
    PLACES,
    SITE_MAP,
    UPDATES,
    column_url,
    columns,
    page_at,
)
from gongkai.site.shelves import STATUSES, status_shelf
from gongkai.site.updates import ADDRESS as UPDATES_ADDRESS
from gongkai.site.updates import change_view

NEWEST = 5  # documents of each collection
CHANGES = 8
STATUTORY = "法定主动公开内容"


def home_page(library: Library) -> Iterator[Job]:
    """The columns in the site's order, that of 国办公开办函〔2019〕61号; the only site-wide counts."""
    site = library.catalogue.site
    doors: list[Json] = [
        {
            "title": door.title,
            "url": under_root(door.url),
            "description": "",
            "icon": door.icon or "",
        }
        for door in site.doors
    ]
    newest = changes(library.catalogue)[:CHANGES]
    yield Job.of(
        "index.html",
        "home.html",
        **frame(HOME, f"{site.name}政府信息公开", [], description=HOME.description),
        doors=doors,
        sections=_sections(library, columns(library)),
        changes=[change_view(change) for change in newest],
        updates={"title": UPDATES.title, "url": UPDATES_ADDRESS},
        overview=_overview(library),
    )


def _overview(library: Library) -> dict[str, Json] | None:
    """The page of pictures, where there is something to draw."""
    drawn = any(work.collection is not Collection.PAGES for work in library.catalogue.works)
    return {"title": OVERVIEW.title, "url": OVERVIEW_ADDRESS} if drawn else None


def _sections(library: Library, listed: Sequence[Column]) -> list[Json]:
    """Neighbouring collections stand together under 法定主动公开内容; pages are doors."""
    found: list[Json] = []
    for has_list, group in groupby(listed, lambda column: column.collection is not None):
        if has_list:
            shown: list[Json] = [_collection(library, column) for column in group]
            found.append({"title": STATUTORY, "columns": shown, "doors": []})
        else:
            doors: list[Json] = [
                {
                    "title": column.title,
                    "url": column_url(column),
                    "description": column.description,
                    "icon": "",
                }
                for column in group
            ]
            found.append({"title": "", "columns": [], "doors": doors})
    return found


def _collection(library: Library, column: Column) -> Json:
    works = library.catalogue.of(Collection(column.collection or ""))
    gazette = column.collection == Collection.GAZETTE.value
    issues = newest_first(library.gazette) if gazette else []
    cards = [row(library, work.current, work).view for work in works[:NEWEST]]
    return {
        "title": column.title,
        "url": column_url(column),
        "description": column.description,
        "cards": cards or [issue_card(issue) for issue in issues[:NEWEST]],
        "counts": _counts(works),
    }


def _counts(works: Sequence[Work]) -> list[Json]:
    """How many documents have each status."""
    standings = [work.current.standing for work in works]
    counted = Counter(standing.status.public for standing in standings if standing)
    return [
        {
            "title": status.value,
            "url": status_shelf(status).url(works[0].collection),
            "count": counted[status],
        }
        for status in STATUSES
        if counted[status]
    ]


def site_map_page(library: Library) -> Iterator[Job]:
    """Every column with its lists; a new document changes nothing here."""
    listed = columns(library)
    shown = {column.page for column in listed}
    items = [_branch(library, column) for column in listed]
    items += [
        {"title": work.current.card.title, "url": under_root(work.url), "children": []}
        for work in reversed(library.catalogue.of(Collection.PAGES))
        if work.id not in shown
    ]
    if library.places and not page_at(f"/{PLACES_ADDRESS}", listed):
        items.append({"title": PLACES.title, "url": PLACES_ADDRESS, "children": []})
    items.append({"title": UPDATES.title, "url": UPDATES_ADDRESS, "children": []})
    overview = _overview(library)
    items += [{**overview, "children": []}] if overview else []
    yield Job.of(
        "sitemap/index.html",
        "sitemap.html",
        **frame(SITE_MAP, SITE_MAP.title, [(SITE_MAP.title, "sitemap/")]),
        items=items,
    )


def _branch(library: Library, column: Column) -> Json:
    url = column_url(column)
    children: list[Json] = []
    if column.collection:
        collection = Collection(column.collection)
        works = library.catalogue.of(collection)
        numbers = {work.current.card.published.year for work in works}
        if collection is Collection.DECISIONS:
            numbers |= {year.year for year in library.catalogue.years}
        if collection is Collection.GAZETTE:
            numbers = {public.issue.key.year for public in library.gazette.issues}
        children += [
            {"title": f"{year}年", "url": f"{url}{year}/", "children": []}
            for year in sorted(numbers, reverse=True)
        ]
        children += [
            {"title": label, "url": f"{url}{kind}/", "children": []}
            for kind, label in KINDS.items()
            if _has(kind, works)
        ]
    return {"title": column.title, "url": url, "children": children}


def _has(kind: str, works: Sequence[Work]) -> bool:
    """Whether a collection has lists of this kind."""
    documents = [work.current.document for work in works]
    if kind == "agency":
        return any(d.agency or d.lead or d.responsible for d in documents)
    if kind == "topic":
        return any(document.topic for document in documents)
    return any(work.current.standing for work in works)
