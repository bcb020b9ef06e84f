"""Two small algorithms on sequences: the longest common one, and the heaviest ordered choice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places of a longest common subsequence, in order.

    Bit-parallel (Hyyrö 2004): a row of the usual table is one integer, so the
    work is `len(new)` additions of numbers of `len(old)` bits, whatever the texts.
    """
    start, end = same_ends(old, new)
    found = [(place, place) for place in range(start)]
    rows = _rows(old[start : len(old) - end], new[start : len(new) - end])
    found += [(start + left, start + right) for left, right in _walk(rows, len(old) - start - end)]
    for place in range(end, 0, -1):
        found.append((len(old) - place, len(new) - place))
    return found


def same_ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """How many members agree at the start, and how many of the others at the end."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end


def _rows(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int]:
    """One integer for each member of `new`: a clear bit where the table grows."""
    places: dict[Hashable, int] = {}
    for place, member in enumerate(old):
        places[member] = places.get(member, 0) | 1 << place
    mask = (1 << len(old)) - 1
    row, rows = mask, []
    for member in new:
        hits = row & places.get(member, 0)
        if hits:
            row = ((row + hits) | (row - hits)) & mask
        rows.append(row)
    return rows


def _walk(rows: list[int], left: int) -> list[tuple[int, int]]:
    """Back through the table from its last corner."""
    found = []
    right = len(rows)
    while left and right:
        bit = 1 << (left - 1)
        if rows[right - 1] & bit:
            left -= 1
            continue
        right -= 1
        if not right or rows[right - 1] & bit:
            left -= 1
            found.append((left, right))
    found.reverse()
    return found


def heaviest(pairs: Sequence[tuple[int, int, float]]) -> list[int]:
    """Choose pairs (old place, new place, weight) that rise on both sides, as heavy as can be.

    Gives their indexes, rising. In n log n steps: a front of the best weights
    by old place is kept while new places rise.
    """
    order = sorted(range(len(pairs)), key=lambda index: (pairs[index][1], -pairs[index][0]))
    fronts: list[int] = []  # old places, rising, each with a heavier chain than all before
    weights: list[float] = []
    tails: list[int] = []
    before: dict[int, int] = {}
    for index in order:
        old, _, weight = pairs[index]
        at = bisect_left(fronts, old)
        total = weight + (weights[at - 1] if at else 0.0)
        before[index] = tails[at - 1] if at else -1
        if at < len(fronts) and fronts[at] == old and weights[at] >= total:
            continue
        end = at
        while end < len(fronts) and weights[end] <= total:
            end += 1
        fronts[at:end], weights[at:end], tails[at:end] = [old], [total], [index]
    chosen = []
    last = tails[-1] if tails else -1
    while last >= 0:
        chosen.append(last)
        last = before[last]
    return chosen[::-1]
