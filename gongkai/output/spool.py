"""What one build has made or planned so far, on disk, so that memory does not follow the library."""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from weakref import finalize

_BUFFER = 1 << 20  # bytes gathered before they are written


class Spool:
    """An unnamed file of contents by name, so that memory does not follow the texts.

    Processes forked from this one may read, at the same time; only this one writes.
    The file is gone with the spool, however the process ends.
    """

    def __init__(self) -> None:
        self._descriptor = _unnamed_file()
        self.close = finalize(self, os.close, self._descriptor)
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def put_many(self, entries: Mapping[str, bytes]) -> None:
        """Add contents; a name that is known already keeps its own. Raises OSError."""
        for name, content in entries.items():
            if name in self._places:
                continue
            _write(self._descriptor, content, self._end)
            self._places[name] = (self._end, len(content))
            self._end += len(content)

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def get(self, name: str) -> bytes:
        """The content of a name. Raises KeyError for one that was never put."""
        return _read(self._descriptor, *self._places[name])


class NumberedSpool:
    """An unnamed file of contents by number, in the order in which they come.

    Once it is closed for more (`finish`), processes forked from this one may read.
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
        if len(self._waiting) >= _BUFFER:
            self.finish()

    def finish(self) -> None:
        """Write what was gathered. Raises OSError."""
        _write(self._descriptor, bytes(self._waiting), self._written)
        self._written += len(self._waiting)
        self._waiting.clear()

    def get(self, number: int) -> bytes:
        """The content of a number, from 0."""
        start = self._ends[number]
        return _read(self._descriptor, start, self._ends[number + 1] - start)


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
