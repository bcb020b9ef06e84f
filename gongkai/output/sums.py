"""SHA256SUMS: what is published, file by file, as `sha256sum -c` reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

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


def amended_sums(raw: bytes, made: Mapping[str, str], changed: Iterable[str]) -> bytes:
    """The list `raw` without the `changed` paths and with the digests that were `made`, which are
    of some of them. Hundreds of thousands of lines stay what they are and are not read.
    """
    pieces = []
    start = 0
    for path in sorted(changed):  # as the bytes of their UTF-8 are ordered
        place, behind = _line_of(raw, path.encode(), start)
        pieces.append(raw[start:place])
        if path in made:
            pieces.append(f"{made[path]}  {path}\n".encode())
        start = behind
    return b"".join([*pieces, raw[start:]])


def amended_lists(
    content: Callable[[str], bytes], before: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Those of `file_lists` that are others when some files have the digests `now` for `before`.

    `content` gives the lists as they are.
    """
    before, now = _kept_digests(before), _kept_digests(now)
    for digit in sorted({digest[0] for digest in (*before.values(), *now.values())}):
        made = {path: digest for path, digest in now.items() if digest[0] == digit}
        gone = {path for path, digest in before.items() if digest[0] == digit}
        path = f"{FILE_LISTS}{digit}.txt"
        yield path, amended_sums(content(path), made, gone | made.keys())


def _kept_digests(digests: Mapping[str, str]) -> dict[str, str]:
    return {path: digests[path] for path in kept_by_people(digests)}


def _line_of(raw: bytes, path: bytes, low: int) -> tuple[int, int]:
    """Where the line of a path begins and ends, or would stand, at or behind the line at `low`."""
    high = len(raw)
    while low < high:
        begin = raw.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = raw.index(b"\n", begin) + 1
        found = raw[begin + _PATH : end - 1]
        if found == path:
            return begin, end
        if found < path:
            low = end
        else:
            high = begin
    return low, low


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
