"""The site map for crawlers, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from gongkai.formats.sitemap import MOST, index, urlset
from gongkai.model.documents import Collection
from gongkai.pages.jobs import Job
from gongkai.site.comparisons import compared_texts, comparison_url
from gongkai.site.data_dates import last_events
from gongkai.site.data_parts import Part, parts
from gongkai.site.gazette_data import gazette_addresses
from gongkai.site.input import Library

_Dated = tuple[str, date | None]


def sitemap(library: Library) -> Iterator[Job]:
    """/sitemap.xml, which names the parts: the column's own pages, then documents by year.

    The parts stand in the root, for a site map may only name addresses below
    its own folder (sitemaps.org, Sitemap file location). lastmod is the
    newest dated event in the content, never the time of building.
    """
    site = library.catalogue.site
    changed = last_events(library)
    named: list[_Dated] = []
    for name, pages in _maps(library, changed):
        path = f"sitemap-{name}.xml"
        yield Job.of(path, "text", text=urlset(pages))
        named.append((f"{site.url}{path}", _newest(pages)))
    yield Job.of("sitemap.xml", "text", text=index(named))


def robots(library: Library) -> Iterator[Job]:
    """robots.txt: everything may be read, and here is the site map."""
    address = library.catalogue.site.url
    rules = f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n"
    yield Job.of("robots.txt", "text", text=rules)


def _maps(library: Library, changed: Mapping[str, datetime]) -> Iterator[tuple[str, list[_Dated]]]:
    """Every map by name, the crawlers' limit of addresses kept."""
    site = library.catalogue.site
    fronts: list[_Dated] = [(site.url, _day(max(changed.values(), default=None)))]
    documents: list[tuple[str, list[_Dated]]] = []
    newest: dict[Collection, date | None] = {}
    for part in parts(library):
        pages = _pages(library, part, changed)
        last = _newest([(address, day) for address, day in pages])
        newest[part.collection] = _later(newest.get(part.collection), last)
        for start in range(0, len(pages), MOST):
            behind = f"-{start // MOST + 1}" if start else ""
            documents.append((f"{part.name}{behind}", pages[start : start + MOST]))
    for collection, day in newest.items():
        if collection is not Collection.PAGES:
            fronts.append((f"{site.url}{collection.value}/", day))
    printed = list(gazette_addresses(library))
    if printed:
        fronts.append(
            (f"{site.url}gazette/", _newest([page for _, pages in printed for page in pages]))
        )
    yield "columns", fronts
    yield from documents
    yield from printed


def _pages(library: Library, part: Part, changed: Mapping[str, datetime]) -> list[_Dated]:
    """The pages of the works, and of each text and comparison of those with several."""
    site = library.catalogue.site
    pages: list[_Dated] = []
    for work in part.works:
        day = _day(changed.get(work.id))
        urls = [work.url]
        if len(work.texts) > 1:
            urls += [entry.card.url for entry in work.texts]
            sides = compared_texts(work, library.texts)
            urls += [comparison_url(work, pair) for pair in sides]
        pages += [(f"{site.url}{url[1:]}", day) for url in urls]
    return pages


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _newest(pages: list[_Dated]) -> date | None:
    return max((day for _, day in pages if day), default=None)


def _later(first: date | None, second: date | None) -> date | None:
    return max((day for day in (first, second) if day), default=None)
