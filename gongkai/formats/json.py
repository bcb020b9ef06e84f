"""Values to the JSON files that the site publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from json import JSONEncoder, loads
from json.encoder import encode_basestring

_APART = "\ufdef"  # a noncharacter, which content may not hold
_encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_text(value: object) -> str:
    """The JSON of plain values on one line, keys in the order given, Chinese as it is."""
    return f"{_encode(value)}\n"


def json_members(values: Mapping[str, object]) -> str:
    """The members of an object without its braces, to be joined with others."""
    return _encode(values)[1:-1]


def json_texts(texts: Sequence[str]) -> list[str]:
    """Each text as JSON without its quotes: all at once, where there are hundreds."""
    return encode_basestring(_APART.join(texts))[1:-1].split(_APART) if texts else []


def sealed(values: Mapping[str, object]) -> str:
    """An object whose last member, `sha256`, is the digest of its own file without that member."""
    digest = sha256(json_text(values).encode()).hexdigest()
    return json_text({**values, "sha256": digest})


def is_sealed(text: str) -> bool:
    """Whether a file is, to the byte, one that `sealed` writes."""
    try:
        values = loads(text)
    except ValueError:
        return False
    if not isinstance(values, dict):
        return False
    values.pop("sha256", None)
    return sealed(values) == text
