"""The files of a site in the order of their paths, kept on disk: there are five for each text."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from sys import intern
from typing import overload

from gongkai.output.spool import NumberedSpool
from gongkai.pages.jobs import Job


class Planned(Sequence[Job]):
    """Jobs, ordered by path, each read when it is asked for."""

    def __init__(
        self,
        kept: NumberedSpool,
        paths: Sequence[str],
        templates: Sequence[str],
        bodies: Sequence[tuple[str, ...]],
        numbers: Sequence[int],
    ) -> None:
        self._kept, self._paths, self._templates = kept, paths, templates
        self._bodies, self._numbers = bodies, numbers

    @classmethod
    def of(cls, jobs: Iterable[Job]) -> Planned:
        """Put jobs in order. Raises ValueError when two would make one file, and OSError."""
        kept = NumberedSpool()
        paths: list[str] = []
        templates: list[str] = []
        bodies: list[tuple[str, ...]] = []
        for job in jobs:
            paths.append(job.path)
            templates.append(intern(job.template))
            bodies.append(job.bodies)
            kept.append(job.context)
        kept.finish()
        numbers = array("L", sorted(range(len(paths)), key=paths.__getitem__))
        for one, other in pairwise(numbers):
            if paths[one] == paths[other]:
                raise ValueError(f"two files at {paths[one]}")
        return cls(kept, paths, templates, bodies, numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Job: ...
    @overload
    def __getitem__(self, place: slice) -> Planned: ...
    def __getitem__(self, place: int | slice) -> Job | Planned:
        if isinstance(place, slice):
            return self._some(self._numbers[place])
        return self._job(self._numbers[place])

    def __iter__(self) -> Iterator[Job]:
        return map(self._job, self._numbers)

    def paths(self) -> Iterator[str]:
        """The path of each job; nothing is read for it."""
        return map(self._paths.__getitem__, self._numbers)

    def bodies(self) -> Iterator[tuple[str, ...]]:
        """The digests of the bodies that each job names; nothing is read for it."""
        return map(self._bodies.__getitem__, self._numbers)

    def templates(self) -> frozenset[str]:
        """The templates and writers that the jobs name; nothing is read for it."""
        return frozenset(map(self._templates.__getitem__, self._numbers))

    def where(self, wanted: Callable[[str], bool]) -> Planned:
        """The jobs whose path is wanted."""
        return self._some(array("L", (one for one in self._numbers if wanted(self._paths[one]))))

    def grouped(self, name: Callable[[str, str], str | None]) -> dict[str, Planned]:
        """The jobs in groups, which are named from path and template; None for no group."""
        found: dict[str, array[int]] = defaultdict(lambda: array("L"))
        for number in self._numbers:
            group = name(self._paths[number], self._templates[number])
            if group is not None:
                found[group].append(number)
        return {group: self._some(numbers) for group, numbers in found.items()}

    def _some(self, numbers: Sequence[int]) -> Planned:
        return Planned(self._kept, self._paths, self._templates, self._bodies, numbers)

    def _job(self, number: int) -> Job:
        context = self._kept.get(number)
        return Job(self._paths[number], self._templates[number], context, self._bodies[number])
