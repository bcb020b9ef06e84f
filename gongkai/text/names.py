"""Fold the titles of documents, so that two ways of writing one name compare equal."""

from __future__ import annotations

import re
from functools import lru_cache

# Marks that writers add, drop and exchange freely inside a title: spaces,
# 书名号 of either kind, quotation marks, and the points between parts of a list.
_DROPPED = " \t\n\r\u3000\xa0\ufeff\u200b《》〈〉<>＜＞﹤﹥“”‘’\"'＂＇「」『』、·•*"
_WIDTH: dict[int, str | None] = {0xFF01 + offset: chr(0x21 + offset) for offset in range(94)}
_ALIKE = str.maketrans("﹙﹚〔〕【】—–－―～~", "()()()------")
_FOLDING = {**_WIDTH, **_ALIKE, **dict.fromkeys(map(ord, _DROPPED))}

_STATE = "中华人民共和国"
_EDITION = re.compile(
    r"\((?:(?:19|20)\d\d年?)?(?:第[一二三四五六七八九十]+次)?(?:修订|修正|修改|版|本|公布|制定)*\)$"
)
_TRIAL = re.compile(r"\((?:试行|暂行)\)$")
_TRANSMITS = re.compile(r"(?:印发|公布|发布|颁布)(.+?)的(?:通知|决定|命令|令|公告|函)$")


@lru_cache(maxsize=1 << 16)
def fold_title(title: str) -> str:
    """A title as it is compared: without width, spaces, 书名号 and 中华人民共和国.

    中华人民共和国 is left out wherever a name may begin, so that 《水法》 and
    《中华人民共和国水法》 are one, inside 实施〈…〉办法 too (立法技术规范: laws are
    cited without it in running text). Words in round brackets stay: （试行） is
    part of a name.
    """
    folded = title.translate(_FOLDING)
    return folded.replace(_STATE, "") or folded


@lru_cache(maxsize=1 << 14)
def without_edition(folded: str) -> str:
    """A folded title without the bracket that names an edition: (2018年修正), (修订)."""
    return _EDITION.sub("", folded)


@lru_cache(maxsize=1 << 14)
def edition_year(folded: str) -> str:
    """The year of the edition that a folded title names, "" if none."""
    match = _EDITION.search(folded)
    year = match and re.search(r"\d{4}", match.group())
    return year.group() if year else ""


def without_trial(folded: str) -> str:
    """A folded title without a closing (试行) or (暂行)."""
    return _TRIAL.sub("", folded)


def without_agency(folded: str, agencies: tuple[str, ...]) -> str:
    """A folded title without the issuing organs it opens with; "" where it opens with none.

    What is left must begin with 关于: 示例市人民政府工作规则 is not 工作规则.
    """
    start = folded.find("关于")
    if start <= 0:
        return ""
    opening = folded[:start]
    for agency in agencies:
        opening = opening.replace(fold_title(agency), "")
    return "" if opening.strip("、,.·") else folded[start:]


def transmitted(folded: str) -> str:
    """The folded name of what a 通知 transmits (关于印发…的通知), "" if it transmits nothing."""
    match = _TRANSMITS.search(folded)
    return match.group(1) if match else ""
