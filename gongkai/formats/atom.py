"""Feeds of new documents (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongkai.formats.xml import DECLARATION, escape

_NAMESPACE = "http://www.w3.org/2005/Atom"
_ZONE = "+08:00"  # Asia/Shanghai has had no summer time since 1991


@dataclass(frozen=True, slots=True)
class Category:
    """A class that an entry belongs to: a name for programs and one for readers."""

    term: str
    label: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One document. `url` is its full address and, never changing, its id too.

    Moments are local in Asia/Shanghai. `updated` is not before `published`.
    """

    url: str
    title: str
    authors: tuple[str, ...]
    published: datetime
    updated: datetime
    summary: str | None = None
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest documents of one list. `url` is the feed's own full address and its id."""

    url: str
    page: str  # full address of the list that readers see
    title: str
    author: str
    entries: Sequence[FeedEntry]  # at least one: a feed must say when it changed last


def atom(feed: Feed) -> str:
    """The feed as XML. Raises ValueError without entries."""
    return "".join(_lines(feed))


def _lines(feed: Feed) -> Iterator[str]:
    updated = max(entry.updated for entry in feed.entries)
    yield f'{DECLARATION}<feed xmlns="{_NAMESPACE}" xml:lang="zh-CN">\n'
    yield f"<id>{escape(feed.url)}</id>\n<title>{escape(feed.title)}</title>\n"
    yield f"<updated>{_moment(updated)}</updated>\n"
    yield f"<author><name>{escape(feed.author)}</name></author>\n"
    yield f'<link rel="self" type="application/atom+xml" href="{escape(feed.url)}"/>\n'
    yield f'<link rel="alternate" type="text/html" href="{escape(feed.page)}"/>\n'
    yield "<generator>gongkai</generator>\n"
    for entry in feed.entries:
        yield from _entry(entry)
    yield "</feed>\n"


def _entry(entry: FeedEntry) -> Iterator[str]:
    address = escape(entry.url)
    yield f"<entry>\n<id>{address}</id>\n<title>{escape(entry.title)}</title>\n"
    yield f"<published>{_moment(entry.published)}</published>\n"
    yield f"<updated>{_moment(entry.updated)}</updated>\n"
    for author in entry.authors:
        yield f"<author><name>{escape(author)}</name></author>\n"
    yield f'<link rel="alternate" type="text/html" href="{address}"/>\n'
    for category in entry.categories:
        yield f'<category term="{escape(category.term)}" label="{escape(category.label)}"/>\n'
    if entry.summary:
        yield f"<summary>{escape(entry.summary)}</summary>\n"
    yield "</entry>\n"


def _moment(moment: datetime) -> str:
    return f"{moment.isoformat(timespec='seconds')}{_ZONE}"
