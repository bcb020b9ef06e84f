"""The grammar of 第X条第Y款第（Z）项: words behind a name to the eids they point to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from gongkai.text.numerals import NUMERAL, to_int

_ORDINAL = rf"(?:[{NUMERAL}]+|[（(][{NUMERAL}]+[）)])"
_AND = r"(?:[、，,和或与及至到]|以及|或者)"
ARTICLE, PARAGRAPH, ITEM, POINT = 4, 5, 6, 7  # ranks below 编 0, 分编 1, 章 2, 节 3

# What follows a unit tells it from a word: 第三条例, 第一项目, 第二章程.
_UNIT = (
    r"(?:条(?![例件约款幅路街线道])(?:之[一二三四五六七八九十]+)?|款(?![项额待])|项(?!目)"
    r"|目(?![标录前的])|章(?!程)|节(?![点能约日课水电])|分?编(?![制号写码辑队]))"
)
_STEP = rf"第{_ORDINAL}(?:{_AND}第?{_ORDINAL})*{_UNIT}"

# 第三条, 第三条第二款、第三款和第五条, 第（一）、（三）项 …
# The second of two articles may lack its 第 (第七条和八条), the end of a range too.
PLACES = rf"{_STEP}(?:{_AND}?{_STEP}|{_AND}[{NUMERAL}]+条(?![例件约款幅路街线道])|至[{NUMERAL}]+[条款项])*"

_ALL_PLACES = re.compile(PLACES)
_BETWEEN = ("中的", "的", "中")  # what may stand between a name and the places behind it
_ANNEX = re.compile(rf"附件([{NUMERAL}]*)")
_EID = re.compile(
    r"[a-z]+_[0-9]+(?:-[0-9]+)?(?:_[0-9]+)?(?:__[a-z]+_[0-9]+(?:-[0-9]+)?(?:_[0-9]+)?)*"
)

_WORD = re.compile(
    rf"第?[（(]?([{NUMERAL}]+)[）)]?(分编|[条款项目章节编]?)(?:之([一二三四五六七八九十]+))?"
)
_RANK = {
    "编": 0,
    "分编": 1,
    "章": 2,
    "节": 3,
    "条": ARTICLE,
    "款": PARAGRAPH,
    "项": ITEM,
    "目": POINT,
}
_PREFIX = ("part_", "subpart_", "chp_", "sec_", "art_", "para_", "item_", "point_")
_KEPT = 1 << 12  # words of places whose reading is remembered
_LONGEST_RANGE = 400  # provisions; a longer one is a slip of the pen

# One step of a place: its rank, and its own part of the eid (art_12).
Step = tuple[int, str]


class Place(NamedTuple):
    """One place as it is linked: where its words stand in the text, and the eids it names.

    A range (第二条至第五条) is one place with an eid for each provision in it.
    """

    start: int
    end: int
    eids: tuple[str, ...]


def places(text: str, start: int, end: int, base: Sequence[Step] = ()) -> list[Place]:
    """Read text[start:end], which PLACES matched.

    What a place leaves out it takes from the one before it, the first from
    `base`: in 第三条第二款、第四款 the last is art_3__para_4.
    """
    return [
        Place(start + first, start + last, eids)
        for first, last, eids in _places(text[start:end], tuple(base))
    ]


@lru_cache(maxsize=_KEPT)
def _places(words: str, base: tuple[Step, ...]) -> list[Place]:
    """The places that `words` name, counted from their beginning. The same few are met all over
    a library.
    """
    found: list[Place] = []
    context = list(base)
    range_from: tuple[int, Step] | None = None
    for leaf_start, leaf_end, steps, ranged in _leaves(words):
        for step in steps:
            while context and context[-1][0] >= step[0]:
                context.pop()
            context.append(step)
        eid = eid_of(context)
        if ranged and found and range_from:
            begin, first = range_from
            found[-1] = Place(begin, leaf_end, _range(found[-1].eids[-1], eid, first, context[-1]))
        else:
            found.append(Place(leaf_start, leaf_end, (eid,)))
        range_from = (found[-1].start, context[-1])
    return found


def places_behind(text: str, start: int) -> re.Match[str] | None:
    """The run of places that begins at `start` or behind 的, 中 or 中的 there."""
    for words in _BETWEEN:
        if text.startswith(words, start):
            start += len(words)
            break
    return _ALL_PLACES.match(text, start)


def annex_places(text: str, match: re.Match[str]) -> list[Place]:
    """附件2, or the places in it that follow: 附件2第三条. `match` is of ANNEX_BEHIND."""
    annex = f"annex_{ordinal(match[1])}"
    inside = places_behind(text, match.end())
    if inside is None:
        return [Place(match.start(), match.end(), (annex,))]
    return [
        Place(place.start, place.end, tuple(f"{annex}__{eid}" for eid in place.eids))
        for place in places(text, *inside.span())
    ]


def place_eids(text: str) -> tuple[str, ...]:
    """The eids that a place typed by itself names: 第十二条第二款, 附件2第三条, art_12.

    () for what is no place. A list gives them all.
    """
    typed = "".join(text.split())
    if _EID.fullmatch(typed):
        return (typed,)
    annex = _ANNEX.match(typed)
    start = annex.end() if annex else 0
    prefix = f"annex_{ordinal(annex.group(1)) or 1}" if annex else ""
    if start == len(typed):
        return (prefix,) if prefix else ()
    if not _ALL_PLACES.fullmatch(typed, start):
        return ()
    found = [eid for place in places(typed, start, len(typed)) for eid in place.eids]
    return tuple(f"{prefix}__{eid}" if prefix else eid for eid in found)


def eid_of(steps: Sequence[Step]) -> str:
    """The eid of a place: articles leave out the parts and chapters they stand in."""
    if any(rank == ARTICLE for rank, _ in steps):
        return "__".join([part for rank, part in steps if rank >= ARTICLE])
    return "__".join([part for _, part in steps])


def _leaves(words: str) -> list[tuple[int, int, list[Step], bool]]:
    """Split a run of places where and, or and to stand between them.

    A leaf's last field says that it closes a range. Numbers that share one
    unit (第三、四条) each become a leaf.
    """
    leaves: list[tuple[int, int, list[Step], bool]] = []
    waiting: list[tuple[int, int, str, bool]] = []  # numbers whose unit is still to come
    last = 0
    for match in _WORD.finditer(words):
        number, unit, inserted = match.groups()
        gap = words[last : match.start()]
        last = match.end()
        ranged = gap == "至" or gap == "到"
        if not unit:
            waiting.append((match.start(), last, number, ranged))
            continue
        rank = _RANK[unit]
        for number_start, number_end, waiting_number, waiting_ranged in waiting:
            step = (rank, _part(rank, waiting_number, None))
            if number_start == (leaves[-1][1] if leaves else -1):
                _join(leaves, number_end, step)
            else:
                leaves.append((number_start, number_end, [step], waiting_ranged))
        step = (rank, _part(rank, number, inserted))
        if leaves and not gap and not waiting:
            _join(leaves, last, step)
        else:
            leaves.append((match.start(), last, [step], ranged))
        waiting = []
    return leaves


def _join(leaves: list[tuple[int, int, list[Step], bool]], end: int, step: Step) -> None:
    begin, _, steps, ranged = leaves[-1]
    leaves[-1] = (begin, end, [*steps, step], ranged)


def _part(rank: int, number: str, inserted: str | None) -> str:
    part = f"{_PREFIX[rank]}{ordinal(number)}"
    return f"{part}-{ordinal(inserted)}" if inserted else part


def ordinal(numeral: str) -> int:
    """The number that `numeral` counts, 0 for what is no number."""
    try:
        return to_int(numeral)
    except ValueError:
        return 0


def _range(first: str, last: str, first_step: Step, last_step: Step) -> tuple[str, ...]:
    """Every eid from `first` to `last`, both included; the two alone where they cannot be counted.

    第二百一十三条至第二百一十九条之一 ends in an inserted article: the plain
    articles between are counted, and the inserted one is added.
    """
    rank, last_part = last_step
    if first_step[0] != rank:
        return (first, last)
    prefix = _PREFIX[rank]
    from_number = int(first_step[1].removeprefix(prefix).partition("-")[0])
    to_text, _, inserted = last_part.removeprefix(prefix).partition("-")
    to_number = int(to_text)
    if not from_number < to_number <= from_number + _LONGEST_RANGE:
        return (first, last)
    parent = last[: len(last) - len(last_part)]
    stop = to_number + 1 if inserted else to_number
    between = [f"{parent}{prefix}{number}" for number in range(from_number + 1, stop)]
    return (first, *between, last)
