"""The stage that compresses pages and data beforehand, so that a server need not for each reader."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from gongkai.commands.memory import Memory
from gongkai.formats.compression import ENGINE, SUFFIXES, compressed, is_compressible
from gongkai.model.site import Site
from gongkai.output.crews import Crew, Work
from gongkai.output.digests import digest
from gongkai.output.execution import batches_of
from gongkai.output.publish import Content, File, Publication, Unchanged

_BATCH = 24
_Pair = tuple[bytes, bytes] | None


def precompressed(
    files: Iterable[File], served: Publication, output: Path, crew: Crew, memory: Memory | None
) -> Iterator[File]:
    """The files with PATH.br and PATH.gz behind each that becomes smaller.

    What is served beside the same file, or was compressed for any site by its content, is
    taken over.
    """
    known = _Known(served, output, memory)
    waiting: deque[list[tuple[File, list[File] | None]]] = deque()

    def batches() -> Iterator[list[bytes]]:
        for group in batches_of(files, _BATCH):
            found = known.beside(group)
            waiting.append(found)
            yield [known.content(file) if beside is None else b"" for file, beside in found]

    for pairs in crew.run(Work(_some, compress), batches()):
        found = waiting.popleft()
        made = {found[place][0][0]: pair for place, pair in pairs}
        known.keep([file for file, _ in found if file[0] in made], made)
        for file, beside in found:
            yield file
            for one in _named(file[0], made.get(file[0])) if beside is None else beside:
                known.count(one)
                yield one
    known.finish()


class Beside:
    """The compressed files of a site of which only some files become others."""

    def __init__(self, served: Publication, output: Path, memory: Memory) -> None:
        self._served, self._memory = served, memory
        self._known = _Known(served, output, memory)

    def amended(self, files: Iterable[File], gone: Iterable[str]) -> tuple[list[File], list[str]]:
        """The files with PATH.br and PATH.gz behind each that becomes smaller, and what is gone
        with those beside it.
        """
        fresh: list[File] = []
        left = list(gone)
        bare = list(left)  # files beside which nothing may stand
        for path, content in files:
            fresh.append((path, content))
            if isinstance(content, bytes) and is_compressible(path):
                pair = compressed(content)
                fresh += _named(path, pair)
                bare += [] if pair else [path]
        beside = [path + suffix for path in bare for suffix in SUFFIXES]
        return fresh, left + [path for path in beside if self._served.digest_at(path)]

    def finish(self) -> None:
        """Keep what is served now, so that the next build knows it again."""
        if self._known.trusted:
            self._memory.keep({self._known.key: _Sum.of(self._served).named})


def compressed_with(site: Site) -> str:
    """What decides the bytes besides the contents; "" where nothing is compressed."""
    return ENGINE if site.precompress else ""


def _some(batch: Sequence[bytes]) -> list[tuple[int, bytes]]:
    """What there is to compress, with its place: nothing at all in most batches of a rebuild."""
    return [(place, content) for place, content in enumerate(batch) if content]


def compress(batch: Sequence[tuple[int, bytes]]) -> list[tuple[int, _Pair]]:
    """Each content compressed both ways; None where that would be no gain."""
    return [(place, compressed(content)) for place, content in batch]


class _Known:
    """What is compressed already: in the served site, or in the cache by its content."""

    def __init__(self, served: Publication, output: Path, memory: Memory | None) -> None:
        self._served, self._output, self._memory = served, output, memory
        self._given = _Sum()
        # Another build, with another cache or with other versions, may have been here since.
        self.key = memory.key("precompressed", str(output.resolve())) if memory else ""
        kept = memory.values([self.key]).get(self.key) if memory else None
        self.trusted = kept is not None and kept == _Sum.of(served).named

    def beside(self, files: Sequence[File]) -> list[tuple[File, list[File] | None]]:
        """The compressed files that belong to each file; None where they must be made."""
        found = {file[0]: self._served_beside(file) for file in files}
        keys = {path: _key(_digest(content)) for path, content in files if found[path] is None}
        known = self._memory.values(keys.values()) if self._memory and keys else {}
        for path, key in keys.items():
            pair = known.get(key)
            if isinstance(pair, tuple) and len(pair) in (0, len(SUFFIXES)):
                found[path] = _named(path, pair)
        return [(file, found[file[0]]) for file in files]

    def content(self, file: File) -> bytes:
        """What is to be compressed."""
        path, content = file
        if isinstance(content, Unchanged):
            return (self._output / path).read_bytes()
        return content if isinstance(content, bytes) else b""

    def keep(self, files: Iterable[File], made: Mapping[str, _Pair]) -> None:
        """Keep what was made of the files, for every site that has one of the same content."""
        fresh = {_key(_digest(content)): made[path] or () for path, content in files}
        if self._memory and fresh:
            self._memory.keep(fresh)

    def count(self, one: File) -> None:
        """Note a compressed file that will be served."""
        self._given.add(_digest(one[1]))

    def finish(self) -> None:
        """Keep what will be served, so that the next build knows it again."""
        if self._memory:
            self._memory.keep({self.key: self._given.named})

    def _served_beside(self, file: File) -> list[File] | None:
        path, content = file
        if not is_compressible(path) or not isinstance(content, bytes | Unchanged):
            return []
        if not self.trusted or self._served.digest_at(path) != _digest(content):
            return None
        found = [(name, self._served.digest_at(name)) for name in map(path.__add__, SUFFIXES)]
        whole = [(name, Unchanged(made)) for name, made in found if made]
        # One alone was lost by hand.
        return list[File](whole) if len(whole) == len(SUFFIXES) else None


class _Sum:
    """Which compressed files there are, in any order: those of other versions give another sum."""

    def __init__(self) -> None:
        self._count = self._sum = 0

    @classmethod
    def of(cls, served: Publication) -> _Sum:
        """Those that are served."""
        found = cls()
        for path in served.paths:
            if path.endswith(SUFFIXES):
                found.add(served.digest_at(path) or "0")
        return found

    def add(self, made: str) -> None:
        """Take in one more, by its digest."""
        self._count += 1
        self._sum += int(made[:16], 16)

    @property
    def named(self) -> str:
        return f"{ENGINE}: {self._count} {self._sum}"


def _named(path: str, pair: Sequence[bytes] | None) -> list[File]:
    return list(zip(map(path.__add__, SUFFIXES), pair or (), strict=bool(pair)))


def _digest(content: Content) -> str:
    if isinstance(content, Unchanged):
        return content.digest
    return digest(content) if isinstance(content, bytes) else ""


def _key(made: str) -> str:
    """The key of a content's compressed forms, which follow from nothing else but ENGINE."""
    return digest(f"compressed\0{ENGINE}\0{made}".encode())
