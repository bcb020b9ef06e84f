"""The last stages: jobs to files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from gongkai.formats.bodies import decode
from gongkai.model.body import Body
from gongkai.output.execution import run_batches
from gongkai.output.spool import Spool
from gongkai.pages.environment import Pages
from gongkai.pages.jobs import Job
from gongkai.pages.render import render

Item = TypeVar("Item")

_BATCH = 32
PARALLEL_FROM = 300  # below it, starting workers costs more than they save


def made(
    jobs: Sequence[Job], pages: Pages, bodies: Spool, workers: int
) -> Iterator[tuple[str, bytes]]:
    """The file of each job: its path and its bytes, in the order of the jobs. The bodies
    that the jobs name must be in `bodies`.
    """

    # The files of one document stand side by side in the order of paths.
    @lru_cache(maxsize=4)
    def body(name: str) -> Body:
        return decode(bodies.get(name))

    def make(batch: Sequence[Job]) -> list[tuple[str, bytes]]:
        return [
            (job.path, render(job, pages, [body(name) for name in job.bodies])) for job in batch
        ]

    for files in run_batches(
        make,
        cut(jobs, _BATCH),
        workers if len(jobs) >= PARALLEL_FROM else 1,
        name=lambda job: job.path,
    ):
        yield from files


def cut(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of `size`; the last may be shorter."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
