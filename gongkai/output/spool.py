"""What one build has made or planned so far: beyond a bound on disk, so that memory does not follow the library."""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from weakref import finalize

# Bytes that are kept in memory: a small library needs no disk, a large one little more memory.
_HELD = 64 << 20  # of bodies
_WAITING = 32 << 20  # of what comes in order, before it is written


class Spool:
    """Contents by name, the first in memory and the rest in an unnamed file.

    Memory does not follow the texts. Processes forked from this one may read, at the same time; only this one writes.
    The file is gone with the spool, however the process ends.
    """

    def __init__(self) -> None:
        self._descriptor = _unnamed_file()
        self.close = finalize(self, os.close, self._descriptor)
        self._held: dict[str, bytes] = {}
        self._room = _HELD
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def put_many(self, entries: Mapping[str, bytes]) -> None:
        """Add contents; a name that is known already keeps its own. Raises OSError."""
        for name, content in entries.items():
            if name in self:
                continue
            if len(content) <= self._room:
                self._held[name] = content
                self._room -= len(content)
                continue
            _write(self._descriptor, content, self._end)
            self._places[name] = (self._end, len(content))
            self._end += len(content)

    def __contains__(self, name: str) -> bool:
        return name in self._held or name in self._places

    def get(self, name: str) -> bytes:
        """The content of a name. Raises KeyError for one that was never put."""
        held = self._held.get(name)
        return held if held is not None else _read(self._descriptor, *self._places[name])


class NumberedSpool:
    """Contents by number, in the order in which they come: the last in memory, the others in
    an unnamed file. Processes forked from this one may read what it held then.
    """

    def __init__(self) -> None:
        self._descriptor = _unnamed_file()
        finalize(self, os.close, self._descriptor)
        self._ends = array("Q", [0])
        self._waiting = bytearray()
        self._written = 0

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, content: bytes) -> None:
        """Add the next content. Raises OSError."""
        self._waiting += content
        self._ends.append(self._ends[-1] + len(content))
        if len(self._waiting) >= _WAITING:
            _write(self._descriptor, bytes(self._waiting), self._written)
            self._written += len(self._waiting)
            self._waiting.clear()

    def get(self, number: int) -> bytes:
        """The content of a number, from 0."""
        start, end = self._ends[number], self._ends[number + 1]
        if start >= self._written:
            with memoryview(self._waiting) as waiting:
                return bytes(waiting[start - self._written : end - self._written])
        return _read(self._descriptor, start, end - start)


@contextmanager
def spool() -> Iterator[Spool]:
    """A spool for one build."""
    kept = Spool()
    try:
        yield kept
    finally:
        kept.close()


def _unnamed_file() -> int:
    with tempfile.TemporaryFile(prefix="gongkai-") as opened:
        return os.dup(opened.fileno())


def _write(descriptor: int, content: bytes, start: int) -> None:
    done = 0
    while done < len(content):
        done += os.pwrite(descriptor, content[done:], start + done)


def _read(descriptor: int, start: int, length: int) -> bytes:
    pieces = []
    while length:
        piece = os.pread(descriptor, length, start)
        pieces.append(piece)
        start, length = start + len(piece), length - len(piece)
    return b"".join(pieces)
