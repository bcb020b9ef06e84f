"""Find what an amending text quotes: words that belong to the amended law, not to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.text.names import fold_title

# 《X》 in a title of the kind 关于修改《X》的决定; 等 behind it means that there are more.
_AMENDS = re.compile(r"(?:修改|修订|修正)[《〈<](.+?)[》〉>](?!等|和|、)")
_AMENDMENT = re.compile(r"^(.+?)修正案")
_AMENDING = re.compile(
    r"修正案|关于(?:修改|修订|修正|废止)|(?:修改|修订|修正).{1,80}的(?:决定|通知)$"
)
_CARRYING = ("通知", "公告", "函")
_OPENING = re.compile(r"(?:修改为|改为|增加[^。“\n]{0,60}|作为[^。“\n]{0,40}|规定为?)[：:]?\s*“")
_MARK = re.compile(r"\n[ \u3000]*“|[“”]")
_NEXT = re.compile(r"\n(?=[ \u3000]*(?:[一二三四五六七八九十百]+、|第[一二三四五六七八九十百]+条))")


@dataclass(frozen=True, slots=True)
class Amending:
    """What a text says about the law it amends.

    `whole` is True for a 修正案 or 修改决定, which speaks of the amended law
    throughout. `title` is that law if the text's own title names one, else "". `starts` and `ends` bound the quoted passages, as offsets in the text.
    """

    whole: bool
    title: str
    starts: Sequence[int]
    ends: Sequence[int]

    def quotes(self, offset: int) -> bool:
        """Whether the character at `offset` stands in a quoted passage."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and offset < self.ends[index]


def amending(body: str, title: str, has_articles: bool = False) -> Amending | None:
    """How the text amends another, None for a text that does not.

    In a 修正案 or 修改决定 every quotation is the amended law's; in any other
    text only what stands behind 修改为 and the like.
    """
    whole = _AMENDING.search(title) is not None
    if whole and has_articles and title.endswith(_CARRYING):
        whole = False  # the notice carries the revised text itself
    if not whole and ("改" not in body or "修改为" not in body):
        return None
    spans = _quotations(body, whole)
    return Amending(
        whole,
        _amended(title) if whole else "",
        [start for start, _ in spans],
        [end for _, end in spans],
    )


def _amended(title: str) -> str:
    if match := _AMENDS.search(title):
        return match.group(1)
    match = _AMENDMENT.match(title)
    return match.group(1).strip("《》") if match else ""


def _quotations(body: str, whole: bool) -> list[tuple[int, int]]:
    opening = re.compile("“") if whole else _OPENING
    spans = []
    position = 0
    while match := opening.search(body, position):
        end = _closing(body, match.end())
        spans.append((match.end(), end))
        position = end
    return spans


def _closing(body: str, start: int) -> int:
    """Where the quotation that begins at `start` ends.

    Each paragraph of a long quotation opens with “ again and only the last
    closes; a quotation that never closes ends before the next numbered line.
    """
    depth = 1
    for mark in _MARK.finditer(body, start):
        if mark.group() == "”":
            depth -= 1
            if depth == 0:
                return mark.start()
        elif mark.group() == "“":
            depth += 1
    following = _NEXT.search(body, start)
    return following.start() if following else len(body)


def short_forms(title: str) -> tuple[str, ...]:
    """The names under which a text may speak of the law it amends, without 书名号."""
    short = fold_title(title)
    return (title,) if short == title else (title, short)
