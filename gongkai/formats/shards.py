"""The compressed files of the search index beside its cells: passages, columns of facts, titles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from zlib import decompress

from gongkai.formats.deflate import zlib_stream
from gongkai.formats.json import json_bytes, json_text


def passage(facts: Sequence[object], text: str) -> bytes:
    """A passage: one line of JSON, then the text, in UTF-16.

    A browser unpacks it by DecompressionStream("deflate").
    """
    # Short and many: another level makes them 2 % smaller.
    return zlib_stream((json_text(facts) + text).encode("utf-16-le", "replace"), quick=True)


def text_of(raw: bytes) -> str:
    """The text of a passage that `passage` made."""
    return decompress(raw).decode("utf-16-le").partition("\n")[2]


def units_of(text: str) -> Callable[[int], int]:
    """What turns an offset in characters into one in the code units by which browsers count."""
    if len(text.encode("utf-16-le", "replace")) == 2 * len(text):
        return int
    wide = [at for at, char in enumerate(text) if char > "\uffff"]
    return lambda offset: offset + bisect_left(wide, offset)


def table(values: object) -> bytes:
    """Any value of JSON."""
    return zlib_stream(json_bytes(values))


def plain(values: object) -> bytes:
    """A value of JSON that is read as it is."""
    return json_bytes(values)
