"""Files to a ZIP archive, the same bytes for the same files."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_WHEN = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the first moment that ZIP knows; the real one is no fact of the files
_PLAIN = 0o100644 << 16  # a file that its owner may write and all may read
_UNIX = 3
_LEVEL = 9


def zipped(files: Mapping[str, bytes], stored: frozenset[str] = frozenset()) -> bytes:
    """The archive, files in the order given; those of `stored` are not compressed."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.create_system, entry.external_attr = _UNIX, _PLAIN
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, kind, _LEVEL)
    return made.getvalue()
