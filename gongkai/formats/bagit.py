"""The texts of a BagIt package (RFC 8493)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
ALGORITHMS = ("sha256", "sha512")


def info(facts: Iterable[tuple[str, str]]) -> bytes:
    """bag-info.txt; a fact is a label and its value on one line."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in facts).encode()


def oxum(sizes: Iterable[int]) -> str:
    """The value of Payload-Oxum: bytes, a dot, files."""
    counted = list(sizes)
    return f"{sum(counted)}.{len(counted)}"


def manifest(digests: Mapping[str, str]) -> bytes:
    """A manifest: digest and path of each file, by path."""
    return "".join(
        f"{digest}  {_encoded(path)}\n" for path, digest in sorted(digests.items())
    ).encode()


def _encoded(path: str) -> str:
    if not any(char in path for char in "\r\n%"):
        return path
    return "".join(quote(char, safe="") if char in "\r\n%" else char for char in path)
