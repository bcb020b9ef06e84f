"""DEFLATE of whole contents by libdeflate; the only user of deflate.

As small as zlib in half the time or less. The bytes follow from the library's
version, which the lock pins, and not from the processor or the system's zlib.
"""

from __future__ import annotations

from zlib import crc32

from deflate import deflate_compress, zlib_compress

_BULK = 1  # for bulk downloads: as small as level 3 of zlib, in half the time
_READ = 3  # for readers: smaller than level 2 of zlib, in half the time


def deflated(content: bytes) -> tuple[int, bytes]:
    """The CRC-32 of the content, and the content compressed (RFC 1951)."""
    return crc32(content), bytes(deflate_compress(content, _BULK))


def zlib_stream(content: bytes, *, quick: bool = False) -> bytes:
    """The content compressed, with a checksum (RFC 1950); `quick` in two thirds of the time."""
    return bytes(zlib_compress(content, _BULK if quick else _READ))
