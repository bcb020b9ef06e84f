"""Cut a body into the passages that search proves and shows, with the place of each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.model.body import Body, Columns
from gongkai.model.provisions import Level
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
    return [heading for heading in body.columns.headings if heading]


def passages(body: Body) -> Iterator[Passage]:
    """The visible text in passages of at most `LONGEST` characters, cut between lines where it can be.

    Every string of at most `REACH` folded characters stands wholly in one of them.
    """
    columns = body.columns
    words = zip(columns.nums, columns.headings, columns.texts, strict=True)
    lines = [one[2] if not one[0] and not one[1] else " ".join(filter(None, one)) for one in words]
    text = "\n".join(lines)
    marks = _marks(columns, lines)
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


def _marks(columns: Columns, lines: Sequence[str]) -> list[Place]:
    """Where a place that readers look for begins: an article, a heading, or what is under neither."""
    found: list[Place] = []
    offset = 0
    bare = True
    for number, (line, level) in enumerate(zip(lines, columns.levels, strict=True)):
        if level not in _WITHIN:
            own = level not in _BARE
            if own:
                found.append(Place(offset, _label(columns, number), columns.eids[number]))
            elif not bare:
                found.append(Place(offset, "", ""))
            bare = not own
        offset += len(line) + 1
    return found


def _label(columns: Columns, number: int) -> str:
    """第十二条, 第二章停车场, 一、总体要求."""
    if columns.levels[number] is Level.ARTICLE:
        return columns.nums[number]
    return f"{columns.nums[number]}{columns.headings[number]}"[:_LABEL]
