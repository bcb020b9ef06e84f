"""What the cache has of the search index: its parts by what they are made from, and how it is cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from gongkai.commands.memory import Memory
from gongkai.output.digests import digest
from gongkai.site.search_index import Made, is_passage
from gongkai.site.search_segments import Catalogue, Segment

Named: TypeAlias = Sequence[tuple[str, str]]  # paths and digests


class Layout(NamedTuple):
    """How an index is cut: the keys of its segments, the digests of the bodies in each, joined,
    and how many segments each volume and each catalogue has.
    """

    keys: tuple[str, ...]
    bodies: tuple[str, ...]
    volumes: tuple[int, ...]
    catalogues: tuple[int, ...]

    @classmethod
    def of(cls, cut: Sequence[Catalogue], keys: Sequence[str]) -> Layout:
        """The layout of catalogues whose segments have these keys."""
        volumes = [[len(volume.segments) for volume in whole.volumes] for whole in cut]
        segments = [one for whole in cut for volume in whole.volumes for one in volume.segments]
        joined = ["".join(digests_of(segment)) for segment in segments]
        sizes = tuple(size for whole in volumes for size in whole)
        return cls(tuple(keys), tuple(joined), sizes, tuple(map(sum, volumes)))


def spans(sizes: Iterable[int]) -> Iterator[range]:
    """The places of the segments of each volume or catalogue, by how many it has."""
    start = 0
    for size in sizes:
        yield range(start, start + size)
        start += size


def digests_of(segment: Segment) -> Iterator[str]:
    """The digests of the bodies that a segment holds."""
    return (body.digest for text in segment.texts for body in text.bodies)


def passages_of(made: Made, named: Named) -> Iterator[list[str]]:
    """The paths of the passages of each text of a segment, from those of all its files."""
    paths = iter([path for path, _ in named if is_passage(path)])
    return ([next(paths) for _ in range(facts.passages)] for facts in made.facts)


class KeptIndex:
    """The index of the site that `memory` is about."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._layout = memory.key("index layout", *memory.place)
        self.laid: Layout | None = None  # how the index is cut that is being made

    def segment_key(self, segment: Segment) -> str:
        """Under which a segment is kept."""
        return self._memory.key("segment", repr(segment))

    def volume_key(self, keys: Sequence[str]) -> str:
        """Under which a volume is kept that has segments of these keys."""
        return self._memory.key("volume", *keys)

    def sieve_key(self, keys: Sequence[str]) -> str:
        """Under which the sieve of a catalogue is kept that has segments of these keys."""
        return self._memory.key("sieve", *keys)

    def catalogue_key(self, named: Sequence[str]) -> str:
        """Under which a catalogue is kept that takes this of its segments."""
        return self._memory.key("catalogue", *named)

    def part(self, key: str) -> tuple[Made, Named] | None:
        """What was made of a segment, volume or catalogue, and its files; None where it is lost."""
        found = self._memory.values([key]).get(key)
        return found if isinstance(found, tuple) else None

    def keep_part(self, key: str, made: Made, named: Named) -> None:
        """Keep what was made of a segment, volume or catalogue."""
        self._memory.keep({key: (made, named)})

    def grams(self, key: str) -> bytes:
        """The table of the grams of the segment of a key; nothing where they are lost."""
        name = _grams(key)
        found = self._memory.values([name]).get(name)
        return found if isinstance(found, bytes) else b""

    def keep_segment(
        self, key: str, segment: Segment, provisions: Mapping[str, int], grams: bytes
    ) -> None:
        """Keep what a segment is made from besides its bodies, of which `provisions` counts those
        of each, and the table of its grams: it is large, and seldom needed again.
        """
        counts = {name: provisions[name] for name in digests_of(segment)}
        self._memory.keep({_grams(key): grams})
        self._memory.keep_packed({_texts(key): (segment, counts)})

    def segment(self, key: str) -> tuple[Segment, dict[str, int]] | None:
        """The segment of a key, and the provisions of its bodies; None where it is lost."""
        name = _texts(key)
        found = self._memory.packed_values([name]).get(name)
        return found if isinstance(found, tuple) else None

    def layout(self) -> Layout | None:
        """How the index is cut; None where it is lost."""
        found = self._memory.values([self._layout]).get(self._layout)
        return found if isinstance(found, Layout) else None

    def finish(self) -> None:
        """Keep how the index is cut that is served now."""
        if self.laid:
            self._memory.keep({self._layout: self.laid})


def _grams(key: str) -> str:
    return digest(f"grams {key}".encode())


def _texts(key: str) -> str:
    return digest(f"texts {key}".encode())
