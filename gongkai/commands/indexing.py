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
from gongkai.output.execution import run_batches
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

Fetch: TypeAlias = Callable[[Iterable[str]], None]  # brings bodies into the spool, by digest


def index(
    library: Library,
    provisions: Mapping[str, int],
    bodies: Spool,
    workers: int,
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

    def make(batch: Sequence[Segment]) -> tuple[Made, Files, bytes]:
        @lru_cache(maxsize=4)
        def body(digest: str) -> Body:
            return decode(bodies.get(digest))

        made, files, grams = segment_files(batch[0], body)
        return made, files + text_lists(batch[0].texts, body), grams

    def grams_again(place: int) -> bytes:
        """The grams of a segment that is not made again."""
        kept = keeping.memory.values([_grams(keys[place])]) if keeping else {}
        found = kept.get(_grams(keys[place]))
        if isinstance(found, bytes):
            return found
        _bring(fetch, [segments[place]])
        return make([segments[place]])[2]

    done = run_batches(
        make,
        ([segment] for segment in missing),
        workers if len(missing) > 1 else 1,
        name=lambda segment: segment.works[0][0].id,
    )
    found: list[MadeVolume] = []
    named: list[str] = []
    place = 0
    for volume in cut:
        parts: list[Made] = []
        grams: list[bytes] = []
        first = place
        for _ in volume.segments:
            if place in known:
                part, kept = known[place]
                named += [path for path, _ in kept]
                yield from kept
            else:
                part, files, held = next(done)
                named += [path for path, _ in files]
                yield from files
                _keep(keeping, keys[place], part, files, held)
                grams.append(held)
            parts.append(part)
            place += 1
        key = keeping.memory.key("volume", *keys[first:place]) if keeping else ""
        whole = _known(keeping, key)
        if whole:
            own, served = whole
            yield from served
        else:
            fresh = iter(grams)
            held_by = [
                grams_again(at) if at in known else next(fresh) for at in range(first, place)
            ]
            own, files = volume_files(
                volume, [one for part in parts for one in part.facts], held_by
            )
            yield from files
            _keep(keeping, key, own, files)
        found.append(MadeVolume(volume, own, tuple(parts)))
    yield manifest(found, library.synonyms.also())
    yield list_of_lists(named)


def _bring(fetch: Fetch | None, segments: Sequence[Segment]) -> None:
    if fetch:
        texts = (text for segment in segments for text in segment.texts)
        fetch(body.digest for text in texts for body in text.bodies)


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
