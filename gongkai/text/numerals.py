"""Turn Chinese numerals into numbers and numbers into Chinese numerals."""

from __future__ import annotations

from functools import lru_cache

# For expressions: every character that a provision's number may be typed with.
NUMERAL = "〇零○◯一二两三四五六七八九十百千万0-9０-９"

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "◯": 0, "两": 2}
_DIGITS |= {chr(0xFF10 + value): value for value in range(10)}
_DIGITS |= {str(value): value for value in range(10)}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIAD = 10_000  # 万
_LIMIT = 100_000_000  # 亿 and above never number a provision
_LONGEST = 24  # characters; longer text is no number of a provision or a year


@lru_cache(maxsize=1 << 14)
def to_int(text: str) -> int:
    """Read a whole number from 0 to 99,999,999.

    Takes 一百零五, 十二, 两千〇六, digits read one by one (二〇二三), Arabic
    digits of either width; white space inside is passed over (第二十 三条).
    Raises ValueError for anything else.
    """
    digits = "".join(text.split())
    if not digits or len(digits) > _LONGEST:
        raise ValueError(f"not a number: {text[:_LONGEST]!r}")
    if all(char in _DIGITS for char in digits):
        number = 0
        for char in digits:
            number = number * 10 + _DIGITS[char]
    else:
        high, myriad, low = digits.rpartition("万")
        number = _below_myriad(low, text) if low else 0
        if myriad:
            number += _below_myriad(high, text) * _MYRIAD
    if number >= _LIMIT:
        raise ValueError(f"number too large: {text!r}")
    return number


def to_chinese(number: int) -> str:
    """Write a number from 0 to 99,999,999 as statutes number provisions: 一百零五, 十二.

    Raises ValueError outside that range. Holds: to_int(to_chinese(n)) == n.
    """
    if not 0 <= number < _LIMIT:
        raise ValueError(f"cannot number a provision {number}")
    if number == 0:
        return "零"
    high, low = divmod(number, _MYRIAD)
    written = _spell(high) + "万" if high else ""
    if low:
        written += ("零" if high and low < 1000 else "") + _spell(low)
    # 十二, not 一十二, at the head of a number.
    return written[1:] if written.startswith("一十") else written


def _below_myriad(digits: str, text: str) -> int:
    """The value of 三千零五 and the like; of single digits and Arabic ones too (3万)."""
    total, digit = 0, None
    last_unit = _MYRIAD
    for char in digits:
        if unit := _UNITS.get(char):
            if unit >= last_unit:
                raise ValueError(f"not a number: {text!r}")
            # 十 alone counts once; 百 and 千 want a digit before them.
            total += unit if digit in (None, 0) and unit == 10 else (digit or 0) * unit
            if digit is None and unit != 10:
                raise ValueError(f"not a number: {text!r}")
            last_unit, digit = unit, None
        elif char in _DIGITS:
            value = _DIGITS[char]
            if digit:
                raise ValueError(f"not a number: {text!r}")
            digit = value
        else:
            raise ValueError(f"not a number: {text!r}")
    if not digits:
        raise ValueError(f"not a number: {text!r}")
    return total + (digit or 0)


def _spell(number: int) -> str:
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if gap and written else "") + "一二三四五六七八九"[digit - 1] + name
            gap = False
        else:
            gap = True
    return written
