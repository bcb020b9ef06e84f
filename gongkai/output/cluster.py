"""Several machines as one crew, through any executor of `concurrent.futures`.

Machines share nothing: a batch carries what it needs, the pure half of a stage
is sent once to each worker, and results come back to be published here.
"""

from __future__ import annotations

import pickle
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Generic, NoReturn, Protocol, TypeVar, cast

from gongkai.output.crews import Work
from gongkai.output.digests import digest
from gongkai.output.engine import OURS
from gongkai.output.errands import DONE, FAILED, STRANGE, UNKNOWN, Answer, own_facts, perform
from gongkai.output.execution import ExecutionError, run_batches

Item = TypeVar("Item")
Packed = TypeVar("Packed")
Result = TypeVar("Result")

_FEW = 2  # batches that are done here before the cluster is called at all
_AHEAD = 3  # batches for each worker that are on their way: bounds the memory
_LOOK = 1.0  # seconds between two looks at who is still there
PATIENCE = 30.0  # seconds without any worker: one that restarts is back by then
LIMIT = 600.0  # seconds for one batch, which may have to wait for the batches of others


class ClusterError(Exception):
    """The cluster cannot be used. Worded in Chinese for the person at the terminal."""


class Reached(Protocol):
    """A cluster that has been reached."""

    @property
    def executor(self) -> Executor:
        """Runs functions on the workers, again where a worker dies with them."""

    def workers(self) -> int:
        """How many batches can be done at one time now. Raises ClusterError."""


@dataclass(slots=True)
class _Given:
    """A batch on its way. `first` names it in messages."""

    first: str
    packed: bytes
    answer: Future[Answer]


class _Stage(Generic[Packed, Result]):
    """The pure half of a stage as it is sent."""

    def __init__(self, make: Callable[[Packed], Result]) -> None:
        self.raw = pickle.dumps(make, pickle.HIGHEST_PROTOCOL)
        self.digest = digest(self.raw)
        self.sent = 0  # how often, without being asked


@dataclass(slots=True)
class Cluster:
    """The crew of one build. `reach` is called when there is more to do than a few batches.

    `workers` are the processes of this machine, for what cannot be sent away.
    """

    reach: Callable[[], Reached]
    workers: int
    patience: float = PATIENCE
    limit: float = LIMIT
    _reached: Reached | None = field(default=None, init=False)

    def run(
        self,
        work: Work[Item, Packed, Result],
        batches: Iterable[Sequence[Item]],
        *,
        name: Callable[[Item], str] = str,
    ) -> Iterator[Result]:
        """The result of each batch, in the order of the batches.

        Raises ExecutionError when a batch fails, ClusterError when the cluster does.
        """
        waiting: deque[_Given | Result] = deque()
        remaining = iter(batches)
        stage: _Stage[Packed, Result] | None = None
        few = 0
        try:
            while True:
                while len(waiting) < self._ahead():
                    batch = next(remaining, None)
                    if batch is None:
                        break
                    packed = work.pack(batch)
                    nothing = isinstance(packed, list) and not packed
                    if nothing or (self._reached is None and few < _FEW):
                        few += not nothing
                        waiting.append(_done_here(work.make, packed, name(batch[0])))
                        continue
                    stage = stage or _Stage(work.make)
                    waiting.append(self._given(stage, packed, name(batch[0])))
                if not waiting:
                    return
                result = waiting[0]  # it stays among those to be called off while it is waited for
                if isinstance(result, _Given):
                    assert stage is not None
                    result = cast(Result, self._result(stage, result))
                waiting.popleft()
                yield result
        finally:
            for given in waiting:
                if isinstance(given, _Given):
                    given.answer.cancel()

    def _ahead(self) -> int:
        return max(1, self._reached.workers()) * _AHEAD if self._reached else 1

    def _given(self, stage: _Stage[Packed, Result], packed: Packed, first: str) -> _Given:
        reached = self._reached = self._reached or self.reach()
        raw = pickle.dumps(packed, pickle.HIGHEST_PROTOCOL)
        # As many as there are workers bring the stage along; who has missed it, asks.
        unasked = stage.sent < reached.workers()
        stage.sent += unasked
        return _Given(first, raw, self._submitted(stage, raw, with_stage=unasked))

    def _submitted(
        self, stage: _Stage[Packed, Result], packed: bytes, *, with_stage: bool
    ) -> Future[Answer]:
        assert self._reached is not None
        sent = stage.raw if with_stage else b""
        return self._reached.executor.submit(perform, own_facts(), stage.digest, sent, packed)

    def _result(self, stage: _Stage[Packed, Result], given: _Given) -> object:
        kind, said = self._answer(given)
        while kind == UNKNOWN:
            given.answer = self._submitted(stage, given.packed, with_stage=True)
            kind, said = self._answer(given)
        if kind == DONE and isinstance(said, bytes):
            return pickle.loads(said)
        if kind == FAILED and isinstance(said, tuple):
            error = ExecutionError(f"处理“{given.first}”这一组时程序出错：{said[0]}")
            error.add_note(said[1])
            raise error
        if kind == STRANGE and isinstance(said, Mapping):
            raise ClusterError(_strange(said))
        raise ClusterError(f"工作进程的回答看不懂：{kind}")

    def _answer(self, given: _Given) -> Answer:
        """The answer to a batch, waited for as long as somebody can give it."""
        assert self._reached is not None
        begun = there = time.monotonic()
        while not given.answer.done():
            wait([given.answer], _LOOK)
            now = time.monotonic()
            if self._reached.workers():
                there = now
            elif now - there > self.patience:
                raise ClusterError(f"集群里已经有 {self.patience:g} 秒没有工作进程")
            if now - begun > self.limit:
                raise ExecutionError(
                    f"处理“{given.first}”这一组超过 {self.limit:g} 秒没有完成，已停止"
                )
        try:
            return given.answer.result()
        except CancelledError as error:
            raise ClusterError("与调度器的连接断了") from error
        except Exception as error:
            _unable(given.first, error)


def _done_here(make: Callable[[Packed], Result], packed: Packed, first: str) -> Result:
    (result,) = run_batches(lambda _: make(packed), [[first]], 1)
    return result


def _strange(theirs: Mapping[str, str]) -> str:
    """Why a worker's results cannot be used: in what it differs from this machine."""
    ours = own_facts()
    differing = [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
    told = [
        name
        if name == OURS
        else f"{name} 那里是 {_short(theirs.get(name))}、这里是 {_short(ours.get(name))}"
        for name in differing
    ]
    return f"有工作进程与这里的版本不同：{'；'.join(told)}。各台机器装成一样的版本，重启工作进程"


def _short(value: str | None) -> str:
    return value.partition(" (")[0] if value else "没有"


def _unable(first: str, error: Exception) -> NoReturn:
    """Tell of a batch that no worker could answer for: it died with it, or is no gongkai."""
    problem = f"{type(error).__name__}: {error}"
    if isinstance(error, ImportError | AttributeError):
        raise ClusterError(f"有工作进程没有装 gongkai，或版本不同：{problem}") from error
    raise ClusterError(f"集群没有做成“{first}”这一组：{problem}") from error
