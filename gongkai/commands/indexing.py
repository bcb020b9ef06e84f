"""The stage that makes the search index: segments in several processes, then volumes and the list.

The lists of /verify/ are made beside the segments, from the same bodies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TypeAlias

from gongkai.commands.keeping import Keeping
from gongkai.formats.bodies import decode
from gongkai.model.body import Body
from gongkai.output.crews import ALONE, Crew, Work
from gongkai.output.publish import File
from gongkai.output.spool import Spool
from gongkai.site.input import Library
from gongkai.site.search_documents import search_works
from gongkai.site.search_index import (
    Files,
    Made,
    MadeVolume,
    manifest,
    segment_files,
    volume_files,
)
from gongkai.site.search_segments import Segment, volumes
from gongkai.site.verification import list_of_lists, text_lists

_Packed: TypeAlias = tuple[Segment, Mapping[str, bytes]]  # with the bodies of its texts
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
    cut = volumes(list(search_works(library)), provisions)
    segments = [segment for volume in cut for segment in volume.segments]
    keys = [keeping.memory.key("segment", repr(one)) if keeping else "" for one in segments]
    known = {place: made for place, key in enumerate(keys) if (made := _known(keeping, key))}
    missing = [segment for place, segment in enumerate(segments) if place not in known]
    _bring(fetch, missing)

    def packed(batch: Sequence[Segment]) -> _Packed:
        (segment,) = batch
        return segment, {name: bodies.get(name) for name in _bodies(segment)}

    work = Work(packed, make_segment)
    done = (crew if len(missing) > 1 else ALONE).run(
        work,
        ([segment] for segment in missing),
        name=lambda segment: segment.works[0][0].id,
    )
    gathering = _Gathering(keys, known, done, keeping)
    found: list[MadeVolume] = []
    place = 0
    for volume in cut:
        first, place = place, place + len(volume.segments)
        for at in range(first, place):
            yield from gathering.segment(at)
        key = keeping.memory.key("volume", *keys[first:place]) if keeping else ""
        whole = _known(keeping, key)
        parts = [gathering.parts[at] for at in range(first, place)]
        if whole:
            own, served = whole
            yield from served
        else:
            _bring(fetch, [segments[at] for at in range(first, place) if not gathering.grams(at)])
            held = [gathering.grams(at) or work([segments[at]])[2] for at in range(first, place)]
            facts = [one for part in parts for one in part.facts]
            own, files = volume_files(volume, facts, held)
            yield from files
            _keep(keeping, key, own, files)
        gathering.let_go()
        found.append(MadeVolume(volume, own, tuple(parts)))
    yield manifest(found, library.synonyms.also())
    yield list_of_lists(gathering.named)


def make_segment(packed: _Packed) -> tuple[Made, Files, bytes]:
    """The files of a segment with the lists of its texts, and the keys of its grams."""
    segment, bodies = packed

    @lru_cache(maxsize=4)
    def body(digest: str) -> Body:
        return decode(bodies[digest])

    made, files, grams = segment_files(segment, body)
    return made, files + text_lists(segment.texts, body), grams


class _Gathering:
    """The segments one after another, made or known: `parts` and the paths of all files so far."""

    def __init__(
        self,
        keys: Sequence[str],
        known: Mapping[int, tuple[Made, Sequence[File]]],
        done: Iterator[tuple[Made, Files, bytes]],
        keeping: Keeping | None,
    ) -> None:
        self.parts: list[Made] = []
        self.named: list[str] = []
        self._keys, self._known = keys, known
        self._done, self._keeping = done, keeping
        self._grams: dict[int, bytes] = {}

    def segment(self, place: int) -> Iterator[File]:
        """The files of the next segment."""
        if place in self._known:
            part, kept = self._known[place]
            self.named += [path for path, _ in kept]
            yield from kept
        else:
            part, files, held = next(self._done)
            self.named += [path for path, _ in files]
            yield from files
            _keep(self._keeping, self._keys[place], part, files, held)
            self._grams[place] = held
        self.parts.append(part)

    def grams(self, place: int) -> bytes:
        """The grams of a segment, as it was made now or before; nothing where they are lost."""
        if place not in self._grams and self._keeping:
            name = _grams(self._keys[place])
            found = self._keeping.memory.values([name]).get(name)
            if isinstance(found, bytes):
                self._grams[place] = found
        return self._grams.get(place, b"")

    def let_go(self) -> None:
        """Forget the grams of a volume that is done."""
        self._grams.clear()


def _bring(fetch: Fetch | None, segments: Sequence[Segment]) -> None:
    if fetch:
        fetch(name for segment in segments for name in _bodies(segment))


def _bodies(segment: Segment) -> Iterator[str]:
    return (body.digest for text in segment.texts for body in text.bodies)


def _grams(key: str) -> str:
    """The key of a segment's grams: they are many, and seldom needed again."""
    return sha256(f"grams {key}".encode()).hexdigest()


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
        named = [(path, sha256(content).hexdigest()) for path, content in files]
        keeping.memory.keep({key: (made, named)})
        if grams:
            keeping.memory.keep({_grams(key): grams})
