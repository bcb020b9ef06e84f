"""The words of a title by which it is filed from A to Z."""

from __future__ import annotations

import re
from collections.abc import Iterable

_OFFICE = re.compile(r"(?:人民)?政府(?:办公室|办公厅)?$")
_SIGNS = re.compile(r"[\s《〈「『“‘\"'（(【\[、，：:]+")
_OPENING = re.compile(r"(?:中华人民共和国|关于|印发|公布|发布|颁布|转发|批转|修改|废止)")


def office_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names of organs and of the places they govern, longest first: 示例市人民政府, 示例市."""
    found = set[str]()
    for name in names:
        found |= {name, _OFFICE.sub("", name)}
    return tuple(sorted((name for name in found if name), key=lambda name: (-len(name), name)))


def filing_words(title: str, names: tuple[str, ...]) -> str:
    """A title without what many begin with: organs, places, 关于, 印发 and opening signs.

    示例市人民政府关于印发《示例市停车管理办法》的通知 is filed under 停车管理办法》的通知.
    `names` are those of `office_names`. A title of nothing else is filed as it is.
    """
    words = title
    while True:
        rest = _without_opening(words, names)
        if rest == words:
            return words or title
        words = rest


def _without_opening(words: str, names: tuple[str, ...]) -> str:
    for pattern in (_SIGNS, _OPENING):
        if found := pattern.match(words):
            return words[found.end() :]
    if not words.startswith(names):  # as a rule; asked once, not once for each name
        return words
    return words[len(next(name for name in names if words.startswith(name))) :]
