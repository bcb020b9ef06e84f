"""Read an 索引号 and check the code of its publisher."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.text.numbers import NumberError

# The alphabet of GB 32100-2015 leaves out I, O, S, V and Z.
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT = re.compile(rf"[{_CREDIT_ALPHABET}]{{18}}")
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION = re.compile(r"[0-9A-Z]{8}[0-9X]")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_INDEX = re.compile(
    rf"(?P<publisher>[0-9A-Z]{{9}}|[{_CREDIT_ALPHABET}]{{18}})"
    r"/(?P<year>(?:19|20)[0-9]{2})-(?P<serial>[0-9]{5})"
)
_PLAIN = {0xFF01 + offset: chr(0x21 + offset) for offset in range(94)}
_PLAIN |= dict.fromkeys(map(ord, "—–－―"), "-")


@dataclass(frozen=True, slots=True)
class IndexNumber:
    """索引号: the publisher's code, the year, and the running number of five digits."""

    publisher: str
    year: int
    serial: str

    def __str__(self) -> str:
        return f"{self.publisher}/{self.year}-{self.serial}"


def index_number(text: str) -> IndexNumber:
    """Read an 索引号 of the usual form. Raises NumberError, worded for the author.

    Source: 国办秘函〔2009〕6号, part 2: the publisher's 组织机构代码 without
    hyphen, or its 统一社会信用代码 now; "/", year, "-", five digits.
    Holds: str(index_number(s)) == s for every s that is accepted.
    """
    match = _INDEX.fullmatch(text)
    if not match:
        mended = re.sub(r"\s", "", text.translate(_PLAIN)).upper()
        mended = re.sub(r"^([0-9A-Z]{8})-([0-9X]/)", r"\1\2", mended)
        if _INDEX.fullmatch(mended):
            raise NumberError("索引号不合格式", f"写成 {mended}", mended)
        raise NumberError(
            "索引号不合格式", "写成 机构代码/年份-五位流水号，例如 000014349/2024-00012"
        )
    publisher = match["publisher"]
    valid = credit_code_is_valid if len(publisher) == 18 else organisation_code_is_valid
    if not valid(publisher):
        raise NumberError("索引号里的机构代码校验位不对", "对照机构代码证，检查每一位")
    return IndexNumber(publisher, int(match["year"]), match["serial"])


def organisation_code_is_valid(code: str) -> bool:
    """Whether a 组织机构代码 of nine characters, without hyphen, ends in its check character.

    Source: GB 11714-1997.
    """
    if not _ORGANISATION.fullmatch(code):
        return False
    total = sum(
        int(char, 36) * weight for char, weight in zip(code, _ORGANISATION_WEIGHTS, strict=False)
    )
    return code[8] == "0123456789X0"[11 - total % 11]


def credit_code_is_valid(code: str) -> bool:
    """Whether a 统一社会信用代码 ends in its check character. Source: GB 32100-2015."""
    if not _CREDIT.fullmatch(code):
        return False
    total = sum(
        _CREDIT_ALPHABET.index(char) * weight
        for char, weight in zip(code, _CREDIT_WEIGHTS, strict=False)
    )
    return code[17] == _CREDIT_ALPHABET[-total % 31]
