"""Fold a text or a query, so that two ways of writing the same words are equal.

The browser folds by the same table (theme/js/search/fold.js): width, case,
traditional and variant forms, brackets, quotation marks and dashes become one
form; spaces, line ends and invisible marks go. Folding looks at one code point
at a time, so the folded text of a whole holds the folded text of each part.
"""

from __future__ import annotations

from gongkai.text.folding_table import AFTER, BEFORE, DROPPED, SEVERAL

FOLDING_VERSION = 1  # to be raised when tools/folding-table gives another table

_TABLE: dict[int, str | None] = {
    **dict(zip(map(ord, BEFORE), AFTER, strict=True)),
    **{ord(char): folded for char, folded in SEVERAL.items()},
    **{code: None for first, last in DROPPED if first < 0x30000 for code in range(first, last + 1)},
    **dict.fromkeys(range(0xE0000, 0xE1000)),
}


def fold(text: str) -> str:
    """The text as it is compared. Holds: fold(fold(s)) == fold(s), fold(a + b) == fold(a) + fold(b)."""
    return text.translate(_TABLE)


def contains(text: str, query: str) -> bool:
    """Whether a text holds every word of a query: what a search promises, said plainly.

    Words are what spaces part; those between quotation marks stay together.
    """
    folded = fold(text)
    return all(fold(word) in folded for word in query.split())
