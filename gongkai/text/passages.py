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
_HEADINGS = frozenset((Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION, Level.HEADING))


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
    while start < len(text) or start == 0:
        end = _end(text, start)
        places: list[Place] = []
        while turn < len(marks) and marks[turn].offset < end:
            places.append(marks[turn])
            turn += 1
        if start and (not places or places[0].offset > start):
            before = marks[turn - len(places) - 1] if turn > len(places) else Place(start, "", "")
            places.insert(0, before._replace(offset=start))
        reach = _reach(text, end)
        moved = tuple(one._replace(offset=one.offset - start) for one in places)
        yield Passage(text[start:reach], end - start, moved)
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
    """Where each numbered place begins: articles, headings, and what stands under neither."""
    lines = body.plain.split("\n")
    if len(lines) != len(body.provisions):
        return []
    found: list[Place] = []
    labels: dict[str, tuple[str, str]] = {}
    offset = 0
    for line, provision in zip(lines, body.provisions, strict=True):
        label, eid = _label(provision, labels)
        labels[provision.eid] = (label, eid)
        if not found or found[-1].eid != eid:
            found.append(Place(offset, label, eid))
        offset += len(line) + 1
    return found


def _label(provision: Provision, above: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The place in which a reader looks for a provision: its article, its heading, or none."""
    if provision.level is Level.ARTICLE or provision.level is Level.ANNEX:
        return provision.num or provision.heading, provision.eid
    outer = above.get(provision.parent or "", ("", ""))
    if provision.level in _HEADINGS:
        name = f"{provision.num}{provision.heading}"
        if provision.level is Level.HEADING and outer[0] and not provision.heading:
            name = f"{outer[0]}{provision.num}"
        return name[:40], provision.eid
    return outer
