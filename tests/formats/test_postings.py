"""Cells hold every gram with exactly the units that hold it."""

from __future__ import annotations

import zlib
from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.formats.arrays import mixed
from gongkai.formats.postings import (
    APART,
    Cells,
    folded,
    folded_fields,
    pack,
    sieve,
)
from gongkai.text.folding import fold

_TEXT = st.text(alphabet="停车收费标准的国发(2024)５號\n Ａa𠮷㎡", max_size=60)


class _Bits:
    """Read a cell bit by bit, as docs/search-index.md says."""

    def __init__(self, cell: bytes) -> None:
        self.bits = "".join(f"{byte:08b}" for byte in cell)
        self.at = 0

    def number(self, width: int) -> int:
        value = int(self.bits[self.at : self.at + width] or "0", 2)
        self.at += width
        return value

    def rice(self, low: int) -> int:
        end = self.bits.index("1", self.at)
        high, self.at = end - self.at, end + 1
        return high << low | self.number(low)

    def gamma(self) -> int:
        end = self.bits.index("1", self.at)
        width, self.at = end - self.at + 1, end
        return self.number(width)


def _unpacked(packed: Cells, units: int, *, longer: bool = False) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, cell in enumerate(packed.cells):
        split = 4 + int.from_bytes(cell[:4], "big")
        bits = _Bits(cell[split:-4] if longer else cell[4:split])
        key_low, grams = bits.number(5), bits.number(16)
        rest = -1
        for _ in range(grams):
            rest += bits.rice(key_low) + 1
            held = bits.gamma()
            mean = (units - held) * 45 // (64 * held)
            low = max(mean.bit_length() - 1, 0)
            unit, holders = -1, []
            for _ in range(held):
                unit += bits.rice(low) + 1
                holders.append(unit)
            found[number << (32 - packed.bits) | rest] = holders
    return found


def _expected(texts: list[str]) -> dict[int, list[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for number, text in enumerate(texts):
        raw = text.encode("utf-16-le")
        units = [int.from_bytes(raw[at : at + 2], "little") for at in range(0, len(raw), 2)]
        apart = ord(APART)
        for first, second in pairwise([*units, apart]):
            if first != apart:
                found[first << 16].add(number)
                if second != apart:
                    found[first << 16 | second].add(number)
    keys = mixed(np.array(list(found), np.uint32)).tolist() if found else []
    return {key: sorted(units) for key, units in zip(keys, found.values(), strict=True)}


@given(st.lists(_TEXT, max_size=30))
@settings(max_examples=60)
def test_cells_hold_the_units_of_every_gram(texts: list[str]) -> None:
    packed = pack([folded(text) for text in texts])
    assert len(packed.cells) == 2**packed.bits
    assert _unpacked(packed, len(texts)) == _expected([fold(text) for text in texts])


def _key(units: str) -> int:
    """The mixed key of a gram, as docs/search-index.md says."""
    key = _mixed(ord(units[0]) << 16 | ord(units[1:2] or "\0"))
    for unit, factor in zip(units[2:], (0x9E3779B1, 0x85EBCA6B), strict=False):
        key ^= ord(unit) * factor & 0xFFFFFFFF
        key = _mixed(key)
    return key


def _mixed(key: int) -> int:
    return int(mixed(np.array([key], np.uint32))[0])


@given(st.lists(st.text(alphabet="停车收费标", min_size=1, max_size=30), min_size=40, max_size=60))
@settings(max_examples=30)
def test_groups_of_three_have_lists_where_both_pairs_are_frequent(texts: list[str]) -> None:
    found = _unpacked(pack([folded(text) for text in texts]), len(texts), longer=True)

    def holders(group: str) -> list[int]:
        return [number for number, text in enumerate(texts) if group in text]

    def often(pair: str) -> bool:
        return 6 * len(holders(pair)) > len(texts) + 128

    groups = {text[at : at + 3] for text in texts for at in range(len(text) - 2)}
    frequent = {group for group in groups if often(group[:2]) and often(group[1:])}
    assert found == {
        _key(group[:2]) & 0xFFFF0000 | _key(group) & 0xFFFF: holders(group) for group in frequent
    }


def _passes(cells: Cells, packed: list[Cells], factors: list[int], group: str) -> list[bool]:
    """Which segments a sieve lets pass, as docs/search-index.md says."""
    key = _key(group)
    lines = 4096 >> cells.bits
    whole = sum(one.width for one in packed)
    cell = cells.cells[key >> 20 >> (12 - cells.bits)][:-4]
    assert len(cell) == lines * whole
    start = (key >> 20) % lines * whole
    passed = []
    for one, factor in zip(packed, factors, strict=True):
        rests = [key, _mixed(key)] if len(group) < 3 else [key]
        slots = [(rest * factor & 0xFFFFF) * 8 * one.width >> 20 for rest in rests]
        passed.append(all(cell[start + slot // 8] >> (7 - slot % 8) & 1 for slot in slots))
        start += one.width
    return passed


@given(st.lists(st.lists(_TEXT, min_size=1, max_size=4), min_size=1, max_size=5))
@settings(max_examples=30)
def test_a_sieve_lets_pass_every_segment_that_holds_a_group(segments: list[list[str]]) -> None:
    texts = [[fold(text).replace("𠮷", "") for text in some] for some in segments]
    factors = [1 + 2 * number for number in range(len(texts))]
    packed = [
        pack([folded(text) for text in some], factor)
        for some, factor in zip(texts, factors, strict=True)
    ]
    cells = sieve([one.grams for one in packed])
    for number, some in enumerate(texts):
        for text in some:
            for length in (3, 4):
                for at in range(len(text) - length + 1):
                    assert _passes(cells, packed, factors, text[at : at + length])[number]


def test_a_sieve_keeps_most_segments_back_that_do_not_hold_a_group() -> None:
    texts = [[chr(0x4E00 + (at * at * step) % 4000) for at in range(3000)] for step in (7, 11, 13)]
    packed = [pack([folded("".join(text))]) for text in texts]
    cells = sieve([one.grams for one in packed])
    passed = [
        _passes(cells, packed, [1, 1, 1], "".join(map(chr, (at, at + 9, at + 2))))
        for at in range(0x5000, 0x5200)
    ]
    assert sum(map(sum, passed)) < 3 * len(passed) // 2


def test_a_cell_ends_with_its_checksum() -> None:
    (cell,) = pack([folded("停车收费")]).cells
    assert int.from_bytes(cell[-4:], "big") == zlib.crc32(cell[:-4])


def test_a_large_segment_is_cut_into_cells_by_the_first_bits_of_the_key() -> None:
    texts = [chr(0x4E00 + n * 7 % 2000) + chr(0x4E00 + n * 11 % 3000) * 2 for n in range(9000)]
    packed = pack([folded(text) for text in texts])
    assert packed.bits >= 3
    assert max(map(len, packed.cells)) < 4096
    assert _unpacked(packed, len(texts)) == _expected([fold(text) for text in texts])


@given(st.text())
def test_the_quick_folding_is_the_slow_one(text: str) -> None:
    assert folded(text).tobytes() == fold(text).encode("utf-16-le", "replace")


def test_no_gram_reaches_from_one_field_to_the_next() -> None:
    packed = pack([folded_fields(["停车", "收费"])])
    across = int(mixed(np.array([ord("车") << 16 | ord("收")], np.uint32))[0])
    assert across not in _unpacked(packed, 1)


def test_too_many_units_are_refused() -> None:
    with pytest.raises(ValueError, match="65537 units"):
        pack([folded("")] * 65537)
