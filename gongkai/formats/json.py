"""Values to the JSON files that the site publishes."""

from __future__ import annotations

from collections.abc import Mapping
from json import JSONEncoder
from json.encoder import encode_basestring

_encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_text(value: object) -> str:
    """The JSON of plain values on one line, keys in the order given, Chinese as it is."""
    return f"{_encode(value)}\n"


def json_members(values: Mapping[str, object]) -> str:
    """The members of an object without its braces, to be joined with others."""
    return _encode(values)[1:-1]


def json_words(text: str) -> str:
    """One text as JSON, "" as null: quicker than an encoder where there are hundreds."""
    return encode_basestring(text) if text else "null"
