"""What a published tree holds, file by file, kept beside the tree it describes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from gongkai.output.digests import DIGEST_LENGTH, digest, digest_of_chunks

CHUNK = 1 << 20  # bytes of a file in memory at a time

# A stamp is "DIGEST SIZE MTIME" in fixed columns: one string a file is a
# third of the memory of an object with three fields, and the manifest of
# 400,000 files is read in a fifth of a second by slicing its lines.
_FACTS = DIGEST_LENGTH + 1
_SIZE_WIDTH, _TIME_WIDTH = 15, 20
_PATH = _FACTS + _SIZE_WIDTH + 1 + _TIME_WIDTH + 1
_NO_DIGEST = "-" * DIGEST_LENGTH
_HEADER = "gongkai-manifest-1 "
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


def next_second(entry: Stamp) -> int:
    """The first time, in nanoseconds, that HTTP's Last-Modified tells from that of a file.

    It counts seconds, and servers make ETags of time and size.
    """
    return (int(entry[_FACTS + _SIZE_WIDTH + 1 :]) // _SECOND + 1) * _SECOND


def _facts(found: os.stat_result) -> str:
    return f"{found.st_size:0{_SIZE_WIDTH}d} {found.st_mtime_ns:0{_TIME_WIDTH}d}"


def save(stamps: Mapping[str, Stamp], file: Path) -> None:
    """Write the manifest so that a reader finds all of it or none. Raises OSError.

    Entries are ended by NUL, the one character no file name can have: what a
    person puts into a tree may be called anything.
    """
    lines = "".join(f"{entry} {path}\0" for path, entry in stamps.items())
    _write(lines.encode("utf-8", "surrogateescape"), file)


def load(file: Path) -> Stamps | None:
    """The manifest in the file; None when there is none, or it was cut or altered.

    Raises OSError when the file is there and cannot be read.
    """
    body = _read(file)
    if body is None:
        return None
    lines = body.decode("utf-8", "surrogateescape").split("\0")
    return {line[_PATH:]: line[: _PATH - 1] for line in lines if line}


class Entry:
    """One entry of the manifest in a file, to be changed without reading the others."""

    def __init__(self, file: Path, path: str) -> None:
        """Find the entry of `path`: `stamp` is None where there is none. Raises OSError."""
        self._file = file
        self._body = _read(file) or b""
        mark = f" {path}\0".encode("utf-8", "surrogateescape")
        self.stamp: Stamp | None = None
        self._end = self._body.find(mark)
        while self._end >= 0:
            start = self._body.rfind(b"\0", 0, self._end) + 1
            if self._end - start == _PATH - 1:  # else the end of a longer path with a space in it
                self.stamp = self._body[start : self._end].decode()
                return
            self._end = self._body.find(mark, self._end + 1)

    def replace(self, entry: Stamp) -> None:
        """Write the manifest with another stamp in the place of `stamp`. Raises OSError."""
        start = self._end - (_PATH - 1)
        _write(self._body[:start] + entry.encode() + self._body[self._end :], self._file)


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
