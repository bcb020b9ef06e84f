"""The stage that compresses pages and data beforehand, so that a server need not for each reader."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gongkai.commands.making import cut
from gongkai.commands.memory import Memory
from gongkai.formats.compression import ENGINE, SUFFIXES, compressed, is_compressible
from gongkai.output.crews import Crew, Work
from gongkai.output.digests import digest
from gongkai.output.publish import File, Publication, Unchanged

_BATCH = 24
_Pair = tuple[bytes, bytes] | None


def precompressed(
    files: Iterable[File], served: Publication, output: Path, crew: Crew, memory: Memory | None
) -> Iterator[File]:
    """The files with PATH.br and PATH.gz behind each that becomes smaller.

    What was compressed by an earlier build of the same file is taken over.
    """
    # A cache may be shared: what another output was compressed by says nothing of this one.
    name = memory.key("precompressed", ENGINE, str(output.resolve())) if memory else ""
    trusted = bool(memory and name in memory.values([name]))
    known = _Known(served, output, trusted=trusted)
    waiting: deque[list[tuple[File, list[File]]]] = deque()

    def batches() -> Iterator[list[bytes]]:
        for group in cut(files, _BATCH):
            waiting.append([(file, known.kept(file)) for file in group])
            yield [b"" if kept else known.wanted(file) for file, kept in waiting[-1]]

    for made in crew.run(Work(_some, compress), batches()):
        pairs = dict(made)
        for place, (file, kept) in enumerate(waiting.popleft()):
            yield file
            yield from kept
            pair = pairs.get(place)
            if pair:
                path = file[0]
                yield from zip((f"{path}{suffix}" for suffix in SUFFIXES), pair, strict=True)
    if memory and not trusted:
        memory.keep({name: True})


def _some(batch: Sequence[bytes]) -> list[tuple[int, bytes]]:
    """What there is to compress, with its place: nothing at all in most batches of a rebuild."""
    return [(place, content) for place, content in enumerate(batch) if content]


def compress(batch: Sequence[tuple[int, bytes]]) -> list[tuple[int, _Pair]]:
    """Each content compressed both ways; None where that would be no gain."""
    return [(place, compressed(content)) for place, content in batch]


class _Known:
    """What the served site has compressed already; `trusted` by the same versions as ours."""

    def __init__(self, served: Publication, output: Path, *, trusted: bool) -> None:
        self._served, self._output, self._trusted = served, output, trusted

    def kept(self, file: File) -> list[File]:
        """The compressed files that belong to a file which is served now."""
        path, content = file
        if not self._trusted or not is_compressible(path):
            return []
        made = content.digest if isinstance(content, Unchanged) else None
        if isinstance(content, bytes):
            made = digest(content)
        if made is None or self._served.digest_at(path) != made:
            return []
        beside = [(name, self._served.digest_at(name)) for name in map(path.__add__, SUFFIXES)]
        whole = [(name, Unchanged(found)) for name, found in beside if found]
        return (
            list[File](whole) if len(whole) == len(SUFFIXES) else []
        )  # one alone was lost by hand

    def wanted(self, file: File) -> bytes:
        """What is to be compressed; nothing where that would be no gain."""
        path, content = file
        if not is_compressible(path):
            return b""
        if isinstance(content, Unchanged):
            return (self._output / path).read_bytes()
        return content if isinstance(content, bytes) else b""
