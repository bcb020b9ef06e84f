"""Cut a body into the passages that search proves and shows, with the place of each line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gongkai.model.body import Body
from gongkai.model.provisions import Level, Provision
from gongkai.text.folding import fold

LONGEST = 4000  # characters of a passage without what overlaps
REACH = 32  # folded characters of the next passage that a passage repeats at least
_OVERLAP = 48
_LABEL = 40
_WITHIN = frozenset((Level.PARAGRAPH, Level.ITEM, Level.POINT))  # belong to the place above them
_BARE = frozenset((Level.PREAMBLE, Level.TEXT))  # belong to no place


class Place(NamedTuple):
    """From the offset in the passage on, the text is that of this provision: 第十二条, art_12."""

    offset: int
    label: str
    eid: str


class Passage(NamedTuple):
    """A stretch of a body. From `end` on, `text` repeats the beginning of the next passage."""

    text: str
    end: int
    places: tuple[Place, ...]


def headings(body: Body) -> list[str]:
    """The headings of a body: of chapters and sections, of articles, of an outline."""
    return [p.heading for p in body.provisions if p.heading]


def passages(body: Body) -> Iterator[Passage]:
    """The visible text in passages of at most `LONGEST` characters, cut between lines where it can be.

    Every string of at most `REACH` folded characters stands wholly in one of them.
    """
    text = body.plain
    marks = _marks(body)
    start = turn = 0
    above = Place(0, "", "")
    while start < len(text) or start == 0:
        end = _end(text, start)
        places = []
        if above.eid and (turn == len(marks) or marks[turn].offset > start):
            places.append(Place(0, above.label, above.eid))
        while turn < len(marks) and marks[turn].offset < end:
            above = marks[turn]
            places.append(Place(above.offset - start, above.label, above.eid))
            turn += 1
        yield Passage(text[start : _reach(text, end)], end - start, tuple(places))
        if end == len(text):
            return
        start = end


def _end(text: str, start: int) -> int:
    if len(text) - start <= LONGEST:
        return len(text)
    line = text.rfind("\n", start + 1, start + LONGEST)
    return line + 1 if line > 0 else start + LONGEST


def _reach(text: str, end: int) -> int:
    reach = min(end + _OVERLAP, len(text))
    while reach < len(text) and len(fold(text[end:reach])) < REACH:
        reach = min(reach + _OVERLAP, len(text))
    return reach


def _marks(body: Body) -> list[Place]:
    """Where a place that readers look for begins: an article, a heading, or what is under neither."""
    lines = body.plain.split("\n")
    if len(lines) != len(body.provisions):
        return []
    found: list[Place] = []
    offset = 0
    bare = True
    for line, provision in zip(lines, body.provisions, strict=True):
        level = provision.level
        if level not in _WITHIN:
            own = level not in _BARE
            if own:
                found.append(Place(offset, _label(provision), provision.eid))
            elif not bare:
                found.append(Place(offset, "", ""))
            bare = not own
        offset += len(line) + 1
    return found


def _label(provision: Provision) -> str:
    """第十二条, 第二章停车场, 一、总体要求."""
    if provision.level is Level.ARTICLE:
        return provision.num
    return f"{provision.num}{provision.heading}"[:_LABEL]
