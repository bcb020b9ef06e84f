"""Values to the JSON files that the site publishes."""

from __future__ import annotations

from json import JSONEncoder

_encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_text(value: object) -> str:
    """The JSON of plain values on one line, keys in the order given, Chinese as it is."""
    return f"{_encode(value)}\n"
