"""The feeds: the newest documents of each collection and of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from gongkai.formats.atom import Category, Feed, FeedEntry, atom
from gongkai.formats.json_feed import json_feed
from gongkai.library.catalogue import Work
from gongkai.model.documents import UNDATED, Collection
from gongkai.model.site import Site
from gongkai.pages.jobs import Job
from gongkai.site.data_dates import last_events
from gongkai.site.input import Library

_NEWEST = 50


def feeds(library: Library) -> Iterator[Job]:
    """/feeds/all.xml and one feed for each collection that has documents; as JSON too.

    Fixed pages are no news and in no feed. A feed without entries could not
    say when it changed last, so there is none.
    """
    site = library.catalogue.site
    updated = last_events(library)
    works = [work for work in library.catalogue.works if work.collection is not Collection.PAGES]
    yield from _feed(site, "all", "", "政府信息公开", works, updated)
    for collection in Collection:
        own = [work for work in works if work.collection is collection]
        page = f"{collection.value}/"
        yield from _feed(site, collection.value, page, collection.label, own, updated)


def _feed(
    site: Site,
    name: str,
    page: str,
    title: str,
    works: Sequence[Work],
    updated: Mapping[str, datetime],
) -> Iterator[Job]:
    """`works` are newest first, those of one moment by id, as the catalogue has them."""
    # A preview also shows what is to come, of which nothing has happened yet.
    dated = [work for work in works if work.current.document.published != UNDATED]
    newest = [work for work in dated if work.id in updated][:_NEWEST]
    if not newest:
        return
    path = f"feeds/{name}.xml"
    entries = [_entry(site, work, updated[work.id]) for work in newest]
    feed = Feed(f"{site.url}{path}", f"{site.url}{page}", f"{site.name}{title}", site.name, entries)
    yield Job.of(path, "text", text=atom(feed))
    other = f"feeds/{name}.json"
    yield Job.of(other, "text", text=json_feed(feed, f"{site.url}{other}"))


def _entry(site: Site, work: Work, updated: datetime) -> FeedEntry:
    document, held = work.current.document, work.current.standing
    categories = [Category(work.collection.value, work.collection.label)]
    if document.topic:
        categories.append(Category(document.topic, document.topic))
    if held:
        categories.append(Category(held.status.slug, held.status.public.value))
    return FeedEntry(
        f"{site.url}{work.url[1:]}",
        document.title,
        document.agency or (site.name,),
        document.published,
        updated,
        document.summary,
        tuple(categories),
    )
