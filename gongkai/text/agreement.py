"""By what a text is cut so that a copy of it, however its lines were broken, can be compared.

White space goes, every sign takes its narrow form, and the rest is cut into sentences behind
`ENDS` and before the number of a provision: 第, `NUMERALS`, one of `DIVISIONS`.
gongkai/formats/postings.py does it, theme/js/verify/text.js the same in the browser;
tests/agreement_cases.json holds both to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

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


def digests(pieces: Iterable[bytes]) -> bytes:
    """The beginning of each sentence's SHA-256, one after the other."""
    return b"".join([sha256(piece).digest()[:DIGEST_BYTES] for piece in pieces])
