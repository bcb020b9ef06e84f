"""Which paths may be published: our own code makes them, so a wrong one is its fault."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Set
from unicodedata import normalize

from gongkai.output.manifest import folders

_NAME_BYTES = 255  # NAME_MAX of ext4, xfs, btrfs, tmpfs, APFS
_BAD = re.compile(r"(?:^|/)\.{0,2}(?:/|$)|[\x00-\x1f\x7f\\]")


def check_path(path: str) -> None:
    """Raises ValueError for a path that leaves the tree or that disks and addresses cannot hold."""
    if _BAD.search(path):
        raise ValueError(f"not a path inside the site: {path!r}")
    if len(path) * 4 > _NAME_BYTES and any(
        len(name.encode()) > _NAME_BYTES for name in path.split("/")
    ):
        raise ValueError(f"a name longer than {_NAME_BYTES} bytes: {path!r}")


def check_together(paths: Iterable[str]) -> None:
    """Raises ValueError when two paths cannot both be there, on a disk or server of any kind.

    That is the case for a file and a folder of one name, and for two names
    that differ only by letter case or by Unicode form.
    """
    seen: dict[str, str] = {}
    for path in paths:
        folded = _folded(path)
        if (other := seen.setdefault(folded, path)) is not path:
            raise ValueError(f"two files on disks that ignore case: {other!r}, {path!r}")
    for folder in folders(seen):
        if folder in seen:
            raise ValueError(f"both a file and a folder: {seen[folder]!r}")


def check_added(added: Iterable[str], paths: Collection[str]) -> None:
    """What `check_together` says of `paths`, which hold what is `added` and were in order before;
    but that none of these is the name of a folder is for the caller to know.
    """
    fresh = {_folded(path): path for path in added}
    if not fresh:
        return
    taken = fresh.keys() | {_folded(folder) for folder in folders(fresh.values())}
    # Nearly always each new path finds itself alone, which is counted without a step for each path.
    if all(map(str.isascii, paths)) and _count(taken, map(str.lower, paths)) == len(fresh):
        return
    for path in paths:
        folded = _folded(path)
        if fresh.get(folded, path) is not path:
            raise ValueError(f"two files on disks that ignore case: {path!r}")
        if folded in taken and folded not in fresh:
            raise ValueError(f"both a file and a folder: {path!r}")


def _count(wanted: Set[str], found: Iterable[str]) -> int:
    return sum(map(wanted.__contains__, found))


def _folded(path: str) -> str:
    """The path as a disk that tells no case and no Unicode form from another sees it."""
    return path.lower() if path.isascii() else normalize("NFC", path).casefold()
