"""Plan the search page, and beside it the ways to a document that need no script.

The index of titles by pinyin initial has pages of its own, all of them always,
so that a new document changes one of them and not the search page. A 发文字号
is found in the list of the organ that gave it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from gongkai.library.catalogue import Work
from gongkai.model.documents import Collection, Document
from gongkai.model.site import Column
from gongkai.pages.jobs import Job, Json
from gongkai.site.frames import Crumb, frame
from gongkai.site.input import Library
from gongkai.site.lists import LISTED
from gongkai.site.rows import row
from gongkai.site.shell import SEARCH, column_of, column_url, columns
from gongkai.site.shelves import agency_shelf, agency_slugs
from gongkai.text.filing import filing_words, office_names
from gongkai.text.initials import OTHER, in_order, initial
from gongkai.text.numbers import NumberError, doc_number

ADDRESS = "search/"
FULL = 200  # titles on one page; a letter with more has a page for each first character
LETTERS = (*"abcdefghjklmnopqrstwxyz", OTHER)  # no syllable begins with i, u or v
_OTHER_SLUG, _OTHER_TITLE = "other", "其他"
_START: Crumb = (SEARCH.title, ADDRESS)


class Filed(NamedTuple):
    """A work in the index of titles, with the words it is filed under."""

    words: str
    work: Work


def search_pages(library: Library) -> Iterator[Job]:
    """The search page and the index of titles."""
    catalogue = library.catalogue
    listed = columns(library)
    lists: list[Json] = [
        {"title": column.title, "url": column_url(column), "description": "", "icon": ""}
        for column in listed
        if column.collection
    ]
    yield Job.of(
        f"{ADDRESS}index.html",
        "search.html",
        **frame(SEARCH, SEARCH.title, [_START], description=SEARCH.description),
        letters=_letters(""),
        numbers=_numbers(library, listed),
        lists=lists,
        request=_request(listed),
        phones=_phones([agency.name for agency in catalogue.site.agencies], catalogue.works),
    )
    filed = _filed(library)
    for letter in LETTERS:
        yield from _letter(library, letter, filed.get(letter, []))


def _request(listed: Iterable[Column]) -> Json:
    """The column of 依申请公开, None where the site has none."""
    for column in listed:
        if column.page == "request" or column.type == "依申请公开":
            return {"title": column.title, "url": column_url(column)}
    return None


def _phones(agencies: Sequence[str], works: Iterable[Work]) -> list[Json]:
    """The telephone that each office of the site published last, in the site's order."""
    newest: dict[str, str] = {}
    for work in works:
        document = work.current.document
        unit = _asked(document)
        if document.contact and unit:
            newest.setdefault(unit, document.contact)
    return [{"unit": name, "phone": newest[name]} for name in agencies if name in newest]


def _asked(document: Document) -> str:
    """Whose telephone a document gives, as its page says."""
    return document.drafter or document.lead or (document.agency[0] if document.agency else "")


def _numbers(library: Library, listed: tuple[Column, ...]) -> list[Json]:
    """Each 机关代字, and the list in which its documents stand with their numbers.

    One that stands in several lists has an entry for each, with the name of the column.
    """
    slugs = agency_slugs(library.catalogue.site)
    found: dict[str, dict[str, Collection]] = defaultdict(dict)
    for work in library.catalogue.works:
        document = work.current.document
        issuer = _issuer(document.number)
        if issuer and document.agency and work.collection in LISTED:
            shelf = agency_shelf(document.agency[0], slugs)
            found[issuer][shelf.url(work.collection)] = work.collection
    items: list[Json] = []
    for issuer in sorted(found, key=in_order):
        for url, collection in sorted(found[issuer].items()):
            behind = f"（{column_of(collection, listed).title}）" if len(found[issuer]) > 1 else ""
            items.append({"title": f"{issuer}{behind}", "url": url, "current": False})
    return items


def _issuer(number: str | None) -> str:
    try:
        return doc_number(number).issuer if number else ""
    except NumberError:
        return ""


def _filed(library: Library) -> Mapping[str, list[Filed]]:
    """Every work by the initial of the words it is filed under, in the order of these words."""
    site = library.catalogue.site
    common = office_names([site.name, *(agency.name for agency in site.agencies)])
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    found: dict[str, list[Filed]] = defaultdict(list)
    for work in library.catalogue.works:
        document = work.current.document
        if document.agency not in names:
            names[document.agency] = office_names([*common, *document.agency])
        words = filing_words(document.title, names[document.agency])
        letter = initial(words)
        found[letter if letter in LETTERS else OTHER].append(Filed(words, work))
    for members in found.values():
        members.sort(key=lambda one: (in_order(one.words), one.work.id))
    return found


def _letter(library: Library, letter: str, filed: Sequence[Filed]) -> Iterator[Job]:
    """The titles of a letter; where there are very many, a page for each first character."""
    title = f"标题的拼音首字母：{_letter_title(letter)}"
    url = _letter_url(letter)
    way: list[Crumb] = [_START, (_letter_title(letter), url)]
    parts = [(first, list(members)) for first, members in groupby(filed, lambda one: one.words[:1])]
    if len(filed) <= FULL:
        groups = [_group(library, first, members) for first, members in parts]
        yield _page(url, title, way, ways=_letters(letter), groups=groups)
        return
    links: list[Json] = [
        {"title": first, "url": _part_url(url, first), "current": False} for first, _ in parts
    ]
    yield _page(url, title, way, ways=_letters(letter), parts=links)
    for first, members in parts:
        address = _part_url(url, first)
        group = _group(library, "", members)
        yield _page(address, f"{title}：{first}", [*way, (first, address)], groups=[group])


def _group(library: Library, title: str, filed: Iterable[Filed]) -> Json:
    cards = [row(library, one.work.current, one.work).view for one in filed]
    return {"title": title, "cards": cards}


def _page(
    url: str,
    title: str,
    way: Sequence[Crumb],
    *,
    ways: Sequence[Json] = (),
    parts: Sequence[Json] = (),
    groups: Sequence[Json] = (),
) -> Job:
    return Job.of(
        f"{url}index.html",
        "search-index.html",
        **frame(SEARCH, title, way),
        ways=list(ways),
        parts=list(parts),
        groups=list(groups),
    )


def _letters(current: str) -> list[Json]:
    return [
        {"title": _letter_title(one), "url": _letter_url(one), "current": one == current}
        for one in LETTERS
    ]


def _letter_title(letter: str) -> str:
    return _OTHER_TITLE if letter == OTHER else letter.upper()


def _letter_url(letter: str) -> str:
    return f"{ADDRESS}{_OTHER_SLUG if letter == OTHER else letter}/"


def _part_url(url: str, first: str) -> str:
    """The page of a first character is named by its code point."""
    return f"{url}{ord(first):x}/"
