"""Cut a text so that a copy of it, however its lines were broken, can be compared sentence by sentence.

theme/js/verify/text.js does the same in the browser; tests/agreement_cases.json holds both to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

DIGEST_BYTES = 9  # 12 characters in base64: nobody finds another sentence with the same digest

# White space and what cannot be seen. Written out: no two programs agree on what is white space.
_SPACE = re.compile(
    "[\t-\r\x1c-\x20\x85\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]+"
)
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SIGNS = _WIDTH | str.maketrans("“”„‘’‚—–―─·•・〔〕【】", "\"\"\"'''----···[][]")
# Behind a sentence, and before the number of a provision.
_CUT = re.compile(r"(?<=[。;!?])|(?=第[一二三四五六七八九十百千零〇]+(?:编|章|节|条))")


def plain(text: str) -> str:
    """The text without white space, with the narrow form of every sign."""
    return _SPACE.sub("", text).translate(_SIGNS)


def sentences(text: str) -> list[str]:
    """A plain text in pieces; joined they are the text."""
    return [piece for piece in _CUT.split(text) if piece]


def digests(pieces: Iterable[str]) -> bytes:
    """The beginning of each piece's SHA-256, one after the other."""
    return b"".join([sha256(piece.encode()).digest()[:DIGEST_BYTES] for piece in pieces])
