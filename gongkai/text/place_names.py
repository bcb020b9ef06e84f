"""Say an Akoma Ntoso id in words: art_12__para_2__item_3 is 第十二条第二款第三项."""

from __future__ import annotations

import re
from functools import lru_cache

from gongkai.text.numerals import to_chinese

_STEP = re.compile(r"([a-z]+)_([0-9]+)(?:-([0-9]+))?(?:_[0-9]+)?")
_UNITS = {
    "part": "编",
    "subpart": "分编",
    "chp": "章",
    "sec": "节",
    "art": "条",
    "para": "款",
    "item": "项",
}


@lru_cache(maxsize=1 << 14)
def place_name(eid: str) -> str:
    """The words of an id as laws cite places (立法技术规范: 项 without brackets); "" if it has none.

    Headings of the 一、（一） style have numbers of their own kind, which the
    id does not tell: their name is "".
    """
    words = [_step(step) for step in eid.split("__")] if eid else []
    return "".join(words) if all(words) else ""


def _step(step: str) -> str:
    match = _STEP.fullmatch(step)
    if match is None:
        return ""
    level, number, inserted = match.groups()
    if level == "annex":
        return f"附件{number}"
    if level == "point":
        return f"第{number}目"
    unit = _UNITS.get(level)
    if unit is None:
        return ""
    behind = f"之{to_chinese(int(inserted))}" if inserted else ""
    return f"第{to_chinese(int(number))}{unit}{behind}"
