"""Who does the work of a build: the processes of this machine, or a cluster of several machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from gongkai.output.execution import run_batches

Item = TypeVar("Item")
Packed = TypeVar("Packed")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Work(Generic[Item, Packed, Result]):
    """What is done to each batch, in two halves, so that machines which share nothing can do it.

    `pack` brings together what a batch needs of this process's memory and disk.
    `make` is pure, and can be pickled with all its settings. A forked worker
    does both; a machine far away is sent `make` once and then what was packed.
    """

    pack: Callable[[Sequence[Item]], Packed]
    make: Callable[[Packed], Result]

    def __call__(self, batch: Sequence[Item]) -> Result:
        return self.make(self.pack(batch))


class Crew(Protocol):
    """Those who do the work of one build."""

    @property
    def workers(self) -> int:
        """How many processes of this machine may do what cannot be sent away."""

    def run(
        self,
        work: Work[Item, Packed, Result],
        batches: Iterable[Sequence[Item]],
        *,
        name: Callable[[Item], str] = str,
    ) -> Iterator[Result]:
        """The result of each batch, in the order of the batches; see `execution.run_batches`."""


@dataclass(frozen=True, slots=True)
class Local:
    """The processes of this machine."""

    workers: int

    def run(
        self,
        work: Work[Item, Packed, Result],
        batches: Iterable[Sequence[Item]],
        *,
        name: Callable[[Item], str] = str,
    ) -> Iterator[Result]:
        return run_batches(work, batches, self.workers, name=name)


ALONE = Local(1)  # for what is too little to be shared
