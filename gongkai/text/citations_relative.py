"""Resolve 前款, 本条第二款 and their like against the provision they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.model.provisions import Level, Provision
from gongkai.text.citations_places import ARTICLE, ITEM, PARAGRAPH, Place, Step, ordinal, places

_STANDS_IN = re.compile(
    r"(?P<article>(?:annex_\d+(?:_\d+)?__)?art_\d+(?:-\d+)*(?:_\d+)?)"
    r"(?:__para_(?P<paragraph>\d+))?(?:__item_(?P<item>\d+))?"
)
_STEP_BACK = re.compile("前([一二两三四五六七八九十]{0,2})([款条项])")
_GROUPS = {"章": Level.CHAPTER, "节": Level.SECTION, "编": Level.PART}
_RANKS = {Level.PART: 0, Level.CHAPTER: 2, Level.SECTION: 3}


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a reference stands, read from the eid of its provision.

    `article` is the eid of the 条, with its annex before it. `paragraph` and
    `item` count from 1; 0 is none. A reference in an article without 款 of
    its own stands in the first.
    """

    article: str
    paragraph: int
    item: int

    @classmethod
    def of(cls, eid: str) -> Standpoint | None:
        """None for what stands in no article."""
        match = _STANDS_IN.match(eid)
        if not match:
            return None
        return cls(match["article"], int(match["paragraph"] or 1), int(match["item"] or 0))

    def steps(self, rank: int) -> list[Step]:
        """The way from the root down to this provision's own 条, 款 or 项."""
        way: list[Step] = [(ARTICLE, self.article)]
        if rank >= PARAGRAPH:
            way.append((PARAGRAPH, f"para_{self.paragraph}"))
        if rank >= ITEM and self.item:
            way.append((ITEM, f"item_{self.item}"))
        return way


def before(
    text: str, start: int, end: int, here: Standpoint, provisions: Sequence[Provision]
) -> list[Place]:
    """The places of 前款, 前两条, 前款第二项 … in text[start:end]; [] when they lead nowhere."""
    match = _STEP_BACK.match(text, start, end)
    if not match:
        return []
    count = ordinal(match[1]) if match[1] else 1
    ways = _ways_back(match[2], count, here, provisions)
    if not ways:
        return []
    return _continued(text, start, match.end(), end, ways)


def here(
    text: str, start: int, end: int, standpoint: Standpoint, provisions: Sequence[Provision]
) -> list[Place]:
    """The places of 本条, 本条第二款, 本条前两款, 本章第三条 … in text[start:end]."""
    unit, behind = text[start + 1], start + 2
    if unit in _GROUPS:
        group = _group(_GROUPS[unit], standpoint, provisions)
        return _continued(text, start, behind, end, [group]) if group else []
    way = standpoint.steps({"条": ARTICLE, "款": PARAGRAPH, "项": ITEM}[unit])
    if unit == "项" and way[-1][0] != ITEM:
        return []
    if text.startswith("前", behind):
        found = before(text, behind, end, standpoint, provisions)
        return [Place(start, found[0].end, found[0].eids), *found[1:]] if found else []
    return _continued(text, start, behind, end, [way])


def anchored(eid: str, standpoint: Standpoint | None, has: Callable[[str], bool]) -> str:
    """A place that begins below the article (第二款, 第（三）项) as one from the root.

    第（三）项 alone is the one of its own 款 where that has items, else the
    only one of its article. "" when it stands in no article.
    """
    if standpoint is None:
        return ""
    if eid.startswith("para_"):
        return f"{standpoint.article}__{eid}"
    if eid.startswith("item_"):
        own = f"{standpoint.article}__para_{standpoint.paragraph}__{eid}"
        return own if has(own) else f"{standpoint.article}__{eid}"
    if standpoint.item:
        return "__".join([part for _, part in standpoint.steps(ITEM)] + [eid])
    return ""


def _continued(text: str, start: int, behind: int, end: int, ways: list[list[Step]]) -> list[Place]:
    """What stands at the end of `ways`, or the places below the last of them that follow."""
    if behind >= end:
        return [Place(start, end, tuple(_eid(way) for way in ways))]
    below = places(text, behind, end, ways[-1])
    return [Place(start, below[0].end, below[0].eids), *below[1:]]


def _eid(way: list[Step]) -> str:
    return "__".join([part for _, part in way])


def _ways_back(
    unit: str, count: int, standpoint: Standpoint, provisions: Sequence[Provision]
) -> list[list[Step]]:
    if unit == "款":
        first = standpoint.paragraph - count
        way = standpoint.steps(ARTICLE)
        numbers = range(first, standpoint.paragraph) if first >= 1 else ()
        return [[*way, (PARAGRAPH, f"para_{number}")] for number in numbers]
    if unit == "项":
        first = standpoint.item - count
        way = standpoint.steps(PARAGRAPH)
        numbers = range(first, standpoint.item) if first >= 1 else ()
        return [[*way, (ITEM, f"item_{number}")] for number in numbers]
    earlier: list[str] = []
    for provision in provisions:
        if provision.eid == standpoint.article:
            break
        if provision.level is Level.ARTICLE:
            earlier.append(provision.eid)
    return [[(ARTICLE, eid)] for eid in earlier[-count:]] if len(earlier) >= count else []


def _group(level: Level, standpoint: Standpoint, provisions: Sequence[Provision]) -> list[Step]:
    """The steps to the 编, 章 or 节 that the article stands in; [] if none."""
    wanted: str | None = standpoint.article
    for provision in reversed(provisions):
        if provision.eid == wanted:
            if provision.level is level:
                return [(_RANKS[level], provision.eid)]
            wanted = provision.parent
    return []
