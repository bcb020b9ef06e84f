"""Cut a body into the passages that search proves and shows, with the place of each line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from gongkai.model.body import Body, Columns
from gongkai.model.provisions import Level
from gongkai.text.folding import fold

LONGEST = 4000  # characters of a passage without what overlaps
REACH = 32  # folded characters of the next passage that a passage repeats at least
_OVERLAP = 48
_LABEL = 40
_BARE = frozenset((Level.PREAMBLE, Level.TEXT))  # belong to no place


# From the offset on, the text is that of this provision: 第十二条, art_12. A bare tuple: a library
# has a hundred thousand.
Place: TypeAlias = tuple[int, str, str]


class Passage(NamedTuple):
    """A stretch of a body. From `end` on, `text` repeats the beginning of the next passage."""

    text: str
    end: int
    places: list[Place]


class Flow(NamedTuple):
    """The visible text of a body as one, a line for each provision, and what begins where.

    `starts`, `labels` and `eids` are those of the places that search names. `numbered` and
    `numbers` are the offsets and numbers of the provisions that stand in no other.
    """

    text: str
    headings: list[str]
    starts: list[int]
    labels: list[str]
    eids: list[str]
    numbered: list[int]
    numbers: list[str]


def flow(body: Body) -> Flow:
    """What search and /verify/ read of a body."""
    columns = body.columns
    lines = body.lines
    starts = list(accumulate([len(line) + 1 for line in lines], initial=0))
    places, labels, eids = _places(columns)
    top = [at for at, num in enumerate(columns.nums) if num and "__" not in columns.eids[at]]
    return Flow(
        "\n".join(lines),
        list(filter(None, columns.headings)),
        [starts[at] for at in places],
        labels,
        eids,
        [starts[at] for at in top],
        [columns.nums[at] for at in top],
    )


def passages(flowing: Flow) -> Iterator[Passage]:
    """The visible text in passages of at most `LONGEST` characters, cut between lines where it can be.

    Every string of at most `REACH` folded characters stands wholly in one of them.
    """
    text, _, starts, labels, eids, *_ = flowing
    start = turn = 0
    while start < len(text) or start == 0:
        end = _end(text, start)
        first, turn = turn, bisect_left(starts, end, turn)
        offsets = [at - start for at in starts[first:turn]]
        places = list(zip(offsets, labels[first:turn], eids[first:turn], strict=True))
        if first and eids[first - 1] and (first == len(starts) or starts[first] > start):
            places.insert(0, (0, labels[first - 1], eids[first - 1]))
        yield Passage(text[start : _reach(text, end)], end - start, places)
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


def _places(columns: Columns) -> tuple[list[int], list[str], list[str]]:
    """Where a place that readers look for begins: an article, a heading, or what is under neither.

    The provisions by number, their labels and ids; "" for what is under neither.
    """
    places: list[int] = []
    labels: list[str] = []
    eids: list[str] = []
    paragraph, item, point, article = Level.PARAGRAPH, Level.ITEM, Level.POINT, Level.ARTICLE
    bare = True
    for at, level in enumerate(columns.levels):
        # These belong to the place above them. By identity: nearly all provisions are such ones.
        if level is paragraph or level is item or level is point:
            continue
        own = level is article or level not in _BARE
        if own or not bare:
            num = columns.nums[at]
            places.append(at)
            eids.append(columns.eids[at] if own else "")
            if level is article:
                labels.append(num)
            else:
                labels.append(f"{num}{columns.headings[at]}"[:_LABEL] if own else "")
        bare = not own
    return places, labels, eids
