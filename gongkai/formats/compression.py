"""Files compressed once for every reader: Brotli and gzip; the only user of brotli."""

from __future__ import annotations

import gzip
import zlib
from importlib.metadata import version

import brotli

# What browsers ask for as text; pictures, PDF, books and the search's cells are compressed already.
_KINDS = frozenset(
    {"css", "csv", "html", "js", "json", "map", "md", "svg", "txt", "webmanifest", "xml"}
)
_QUALITY, _LEVEL = 11, 9
_LEAST = 200  # bytes; smaller answers fit into one packet either way
SUFFIXES = (".br", ".gz")

# Other versions may give other bytes for the same file.
ENGINE = f"brotli {version('brotli')} {_QUALITY}, zlib {zlib.ZLIB_RUNTIME_VERSION} {_LEVEL}"


def is_compressible(path: str) -> bool:
    """Whether a file is of a kind that compression makes smaller."""
    return path.rpartition(".")[2].lower() in _KINDS


def compressed(content: bytes) -> tuple[bytes, bytes] | None:
    """The content by Brotli and by gzip; None where that is no gain. Equal bytes give equal bytes."""
    if len(content) < _LEAST:
        return None
    found = (
        brotli.compress(content, quality=_QUALITY),
        gzip.compress(content, _LEVEL, mtime=0),
    )
    return found if max(map(len, found)) < len(content) else None
