"""Name everything besides its input that the outcome of a step depends on: code and libraries."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

import gongkai

# The libraries whose output is in files, or decides what is read.
_LIBRARIES = (
    "deflate",
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
OURS = "程序文件"  # the name of our own source among the facts


@cache
def engine() -> str:
    """The digest of our own source, of Python, and of the libraries' versions."""
    named = "\n".join(f"{name} {value}" for name, value in facts().items())
    return hashlib.sha256(named.encode()).hexdigest()


def facts() -> dict[str, str]:
    """What `engine` is the digest of, by the names that people use."""
    found = {"gongkai": gongkai.__version__, OURS: _source(), "Python": sys.version}
    found["字节序"] = sys.byteorder
    return found | {library: version(library) for library in _LIBRARIES}


def _source() -> str:
    digest = hashlib.sha256()
    package = Path(gongkai.__file__).parent
    for path in sorted([*package.rglob("*.py"), *package.rglob("*.typ")]):
        digest.update(f"\n{path.relative_to(package).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
