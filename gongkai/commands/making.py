"""The last stages: jobs to files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from gongkai.commands.planned import Planned
from gongkai.formats.bodies import decode
from gongkai.model.body import Body
from gongkai.output.crews import ALONE, Crew, Work
from gongkai.output.spool import Spool
from gongkai.pages.environment import pages
from gongkai.pages.jobs import Job
from gongkai.pages.render import render

Item = TypeVar("Item")

_BATCH = 64
PARALLEL_FROM = 300  # below it, starting workers costs more than they save


class Packed:
    """Jobs, and what gives the encoded bodies that they name.

    Nothing is read before it is asked for, unless it travels to another machine.
    """

    def __init__(self, jobs: Sequence[Job], body: Callable[[str], bytes]) -> None:
        self.jobs, self.body = jobs, body

    def __reduce__(self) -> tuple[object, ...]:
        jobs = list(self.jobs)
        bodies = {name: self.body(name) for job in jobs for name in job.bodies}
        return Packed, (jobs, bodies.__getitem__)


class Rendering:
    """Makes the files of jobs with the templates and the shell of one site."""

    def __init__(self, templates: Mapping[str, str], shell: str) -> None:
        self._settings = templates, shell
        self._pages = pages(templates, shell)

    def __reduce__(self) -> tuple[object, ...]:
        return Rendering, self._settings

    def prepare(self, templates: Iterable[str]) -> None:
        """Compile what jobs with these templates need, once for all the workers forked next."""
        self._pages.compile(templates)

    def __call__(self, packed: Packed) -> list[tuple[str, bytes]]:
        # The files of one document stand side by side in the order of paths.
        @lru_cache(maxsize=4)
        def body(name: str) -> Body:
            return decode(packed.body(name))

        return [
            (job.path, render(job, self._pages, [*map(body, job.bodies)])) for job in packed.jobs
        ]


def made(
    jobs: Planned, rendering: Rendering, bodies: Spool, crew: Crew
) -> Iterator[tuple[str, bytes]]:
    """The file of each job: its path and its bytes, in the order of the jobs. The bodies
    that the jobs name must be in `bodies`.
    """
    several = crew if len(jobs) >= PARALLEL_FROM else ALONE
    if several.workers > 1:
        rendering.prepare(jobs.templates())

    # Places travel to a forked worker, and the jobs stay on the disk until it wants them.
    batches = (range(len(jobs))[start : start + _BATCH] for start in range(0, len(jobs), _BATCH))

    def pack(batch: Sequence[int]) -> Packed:
        return Packed([jobs[place] for place in batch], bodies.get)

    work = Work(pack, rendering)
    for files in several.run(work, batches, name=lambda place: jobs[place].path):
        yield from files
