"""Part the heading of an article (条标) from its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.text.structure_marks import (
    FIRST_HAN,
    PAST_HAN,
    Mark,
    Style,
    is_bare_heading,
    is_heading_text,
)
from gongkai.text.structure_survey import Survey

_IN_BRACKETS = re.compile(r"([【（(]([^】）)，。；：、]{1,30})[】）)])[ \t\u3000]*(?=\S)")
_NUMERAL = re.compile("[〇零一二三四五六七八九十0-9]+")
_LONGEST = 30  # characters of a heading on a line of its own
_FINISHED = ("。", "）", ")", "”")  # how an article ends
_FEWEST = 3  # articles that must have a heading before it counts as one


class ArticleHeadings:
    """How the articles of a text bear headings: 【立法目的】, （立法目的）, or on a line of their own.

    One in round brackets or alone proves nothing (第五条 （市）区人民政府…, or a
    sentence without its end): most articles must have theirs.
    """

    def __init__(self, seen: Survey) -> None:
        articles = alone = bracketed = square = 0
        marks = seen.marks
        for index in seen.articles:
            mark = marks[index]
            if mark is None or mark[0] != Style.ARTICLE:
                continue
            articles += 1
            rest = mark[4]
            if len(rest) > _LONGEST and FIRST_HAN <= rest < PAST_HAN:
                continue  # as nearly all: neither short nor in brackets
            opener = rest[:1]
            if opener == "【":
                square += 1
            elif opener == "（" or opener == "(":
                match = _IN_BRACKETS.match(rest)
                bracketed += bool(match and not _NUMERAL.fullmatch(match[2]))
            elif 0 < len(rest) <= _LONGEST and is_heading_text(rest):
                alone += index + 1 < len(marks) and marks[index + 1] is None
        self.alone = alone >= _FEWEST and alone * 2 > articles
        self.bracketed = bracketed >= _FEWEST and bracketed * 2 > articles
        self.any = bool(square) or self.alone or self.bracketed

    def part(self, rest: str, headed: bool) -> tuple[str, str]:
        """The heading, "" if none, and the article's text. `headed`: by Markdown it is a heading."""
        if rest and rest[0] in "【（(":
            opener = rest[0]
            match = _IN_BRACKETS.match(rest)
            if match and (opener == "【" or self.bracketed):
                return match[1], rest[match.end() :]
            return (rest, "") if opener == "【" and rest[-1] == "】" else ("", rest)
        if (self.alone or headed) and 0 < len(rest) <= _LONGEST and is_heading_text(rest):
            return rest, ""
        return "", rest


def stands_above_article(index: int, texts: Sequence[str], marks: Sequence[Mark | None]) -> bool:
    """Whether the line at `index` stands between a finished article and the next one."""
    if texts[index - 1][-1:] not in _FINISHED:
        return False
    after = index + 1
    if after < len(texts) and is_bare_heading(texts[after]):
        after += 1  # a chapter's heading, and its first section's
    following = marks[after] if after < len(marks) else None
    return following is not None and following.style == Style.ARTICLE
