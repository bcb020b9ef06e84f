"""What one pass over a body has found, and where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.model.provisions import Citation, Provision
from gongkai.text.citations_places import Place
from gongkai.text.citations_relative import Standpoint, anchored

_new = tuple.__new__  # makes a Citation without the call in between that its constructor is
BELOW_ARTICLE = ("para_", "item_", "point_")


class Target(NamedTuple):
    """What a citation says of its target beside the place."""

    title: str = ""
    number: str = ""
    relation: str = "cites"
    issuer: str = ""


class Pass:
    """The citations of a body, gathered from its beginning to its end."""

    def __init__(self, body: str, provisions: Sequence[Provision]) -> None:
        self.body = body
        self.provisions = provisions
        self.first_lines = [provision[6][0] for provision in provisions]
        self.eids: frozenset[str] | None = None  # made when first asked for
        self.found: list[Citation] = []
        self.done = 0  # offset behind what has been read
        self.line, self.line_start = 1, 0  # of the last citation
        # Where the last run of places ended and whose they were: None is not known.
        self.tail: tuple[int, Target | None] = (-1, None)

    # What stands at an offset

    def locate(self, start: int) -> str:
        """Move the line count to `start`; gives the eid of the provision there, "" if none."""
        between = self.body.count("\n", self.line_start, start)
        if between:
            self.line += between
            self.line_start = self.body.rfind("\n", 0, start) + 1
        index = bisect_right(self.first_lines, self.line) - 1
        return self.provisions[index].eid if index >= 0 else ""

    def opens_line(self, start: int) -> bool:
        """Whether what begins at `start` is the first word of its line."""
        line_start = self.body.rfind("\n", 0, start) + 1
        return not self.body[line_start:start].strip(" \t\u3000#*>“")

    def has(self, eid: str) -> bool:
        if self.eids is None:
            self.eids = frozenset(provision.eid for provision in self.provisions)
        return eid in self.eids

    # What is found

    def add(self, start: int, end: int, eids: tuple[str, ...], target: Target) -> None:
        source = self.locate(start)
        if eids and not target.title and not target.number:
            eids = self.own_eids(eids, source)
        column = start - self.line_start + 1
        text = self.body[start:end]
        title, number, relation, issuer = target
        place = source, text, self.line, column, end - start
        self.found.append(_new(Citation, (*place, title, number, eids, relation, issuer)))
        self.done = max(self.done, end)

    def add_places(self, found: Sequence[Place], start: int, target: Target) -> None:
        """A citation for each place, the first with the words from `start` on."""
        for place in found:
            self.add(min(start, place.start), place.end, place.eids, target)
            start = len(self.body)
        if found:
            self.tail = (found[-1].end, target)

    def own_eids(self, eids: tuple[str, ...], source: str) -> tuple[str, ...]:
        """Places of this text, from its root: those below an article and inside an annex."""
        if eids[0].startswith(BELOW_ARTICLE):
            standpoint = Standpoint.of(source)
            full = [anchored(eid, standpoint, self.has) for eid in eids]
            return tuple(full) if all(full) else ()
        if source.startswith("annex_") and not eids[0].startswith("annex_"):
            inside = f"{source.partition('__')[0]}__{eids[0]}"
            if self.has(inside):
                annex = source.partition("__")[0]
                return tuple(f"{annex}__{eid}" for eid in eids)
        return eids
