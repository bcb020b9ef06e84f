"""Tell where a 文号 or 令号 begins that stands in running text."""

from __future__ import annotations

import re
from typing import NamedTuple

from gongkai.text.numbers import mend_number
from gongkai.text.numerals import NUMERAL

_CODE = re.compile(r"[\u3400-\u9fffA-Za-z]{1,14}$")
_ORDER = re.compile(r"([\u3400-\u9fff]{0,30}(?:令|公告|通告))(?:\d{4}年)?$")
# Words that may stand before a 机关代字 or an organ's name but belong to neither.
_LEADING = re.compile(
    r".*(?:根据|按照|依照|依据|执行|参照|遵照|贯彻|落实|印发|转发|发布|公布|废止|修改|文件"
    rf"|(?<!共)和|[见与及以由对将在的号按]|第[{NUMERAL}]+[条款项])"
)


class NumberAt(NamedTuple):
    """A number in a text: where it begins and ends, and how it should be written."""

    start: int
    end: int
    number: str


def coded_at(body: str, start: int, end: int) -> NumberAt | None:
    """The 文号 whose year and serial, 〔2024〕3号, are body[start:end]."""
    space = 1 if body[start - 1 : start] in (" ", "\u3000") else 0
    code = _CODE.search(body, max(0, start - 14), start - space)
    return _written(body, code.start(), code.end(), end) if code else None


def order_at(body: str, start: int, end: int) -> NumberAt | None:
    """The 令号 whose serial, 第12号, is body[start:end]; 国务院第253号令 and 公告 are others."""
    if body.startswith("令", end):
        issuer = _CODE.search(body, max(0, start - 14), start)
        end += 1
    else:
        issuer = _ORDER.search(body, max(0, start - 36), start)
    return _written(body, issuer.start(), issuer.end(), end) if issuer else None


def number_in(words: str) -> str:
    """The 文号 among the words in brackets behind a name, "" if there is none."""
    if "号" not in words and "號" not in words:
        return ""
    parts = words.replace("，", ",").replace("；", ",").split(",")
    return next((number for part in parts if (number := mend_number(part))), "")


def _written(body: str, start: int, issuer_end: int, end: int) -> NumberAt | None:
    if leading := _LEADING.match(body, start, issuer_end):
        start = leading.end()
    # 2018年5月1日示例市人民政府令…: the day before it ends in 日, as 日照市 begins.
    if body[start : start + 1] == "日" and body[start - 1 : start].isdigit():
        start += 1
    number = mend_number(body[start:end])
    return NumberAt(start, end, number) if number else None
