"""Compare two texts of one work, article by article (新旧对照)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from operator import add

from gongkai.model.comparison import Change, Comparison, Edit, Line, Pair, Piece, Unit
from gongkai.model.provisions import Level, Provision
from gongkai.text.difference_align import Grams, Member, align, grams, numbered
from gongkai.text.difference_chain import heaviest
from gongkai.text.difference_slight import only_adjusted, only_punctuated
from gongkai.text.difference_units import HEADS, units
from gongkai.text.difference_words import Cohesion, line_pieces

_KIN = 0.5  # share of a unit's pairs of characters that another one lost, or gained
_SHORT = 12  # pairs of characters below which that share says nothing


def compare(old: Sequence[Provision], new: Sequence[Provision]) -> Comparison:
    """What became of each provision of `old` in `new`. Pure; every character is accounted for.

    Articles are matched by what they say, not by number alone. The order is
    that of the new text; what was deleted stands behind what it followed.
    """
    left, right = units(old), units(new)
    matched = align([_member(unit) for unit in left], [_member(unit) for unit in right])
    moved = _moved(left, right, matched)
    numbers = {
        left[found].num: right[place].num
        for place, found in enumerate(matched)
        if found >= 0 and right[place].level is Level.ARTICLE and "annex" not in right[place].eid
    }
    cohesion = _cohesion(left, right)
    pairs = [
        _pair(left[found], unit, place in moved, numbers, cohesion)
        if found >= 0
        else Pair(None, unit, Change.INSERTED, _alone(unit, Edit.NEW))
        for place, (found, unit) in enumerate(zip(matched, right, strict=True))
    ]
    return Comparison(tuple(_with_kin(_with_deleted(pairs, left, matched))))


def _member(unit: Unit) -> Member:
    """Headings are matched with headings of their rank, articles with articles."""
    if unit.level in HEADS:
        return Member(unit.text, unit.num, unit.level.value)
    group = unit.level.value if unit.level is Level.ARTICLE else ""
    return Member(unit.text, unit.num, group)


def _moved(left: Sequence[Unit], right: Sequence[Unit], matched: Sequence[int]) -> set[int]:
    """New places whose unit went to another chapter, or past others of its kind."""
    moved: set[int] = set()
    homes = {right[place].eid: left[found].eid for place, found in enumerate(matched) if found >= 0}
    stayed = set(homes.values())
    for heads in (True, False):
        pairs = [
            (found, place, float(len(right[place].text) + 1))
            for place, found in enumerate(matched)
            if found >= 0 and (right[place].level in HEADS) is heads
        ]
        kept = {pairs[index][1] for index in heaviest(pairs)}
        moved.update(place for _, place, _ in pairs if place not in kept)
    for place, found in enumerate(matched):
        if found >= 0:
            before, home = left[found].container, homes.get(right[place].container, "")
            if home and before in stayed and home != before:
                moved.add(place)
    return moved


def _cohesion(left: Sequence[Unit], right: Sequence[Unit]) -> Cohesion:
    """How often two characters stand side by side in both texts; counted when first asked."""

    @cache
    def counted() -> Cohesion:
        whole = "\n".join([unit.text for unit in (*left, *right)])
        pairs = numbered(whole)
        if len(pairs) < len(whole):
            found = Counter(pairs)  # numbers are counted twice as fast as words
            return lambda pair: found[numbered(pair)[0]]
        # A character of two units of UTF-16 is in two numbers, and not in one pair.
        return Counter(map(add, whole, whole[1:])).__getitem__

    return lambda pair: counted()(pair)


def _pair(
    old: Unit, new: Unit, moved: bool, numbers: Mapping[str, str], cohesion: Cohesion
) -> Pair:
    renumbered = old.num != new.num
    if old.text == new.text:
        change = Change.MOVED if moved else Change.RENUMBERED if renumbered else Change.SAME
        lines = tuple(Line(level, _one(text, Edit.KEPT)) for level, text in new.lines)
    else:
        change = _edited(old.text, new.text, numbers)
        lines = _lines(old, new, cohesion)
    return Pair(old, new, change, lines, renumbered, moved)


def _edited(old: str, new: str, numbers: Mapping[str, str]) -> Change:
    if only_punctuated(old, new):
        return Change.PUNCTUATED
    return Change.ADJUSTED if only_adjusted(old, new, numbers) else Change.EDITED


def _alone(unit: Unit, edit: Edit) -> tuple[Line, ...]:
    return tuple(Line(level, _one(text, edit)) for level, text in unit.lines)


def _one(text: str, edit: Edit) -> tuple[Piece, ...]:
    return (Piece(edit, text),)


def _lines(old: Unit, new: Unit, cohesion: Cohesion) -> tuple[Line, ...]:
    """The lines of two versions of a unit: those that went stand before those that came."""
    if len(old.lines) == len(new.lines) == 1:
        # The two units were found to be alike, and their only lines are all they say.
        (level, text), (_, before) = new.lines[0], old.lines[0]
        return (Line(level, line_pieces(before, text, cohesion)),)
    matched = align(
        [Member(text, "", "") for _, text in old.lines],
        [Member(text, "", "") for _, text in new.lines],
        ordered=True,
    )
    found: list[Line] = []
    waiting: list[Line] = []
    done = 0
    for (level, text), place in zip(new.lines, matched, strict=True):
        if place < 0:
            waiting.append(Line(level, _one(text, Edit.NEW)))
            continue
        found += _gone(old, done, place)
        found += waiting
        waiting = []
        found.append(Line(level, line_pieces(old.lines[place][1], text, cohesion)))
        done = place + 1
    return (*found, *_gone(old, done, len(old.lines)), *waiting)


def _gone(old: Unit, start: int, end: int) -> list[Line]:
    return [Line(level, _one(text, Edit.OLD)) for level, text in old.lines[start:end]]


def _with_deleted(
    pairs: Sequence[Pair], left: Sequence[Unit], matched: Sequence[int]
) -> list[Pair]:
    """The pairs with the deleted units, each behind the last one before it that stayed in place."""
    places = {found: place for place, found in enumerate(matched) if found >= 0}
    behind: dict[int, list[Pair]] = defaultdict(list)
    anchor = -1
    for index, unit in enumerate(left):
        if index not in places:
            gone = Pair(unit, None, Change.DELETED, _alone(unit, Edit.OLD))
            behind[anchor].append(gone)
        elif not pairs[places[index]].moved:
            anchor = places[index]
    found = list(behind[-1])
    for place, pair in enumerate(pairs):
        found += [pair, *behind[place]]
    return found


def _with_kin(pairs: list[Pair]) -> list[Pair]:
    """Tell of units that came or went whose words another unit lost or took (分出, 并入)."""
    if all(pair.old and pair.new for pair in pairs):
        return pairs
    sides = [
        (pair.old.eid, pair.new.eid, grams(pair.old.text), grams(pair.new.text))
        for pair in pairs
        if pair.old and pair.new and pair.change is Change.EDITED
    ]
    lost = _holders((old, before - after) for old, _, before, after in sides)
    won = _holders((new, after - before) for _, new, before, after in sides)
    return [
        replace(pair, kin=_kin(pair.unit, lost if pair.old is None else won))
        if pair.old is None or pair.new is None
        else pair
        for pair in pairs
    ]


def _holders(changed: Iterable[tuple[str, Grams]]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for eid, pairs in changed:
        for pair in pairs:
            found[pair].append(eid)
    return found


def _kin(unit: Unit, holders: Mapping[int, list[str]]) -> str:
    own = grams(unit.text)
    if len(own) < _SHORT:
        return ""
    held = own & holders.keys()
    shares = Counter(chain.from_iterable(map(holders.__getitem__, held)))
    likeliest = max(shares.items(), key=lambda share: (share[1], share[0]), default=("", 0))
    return likeliest[0] if likeliest[1] >= _KIN * len(own) else ""
