"""Find for each unit of a new text the unit of the old one that it was."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import chain
from typing import NamedTuple

from gongkai.text.difference_chain import heaviest

Grams = frozenset[int]

_FEW = 40  # pairs below which each is looked at
_CANDIDATES = 3  # looked at closely for each unit
_COMMON = 8  # units in which a pair of characters may stand and still tell them apart
_IN_PLACE = 0.3  # least likeness of two units that stand between the same neighbours
_SAME_NUMBER = 0.15  # the same where they bear the same number too: 第三条修改为
_ANYWHERE = 0.6  # least likeness of units that changed places
_CLEARLY = 0.3  # by how much a match elsewhere must be better than one in place
_SHORT = 12  # pairs of characters below which likeness elsewhere says nothing


class Member(NamedTuple):
    """What is matched: its text, its number, and a group; only members of one group are matched."""

    text: str
    num: str
    group: str


def numbered(text: str) -> array[int]:
    """The pairs of characters of a text, in no order, each as a number: two units of UTF-16 as one."""
    raw = text.encode("utf-16-le", "surrogatepass")
    count = len(raw) // 2
    return array("I", raw[: count // 2 * 4] + raw[2 : 2 + (count - 1) // 2 * 4])


@lru_cache(maxsize=512)  # what is matched is soon asked for again, by lines and for its kin
def grams(text: str) -> Grams:
    """The different pairs of characters of a text; of less than two characters a mark of its own."""
    return frozenset(numbered(text)) or frozenset({ord(text) if text else -1})


def likeness(one: Grams, other: Grams) -> float:
    """Dice's measure: 1 for equal sets, 0 for sets without a common member."""
    return 2 * len(one & other) / (len(one) + len(other))


def align(old: Sequence[Member], new: Sequence[Member], *, ordered: bool = False) -> list[int]:
    """For each new member the place of its old one, -1 for none.

    Equal texts first, then those most alike between the same neighbours, then,
    unless `ordered`, those that are alike wherever they stand.
    """
    matched = _equal(old, new)
    if ordered:
        matched = _rising(matched, new)
    left = [place for place, found in enumerate(matched) if found < 0]
    taken = set(matched)
    spare = [place for place in range(len(old)) if place not in taken]
    if not left or not spare:
        return matched
    before = {place: grams(old[place].text) for place in spare}
    after = {place: grams(new[place].text) for place in left}
    gaps = _Gaps.of(_rising(matched, new), old)
    # What is matched in order alone is never measured against what stands elsewhere.
    scored = _scored(old, new, before, after, gaps if ordered else None)
    for place, found in _in_place(old, new, scored, gaps, ordered):
        matched[place] = found
    if not ordered:
        _elsewhere(matched, scored, before, after)
    return matched


def _equal(old: Sequence[Member], new: Sequence[Member]) -> list[int]:
    """Pair equal texts: those with one number first, the rest in order."""
    by_number: dict[Member, list[int]] = defaultdict(list)
    by_text: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, member in enumerate(old):
        by_number[member].append(place)
        if member.text:
            by_text[member.group, member.text].append(place)
    matched = [-1] * len(new)
    taken: set[int] = set()
    for place, member in enumerate(new):
        if same := by_number.get(member):
            matched[place] = same.pop(0)
            taken.add(matched[place])
    for places in by_text.values():
        places[:] = [place for place in places if place not in taken]
    for place, member in enumerate(new):
        if matched[place] < 0 and (same := by_text.get((member.group, member.text))):
            matched[place] = same.pop(0)
    return matched


def _rising(matched: Sequence[int], new: Sequence[Member]) -> list[int]:
    """The matches without those that cross the others; long texts stay."""
    pairs = [
        (found, place, float(len(new[place].text) + 1))
        for place, found in enumerate(matched)
        if found >= 0
    ]
    kept = [-1] * len(matched)
    for index in heaviest(pairs):
        kept[pairs[index][1]] = pairs[index][0]
    return kept


@dataclass(frozen=True, slots=True)
class _Gaps:
    """For each new place the old places strictly between which it may stand."""

    low: Sequence[int]
    high: Sequence[int]

    @classmethod
    def of(cls, backbone: Sequence[int], old: Sequence[Member]) -> _Gaps:
        low, high = [-1] * len(backbone), [len(old)] * len(backbone)
        last = -1
        for place, found in enumerate(backbone):
            low[place] = last
            last = found if found >= 0 else last
        last = len(old)
        for place in range(len(backbone) - 1, -1, -1):
            high[place] = last
            last = backbone[place] if backbone[place] >= 0 else last
        return cls(low, high)

    def hold(self, found: int, place: int) -> bool:
        """Whether the two stand between the same neighbours."""
        return self.low[place] < found < self.high[place]

    def alone(self, found: int, place: int) -> bool:
        """Whether nothing else can stand there."""
        return self.high[place] - self.low[place] == 2 and found == self.low[place] + 1


_Scored = dict[tuple[int, int], float]  # likeness by old and new place


def _scored(
    old: Sequence[Member],
    new: Sequence[Member],
    before: Mapping[int, Grams],
    after: Mapping[int, Grams],
    within: _Gaps | None,
) -> _Scored:
    """The likeness of the pairs worth a look: they share rare characters, or a number.

    Of few pairs those that stand `within` the same neighbours, or all.
    """
    if len(before) * len(after) <= _FEW:
        return {
            (found, place): likeness(grams_before, grams_after)
            for place, grams_after in after.items()
            for found, grams_before in before.items()
            if old[found].group == new[place].group
            and (within is None or within.low[place] < found < within.high[place])
        }
    holders: dict[int, list[int]] = defaultdict(list)
    for place, pairs in before.items():
        for pair in pairs:
            holders[pair].append(place)
    most = max(_COMMON, len(before) // 10)
    rare = {pair: places for pair, places in holders.items() if len(places) <= most}
    numbered = {(old[place].group, old[place].num): place for place in before if old[place].num}
    scored: _Scored = {}
    for place, pairs in after.items():
        group = new[place].group
        near = Counter(chain.from_iterable(map(rare.__getitem__, pairs & rare.keys())))
        # Equal counts by place: a set has no order that lasts from one process to the next.
        ranked = nsmallest(2 * _CANDIDATES, near.items(), key=lambda item: (-item[1], item[0]))
        likely = [found for found, _ in ranked]
        likely = [found for found in likely if old[found].group == group][:_CANDIDATES]
        namesake = numbered.get((group, new[place].num))
        if namesake is not None:
            likely.append(namesake)
        for found in likely:
            scored[found, place] = likeness(before[found], pairs)
    return scored


def _in_place(
    old: Sequence[Member], new: Sequence[Member], scored: _Scored, gaps: _Gaps, ordered: bool
) -> Iterable[tuple[int, int]]:
    """Matches that keep the order: the heaviest choice of those that are alike enough."""
    best_old: dict[int, float] = defaultdict(float)
    best_new: dict[int, float] = defaultdict(float)
    for (found, place), score in scored.items():
        best_old[found] = max(best_old[found], score)
        best_new[place] = max(best_new[place], score)
    pairs = []
    for (found, place), score in scored.items():
        if not gaps.hold(found, place):
            continue
        namesake = bool(old[found].num) and old[found].num == new[place].num
        least = _SAME_NUMBER if namesake or gaps.alone(found, place) else _IN_PLACE
        better = min(best_old[found], best_new[place])
        if score < least or (not ordered and better >= max(_ANYWHERE, score + _CLEARLY)):
            continue
        pairs.append((found, place, score + 0.05 * namesake))
    return [(pairs[index][1], pairs[index][0]) for index in heaviest(pairs)]


def _elsewhere(
    matched: list[int], scored: _Scored, before: Mapping[int, Grams], after: Mapping[int, Grams]
) -> None:
    """Match what is left wherever it stands, the most alike first."""
    taken = set(matched)
    for (found, place), score in sorted(scored.items(), key=lambda item: (-item[1], item[0])):
        long = len(before[found]) >= _SHORT and len(after[place]) >= _SHORT
        if score >= _ANYWHERE and long and matched[place] < 0 and found not in taken:
            matched[place] = found
            taken.add(found)
