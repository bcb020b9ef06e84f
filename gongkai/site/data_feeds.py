"""The feeds: the newest documents of all, of each collection, and of each of its lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from gongkai.formats.atom import Category, Feed, FeedEntry, atom
from gongkai.formats.json_feed import json_feed
from gongkai.library.catalogue import Entry, Work
from gongkai.model.documents import Collection
from gongkai.model.site import Site
from gongkai.pages.jobs import Job
from gongkai.site.data_dates import last_events
from gongkai.site.feed_addresses import has_news, list_feed
from gongkai.site.input import Library
from gongkai.site.shelves import Shelf, agency_slugs, shelved

_NEWEST = 50
_Dated = tuple[datetime, FeedEntry]  # 发布日期, by which the newest are found


def feeds(library: Library) -> Iterator[Job]:
    """/feeds/all.xml, a feed for each collection and for each list by agency, topic and status.

    As JSON too. Fixed pages are no news and in no feed. A feed without entries
    could not say when it changed last, so there is none.
    """
    site = library.catalogue.site
    updated = last_events(library)
    everything: dict[str, _Dated] = {}
    for collection in Collection:
        if collection is Collection.PAGES:
            continue
        own, shelves = _collected(library, library.catalogue.of(collection), updated)
        everything |= own
        page = f"{collection.value}/"
        yield from _feed(
            site, f"feeds/{collection.value}", page, collection.label, list(own.values())
        )
        for shelf, entries in shelves.items():
            page = shelf.url(collection)
            title = f"{collection.label}：{shelf.title}"
            yield from _feed(site, list_feed(page).removesuffix(".xml"), page, title, entries)
    works = (work.id for work in library.catalogue.works)
    newest = [everything[name] for name in works if name in everything]
    yield from _feed(site, "feeds/all", "", "政府信息公开", newest)


def _collected(
    library: Library, works: Sequence[Work], updated: Mapping[str, datetime]
) -> tuple[dict[str, _Dated], dict[Shelf, list[_Dated]]]:
    """The entries of the works by id, and those of each list."""
    site = library.catalogue.site
    slugs = agency_slugs(site)
    own: dict[str, _Dated] = {}
    shelves: dict[Shelf, list[_Dated]] = defaultdict(list)
    for work in works:
        made: dict[str, _Dated | None] = {}
        for shelf, entry in shelved(work, slugs):
            key = entry.document.key
            if key not in made:
                made[key] = _dated(library, work, entry, updated)
            if found := made[key]:
                shelves[shelf].append(found)
        key = work.current.document.key
        current = made[key] if key in made else _dated(library, work, work.current, updated)
        if current:
            own[work.id] = current
    return own, shelves


def _dated(
    library: Library, work: Work, entry: Entry, updated: Mapping[str, datetime]
) -> _Dated | None:
    """The entry of a text; none for one without a date, or that a preview shows before its day."""
    published = entry.document.published
    if not has_news(library, [published.date()]):
        return None
    changed = max(updated.get(work.id, published), published)
    return published, _entry(library.catalogue.site, work, entry, changed)


def _feed(site: Site, name: str, page: str, title: str, entries: Sequence[_Dated]) -> Iterator[Job]:
    """Those of one moment stay in the order in which the catalogue has them."""
    newest = sorted(entries, key=itemgetter(0), reverse=True)[:_NEWEST]
    if not newest:
        return
    path, other = f"{name}.xml", f"{name}.json"
    listed = [entry for _, entry in newest]
    feed = Feed(f"{site.url}{path}", f"{site.url}{page}", f"{site.name}{title}", site.name, listed)
    yield Job.of(path, "text", text=atom(feed))
    yield Job.of(other, "text", text=json_feed(feed, f"{site.url}{other}"))


def _entry(site: Site, work: Work, entry: Entry, updated: datetime) -> FeedEntry:
    document, held = entry.document, entry.standing
    url = work.url if entry is work.current else entry.card.url
    categories = [Category(work.collection.value, work.collection.label)]
    if document.topic:
        categories.append(Category(document.topic, document.topic))
    if held:
        categories.append(Category(held.status.slug, held.status.public.value))
    return FeedEntry(
        f"{site.url}{url[1:]}",
        document.title,
        document.agency or (site.name,),
        document.published,
        updated,
        document.summary,
        tuple(categories),
    )
