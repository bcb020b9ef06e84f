"""Plan the lists of a collection: newest, by year, agency, topic and status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from gongkai.library.catalogue import Entry, Work
from gongkai.model.documents import Collection, DecisionCatalogue
from gongkai.model.site import Column, Site
from gongkai.pages.jobs import Job, Json
from gongkai.site.calendar import Page, Row, pages
from gongkai.site.catalogues import catalogue_view
from gongkai.site.feed_addresses import has_news, list_feed
from gongkai.site.frames import Crumb, crumb, frame
from gongkai.site.input import Library
from gongkai.site.rows import row
from gongkai.site.shell import column_of, columns
from gongkai.site.shelves import (
    STATUSES,
    Shelf,
    agency_slugs,
    by_status,
    charged,
    issuers,
    others,
    status_shelf,
    topic_shelves,
)
from gongkai.text.topics import topic_class, topic_rank

LISTED = tuple(collection for collection in Collection if collection is not Collection.PAGES)
FILTERS = 24  # lists of one kind that a collection's page names; the rest are a page away
KINDS = {"agency": "按机关", "topic": "按主题", "status": "按有效性"}


def list_pages(library: Library) -> Iterator[Job]:
    """The lists of every collection that has something to show."""
    listed = columns(library)
    for collection in listed_collections(library):
        works = library.catalogue.of(collection)
        column = column_of(collection, listed)
        shelves = _shelves(library, works)
        yield from _main(library, collection, column, works, shelves)
        yield from _filtered(library, collection, column, shelves)


def listed_collections(library: Library) -> tuple[Collection, ...]:
    """The collections that have lists: those with a document, and decisions with a 目录清单."""
    found = {work.collection for work in library.catalogue.works}
    if library.catalogue.years:
        found.add(Collection.DECISIONS)
    return tuple(collection for collection in LISTED if collection in found)


def _main(
    library: Library,
    collection: Collection,
    column: Column,
    works: Sequence[Work],
    shelves: Mapping[Shelf, Sequence[Row]],
) -> Iterator[Job]:
    """The collection itself, by year; a year's 目录清单 stands on top of its list."""
    url = f"{collection.value}/"
    rows = [row(library, work.current, work) for work in works]
    filters = _filters(library.catalogue.site, collection, shelves)
    feed = _feed(library, f"feeds/{collection.value}.xml", column.title, rows)
    yearly = {}
    if collection is Collection.DECISIONS:
        yearly = {f"{url}{year.year}/": year for year in library.catalogue.years}
    for page in pages(url, rows, [year.year for year in yearly.values()]):
        first = page.url == url
        yield _job(
            column,
            page,
            column.title,
            [crumb(column)],
            feed=feed,
            description=column.description if first else "",
            filters=filters if first else [],
            catalogue=_catalogue(library, yearly.get(page.url)),
        )


def _feed(library: Library, url: str, title: str, rows: Sequence[Row]) -> Json:
    """What the pages of a list say of its feed."""
    return {"url": url, "title": title} if has_news(library, (row.day for row in rows)) else None


def _catalogue(library: Library, year: DecisionCatalogue | None) -> Json:
    return catalogue_view(library, year) if year else None


def _filtered(
    library: Library,
    collection: Collection,
    column: Column,
    shelves: Mapping[Shelf, Sequence[Row]],
) -> Iterator[Job]:
    site = library.catalogue.site
    for shelf, rows in shelves.items():
        title = f"{column.title}：{shelf.title}"
        way = [crumb(column), (KINDS[shelf.kind], f"{collection.value}/{shelf.kind}/")]
        url = shelf.url(collection)
        feed = _feed(library, list_feed(url), title, rows)
        for page in pages(url, rows):
            yield _job(column, page, title, [*way, (shelf.title, url)], feed=feed)
    for kind, label in KINDS.items():
        found = _sorted(site, kind, shelves)
        if found:
            url = f"{collection.value}/{kind}/"
            title = f"{column.title}：{label}"
            yield Job.of(
                f"{url}index.html",
                "shelves.html",
                **frame(column, title, [crumb(column), (label, url)]),
                shelves=_branches(found, collection),
            )


def _job(
    column: Column,
    page: Page,
    title: str,
    trail: Sequence[Crumb],
    *,
    feed: Json,
    description: str = "",
    filters: Sequence[Json] = (),
    catalogue: Json = None,
) -> Job:
    """One page of a list; a page of a period adds the period to title and way."""
    way = [*trail, (page.period, page.url)] if page.period else trail
    shown = f"{title} {page.period}" if page.period else title
    return Job.of(
        f"{page.url}index.html",
        "list.html",
        **frame(column, shown, way, description=description),
        intro=description,
        groups=_groups(page.rows),
        years=page.years,
        months=page.months,
        whole=page.whole,
        feed=feed,
        filters=list(filters),
        catalogue=catalogue,
    )


def _groups(rows: Sequence[Row]) -> list[Json]:
    """The rows under the headings they name, those without one first."""
    found: dict[str, list[Json]] = {}
    for item in sorted(rows, key=lambda item: item.group != ""):
        found.setdefault(item.group, []).append(item.view)
    return [{"title": title, "cards": cards} for title, cards in found.items()]


def _shelves(library: Library, works: Sequence[Work]) -> dict[Shelf, list[Row]]:
    """The rows of every filtered list, newest first; a work stands once in each."""
    slugs = agency_slugs(library.catalogue.site)
    found: dict[Shelf, list[Row]] = defaultdict(list)
    for work in works:
        own = row(library, work.current, work)
        filed = dict(_filed(work.current, own, slugs))
        for entry in others(work):
            # An organ or topic of an older text alone lists that text.
            shown = row(library, entry, None)
            filed = dict(_filed(entry, shown, slugs)) | filed
        for shelf, shown in filed.items():
            found[shelf].append(shown)
        for shelf, entry in by_status(work):
            found[shelf].append(own if entry is work.current else row(library, entry, None))
    for rows in found.values():
        rows.sort(key=lambda item: item.day, reverse=True)
    return found


def _filed(entry: Entry, shown: Row, slugs: Mapping[str, str]) -> Iterator[tuple[Shelf, Row]]:
    """The agency and topic lists of a text. A unit that is in charge of it has it apart."""
    document = entry.document
    for shelf, role in charged(document, slugs):
        yield shelf, Row(shown.day, shown.view, f"本机关是{role}的文件")
    for shelf in (*issuers(document, slugs), *topic_shelves(document.topic)):
        yield shelf, shown


def _filters(
    site: Site, collection: Collection, shelves: Mapping[Shelf, Sequence[Row]]
) -> list[Json]:
    """The lists of a collection, for its page. They carry no counts, so new documents rarely change them."""
    groups: list[Json] = []
    for kind, label in KINDS.items():
        found = _sorted(site, kind, shelves)
        items = [_link(shelf, collection) for shelf in found[:FILTERS]]
        if len(found) > FILTERS:
            url = f"{collection.value}/{kind}/"
            title = f"全部{len(found)}个"
            items.append({"title": title, "url": url, "current": False, "sub": False})
        if items:
            groups.append({"title": label, "items": items})
    return groups


def _link(shelf: Shelf, collection: Collection) -> Json:
    sub = shelf.kind == "topic" and "/" in shelf.title
    title = shelf.title.partition("/")[2] if sub else shelf.title
    return {"title": title, "url": shelf.url(collection), "current": False, "sub": sub}


def _branches(found: Sequence[Shelf], collection: Collection) -> list[Json]:
    """The lists of one kind with those below them: topics below their class."""
    below: dict[str, list[Json]] = defaultdict(list)
    for shelf in found:
        if shelf.kind == "topic" and "/" in shelf.title:
            below[topic_class(shelf.title)].append(_link(shelf, collection))
    return [
        {"title": shelf.title, "url": shelf.url(collection), "children": below[shelf.title]}
        for shelf in found
        if shelf.kind != "topic" or "/" not in shelf.title
    ]


def _sorted(site: Site, kind: str, shelves: Mapping[Shelf, Sequence[Row]]) -> list[Shelf]:
    """The lists of one kind: agencies as site.yaml has them, topics and statuses in their order."""
    found = [shelf for shelf in shelves if shelf.kind == kind]
    if kind == "topic":
        return sorted(found, key=lambda shelf: topic_rank(shelf.title))
    if kind == "status":
        order = {status_shelf(status).slug: place for place, status in enumerate(STATUSES)}
        return sorted(found, key=lambda shelf: order[shelf.slug])
    places = {agency.id: place for place, agency in enumerate(site.agencies)}
    return sorted(found, key=lambda shelf: (places.get(shelf.slug, len(places)), shelf.title))
