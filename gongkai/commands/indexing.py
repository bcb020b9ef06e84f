"""The stage that makes the search index: segments in several processes, then what holds them.

The lists of /verify/ are made beside the segments, from the same bodies.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from gongkai.commands.keeping import Keeping
from gongkai.formats.bodies import decode
from gongkai.output.crews import ALONE, Crew, Work
from gongkai.output.digests import digest
from gongkai.output.publish import File
from gongkai.output.spool import Spool
from gongkai.site.input import Library
from gongkai.site.search_documents import search_works
from gongkai.site.search_index import (
    Files,
    Made,
    MadeCatalogue,
    MadeVolume,
    catalogue_files,
    manifest,
    segment_files,
    volume_files,
)
from gongkai.site.search_segments import Catalogue, Segment, Volume, catalogues
from gongkai.site.verification import list_of_lists, text_lists
from gongkai.text.passages import Flow, flow

_Packed: TypeAlias = tuple[Segment, Mapping[str, bytes]]  # with the bodies of its texts
_Done: TypeAlias = tuple[Made, Files, bytes]  # a segment: its files, and its grams
Fetch: TypeAlias = Callable[[Iterable[str]], None]  # brings bodies into the spool, by digest


def index(
    library: Library,
    provisions: Mapping[str, int],
    bodies: Spool,
    crew: Crew,
    keeping: Keeping | None = None,
    fetch: Fetch | None = None,
) -> Iterator[File]:
    """The files of the search index. `provisions` counts those of each body, by its digest.

    Segments and volumes that `keeping` knows are not made again; for the others `fetch`
    brings the bodies that are not in `bodies`.
    """
    cut = catalogues(list(search_works(library)), provisions)
    segments = [one for whole in cut for volume in whole.volumes for one in volume.segments]
    keys = [keeping.memory.key("segment", repr(one)) if keeping else "" for one in segments]
    known = {place: made for place, key in enumerate(keys) if (made := _known(keeping, key))}
    missing = [segment for place, segment in enumerate(segments) if place not in known]
    _bring(fetch, missing)

    def packed(batch: Sequence[Segment]) -> _Packed:
        (segment,) = batch
        return segment, {name: bodies.get(name) for name in _bodies(segment)}

    work = Work(packed, make_segment)

    def again(lost: Sequence[Segment]) -> Iterator[bytes]:
        _bring(fetch, lost)
        return (work([segment])[2] for segment in lost)

    done = (crew if len(missing) > 1 else ALONE).run(
        work,
        ([segment] for segment in missing),
        name=lambda segment: segment.works[0][0].id,
    )
    gathering = _Gathering(keys, known, done, again, keeping)
    found: list[MadeCatalogue] = []
    for whole in cut:
        volumes: list[MadeVolume] = []
        for volume in whole.volumes:
            one = yield from gathering.volume(volume)
            volumes.append(one)
        own = yield from gathering.catalogue(whole, volumes)
        found.append(MadeCatalogue(whole, own, tuple(volumes)))
    yield manifest(found, library.synonyms.also())
    yield list_of_lists(gathering.named)


def make_segment(packed: _Packed) -> _Done:
    """The files of a segment with the lists of its texts, and the keys of its grams."""
    segment, bodies = packed

    @cache
    def flowing(digest: str) -> Flow:
        return flow(decode(bodies[digest]))

    made, files, grams = segment_files(segment, flowing)
    return made, files + text_lists(segment.texts, flowing), grams


class _Gathering:
    """The segments one after another, made or known, and what holds them; `named` are all paths so far.

    `again` makes the grams of segments whose grams were lost.
    """

    def __init__(
        self,
        keys: Sequence[str],
        known: Mapping[int, tuple[Made, Sequence[File]]],
        done: Iterator[_Done],
        again: Callable[[Sequence[Segment]], Iterator[bytes]],
        keeping: Keeping | None,
    ) -> None:
        self.named: list[str] = []
        self._keys, self._known = keys, known
        self._done, self._again, self._keeping = done, again, keeping
        self._place = 0

    def volume(self, volume: Volume) -> Generator[File, None, MadeVolume]:
        """The files of the next volume and of its segments."""
        parts: list[Made] = []
        grams: list[bytes] = []
        first = self._place
        for _ in volume.segments:
            part, held = yield from self._segment(self._place)
            parts.append(part)
            grams.append(held)
            self._place += 1
        places = range(first, self._place)

        def make() -> tuple[Made, Files]:
            held = [one or self._held(place) for one, place in zip(grams, places, strict=True)]
            lost = [at for at, one in zip(volume.segments, held, strict=True) if not one]
            made = self._again(lost)
            facts = [one for part in parts for one in part.facts]
            return volume_files(volume, facts, [one or next(made) for one in held])

        own = yield from self._remembered(["volume", *self._keys[first : self._place]], make)
        return MadeVolume(own, tuple(parts))

    def catalogue(
        self, whole: Catalogue, volumes: Sequence[MadeVolume]
    ) -> Generator[File, None, Made]:
        """The files of a catalogue of volumes that are done."""
        facts = [one for volume in volumes for one in volume.facts]
        named = [segment.named for volume in volumes for segment in volume.segments]
        own = yield from self._remembered(
            ["catalogue", *named], lambda: catalogue_files(whole, facts)
        )
        return own

    def _segment(self, place: int) -> Generator[File, None, tuple[Made, bytes]]:
        """The files of a segment; its grams where it was made now."""
        if place in self._known:
            part, kept = self._known[place]
            self.named += [path for path, _ in kept]
            yield from kept
            return part, b""
        part, files, held = next(self._done)
        self.named += [path for path, _ in files]
        yield from files
        _keep(self._keeping, self._keys[place], part, files, held)
        return part, held

    def _held(self, place: int) -> bytes:
        """The grams of a segment that was made before; nothing where they are lost."""
        if not self._keeping:
            return b""
        name = _grams(self._keys[place])
        found = self._keeping.memory.values([name]).get(name)
        return found if isinstance(found, bytes) else b""

    def _remembered(
        self, names: Sequence[str], make: Callable[[], tuple[Made, Files]]
    ) -> Generator[File, None, Made]:
        key = self._keeping.memory.key(*names) if self._keeping else ""
        whole = _known(self._keeping, key)
        if whole:
            own, served = whole
            yield from served
        else:
            own, files = make()
            yield from files
            _keep(self._keeping, key, own, files)
        return own


def _bring(fetch: Fetch | None, segments: Sequence[Segment]) -> None:
    if fetch:
        fetch(name for segment in segments for name in _bodies(segment))


def _bodies(segment: Segment) -> Iterator[str]:
    return (body.digest for text in segment.texts for body in text.bodies)


def _grams(key: str) -> str:
    """The key of a segment's grams: they are many, and seldom needed again."""
    return digest(f"grams {key}".encode())


def _known(keeping: Keeping | None, key: str) -> tuple[Made, Sequence[File]] | None:
    """A segment or volume that was made before, if all its files are served."""
    found = keeping.memory.values([key]).get(key) if keeping else None
    if not keeping or not isinstance(found, tuple):
        return None
    made, named = found
    files = keeping.files(named)
    return None if files is None else (made, files)


def _keep(keeping: Keeping | None, key: str, made: Made, files: Files, grams: bytes = b"") -> None:
    if keeping:
        named = [(path, digest(content)) for path, content in files]
        keeping.memory.keep({key: (made, named)})
        if grams:
            keeping.memory.keep({_grams(key): grams})
