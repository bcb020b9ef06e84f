"""Hold the text layer of an issue's PDF against the texts that it prints (电子版 = 纸质版)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from gongkai.text.parity import unmarked

_SPACE = re.compile(r"\s+")
_BLOCKS = frozenset(
    {"blockquote", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "li", "ol", "p"}
    | {"pre", "summary", "table", "td", "th", "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_SHOWN = 24  # characters of each side in a message


def difference(html: str, pages: Sequence[str], running: str, first: int) -> tuple[str, str] | None:
    """Where a PDF does not say what a body says: the body's words, and the PDF's in their place.

    None where it does. `pages` are the text layers of the item's pages, the
    first of which has the number `first`; `running` is their running head. What
    a PDF says twice (the head of a table on each page) is no difference.
    """
    layer = "".join(_without_frame(text, running, first + at) for at, text in enumerate(pages))
    place = 0
    for block in _Spoken.of(unmarked(html)):
        found = layer.find(block, place)
        if found < 0:
            return block[:_SHOWN], _likeliest(block, layer[place:])
        place = found + len(block)
    return None


def _likeliest(block: str, layer: str) -> str:
    """What stands where a block should: behind as much of its beginning as can be found."""
    for length in range(min(len(block), _SHOWN), 0, -1):
        at = layer.find(block[:length])
        if at >= 0:
            return layer[at : at + _SHOWN]
    return layer[:_SHOWN]


def _plain(text: str) -> str:
    """A text without white space, letters of one meaning as one: all that a layer keeps."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def _without_frame(text: str, running: str, number: int) -> str:
    """The text of a page without its running head and its number."""
    page = _plain(text).replace(_plain(running), "", 1)
    head, _, tail = page.rpartition(_plain(f"— {number} —"))
    return head + tail


class _Spoken(HTMLParser):
    """The words of a body, block by block, the way back from a note left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._run: list[str] = []
        self._blocks: list[str] = []
        self._skipping = False

    @classmethod
    def of(cls, html: str) -> Iterator[str]:
        reader = cls()
        reader.feed(html)
        reader.close()
        reader._end()
        return iter(reader._blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._end()
        self._skipping = tag == "a" and "footnote-backref" in (dict(attrs).get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        self._skipping = False
        if tag in _BLOCKS:
            self._end()

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._run.append(data)

    def _end(self) -> None:
        said = _plain("".join(self._run))
        self._run.clear()
        if said:
            self._blocks.append(said)
