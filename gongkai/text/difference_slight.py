"""Tell changes that are none of substance: numbers that follow others, and punctuation."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACE = re.compile(r"(第[一二三四五六七八九十百千零〇两0-9]+条(?:之[一二三四五六七八九十]+)?)")

_HAN = re.compile("[\u4e00-\u9fff]")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width forms


def only_punctuated(old: str, new: str) -> bool:
    """Whether two texts have the same letters and figures, whatever their width."""
    if _HAN.search("".join(set(old) ^ set(new))):
        return False  # most edits are told at once: only one side has this character
    return _letters(old) == _letters(new)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.translate(_WIDE)))


def only_adjusted(old: str, new: str, numbers: Mapping[str, str]) -> bool:
    """Whether `new` is `old` with each changed 第X条 led on to where that article went.

    `numbers` gives the new number of each article by its old one. A decision
    that inserts or deletes articles says 条文序号作相应调整: what a reader finds
    here is no change of substance.
    """
    left, right = _PLACE.split(old), _PLACE.split(new)
    if len(left) != len(right) or left[::2] != right[::2]:
        return False
    return all(
        before == after or numbers.get(before) == after
        for before, after in zip(left[1::2], right[1::2], strict=True)
    )
