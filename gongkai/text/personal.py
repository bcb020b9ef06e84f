"""Find personal data that must not be published in full."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.model.diagnostics import Problem

# Longer digit runs are index numbers and accounts of offices; a masked number has *.
_DIGITS = re.compile(
    # The first look is for the digits alone: one behind each character would be slow.
    r"[0-9](?<![0-9A-Za-z*〔/.-][0-9])(?:[0-9]|[ -](?=[0-9])){9,21}[0-9Xx]?(?![0-9*A-Za-z/])"
)
# The same in the text's ASCII alone, which is soon made, with one digit for all and nothing between
# them: where it is not found there, there is no such run.
_AS_ZERO = bytes.maketrans(b"123456789", b"000000000")
_BETWEEN, _MAYBE = b" -", b"0000000000"
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_ID_CARD = re.compile(
    r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def personal_data(text: str) -> tuple[Problem, ...]:
    """Numbers of people in a text: 身份证号 with a valid check digit, mobile numbers, bank cards.

    Masked forms (138****1234, 35*************123) are how they may be printed.
    Source: requirements §10; GB 11643 for the check digit.
    """
    digits = text.encode("ascii", "ignore").translate(_AS_ZERO, _BETWEEN)
    return tuple(_found(text)) if _MAYBE in digits else ()


def _found(text: str) -> Iterator[Problem]:
    for match in _DIGITS.finditer(text):
        digits = match[0].replace(" ", "").replace("-", "")
        if _ID_CARD.fullmatch(digits) and id_card_is_valid(digits):
            yield _problem(
                text,
                match,
                "privacy/id-card",
                "有完整的身份证号码",
                "写成 35*************123 的样子",
            )
        elif _MOBILE.fullmatch(digits):
            yield _problem(
                text,
                match,
                "privacy/mobile",
                "有完整的手机号码",
                "写成 138****1234 的样子，或改用座机",
            )
        elif 16 <= len(digits) <= 19 and digits.isdigit() and luhn_is_valid(digits):
            yield _problem(
                text, match, "privacy/bank-card", "有完整的银行卡号", "只留末四位，或删去"
            )


def id_card_is_valid(digits: str) -> bool:
    """Whether the 18th character is the check digit of the first 17 (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == digits[17].upper()


def luhn_is_valid(digits: str) -> bool:
    """Whether a run of digits passes the Luhn check that bank cards carry."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _problem(text: str, match: re.Match[str], code: str, message: str, hint: str) -> Problem:
    start = match.start()
    column = start - text.rfind("\n", 0, start)
    return Problem(code, text.count("\n", 0, start) + 1, column, len(match[0]), message, hint)
