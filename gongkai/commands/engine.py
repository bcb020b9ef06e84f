"""Name everything besides its input that the outcome of a step depends on: code and libraries."""

from __future__ import annotations

import hashlib
import sys
from importlib.metadata import version
from pathlib import Path

import gongkai

# The libraries whose output is in files, or decides what is read.
_LIBRARIES = (
    "jinja2",
    "markdown",
    "markupsafe",
    "nh3",
    "numpy",
    "orjson",
    "pypdfium2",
    "pypinyin",
    "pyyaml",
)


def engine() -> str:
    """The digest of our own source, of Python, and of the libraries' versions."""
    digest = hashlib.sha256(f"{sys.version}\n{sys.byteorder}".encode())
    for library in _LIBRARIES:
        digest.update(f"\n{library} {version(library)}".encode())
    package = Path(gongkai.__file__).parent
    for path in sorted([*package.rglob("*.py"), *package.rglob("*.typ")]):
        digest.update(f"\n{path.relative_to(package).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
