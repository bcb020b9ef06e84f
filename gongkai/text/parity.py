"""Whether two forms of one text say the same, and where they begin to differ."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import NamedTuple

from gongkai.model.body import CITE_CLOSE, CITE_OPEN, CITE_TEXT, FILE_MARK

_MARKS = re.compile(f"{CITE_OPEN}[0-9]+{CITE_TEXT}|{CITE_CLOSE}|{FILE_MARK}")
_UNSEEN = re.compile(r"<(script|style|template)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_AROUND = 16  # characters shown on both sides of a difference
# Chinese characters: what neither Markdown nor HTML writes for itself.
_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_SYNTAX = re.compile(
    r"!\[[^\]]*\]\([^)]*\)"  # a picture: its words are no text of the page
    r"|\]\([^)]*\)"  # where a link leads
    r"|\]\[[^\]]*\]"
    r"|^\[[^\]^]+\]:.*$"  # a link's address below the text
    r"|\{[:#.][^}]*\}"  # ids and classes
    r"|</?[A-Za-z][^>]*>",
    re.MULTILINE,
)


class Difference(NamedTuple):
    """The first place where two texts differ, with some words around it."""

    one: str
    other: str


def unmarked(html: str) -> str:
    """A body's HTML without the marks of citations and local files."""
    return _MARKS.sub("", html)


def visible(html: str) -> str:
    """The visible text of a body's HTML, without any space."""
    return _SPACE.sub("", unescape(_TAG.sub("", _UNSEEN.sub("", unmarked(html)))))


def first_difference(one: str, other: str) -> Difference | None:
    """Where two texts without space begin to differ; None where they are equal."""
    if one == other:
        return None
    place = next(
        (
            index
            for index, (left, right) in enumerate(zip(one, other, strict=False))
            if left != right
        ),
        min(len(one), len(other)),
    )
    start = max(0, place - _AROUND)
    end = place + _AROUND
    return Difference(_excerpt(one, start, end), _excerpt(other, start, end))


def lost_characters(markdown: str, html: str) -> str:
    """Chinese characters that stand in one of the two more often than in the other, "" if none.

    A count, since notes and tables stand in another order on the page.
    """
    written = Counter(_CHINESE.findall(_SYNTAX.sub("", markdown)))
    shown = Counter(_CHINESE.findall(visible(html)))
    return "".join(sorted({*(written - shown), *(shown - written)}))


def _excerpt(text: str, start: int, end: int) -> str:
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{text[start:end]}{after}" if text[start:end] else "（到此为止）"
