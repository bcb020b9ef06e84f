"""Recognise the numbering mark that a line of a legal text begins with."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gongkai.text.numerals import NUMERAL, to_chinese, to_int


class Style:
    """How a provision is numbered; a lower value contains a higher one.

    Plain numbers, not an Enum: every numbered line of a library is compared with them.
    """

    ANNEX: Final = 0  # 附件一
    PART: Final = 1  # 第一编
    SUBPART: Final = 2  # 第一分编
    CHAPTER: Final = 3  # 第一章
    SECTION: Final = 4  # 第一节
    ARTICLE: Final = 5  # 第一条
    DECIMAL: Final = 6  # 1.1 as in 应急预案; the dots tell the depth
    ENUMERATED: Final = 7  # 一、
    BRACKETED: Final = 8  # （一）
    DOTTED: Final = 9  # 1. 1．1、
    PARENTHESISED: Final = 10  # （1）
    CIRCLED: Final = 11  # ①
    COUNT: Final = 12


class Mark(NamedTuple):
    """A numbering mark. A tuple, because one is made for every numbered line of a library.

    `style` is one of `Style`. `num` is the mark as typed, `rest` what follows it without the space between.
    `number` is 0 where the mark bears none (附件, 附则). `branch` is the 一 of
    第十二条之一 as "-1", "" mostly; for DECIMAL it is the number as typed.
    """

    style: int
    number: int
    branch: str
    num: str
    rest: str


# Makes a Mark without the call in between that its own constructor is.
_new = tuple.__new__

_SPACE = " \u3000\xa0\u2002\u2003\t"
_N = f"[{NUMERAL}]"
_HAN_NUMERAL = "[〇零○◯一二两三四五六七八九十百千]"

# 笫 is a common slip of pinyin and character recognition for 第.
_UNIT = re.compile(
    rf"([第笫][{_SPACE}]*({_N}(?:[{_SPACE}]*{_N})*)[{_SPACE}]*(条|章|节|分编|编)"
    rf"((?:[{_SPACE}]*之{_HAN_NUMERAL}+)*))[{_SPACE}]*"
)
# The same as nearly all type it; what is asked first.
_TIDY_UNIT = re.compile(
    r"(第([一二三四五六七八九十百千零〇]+)([条章节]))[ \u3000]+(?=[^\s（(、，])"
)
# Marks as nearly all lines bear them, and their numbers: with a Chinese word behind, these want no
# expression. That is asked by comparing, as taking a character out of a text takes longer.
_ARTICLE, _ITEM = Style.ARTICLE, Style.BRACKETED
_ARTICLES = {f"第{to_chinese(number)}条": number for number in range(1, 300)}
_ITEMS = {f"（{to_chinese(number)}）": number for number in range(1, 30)}
FIRST_HAN, PAST_HAN = "\u3400", "\ua000"
_ENUMERATED = re.compile(rf"(({_HAN_NUMERAL}+)[、．])[{_SPACE}]*")
# 一、二级公路 is a list of words, not a numbered line; 四、三类人员 is one.
_WORDS = re.compile(r"([二三四五六七八九十]+)(?:[、和至到或级类等款项条章节期次]|线)")
_BRACKETED = re.compile(
    rf"([（(][{_SPACE}]*({_HAN_NUMERAL}+|[0-9０-９]+)[{_SPACE}]*[）)][、．]?)[{_SPACE}]*"
)
_DOTTED = re.compile(rf"(([0-9０-９]{{1,3}})[{_SPACE}]*[.．、])(?![0-9０-９])[{_SPACE}]*")
_DECIMAL = re.compile(rf"([0-9]{{1,2}}(?:[.．][0-9]{{1,2}}){{0,4}})[.．]?[{_SPACE}]+")
_CIRCLED = re.compile(rf"([①-⑳])[{_SPACE}]*")
_ANNEX = re.compile(
    rf"(附[{_SPACE}]*(?:件|录|表|图)?[{_SPACE}]*((?:{_HAN_NUMERAL}|[0-9０-９])+)?"
    rf"(?:[{_SPACE}]*[:：]|(?=[{_SPACE}]|$)))[{_SPACE}]*"
)
_CLOSING = re.compile(rf"附[{_SPACE}]*则")
_UNITS = {
    "条": Style.ARTICLE,
    "章": Style.CHAPTER,
    "节": Style.SECTION,
    "分编": Style.SUBPART,
    "编": Style.PART,
}
# What follows 第三章 or 第三条 when a sentence speaks of it instead of it beginning there.
_SPOKEN_OF = re.compile(
    "[、，,；和或与至到及以]|的|所|规定|中|第|除|内|之|外|已|修改|前|增加|删去|作为"
)
_SENTENCE = re.compile("[。；;：:，,！？]")
# A heading without its number, as scraped and pasted texts have them: 法律责任.
_BARE = re.compile(rf"(?!(?:本|自).*(?:行|施|效)$|（?删)[\u3400-\u9fff、（）{_SPACE}]{{2,20}}")
LONGEST_HEADING = 60  # characters of a chapter's or an outline's heading
_LONGEST_ANNEX_LINE = 80
_LONGEST_BARE = 20


def read_mark(text: str) -> Mark | None:
    """The mark that `text` begins with, without indentation; None for a plain line.

    Whether a mark numbers a provision here is the parser's to decide: a
    chapter's mark is given only where the line can be its heading.
    """
    reader = READERS.get(text[0]) if text else None
    return reader(text) if reader else None


def begins_with_mark(line: str) -> bool:
    """Whether a line, indented or bold, begins a new paragraph by its mark."""
    return read_mark(line.lstrip(_SPACE + "*")) is not None


def decimal_mark(text: str) -> Mark | None:
    """Read 1.2.3 before a space, for documents that are numbered so throughout."""
    match = _DECIMAL.match(text)
    if not match:
        return None
    typed = match[1]
    parts = typed.replace("．", ".").split(".")
    return Mark(Style.DECIMAL, int(parts[-1]), ".".join(parts), typed, text[match.end() :])


def is_heading_text(rest: str) -> bool:
    """Whether words behind a mark are a heading: short, and no sentence."""
    return len(rest) <= LONGEST_HEADING and not _SENTENCE.search(rest)


def is_bare_heading(text: str) -> bool:
    """Whether a line alone may be a heading that bears no number."""
    return len(text) <= _LONGEST_BARE and _BARE.fullmatch(text) is not None


def heading_mark(text: str) -> Mark | None:
    """The mark of what Markdown says is a heading, however long its words are."""
    match = _UNIT.match(text)
    return _unit_mark(match, text) if match else None


def _unit_mark(match: re.Match[str], text: str) -> Mark | None:
    num, typed, unit, branch = match.groups()
    try:
        number = to_int(typed)
        suffix = "".join(f"-{to_int(part)}" for part in branch.split("之")[1:]) if branch else ""
    except ValueError:
        return None
    return Mark(_UNITS[unit], number, suffix, num, text[match.end() :])


def _unit(text: str) -> Mark | None:
    num, _, rest = text.partition(" ")
    number = _ARTICLES.get(num)
    if number is None:
        num, _, rest = text.partition("\u3000")
        number = _ARTICLES.get(num)
    if number and FIRST_HAN <= rest < PAST_HAN:
        return _new(Mark, (_ARTICLE, number, "", num, rest))
    return _untidy_unit(text)


def _untidy_unit(text: str) -> Mark | None:
    match = _TIDY_UNIT.match(text)
    if match:
        num, typed, unit = match.groups()
        rest = text[match.end() :]
        if unit == "条" or is_heading_text(rest):
            try:
                return _new(Mark, (_UNITS[unit], to_int(typed), "", num, rest))
            except ValueError:
                return None
    match = _UNIT.match(text)
    mark = _unit_mark(match, text) if match else None
    if not match or not mark:
        return None
    style, rest = mark.style, mark.rest
    if style == Style.ARTICLE:
        # 第三条规定的… and 第三条、第四条… are sentences about articles.
        if match.end() == match.end(1) and _SPOKEN_OF.match(rest):
            return None
        if rest and match.end() == match.end(1) and rest[0] in "例款约件":
            return None
    elif not is_heading_text(rest) or (
        match.end() == match.end(1) and (_SPOKEN_OF.match(rest) or rest[:1] in "点课程约假制号写")
    ):
        return None
    return mark


def _enumerated(text: str) -> Mark | None:
    match = _ENUMERATED.match(text)
    mark = _mark(Style.ENUMERATED, match, text) if match else None
    words = _WORDS.match(text, match.end()) if match else None
    if mark and words and to_int(words[1]) > mark.number:
        return None
    return mark


def _bracketed(text: str) -> Mark | None:
    num = text[: 3 if text[2:3] == "）" else 4]
    number = _ITEMS.get(num)
    if number:
        rest = text[len(num) :]
        if FIRST_HAN <= rest < PAST_HAN:
            return _new(Mark, (_ITEM, number, "", num, rest))
    match = _BRACKETED.match(text)
    if not match:
        return None
    style = (
        Style.BRACKETED if "一" <= match[2] < "０" or match[2][0] in "〇○◯" else Style.PARENTHESISED
    )
    return _mark(style, match, text)


def _dotted(text: str) -> Mark | None:
    match = _DOTTED.match(text)
    return _mark(Style.DOTTED, match, text) if match else None


def _circled(text: str) -> Mark | None:
    match = _CIRCLED.match(text)
    if not match:
        return None
    return Mark(Style.CIRCLED, ord(text[0]) - ord("①") + 1, "", text[0], text[match.end() :])


def _annex(text: str) -> Mark | None:
    if len(text) > _LONGEST_ANNEX_LINE:
        return None
    match = _ANNEX.match(text)
    if not match or _CLOSING.fullmatch(text):
        return None
    try:
        number = to_int(match[2]) if match[2] else 0
    except ValueError:
        return None
    return Mark(Style.ANNEX, number, "", match[1].rstrip(), text[match.end() :])


def _mark(style: int, match: re.Match[str], text: str) -> Mark | None:
    num, typed = match.groups()
    try:
        return _new(Mark, (style, to_int(typed), "", num, text[match.end() :]))
    except ValueError:
        return None


READERS = (
    dict.fromkeys("第笫", _unit)
    | dict.fromkeys("〇零○一二两三四五六七八九十百千", _enumerated)
    | dict.fromkeys("（(", _bracketed)
    | dict.fromkeys("0123456789０１２３４５６７８９", _dotted)
    | dict.fromkeys("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", _circled)
    | {"附": _annex}
)
