"""The stage that makes the search index: segments in several processes, then volumes and the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.formats.bodies import decode
from gongkai.output.execution import run_batches
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


def index(
    library: Library,
    provisions: Mapping[str, int],
    bodies: Spool,
    workers: int,
) -> Iterator[tuple[str, bytes]]:
    """The files of the search index. `provisions` counts those of each body, by its digest."""
    cut = volumes(list(search_works(library)), provisions)

    def make(batch: Sequence[Segment]) -> tuple[Made, Files]:
        return segment_files(batch[0], lambda digest: decode(bodies.get(digest)))

    segments = [segment for volume in cut for segment in volume.segments]
    done = run_batches(
        make,
        ([segment] for segment in segments),
        workers if len(segments) > 1 else 1,
        name=lambda segment: segment.works[0][0].id,
    )
    found: list[MadeVolume] = []
    for volume in cut:
        parts: list[Made] = []
        for _ in volume.segments:
            part, files = next(done)
            parts.append(part)
            yield from files
        own, files = volume_files(volume, [one for part in parts for one in part.facts])
        yield from files
        found.append(MadeVolume(volume, own, tuple(parts)))
    yield manifest(found, library.synonyms.also())
