"""Raw DEFLATE (RFC 1951) of whole contents by libdeflate; the only user of deflate."""

from __future__ import annotations

from zlib import crc32

from deflate import __version__, deflate_compress

# As small as level 3 of zlib, in a third of the time. The bytes do not depend on the processor.
_LEVEL = 1

# Other versions may give other bytes for the same content.
ENGINE = f"deflate {__version__} {_LEVEL}"


def deflated(content: bytes) -> tuple[int, bytes]:
    """The CRC-32 of the content, and the content compressed."""
    return crc32(content), bytes(deflate_compress(content, _LEVEL))
