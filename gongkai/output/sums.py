"""SHA256SUMS: what is published, file by file, as `sha256sum -c` reads it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

SUMS = "SHA256SUMS"
MOMENT = "data/as-of.json"
MANIFESTS = "data/manifests/"
MANIFEST_LIST = "data/manifests.json"
FILE_LISTS = "verify/data/files-"

_ASSETS = ("assets/", "search/", FILE_LISTS)
_UNKEPT = frozenset(
    {"html", "json", "js", "css", "bin", "xml", "map", "pub", "svg", "txt", "webmanifest"}
    | {"br", "gz"}
)
_UNLISTED = frozenset({SUMS, MOMENT, MANIFEST_LIST})
_PATH = 66  # where the path begins in a line
_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>[^\\\x00-\x1f]+)")


class SumsError(Exception):
    """The list cannot be read. The message is Chinese and names the line."""


def is_listed(path: str) -> bool:
    """Whether a file of the site is in the list.

    The list follows from the content alone, so what tells when the site was
    built and what is signed afterwards stand outside; each proves itself:
    as-of.json by the digest in it, the manifests by their signatures.
    """
    return path not in _UNLISTED and not path.startswith(MANIFESTS)


def kept_by_people(paths: Iterable[str]) -> list[str]:
    """The files that people keep: pages and what programs read are not among them."""
    named = [path for path in paths if path.rpartition(".")[2] not in _UNKEPT]
    return [path for path in named if not path.startswith(_ASSETS)]


def file_lists(digests: Mapping[str, str]) -> dict[str, bytes]:
    """What /verify/ finds a reader's file with: files that people keep, by their digest.

    SHA256SUMS has them all.
    """
    lists: dict[str, list[str]] = {digit: [] for digit in "0123456789abcdef"}
    for path in sorted(kept_by_people(digests)):
        made = digests[path]
        lists[made[0]].append(f"{made}  {path}\n")
    return {f"{FILE_LISTS}{digit}.txt": "".join(lines).encode() for digit, lines in lists.items()}


def sums_text(digests: Mapping[str, str]) -> bytes:
    """The list of files and their digests, ordered by path."""
    return "".join([f"{digests[path]}  {path}\n" for path in sorted(digests)]).encode()


def amended_sums(raw: bytes, made: Mapping[str, str], changed: Collection[str]) -> bytes:
    """The list `raw` without the `changed` paths and with the digests that were `made`."""
    lines = [line for line in raw.decode().split("\n") if line[_PATH:] not in changed]
    lines = [line for line in lines if line]
    lines += [f"{digest}  {path}" for path, digest in made.items()]
    lines.sort(key=lambda line: line[_PATH:])
    return "".join([f"{line}\n" for line in lines]).encode()


def read_sums(raw: bytes) -> dict[str, str]:
    """Digests by path. Raises SumsError for anything that `sums_text` does not write."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise SumsError(f"{SUMS} 已经损坏：不是 UTF-8") from None
    if not text.endswith("\n"):
        raise SumsError(f"{SUMS} 不完整：最后一行没有写完")
    found: dict[str, str] = {}
    before = ""
    for number, line in enumerate(text[:-1].split("\n"), 1):
        match = _LINE.fullmatch(line)
        if not match:
            raise SumsError(f"{SUMS} 第 {number} 行格式不对")
        path = match["path"]
        if path <= before:
            raise SumsError(f"{SUMS} 第 {number} 行次序不对，或同一个文件写了两次")
        found[path] = match["digest"]
        before = path
    return found
