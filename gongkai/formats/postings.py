"""Cells of the search index: which units hold which grams, in small files of packed bits.

docs/search-index.md describes the bytes; theme/js/search/cells.js reads them. A
segment is worked on as a whole, in arrays: `gongkai.formats.arrays` is the door to numpy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from typing import NamedTuple, TypeAlias
from zlib import crc32

from gongkai.formats.arrays import (
    Codes,
    Kinds,
    Numbers,
    Small,
    Symbols,
    Words,
    changes,
    mixed,
    np,
    npt,
    stirred,
    stream,
    unique,
)
from gongkai.formats.shards import units_of
from gongkai.text.agreement import DIVISIONS, ENDS, NARROW, NUMERALS, SPACES
from gongkai.text.folding import fold
from gongkai.text.folding_table import AFTER, BEFORE, DROPPED, SEVERAL

APART = "\x01"  # between the fields of a unit: no gram reaches across
MOST_UNITS = 1 << 16  # of a segment
_CELL_BITS = 2048 * 8  # what a cell is meant to hold
_MOST_BITS = 12  # a segment has at most 4,096 cells
_SLOW = 0xFFFF  # in the table: folds to several characters, or lies outside the basic plane
_NONE = np.uint64(0xFFFF_FFFF_FFFF_FFFF)  # no gram: behind all others
_THIRD, _FOURTH = 0x9E3779B1, 0x85EBCA6B  # what the third and fourth character are multiplied by
# A pair is frequent whose units, times the first, are more than all units and the second.
_OFTEN, _FEW = 6, 128
_LINES = 4096  # of a sieve: the first 12 bits of a key say which
_AT_ONCE = 1 << 15  # symbols that are worked on together, so that they stay near the processor
_SIEVE_BYTES = 4096  # a cell of a sieve holds as many lines as fit, at least one


def _folding() -> Symbols:
    table = np.arange(0x10000, dtype=np.uint16)
    for char, after in zip(BEFORE, AFTER, strict=True):
        if char <= "\uffff":
            table[ord(char)] = ord(after) if after <= "\uffff" else _SLOW
    table[[ord(char) for char in SEVERAL if char <= "\uffff"]] = _SLOW
    for first, last in DROPPED:
        table[first : min(last, 0xFFFF) + 1] = 0
    table[0xD800:0xDC00] = _SLOW
    return table


_FOLDED = _folding()

# What a character is in a plain text; the low bits are its length in UTF-8.
_WIDTH, _END, _NUMERAL, _ORDINAL, _DIVISION, _LAST = 3, 4, 8, 16, 32, 64


def _narrowing() -> Symbols:
    table = np.arange(0x10000, dtype=np.uint16)
    table[list(NARROW)] = list(NARROW.values())
    for first, last in SPACES:
        table[first : last + 1] = ord(" ")
    return table


def _kinds() -> Kinds:
    table = np.full(0x10000, 3, np.uint8)
    table[:0x80], table[0x80:0x800] = 1, 2
    table[0xD800:0xE000] = 2  # half of a character of four bytes
    table[0] |= _LAST
    for kind, signs in (
        (_END, ENDS),
        (_NUMERAL, NUMERALS),
        (_ORDINAL, "第"),
        (_DIVISION, DIVISIONS),
    ):
        table[list(map(ord, signs))] |= kind
    return table


_NARROWED = _narrowing()
_KINDS = _kinds()


def folded(text: str) -> Symbols:
    """The symbols of `fold(text)`, some forty times as quick."""
    symbols = _FOLDED.take(np.frombuffer(text.encode("utf-16-le", "replace"), np.uint16))
    if symbols.size and symbols.max() == _SLOW:
        return folded_fields([text])
    kept: Symbols = symbols[symbols != 0]
    return kept


def folded_fields(fields: Sequence[str]) -> Symbols:
    """Short texts as one unit, apart."""
    text = APART.join(map(fold, fields))
    return np.frombuffer(text.encode("utf-16-le", "replace"), np.uint16)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a segment, 2 ** `bits` of them: the n-th holds the grams whose key begins with n.

    `grams` is a table of the grams it has, for `sieve`: 4,096 lines of `width` bytes.
    """

    bits: int
    cells: tuple[bytes, ...]
    grams: bytes = b""
    width: int = 0


class _Table:
    """Which grams the units of a segment may hold: lines of `width` bytes, a byte of `marks` for each bit.

    It has nine bits for eight characters. Some third of them is set: so often does a
    gram seem to be there that is not.
    """

    def __init__(self, characters: int, factor: int) -> None:
        self.width = _rounded(9 * characters // (64 * _LINES) + 1)
        self.marks = np.zeros(8 * self.width * _LINES, np.bool_)
        self._factor = np.uint32(factor)

    def mark(self, keys: Codes, *, also: bool = False) -> None:
        """Mark grams: the key says the line, the rest of it the place; `also` a second one.

        By another factor in each segment: what meets in one seldom meets in the next.
        """
        bits = np.uint32(8 * self.width)
        lines = (keys >> np.uint32(20)) * bits
        for rest in (keys, mixed(keys)) if also else (keys,):
            slots = rest * self._factor
            slots &= np.uint32(0xFFFFF)
            slots *= bits
            slots >>= np.uint32(20)
            slots += lines
            self.marks[slots.astype(np.intp)] = True  # numpy does the same, but slower


class _Joined(NamedTuple):
    """All symbols of some units, the unit of each, the mixed keys of the grams of two and three that
    begin with it, whether two stand in one field, and the table of the grams of three and four."""

    every: Symbols
    of: Codes
    pairs: Codes
    three: Codes
    whole: npt.NDArray[np.bool_]
    table: _Table


_Postings: TypeAlias = tuple[Words, Numbers, Small]
_NOTHING: _Postings = (np.empty(0, np.uint64), np.empty(0, np.int64), np.empty(0, np.int32))


def pack(units: Sequence[Symbols], factor: int = 1) -> Cells:
    """The cells of units, numbered from 0 in the order given.

    Each unit has its characters and its pairs of characters as grams, and the groups of
    three of which both pairs are frequent. `factor`, an odd number, places what goes into a
    sieve. Raises ValueError for more than `MOST_UNITS`.
    """
    if len(units) > MOST_UNITS:
        raise ValueError(f"{len(units)} units in one segment")
    if not units:
        return Cells(*_pack(_NOTHING, _NOTHING, 0))
    joined = _joined(units, factor)
    short = _postings(joined)
    keys, starts, numbers = short
    lengths = np.diff(starts, append=len(numbers))
    often = keys[lengths * _OFTEN > len(units) + _FEW].astype(np.uint32)
    bits, cells = _pack(short, _longer(joined, often), len(units))
    table = joined.table
    table.mark(keys.astype(np.uint32), also=True)
    return Cells(bits, cells, np.packbits(table.marks).tobytes(), table.width)


def sieve(segments: Sequence[bytes]) -> Cells:
    """Cells that say which segments may hold a gram, by `Cells.grams` of each."""
    tables = [np.frombuffer(grams, np.uint8).reshape(_LINES, -1) for grams in segments]
    lines = np.concatenate(tables, axis=1) if tables else np.empty((_LINES, 0), np.uint8)
    most = max(_SIEVE_BYTES // max(lines.shape[1], 1), 1)  # lines in a cell
    bits = max((_LINES // most - 1).bit_length(), 0)
    cells = lines.reshape(1 << bits, -1)
    return Cells(bits, tuple(checked(cell.tobytes()) for cell in cells))


def _pack(short: _Postings, longer: _Postings, units: int) -> tuple[int, tuple[bytes, ...]]:
    """Cells of two parts: the grams of one and two characters, and those of three."""
    coded = [_coded(one, units) for one in (short, longer)]
    total = sum(int(one[1][2].sum()) + 20 * len(one[0]) for one in coded)
    bits = min((total // _CELL_BITS).bit_length(), _MOST_BITS)
    parts = [
        _packed(keys, starts, lengths, gaps, bits)
        for (keys, starts, _), (lengths, gaps) in zip((short, longer), coded, strict=True)
    ]
    return bits, tuple(
        checked(len(first).to_bytes(4, "big") + first + second)
        for first, second in zip(*parts, strict=True)
    )


def _rounded(width: int) -> int:
    """The width in three binary figures, at most 511: a new text seldom changes it."""
    step = 1 << max(width.bit_length() - 3, 0)
    return min((width + step // 2) // step * step, 511)


def _joined(units: Sequence[Symbols], factor: int) -> _Joined:
    every = np.concatenate(units)
    of = np.repeat(np.arange(len(units), dtype=np.uint32), [len(unit) for unit in units])
    whole = every != ord(APART)
    whole[:-1] &= whole[1:]
    whole[:-1] &= of[1:] == of[:-1]
    pairs = np.empty(max(len(every) - 1, 0), np.uint32)
    three = np.empty(max(len(every) - 2, 0), np.uint32)
    table = _Table(len(every), factor)
    for begin in range(0, len(every), _AT_ONCE):
        part = every[begin : begin + _AT_ONCE + 3].astype(np.uint32)
        two = stirred((part[:-1] << np.uint32(16)) | part[1:])
        longer = stirred(two[:-1] ^ (part[2:] * np.uint32(_THIRD)))
        pairs[begin : begin + len(two)] = two
        three[begin : begin + len(longer)] = longer
        table.mark(longer)
        table.mark(stirred(longer[:-1] ^ (part[3:] * np.uint32(_FOURTH))))
    return _Joined(every, of, pairs, three, whole[:-1], table)


def _postings(joined: _Joined) -> _Postings:
    """The mixed keys of all grams in order, where the units of each begin, and the units."""
    every, of, pairs, _, whole, _ = joined
    single = unique((of << np.uint32(16)) | every)
    single = single[single & np.uint32(0xFFFF) != ord(APART)]
    words = np.empty(len(pairs) + len(single), np.uint64)
    words[: len(pairs)] = pairs
    words[len(pairs) :] = mixed(single << np.uint32(16))
    words <<= np.uint64(16)
    words[: len(pairs)] |= of[:-1]
    words[len(pairs) :] |= single >> np.uint32(16)
    words[: len(pairs)][~whole] = _NONE
    words = unique(words)
    if len(words) and words[-1] == _NONE:
        words = words[:-1]
    return _grouped(words)


def _longer(joined: _Joined, often: Codes) -> _Postings:
    """The groups of three of which both pairs are among `often`."""
    _, of, pairs, three, whole, _ = joined
    frequent = np.zeros(1 << 20, np.bool_)
    frequent[often >> np.uint32(12)] = True
    both = frequent[pairs >> np.uint32(12)]
    both &= whole
    chosen = np.flatnonzero(both[1:] & both[:-1])
    words = (pairs[chosen] & np.uint32(0xFFFF0000)).astype(np.uint64)
    words |= three[chosen] & np.uint32(0xFFFF)
    words <<= np.uint64(16)
    words |= of[chosen]
    return _grouped(unique(words))


def _grouped(words: Words) -> tuple[Words, Numbers, Small]:
    """Keys, each once, where the units of each begin, and the units, of words in order."""
    keys = words >> np.uint64(16)
    starts = np.flatnonzero(changes(keys))
    return keys[starts], starts, words.astype(np.uint16).astype(np.int32)


def _rice(mean_by_64: Numbers) -> Numbers:
    """The parameter that codes gaps of about this mean, given times 45/64, shortest."""
    return np.maximum(np.frexp(mean_by_64.astype(np.float64))[1].astype(np.int64) - 1, 0)


def _coded(postings: _Postings, units: int) -> tuple[Numbers, tuple[Small, Small, Small]]:
    """How many units each gram has; of each posting the units it skips, and the bits of that."""
    _, starts, numbers = postings
    lengths = np.diff(starts, append=len(numbers))
    gaps = np.empty_like(numbers)
    gaps[1:] = numbers[1:] - numbers[:-1] - 1
    gaps[starts] = numbers[starts]
    low = np.repeat(_rice((units - lengths) * 45 // (64 * lengths)).astype(np.int32), lengths)
    return lengths, (gaps, low, (gaps >> low) + 1 + low)


def _packed(
    keys: Words,
    starts: Numbers,
    lengths: Numbers,
    coded: tuple[Small, Small, Small],
    bits: int,
) -> list[bytes]:
    """Lay out and pack a part of all cells: each a header, then key, number of units and gaps of its grams."""
    gaps, low, sizes = coded
    count = 1 << bits
    cell = (keys >> (32 - bits)).astype(np.int64)
    grams = np.bincount(cell, minlength=count)
    postings = np.bincount(cell, weights=lengths, minlength=count).astype(np.int64)
    begin = np.cumsum(2 * grams + postings + 2) - (2 * grams + postings + 2)
    at = 2 * np.arange(len(keys)) + starts + 2 * cell + 1
    value = np.zeros(int(2 * len(keys) + len(gaps) + 2 * count), np.uint32)
    width = np.zeros(len(value), np.int32)

    key_low = int(_rice(np.array([(45 << 26) // max(len(keys), 1)]))[0])
    rest = (keys & np.uint64((1 << (32 - bits)) - 1)).astype(np.int64)
    steps = np.diff(rest, prepend=-1) - 1
    opening = np.flatnonzero(np.diff(cell, prepend=-1))
    steps[opening] = rest[opening]
    value[begin] = key_low << 16 | grams
    width[begin] = 21
    value[at] = (1 << key_low) | (steps & ((1 << key_low) - 1))
    width[at] = (steps >> key_low) + 1 + key_low
    value[at + 1] = lengths
    width[at + 1] = 2 * np.frexp(lengths.astype(np.float64))[1] - 1
    pads = np.append(begin[1:], len(value)) - 1
    is_posting = np.ones(len(value), np.bool_)
    for taken in (begin, at, at + 1, pads):
        is_posting[taken] = False
    value[is_posting] = gaps - (((gaps >> low) - 1) << low)
    width[is_posting] = sizes
    filled = np.add.reduceat(width, begin, dtype=np.int64)
    width[pads] = -filled & 31
    packed = stream(value, width)
    ends = np.cumsum((filled + 31) // 32 * 4).tolist()
    return [packed[begin:end] for begin, end in pairwise([0, *ends])]


def checked(cell: bytes) -> bytes:
    """The cell with its checksum (CRC-32) behind it: half of one could be read as a whole."""
    return cell + crc32(cell).to_bytes(4, "big")


def sentences(
    texts: Sequence[str], places: Sequence[Sequence[int]]
) -> Iterator[tuple[list[bytes], list[int]]]:
    """The sentences of each text by `gongkai.text.agreement`, in UTF-8; joined they are the plain text.

    Beside them the number of the sentence in which each of its places falls: these are
    offsets. The texts hold no NUL.
    """
    whole = "".join([f"{text}\0" for text in texts])
    given = _NARROWED.take(np.frombuffer(whole.encode("utf-16-le", "replace"), np.uint16))
    kept = given != ord(" ")
    units = given[kept]
    kind = _KINDS.take(units)
    starts = _starts(kind)
    cuts = np.cumsum(kind & _WIDTH, dtype=np.int64)[starts - 1]
    cuts[:1] = 0
    plain = units.tobytes().decode("utf-16-le", "replace").encode()
    pieces = [plain[begin:end] for begin, end in pairwise([*cuts.tolist(), len(plain)])]
    at = units_of(whole)
    before = accumulate([len(text) + 1 for text in texts], initial=0)
    asked = [at(begin + own) for begin, some in zip(before, places, strict=False) for own in some]
    passed = np.cumsum(kept)[asked] - kept[asked] if asked else np.empty(0, np.int64)
    fallen = iter((np.searchsorted(starts, passed, "right") - 1).tolist())
    first = 0
    for some, nul in zip(places, np.flatnonzero(kind & _LAST), strict=True):
        stop = int(np.searchsorted(starts, nul))
        yield pieces[first:stop], [number - first for number in islice(fallen, len(some))]
        first = stop + 1


def _starts(kind: Kinds) -> Numbers:
    """Where a sentence begins, or the NUL behind a text, by the kinds of all characters."""
    begins = kind & _LAST != 0
    begins[1:] |= kind[:-1] & (_LAST | _END) != 0
    begins[:1] = True
    ordinal = np.flatnonzero(kind & _ORDINAL)
    if len(ordinal):
        other = np.flatnonzero(kind & _NUMERAL == 0)
        behind = other[np.searchsorted(other, ordinal + 1)]  # the NUL at the end is no numeral
        begins[ordinal[(behind > ordinal + 1) & (kind[behind] & _DIVISION != 0)]] = True
    return np.flatnonzero(begins)
