"""Cut the searchable texts by calendar, so that a changed text touches few files.

A segment is a span of days: all of time, halved again and again where it
holds too much. Which texts share a segment follows from the texts alone,
never from what was built before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple, TypeAlias

from gongkai.model.searching import SearchText

SegmentWork: TypeAlias = tuple[SearchText, ...]  # the texts of one work, the current one first

MOST = 100_000  # provisions in a segment, some four million characters
MOST_TEXTS = 4096  # in a volume
MOST_TITLES = 16384  # in a catalogue, the span of the index of titles
_SPAN = 1 << 16  # days that are told apart: a power of two
_FIRST = date(1949, 10, 1).toordinal()  # the day from which the spans are counted


class Segment(NamedTuple):
    """Works that are indexed together, newest first."""

    works: tuple[SegmentWork, ...]

    @property
    def texts(self) -> list[SearchText]:
        """All texts, in the order in which they are numbered."""
        return [text for work in self.works for text in work]


class Volume(NamedTuple):
    """Segments of which it is known together which of them hold a gram, newest first."""

    segments: tuple[Segment, ...]


class Catalogue(NamedTuple):
    """Volumes whose titles and headings are indexed together, newest first."""

    volumes: tuple[Volume, ...]

    @property
    def texts(self) -> list[SearchText]:
        """All texts, in the order in which they are numbered."""
        return [
            text for volume in self.volumes for segment in volume.segments for text in segment.texts
        ]


class _Weighed(NamedTuple):
    work: SegmentWork
    place: int  # in the span of days, then of hashes
    weight: int


def catalogues(works: Sequence[SegmentWork], provisions: Mapping[str, int]) -> list[Catalogue]:
    """The works, newest first, in catalogues, volumes and segments.

    `provisions` gives the number of provisions of each body by its digest.
    """
    weighed = [_weighed(work, provisions) for work in works]
    return [
        Catalogue(tuple(_volume(part) for part in _cut(whole, _texts, MOST_TEXTS)))
        for whole in _cut(weighed, _texts, MOST_TITLES)
    ]


def is_cut_so(volume: Volume, provisions: Mapping[str, int]) -> bool:
    """Whether the works of a volume would be cut into these segments with these provisions."""
    works = [work for segment in volume.segments for work in segment.works]
    return volume == _volume([_weighed(work, provisions) for work in works])


def _weighed(work: SegmentWork, provisions: Mapping[str, int]) -> _Weighed:
    return _Weighed(work, _place(work[0]), _weight(work, provisions))


def _volume(works: Sequence[_Weighed]) -> Volume:
    segments = _cut(works, _provisions, MOST)
    return Volume(tuple(Segment(tuple(one.work for one in part)) for part in segments))


def _place(text: SearchText) -> int:
    """The day, newest first, and behind it 16 bits of the id for days with very many texts."""
    day = min(max(text.published.toordinal() - _FIRST, 0), _SPAN - 1)
    name = int.from_bytes(sha256(text.id.encode()).digest()[:2], "big")
    return (_SPAN - 1 - day) << 16 | name


def _weight(work: SegmentWork, provisions: Mapping[str, int]) -> int:
    return sum(1 + sum(provisions[body.digest] for body in text.bodies) for text in work)


def _texts(one: _Weighed) -> int:
    return len(one.work)


def _provisions(one: _Weighed) -> int:
    return one.weight


def _cut(
    works: Sequence[_Weighed], size: Callable[[_Weighed], int], most: int
) -> Iterator[list[_Weighed]]:
    """The works in spans of at most `most`, in their order."""
    ordered = sorted(works, key=lambda one: (one.place, one.work[0].id))
    return _halved(ordered, 32, size, most)


def _halved(
    works: list[_Weighed], bits: int, size: Callable[[_Weighed], int], most: int
) -> Iterator[list[_Weighed]]:
    if not works:
        return
    if bits == 0 or sum(map(size, works)) <= most:
        yield works
        return
    for _, half in groupby(works, key=lambda one: one.place >> (bits - 1)):
        yield from _halved(list(half), bits - 1, size, most)
