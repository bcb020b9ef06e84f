"""The gazette as data: beside its pages, in a feed, in the site map and in the search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import cast

from gongkai.formats.atom import Category, Feed, FeedEntry, atom
from gongkai.formats.documents import TextValues
from gongkai.formats.json import json_text
from gongkai.library.gazette import PublicIssue, PublicItem
from gongkai.model.documents import Collection
from gongkai.model.gazette import PageRange
from gongkai.model.searching import SearchBody, SearchText
from gongkai.pages.jobs import Job, Json
from gongkai.site.data_dates import day_text
from gongkai.site.data_documents import text_values
from gongkai.site.gazette import ADDRESS, by_year, newest_first, year_url
from gongkai.site.gazette_places import place_record
from gongkai.site.input import Library

_NEWEST = 50


def gazette_files(library: Library) -> Iterator[Job]:
    """index.json and index.md of each item, the list of each issue and of all issues, the feed."""
    issues = library.gazette.issues
    if not issues:
        return
    masthead = library.gazette.masthead
    record = {
        "name": masthead.name,
        "organizer": masthead.organizer or None,
        "issues": [_issue(public) for public in issues],
    }
    yield Job.of(f"{ADDRESS}issues.json", "text", text=json_text(record))
    for public in issues:
        listed = {**_issue(public), "items": [_listed(item) for item in public.items]}
        yield Job.of(f"{public.url[1:]}issue.json", "text", text=json_text(listed))
        for item in public.items:
            yield from _item_files(library, public, item)
    yield _feed(library)


def gazette_addresses(library: Library) -> Iterator[tuple[str, list[tuple[str, date | None]]]]:
    """The parts of the site map: the pages of each year with the day of their issue."""
    site = library.catalogue.site.url
    for year, issues in by_year(library.gazette):
        pages: list[tuple[str, date | None]] = []
        for public in issues:
            pages.append((f"{site}{public.url[1:]}", _changed(public)))
            pages += [
                (f"{site}{item.place.url[1:]}", _mended(public, item)) for item in public.items
            ]
        last = max(day for _, day in pages if day)
        yield f"gazette-{year}", [(f"{site}{year_url(year)}", last), *pages]


def gazette_texts(library: Library) -> Iterator[tuple[SearchText, ...]]:
    """Every item that prints no document of the library, as the search finds it, newest issues first."""
    for public in library.gazette.issues:
        for item in public.items:
            if not item.withdrawn and item.work is None:
                yield (_found(library, public, item),)


def printed_texts(library: Library) -> Mapping[str, list[SearchText]]:
    """The items that print a document, by its id: the search shows them under the document."""
    found: dict[str, list[SearchText]] = defaultdict(list)
    for public in library.gazette.issues:
        for item in public.items:
            if item.work:
                text = _found(library, public, item)
                version = f"政府公报{public.issue.key.label}"
                found[item.work.id].append(
                    text._replace(id=item.work.id, version=version, older=True)
                )
    return found


def _found(library: Library, public: PublicIssue, item: PublicItem) -> SearchText:
    prose = library.gazette_texts.get(item.key)
    return SearchText(
        id=item.id,
        url=item.place.url[1:],
        title=item.title,
        number=item.item.document_number or "",
        published=public.issue.published,
        status="",
        collection=Collection.GAZETTE.value,
        agency=item.item.agency,
        topic="",
        version="",
        older=False,
        bodies=(SearchBody(prose.body, ""),) if prose else (),
    )


def _item_files(library: Library, public: PublicIssue, item: PublicItem) -> Iterator[Job]:
    frozen, url = item.item, item.place.url
    prose = library.gazette_texts.get(item.key)
    texts: list[TextValues] = [text_values(url, prose, None, "")] if prose else []
    bodies = (prose.body,) if prose else ()
    yield Job.of(
        f"{url[1:]}index.json",
        "document-json",
        bodies,
        record={
            **_absent(),
            "id": item.id,
            "collection": Collection.GAZETTE.value,
            "url": url,
            "title": item.title,
            "number": frozen.document_number,
            "agency": list(frozen.agency),
            "written": day_text(frozen.written),
            "promulgated": day_text(frozen.promulgated),
            "published": day_text(public.issue.published),
            "effective": day_text(frozen.effective),
            "gazette": place_record(item.place),
        },
        texts=cast(Json, texts),
    )
    if prose:
        yield Job.of(f"{url[1:]}index.md", "markdown", bodies, titles=[None])


def _absent() -> dict[str, Json]:
    """The keys of index.json that an item of the gazette has nothing for."""
    nothing = ("kind", "index", "lead", "topic", "expires", "status", "status_since", "status_by")
    lists = ("responsible", "versions", "cited_by", "interpretations", "interprets")
    kept: dict[str, Json] = dict.fromkeys(nothing)
    return {**kept, **{key: [] for key in (*lists, "attachments", "corrections")}}


def _issue(public: PublicIssue) -> dict[str, Json]:
    issue = public.issue
    return {
        "year": issue.key.year,
        "issue": issue.key.path.partition("/")[2],
        "label": issue.key.label,
        "total": issue.total,
        "total_last": issue.total_last,
        "published": issue.published.isoformat(),
        "url": public.url,
        "pages": issue.page_count,
        "paper_sha256": issue.paper_sha256,
    }


def _listed(item: PublicItem) -> Json:
    frozen, work = item.item, item.work
    return {
        "item": frozen.number,
        "url": item.place.url,
        "title": item.title,
        "kind": frozen.kind,
        "section": frozen.section,
        "number": frozen.document_number,
        "pages": _pages(frozen.pages),
        "citation": item.place.citation,
        "standard": frozen.standard,
        "document": {"id": work.id, "url": work.url} if work else None,
        "corrects": item.mends.url if item.mends else None,
        "corrected_by": [place.url for place in item.corrected],
        "sha256": None if item.withdrawn else frozen.digest,
    }


def _pages(pages: PageRange | None) -> Json:
    return [pages.first, pages.last] if pages else None


def _feed(library: Library) -> Job:
    site, masthead = library.catalogue.site, library.gazette.masthead
    path = "feeds/gazette.xml"
    entries = [
        FeedEntry(
            f"{site.url}{public.url[1:]}",
            f"《{masthead.name}》{public.issue.label}",
            (masthead.organizer or site.name,),
            datetime.combine(public.issue.published, time.min),
            datetime.combine(_changed(public), time.min),
            "；".join(item.title for item in public.items),
            (Category(Collection.GAZETTE.value, Collection.GAZETTE.label),),
        )
        for public in newest_first(library.gazette)[:_NEWEST]
    ]
    feed = Feed(f"{site.url}{path}", f"{site.url}{ADDRESS}", masthead.name, site.name, entries)
    return Job.of(path, "text", text=atom(feed))


def _changed(public: PublicIssue) -> date:
    """When the pages of an issue changed last: on its day, or when one of its items was mended."""
    return max([public.issue.published, *(_mended(public, item) for item in public.items)])


def _mended(public: PublicIssue, item: PublicItem) -> date:
    return max([public.issue.published, *(place.published for place in item.corrected)])
