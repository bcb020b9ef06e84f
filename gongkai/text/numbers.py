"""Read, write and mend the numbers that documents bear: 发文字号 and 令号."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from gongkai.text.numerals import to_int


class NumberError(ValueError):
    """A number is not written as the rule asks. Says what is wrong; the caller knows where.

    `hint` is the way out. `mended` is the corrected number where the fault is
    mechanical, else "".
    """

    def __init__(self, message: str, hint: str, mended: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint
        self.mended = mended


class NumberForm(Enum):
    """The ways in which documents are numbered."""

    CODED = "{issuer}〔{year}〕{serial}号"  # 示政规〔2024〕3号
    ORDER = "{issuer}第{serial}号"  # 示例市人民政府令第12号
    YEARLY = "{issuer}{year}年第{serial}号"  # 示例市财政局公告2018年第5号
    YEARLY_FIRST = "{year}年第{serial}号{issuer}"  # 2018年第5号公告


@dataclass(frozen=True, slots=True)
class DocNumber:
    """发文字号 or 令号. `issuer` is the 机关代字, or for orders the name down to 令, 公告 or 通告.

    `year` is a four-digit Gregorian year, None for orders that are counted
    through. `serial` is as typed: Arabic digits, or the Chinese numeral that
    older orders carry (令第七十三号).
    """

    form: NumberForm
    issuer: str
    year: int | None
    serial: str

    def __str__(self) -> str:
        return self.form.value.format(issuer=self.issuer, year=self.year, serial=self.serial)


_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_SERIAL = r"(?P<serial>[1-9][0-9]{0,5})"
_HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
_CHINESE_SERIAL = r"(?P<serial>[1-9][0-9]{0,4}|[一二三四五六七八九十百千零〇]{1,7})"
_PAPER = "(?:令|公告|通告|布告)"
_PATTERNS = (
    (NumberForm.CODED, re.compile(rf"(?P<issuer>[{_HAN}A-Za-z]{{1,16}})〔{_YEAR}〕{_SERIAL}号")),
    (
        NumberForm.ORDER,
        re.compile(rf"(?P<issuer>[{_HAN}、（）]{{0,40}}?{_PAPER})第{_CHINESE_SERIAL}号"),
    ),
    (
        NumberForm.YEARLY,
        re.compile(rf"(?P<issuer>[{_HAN}、]{{0,40}}?{_PAPER}){_YEAR}年第{_SERIAL}号"),
    ),
    (
        NumberForm.YEARLY_FIRST,
        re.compile(rf"{_YEAR}年第{_SERIAL}号(?P<issuer>{_PAPER})"),
    ),
)

_EXAMPLE = "示政规〔2024〕3号、示例市人民政府令第12号"
_SPACE = dict.fromkeys(map(ord, " \t\u3000\xa0\u200b\ufeff"))
_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {ord("號"): "号"}
_PLAIN: dict[int, str | None] = {**_WIDTH, **_SPACE}
_BRACKETED = re.compile(
    r"[\[［(（【﹝〔〈<{｛「]([0-9]{4})年?[\]］)）】﹞〕〉>}｝」]第?0*(?=[1-9])([0-9]+)号?(?:文件?)?"
)
_TURNED = re.compile(r"^(.+)第([0-9]+)号令$")  # 国务院第253号令
_PADDED = re.compile(r"第0+(?=[1-9])")


def doc_number(text: str) -> DocNumber:
    """Read a 发文字号 or 令号, typed without surrounding space.

    Raises NumberError, worded for the author; when brackets, 第, spaces,
    padding zeros, full-width digits, 號 or a missing 号 are the only faults,
    its hint holds the corrected number.

    Source: GB/T 9704-2012 7.2.5.
    Holds: str(doc_number(s)) == s for every s that is accepted.
    """
    if found := _read(text):
        return found
    mended = mend_number(text)
    if mended:
        raise NumberError("发文字号不合格式", f"写成 {mended}", mended)
    raise NumberError(
        "发文字号不合格式", f"写成 机关代字〔年份〕序号号，例如 {_EXAMPLE}；没有文号的，不写这个键"
    )


def mend_number(text: str) -> str:
    """The number that `text` was meant to be, "" when it cannot be told.

    Holds: mend_number(str(n)) == str(n); what is given is accepted by `doc_number`.
    """
    plain = text.translate(_PLAIN)
    mended = _BRACKETED.sub(r"〔\1〕\2号", plain)
    mended = _TURNED.sub(r"\1令第\2号", _PADDED.sub("第", mended))
    if mended.endswith(tuple("0123456789一二三四五六七八九十")):
        mended += "号"
    return mended if _read(mended) else ""


@lru_cache(maxsize=1 << 15)
def fold_number(text: str) -> str:
    """A number as it is compared, "" for what is no number.

    Mended; an order without 中华人民共和国 and 原, its serial in Arabic digits,
    2018年第5号公告 as 公告2018年第5号.
    Holds: fold_number(fold_number(s)) == fold_number(s).
    """
    number = _read(mend_number(text))
    if number is None:
        return ""
    if number.form is NumberForm.CODED:
        return str(number)
    issuer = number.issuer.removeprefix("原").removeprefix("中华人民共和国") or number.issuer
    form = NumberForm.YEARLY if number.year else NumberForm.ORDER
    return str(DocNumber(form, issuer, number.year, str(to_int(number.serial))))


def _read(text: str) -> DocNumber | None:
    for form, pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            year = parts.get("year")
            return DocNumber(form, parts["issuer"], int(year) if year else None, parts["serial"])
    return None
