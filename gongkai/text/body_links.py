"""Which pages and places of the site a body links by address, and which places it names itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from gongkai.model.body import FILE_MARK, Part
from gongkai.model.documents import Mark
from gongkai.model.facts import PageLink

_HREF = re.compile(r' href="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_FOOTNOTE = ("#fn:", "#fnref")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_NAME = re.compile(r"[^/#?]+\.[A-Za-z0-9]+(?:[#?]|$)")  # a file beside the text, not a page


def page_links(parts: Iterable[Part], text: str, first_line: int) -> tuple[PageLink, ...]:
    """The addresses within the site that a body links, each once, as they were typed.

    Files beside the text are not among them, nor are notes; an address with a
    scheme may be the site's own. `first_line` is the line of the file on which
    `text`, the body as typed, begins.
    """
    if "[" not in text and "<" not in text:
        return ()
    found: dict[str, PageLink] = {}
    for part in parts:
        for address in _HREF.findall(part.html) if ' href="' in part.html else ():
            url = html.unescape(address).replace(FILE_MARK, "")
            if url in found or url.startswith(_FOOTNOTE) or _is_other(url):
                continue
            found[url] = PageLink(url, _typed_at(url, text, first_line))
    return tuple(found.values())


def own_anchors(parts: Iterable[Part], eids: Iterable[str], text: str) -> tuple[str, ...]:
    """The ids that the author gave, beside those of the provisions."""
    if "{" not in text and "<" not in text:
        return ()
    known = set(eids)
    ids = (own for part in parts for own in _ID.findall(part.html))
    return tuple(dict.fromkeys(own for own in ids if own not in known))


def _is_other(url: str) -> bool:
    if _ELSEWHERE.match(url):
        return not url.lower().startswith(("http:", "https:"))
    name = url.rpartition("/")[2] if not url.startswith("/") else ""
    return bool(_NAME.match(name))


def _typed_at(url: str, text: str, first_line: int) -> Mark:
    typed = re.search(rf"""{re.escape(url)}(?=[\s)"'>]|$)""", text)
    start = typed.start() if typed else 0
    column = start - text.rfind("\n", 0, start)
    return Mark(text.count("\n", 0, start) + first_line, column, len(url) if typed else 1)
