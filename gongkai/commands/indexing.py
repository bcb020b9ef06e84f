"""The stage that makes the search index: segments in several processes, then what holds them.

The lists of /verify/ are made beside the segments, from the same bodies.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from gongkai.commands.index_keeping import Layout
from gongkai.commands.index_reusing import Reused, reused
from gongkai.commands.keeping import Keeping
from gongkai.formats.bodies import decode
from gongkai.model.searching import SearchText
from gongkai.output.crews import ALONE, Crew, Work
from gongkai.output.digests import digest
from gongkai.output.publish import File
from gongkai.output.spool import Spool
from gongkai.site.input import Library
from gongkai.site.search_documents import search_works
from gongkai.site.search_index import (
    Files,
    Indexed,
    Made,
    MadeCatalogue,
    MadeVolume,
    catalogue_files,
    indexed,
    indexed_again,
    manifest,
    segment_of,
    sieve_files,
    volume_files,
)
from gongkai.site.search_segments import Catalogue, Segment, Volume, catalogues
from gongkai.site.verification import list_of_lists, text_lists
from gongkai.text.passages import Flow, flow

# With the bodies of its texts, and what was made of those that are served.
_Packed: TypeAlias = tuple[Segment, Mapping[str, bytes], Mapping[SearchText, Reused]]
_SegmentFiles: TypeAlias = list[tuple[str, bytes | None]]  # None: as it is served
_Done: TypeAlias = tuple[Made, _SegmentFiles, bytes]  # a segment: its files, and its grams
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
    kept = _Kept(keeping) if keeping else None
    keys = [kept.index.segment_key(one) if kept else "" for one in segments]
    known = {place: made for place, key in enumerate(keys) if kept and (made := kept.part(key))}
    missing = [segment for place, segment in enumerate(segments) if place not in known]
    served = kept.reused(missing) if kept else [{} for _ in missing]
    wanted = [_Wanted(*pair) for pair in zip(missing, served, strict=True)]

    def packed(batch: Sequence[_Wanted]) -> _Packed:
        (one,) = batch
        return one.segment, {name: bodies.get(name) for name in one.unread}, one.served

    work = Work(packed, make_segment)

    def again(lost: Sequence[Segment]) -> Iterator[bytes]:
        whole = [_Wanted(segment, {}) for segment in lost]
        _bring(fetch, whole)
        return (work([one])[2] for one in whole)

    _bring(fetch, wanted)
    done = (crew if len(missing) > 1 else ALONE).run(
        work,
        ([one] for one in wanted),
        name=lambda one: one.segment.works[0][0].id,
    )
    gathering = _Gathering(keys, segments, provisions, known, done, again, kept)
    found: list[MadeCatalogue] = []
    for whole in cut:
        volumes: list[MadeVolume] = []
        for volume in whole.volumes:
            one = yield from gathering.volume(volume)
            volumes.append(one)
        own = yield from gathering.catalogue(whole, volumes)
        sieved = yield from gathering.sieve(whole)
        found.append(MadeCatalogue(whole, own, sieved, tuple(volumes)))
    if kept:
        kept.index.laid = Layout.of(cut, keys)
    yield manifest(found, library.synonyms.also())
    yield list_of_lists(gathering.named)


def make_segment(packed: _Packed) -> _Done:
    """The files of a segment with the lists of its texts, and the table of its grams."""
    segment, bodies, served = packed

    @cache
    def flowing(digest: str) -> Flow:
        return flow(decode(bodies[digest]))

    files: _SegmentFiles = []
    texts: list[Indexed] = []
    for text in segment.texts:
        if one := served.get(text):
            texts.append(indexed_again(one.facts, list(one.passages), one.passages.values()))
            files += [(path, None) for path in one.passages]
        else:
            texts.append(indexed(text, flowing))
            files += texts[-1].files
    made, cells, grams = segment_of(segment, texts)
    entries = {text: one.entry for text, one in served.items() if one.entry}
    return made, [*files, *cells, *text_lists(segment.texts, flowing, entries)], grams


class _Wanted(NamedTuple):
    """A segment that is to be made, and those of its texts that are served."""

    segment: Segment
    served: Mapping[SearchText, Reused]

    @property
    def unread(self) -> Iterator[str]:
        """The digests of the bodies that it is made from."""
        texts = (text for text in self.segment.texts if text not in self.served)
        return (body.digest for text in texts for body in text.bodies)


class _Gathering:
    """The segments one after another, made or known, and what holds them; `named` are all paths so far.

    `again` makes the grams of segments whose grams were lost.
    """

    def __init__(
        self,
        keys: Sequence[str],
        segments: Sequence[Segment],
        provisions: Mapping[str, int],
        known: Mapping[int, tuple[Made, Sequence[File]]],
        done: Iterator[_Done],
        again: Callable[[Sequence[Segment]], Iterator[bytes]],
        kept: _Kept | None,
    ) -> None:
        self.named: list[str] = []
        self._keys, self._segments, self._provisions = keys, segments, provisions
        self._known = known
        self._done, self._again, self._kept = done, again, kept
        self._place = 0
        self._grams: dict[int, bytes] = {}  # of the segments of one catalogue

    def volume(self, volume: Volume) -> Generator[File, None, MadeVolume]:
        """The files of the next volume and of its segments."""
        parts: list[Made] = []
        first = self._place
        for _ in volume.segments:
            part = yield from self._segment(self._place)
            parts.append(part)
            self._place += 1
        facts = [one for part in parts for one in part.facts]
        kept = self._kept
        key = kept.index.volume_key(self._keys[first : self._place]) if kept else ""
        own = yield from self._remembered(key, lambda: volume_files(volume, facts))
        return MadeVolume(own, tuple(parts))

    def catalogue(
        self, whole: Catalogue, volumes: Sequence[MadeVolume]
    ) -> Generator[File, None, Made]:
        """The files of a catalogue of volumes that are done."""
        facts = [one for volume in volumes for one in volume.facts]
        named = [segment.named for volume in volumes for segment in volume.segments]
        key = self._kept.index.catalogue_key(named) if self._kept else ""
        own = yield from self._remembered(key, lambda: catalogue_files(whole, facts))
        return own

    def sieve(self, whole: Catalogue) -> Generator[File, None, Made]:
        """The files of the sieve of a catalogue that is done."""
        first = self._place - sum(len(volume.segments) for volume in whole.volumes)
        places = range(first, self._place)
        key = self._kept.index.sieve_key(self._keys[first : self._place]) if self._kept else ""
        own = yield from self._remembered(key, lambda: sieve_files(self._held(places)))
        self._grams.clear()
        return own

    def _segment(self, place: int) -> Generator[File, None, Made]:
        """The files of a segment."""
        if place in self._known:
            part, kept = self._known[place]
            self.named += [path for path, _ in kept]
            yield from kept
            return part
        part, files, grams = next(self._done)
        self.named += [path for path, _ in files]
        if self._kept:
            index, key = self._kept.index, self._keys[place]
            index.keep_part(key, part, self._kept.named(files))
            index.keep_segment(key, self._segments[place], self._provisions, grams)
            yield from self._kept.files(files)
        else:
            yield from ((path, content or b"") for path, content in files)
        self._grams[place] = grams
        return part

    def _held(self, places: Sequence[int]) -> list[bytes]:
        """The grams of segments: of those that were made before as kept, or made again where they are lost."""
        for place in places:
            if self._kept and place not in self._grams:
                self._grams[place] = self._kept.index.grams(self._keys[place])
        lost = [place for place in places if not self._grams.get(place)]
        made = self._again([self._segments[place] for place in lost])
        self._grams.update(zip(lost, made, strict=True))
        return [self._grams[place] for place in places]

    def _remembered(
        self, key: str, make: Callable[[], tuple[Made, Files]]
    ) -> Generator[File, None, Made]:
        whole = self._kept.part(key) if self._kept else None
        if whole:
            own, served = whole
            yield from served
        else:
            own, files = make()
            yield from files
            if self._kept:
                self._kept.index.keep_part(key, own, _named(files))
        return own


class _Kept:
    """The parts that were made before, if all their files are served."""

    def __init__(self, keeping: Keeping) -> None:
        self.index = keeping.index
        self._keeping = keeping

    def part(self, key: str) -> tuple[Made, Sequence[File]] | None:
        """What was made of a segment, volume or catalogue, and its files as they are served."""
        found = self.index.part(key)
        files = self._keeping.files(found[1]) if found else None
        return None if found is None or files is None else (found[0], files)

    def reused(self, segments: Sequence[Segment]) -> list[dict[SearchText, Reused]]:
        """Of each segment, which is to be made, the texts that are served already."""
        return reused(segments, self.index, self._keeping.content)

    def files(self, files: _SegmentFiles) -> Iterator[File]:
        """The files of a segment that was made, some of them as they are served."""
        for path, content in files:
            yield path, self._keeping.served(path) if content is None else content

    def named(self, files: _SegmentFiles) -> list[tuple[str, str]]:
        """The same files by path and digest."""
        return [
            (path, self._keeping.served(path).digest if content is None else digest(content))
            for path, content in files
        ]


def _bring(fetch: Fetch | None, wanted: Sequence[_Wanted]) -> None:
    if fetch:
        fetch(name for one in wanted for name in one.unread)


def _named(files: Files) -> list[tuple[str, str]]:
    return [(path, digest(content)) for path, content in files]
