"""What a published tree holds, file by file, kept beside the tree it describes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from gongkai.output.digests import DIGEST_LENGTH, digest, digest_of_chunks

CHUNK = 1 << 20  # bytes of a file in memory at a time

# A stamp is "DIGEST SIZE MTIME" in fixed columns: one string a file is a third of the memory of
# an object with three fields. All stamps stand before all paths, so that the manifest of 400,000
# files is read in a fifth of a second by splitting it twice.
_FACTS = DIGEST_LENGTH + 1
_SIZE_WIDTH, _TIME_WIDTH = 15, 20
_STAMP = _FACTS + _SIZE_WIDTH + 1 + _TIME_WIDTH
_NO_DIGEST = "-" * DIGEST_LENGTH
_HEADER = "gongkai-manifest-2 "
_SECOND = 1_000_000_000  # nanoseconds

Stamp = str
Stamps = dict[str, Stamp]  # by path relative to the tree, "/"-separated


def stamp(content_digest: str, found: os.stat_result) -> Stamp:
    """What is remembered of one file: digest, size in bytes, time of change in nanoseconds."""
    return f"{content_digest} {_facts(found)}"


def stranger(path: str) -> tuple[str, Stamp]:
    """The entry of a file that is in a tree and that no build put there."""
    return path, f"{_NO_DIGEST} {0:0{_SIZE_WIDTH}d} {0:0{_TIME_WIDTH}d}"


def is_stranger(entry: Stamp) -> bool:
    return entry.startswith("-")


def digest_in(entry: Stamp) -> str:
    return entry[:DIGEST_LENGTH]


def size_in(entry: Stamp) -> int:
    return int(entry[_FACTS : _FACTS + _SIZE_WIDTH])


def time_in(entry: Stamp) -> int:
    """When the file was changed, in nanoseconds."""
    return int(entry[_FACTS + _SIZE_WIDTH + 1 :])


def next_second(entry: Stamp) -> int:
    """The first time, in nanoseconds, that HTTP's Last-Modified tells from that of a file.

    It counts seconds, and servers make ETags of time and size.
    """
    return (time_in(entry) // _SECOND + 1) * _SECOND


def _facts(found: os.stat_result) -> str:
    return f"{found.st_size:0{_SIZE_WIDTH}d} {found.st_mtime_ns:0{_TIME_WIDTH}d}"


def save(stamps: Mapping[str, Stamp], file: Path) -> None:
    """Write the manifest so that a reader finds all of it or none. Raises OSError.

    Paths are parted by NUL, the one character no file name can have: what a
    person puts into a tree may be called anything.
    """
    body = "\0".join(stamps.values()) + "\n" + "\0".join(stamps)
    _write(body.encode("utf-8", "surrogateescape"), file)


def load(file: Path) -> Stamps | None:
    """The manifest in the file; None when there is none, or it was cut or altered.

    Raises OSError when the file is there and cannot be read.
    """
    body = _read(file)
    if body is None:
        return None
    entries, _, paths = body.decode("utf-8", "surrogateescape").partition("\n")
    return dict(zip(paths.split("\0"), entries.split("\0"), strict=True)) if entries else {}


def named_in(file: Path) -> str:
    """What the manifest in the file calls itself: the digest of all its entries, "" for none.

    The entries are not read: see `load`. Raises OSError.
    """
    with file.open("rb", buffering=0) as opened:
        header = opened.read(len(_HEADER) + DIGEST_LENGTH + 1).decode("ascii", "replace")
    name = header.removeprefix(_HEADER)
    return name.strip() if name != header and name.endswith("\n") else ""


def strangers_in(stamps: Stamps) -> list[str]:
    """The paths that no build put there."""
    return [path for path, entry in stamps.items() if entry[0] == "-"]  # quicker than a call each


class Entry:
    """One entry of the manifest in a file, to be changed without reading the others."""

    def __init__(self, file: Path, path: str) -> None:
        """Find the entry of `path`: `stamp` is None where there is none. Raises OSError."""
        self._file = file
        self._body = _read(file) or b""
        self.stamp: Stamp | None = None
        self._start = 0
        entries, _, paths = self._body.partition(b"\n")
        place = (b"\0%b\0" % paths).find(b"\0%b\0" % path.encode("utf-8", "surrogateescape"))
        if entries and place >= 0:
            self._start = paths.count(b"\0", 0, place) * (_STAMP + 1)
            self.stamp = entries[self._start : self._start + _STAMP].decode()

    def replace(self, entry: Stamp) -> None:
        """Write the manifest with another stamp in the place of `stamp`. Raises OSError."""
        behind = self._start + _STAMP
        _write(self._body[: self._start] + entry.encode() + self._body[behind:], self._file)


def _read(file: Path) -> bytes | None:
    try:
        header, _, body = file.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    return body if header.decode("ascii", "replace") == f"{_HEADER}{digest(body)}" else None


def _write(body: bytes, file: Path) -> None:
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_bytes(f"{_HEADER}{digest(body)}\n".encode() + body)
    unfinished.replace(file)


@dataclass(frozen=True, slots=True)
class Survey:
    """How a tree differs from its manifest: paths, strangers' folders ending in "/"."""

    damaged: tuple[str, ...]  # altered, or gone
    strangers: tuple[str, ...]  # there, and in no manifest


def survey(tree: Path, stamps: Mapping[str, Stamp], *, hashed: bool) -> Survey:
    """Compare a tree with its manifest by size and time of change, or by content as well.

    A folder that holds no file of the manifest counts as one stranger and is
    not entered. Raises OSError.
    """
    expected_folders = folders(stamps)
    missing = dict.fromkeys(path for path, entry in stamps.items() if not is_stranger(entry))
    damaged: list[str] = []
    strangers: list[str] = []
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(f"{tree}/{folder}") as entries:
            for entry in entries:
                path = folder + entry.name
                if path in missing:
                    del missing[path]
                    if not _intact(entry, stamps[path], hashed=hashed):
                        damaged.append(path)
                elif not entry.is_dir(follow_symlinks=False):
                    strangers.append(path)
                elif path in expected_folders:
                    waiting.append(f"{path}/")
                else:
                    strangers.append(f"{path}/")
    return Survey(tuple(sorted([*damaged, *missing])), tuple(sorted(strangers)))


def folders(paths: Iterable[str]) -> set[str]:
    """Every folder that the paths need, without "/" at the end."""
    needed: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in needed:
            needed.add(folder)
            folder = folder.rpartition("/")[0]
    return needed


def chunks_of(file: Path) -> Iterator[bytes]:
    """The content of a file in pieces. Raises OSError."""
    with file.open("rb", buffering=0) as opened:
        while chunk := opened.read(CHUNK):
            yield chunk


def _intact(entry: os.DirEntry[str], expected: Stamp, *, hashed: bool) -> bool:
    found = entry.stat(follow_symlinks=False)
    if not S_ISREG(found.st_mode) or _facts(found) != expected[_FACTS:]:
        return False
    return not hashed or digest_of_chunks(chunks_of(Path(entry.path))) == digest_in(expected)
