"""Place a read body in a page: citations become links, files get addresses, boxes stand beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape

from gongkai.model.body import CITE_CLOSE, CITE_OPEN, CITE_TEXT, FILE_MARK, Body, Part

_TAG = re.compile(r"<[a-z](?:[^>\"]|\"[^\"]*\")*>")
_ID = re.compile(r'(?<= )(id="|for="|aria-labelledby="|href="#)')

# A link of a citation as a job carries it: address and, if readers must know something before
# they follow it, a note; None where nothing is linked.
Link = Sequence[str] | None


def address(url: str, root: str) -> str:
    """An address as a page prints it: root-relative ones relative to the page by `root` (../../)."""
    return root + url[1:] if url.startswith("/") else url


def place(
    body: Body,
    links: Sequence[Link],
    files: Mapping[str, str],
    root: str,
    *,
    above: Mapping[str, str] | None = None,
    below: Mapping[str, str] | None = None,
) -> str:
    """The HTML of `body` in a page whose root is at `root`.

    The n-th of `links` belongs to the n-th citation; a citation without one
    stays words. `files` gives root-relative addresses by name; a name that it
    lacks raises KeyError. `above` and `below` hold HTML by eid: the one is put
    before the part that begins the provision, the other behind the part that
    ends it.
    """
    if above or below:
        html = "".join(_with_boxes(body.parts, above or {}, below or {}))
    else:
        html = body.html
    if FILE_MARK in html:
        html = "".join(_with_files(html, files, root))
    if CITE_OPEN in html:
        html = "".join(_with_links(html, links, root))
    return html


def ends(parts: Sequence[Part], eids: Iterable[str]) -> dict[str, int]:
    """Behind which part each provision ends, by its place in `parts`.

    A provision without a part of its own (an item inside a paragraph's
    part) ends with its nearest ancestor that has one. What no part holds is
    left out. A part without eid goes on with what stands before it.
    """
    holders = {}
    begun = {part.eid for part in parts}
    for eid in eids:
        holder = eid
        while holder and holder not in begun:
            holder = holder.rpartition("__")[0]
        if holder:
            holders[eid] = holder
    wanted = set(holders.values())
    found: dict[str, int] = {}
    open_now: tuple[str, ...] = ()
    for index, part in enumerate(parts):
        if part.eid:
            open_now = tuple(eid for eid in wanted if _within(part.eid, eid))
        for eid in open_now:
            found[eid] = index
    return {eid: found[holder] for eid, holder in holders.items()}


def _within(eid: str, ancestor: str) -> bool:
    return eid == ancestor or eid.startswith(f"{ancestor}__")


def _with_boxes(
    parts: Sequence[Part], above: Mapping[str, str], below: Mapping[str, str]
) -> Iterable[str]:
    behind: dict[int, list[str]] = {}
    for eid, index in ends(parts, below).items():
        behind.setdefault(index, []).append(below[eid])
    for index, part in enumerate(parts):
        if part.eid in above:
            yield above[part.eid]
        yield part.html
        yield from behind.get(index, ())


def _with_files(html: str, files: Mapping[str, str], root: str) -> Iterable[str]:
    """The HTML cut at the marks: every other piece is the name of a file."""
    pieces = html.split(FILE_MARK)
    pieces[1::2] = [escape(address(files[name], root)) for name in pieces[1::2]]
    return pieces


def _with_links(html: str, links: Sequence[Link], root: str) -> Iterable[str]:
    """The HTML in pieces, each but the first one beginning with a citation."""
    before, *cited = html.split(CITE_OPEN)
    yield before
    for piece in cited:
        mark, _, behind = piece.partition(CITE_CLOSE)
        number, _, words = mark.partition(CITE_TEXT)
        link = links[int(number)] if int(number) < len(links) else None
        yield _link(link, root, words) if link else words
        yield behind


def _link(link: Sequence[str], root: str, words: str) -> str:
    said = f'<span class="cite-note">（{escape(link[1])}）</span>' if len(link) > 1 else ""
    return f"{_opening(link[0], root)}{words}</a>{said}"


@lru_cache(maxsize=1 << 14)
def _opening(url: str, root: str) -> str:
    outside = " data-external" if "://" in url else ""
    return f'<a class="cite" href="{escape(address(url, root))}"{outside}>'


def with_prefix(html: str, prefix: str) -> str:
    """The HTML with `prefix` before every id and every link to a place in the same text.

    A page that shows several bodies would else have two places of one name.
    """

    def in_tag(tag: re.Match[str]) -> str:
        return _ID.sub(rf"\g<1>{prefix}", tag[0])

    return _TAG.sub(in_tag, html)
