"""Arrays of whole numbers: sorted, each once; stirred; packed bit by bit. The door to numpy."""

from __future__ import annotations

from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = [
    "Codes", "Kinds", "Numbers", "Small", "Symbols", "Words", "changes", "mixed", "np", "npt",
    "stirred", "stream", "unique",
]  # fmt: skip

Symbols: TypeAlias = npt.NDArray[np.uint16]  # UTF-16 code units of a folded text
Words: TypeAlias = npt.NDArray[np.uint64]
Numbers: TypeAlias = npt.NDArray[np.int64]
Small: TypeAlias = npt.NDArray[np.int32]
Codes: TypeAlias = npt.NDArray[np.uint32]
Kinds: TypeAlias = npt.NDArray[np.uint8]
Unsigned = TypeVar("Unsigned", np.uint32, np.uint64)

_MIX = (0x7FEB352D, 0x846CA68B)  # odd: the mixing can be undone, so no two keys are confused


def unique(words: npt.NDArray[Unsigned]) -> npt.NDArray[Unsigned]:
    """The words in order, each once. Sorts the given array too."""
    words.sort()
    return words[changes(words)]


def changes(words: npt.NDArray[Unsigned]) -> npt.NDArray[np.bool_]:
    """Where a word differs from the one before."""
    differs = np.ones(len(words), np.bool_)
    np.not_equal(words[1:], words[:-1], out=differs[1:])
    return differs


def mixed(keys: Codes) -> Codes:
    """The keys stirred, each to another one, so that cells fill evenly."""
    return stirred(keys.copy())


def stirred(keys: Codes) -> Codes:
    """`mixed`, in the same array."""
    keys ^= keys >> np.uint32(16)
    keys *= np.uint32(_MIX[0])
    keys ^= keys >> np.uint32(15)
    keys *= np.uint32(_MIX[1])
    keys ^= keys >> np.uint32(16)
    return keys


def stream(value: Codes, width: Small) -> bytes:
    """The values one after another, each in so many bits, the highest bit first."""
    # 32 bits hold every place: units are passages, and 65,536 of them have fewer bits.
    end = np.cumsum(width.view(np.uint32), dtype=np.uint32)
    shift = np.negative(end) & np.uint32(31)
    end -= np.uint32(1)
    word = end >> np.uint32(5)
    # The values that end in a word have no bit in common: their sum is one of a running total.
    last = np.append(np.flatnonzero(word[1:] != word[:-1]), len(word) - 1)
    total = np.cumsum(value << shift, dtype=np.uint32)[last]
    words = np.zeros(int(word[-1]) + 1, np.uint32)
    words[word[last]] = np.diff(total, prepend=np.uint32(0))
    # At most one value reaches from each word back into the one before.
    high = (value >> np.uint32(1)) >> (np.uint32(31) - shift)
    across = np.flatnonzero(high)
    words[word[across] - np.uint32(1)] |= high[across]
    return words.astype(">u4").tobytes()
