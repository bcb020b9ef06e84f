"""Read bodies on their way from the reading to the rendering of one build."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class Spool:
    """An unnamed file of contents by name, so that memory does not follow the texts.

    Processes forked from this one may read, at the same time; only this one writes.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def put_many(self, entries: Mapping[str, bytes]) -> None:
        """Add contents; a name that is known already keeps its own. Raises OSError."""
        for name, content in entries.items():
            if name in self._places:
                continue
            done = 0
            while done < len(content):
                done += os.pwrite(self._descriptor, content[done:], self._end + done)
            self._places[name] = (self._end, len(content))
            self._end += len(content)

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def get(self, name: str) -> bytes:
        """The content of a name. Raises KeyError for one that was never put."""
        start, length = self._places[name]
        pieces = []
        while length:
            piece = os.pread(self._descriptor, length, start)
            pieces.append(piece)
            start, length = start + len(piece), length - len(piece)
        return b"".join(pieces)


@contextmanager
def spool() -> Iterator[Spool]:
    """A spool for one build; it is gone at the end, however the build ends."""
    with tempfile.TemporaryFile(prefix="gongkai-") as opened:
        yield Spool(opened.fileno())
