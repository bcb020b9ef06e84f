"""核对码: the letters at the foot of a page that say which text it shows, and how it read then."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

# Letters and digits that no one takes for another when reading them off paper.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ADDRESS_LETTERS = 8  # that say which text it is
_TEXT = 4  # letters that say how it read


def check_code(key: str, bodies: Iterable[str]) -> str:
    """The code of a text, as K7Q2-M9XA-3F9C.

    `key` is `Document.key`; `bodies` are the digests of its bodies.
    """
    where = _letters(key, ADDRESS_LETTERS)
    return f"{where[:4]}-{where[4:]}-{_letters('+'.join(bodies), _TEXT)}"


def _letters(text: str, count: int) -> str:
    number = int.from_bytes(sha256(text.encode()).digest(), "big")
    found = []
    for _ in range(count):
        number, place = divmod(number, len(_ALPHABET))
        found.append(_ALPHABET[place])
    return "".join(found)
