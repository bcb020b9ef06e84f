"""By what a text is cut so that a copy of it, however its lines were broken, can be compared.

White space goes, every sign takes its narrow form, and the rest is cut into sentences behind
`ENDS` and before the number of a provision: 第, `NUMERALS`, one of `DIVISIONS`.
gongkai/formats/postings.py does it, theme/js/verify/text.js the same in the browser;
tests/agreement_cases.json holds both to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from operator import sub
from string import ascii_lowercase, ascii_uppercase, digits
from struct import iter_unpack

from gongkai.text.numerals import to_chinese

DIGEST_BYTES = 9  # 12 characters in base64: nobody finds another sentence with the same digest

# White space and what cannot be seen. Written out: no two programs agree on what is white space.
SPACES = (
    (0x09, 0x0D), (0x1C, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0xAD, 0xAD), (0x1680, 0x1680),
    (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x2064), (0x3000, 0x3000), (0xFEFF, 0xFEFF),
)  # fmt: skip
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(wide): ord(narrow)
    for wide, narrow in zip("“”„‘’‚—–―─·•・〔〕【】", "\"\"\"'''----···[][]", strict=True)
}
ENDS = "。;!?"
NUMERALS = "一二三四五六七八九十百千零〇"
DIVISIONS = "编章节条"
SKIP = 4095  # the largest number in two letters
_FINDER_BITS = 9  # one of 512 to 1,024 other sentences is taken for one of a list
_MOST_ARTICLES = 2000  # longer laws name the others in full


def digests(pieces: Iterable[bytes]) -> bytes:
    """The beginning of each sentence's SHA-256, one after the other."""
    return b"".join([sha256(piece).digest()[:DIGEST_BYTES] for piece in pieces])


def places(sentences: Iterable[int], numbers: Iterable[str]) -> str:
    """Which sentence each numbered provision begins in, and its number, in few letters: "0=第一章 0 2 1 0:7".

    Each begins with how many sentences it comes after the one before it. An article says no
    more when it is the next one, ":7" when it is the seventh; all else its number.
    """
    words: list[str] = []
    before = last = 0
    known = _articles().get
    for sentence, number in zip(sentences, numbers, strict=True):
        article = known(number)
        gap = sentence - before
        before = sentence
        if not article:
            words.append(f"{gap}={''.join(number.split())}")
            continue
        words.append(str(gap) if article == last + 1 else f"{gap}:{article}")
        last = article
    return " ".join(words)


def finder(digests: bytes) -> tuple[int, str]:
    """What tells nearly every other sentence from those of `digests`: how many bits, and their gaps.

    The first bits of the digests are numbers. In their order each is what it is above the one
    before it, in two letters of base64; `SKIP` says that the gap goes on.
    """
    count = len(digests) // DIGEST_BYTES
    bits = min(max(count - 1, 0).bit_length() + _FINDER_BITS, 32)
    first = iter_unpack(f">I{DIGEST_BYTES - 4}x", digests)
    shift = 32 - bits
    numbers = sorted({number >> shift for (number,) in first})
    pairs = _pairs()
    gaps = map(sub, numbers, [0, *numbers])
    return bits, "".join([pairs[gap] if gap < SKIP else _far(gap) for gap in gaps])


def _far(gap: int) -> str:
    """A gap that two letters do not hold, as few are."""
    skips, rest = divmod(gap, SKIP)
    return skips * _pairs()[SKIP] + _pairs()[rest]


@cache
def _pairs() -> list[str]:
    base64 = ascii_uppercase + ascii_lowercase + digits + "+/"
    return [one + other for one in base64 for other in base64]


@cache
def _articles() -> dict[str, int]:
    return {f"第{to_chinese(number)}条": number for number in range(1, _MOST_ARTICLES)}
