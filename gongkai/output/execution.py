"""Run a pure function over batches in several processes, results in order."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from typing import Generic, NoReturn, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Answer = tuple[bool, object]  # done, and the result or what was raised as (words, traceback)

# A build makes millions of values and hardly any cycle: looking for cycles at Python's own pace
# takes a tenth of the time and finds nothing.
COLLECT = (200_000, 20, 100)
TIME_LIMIT = 120.0  # seconds for one batch; the usual batch takes less than one
_AHEAD = 2  # batches each worker may be ahead of the consumer: bounds the memory


class ExecutionError(Exception):
    """A batch could not be done. The message is Chinese and names the batch's first item."""


def batches_of(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """The items in order, in tuples of `size`, the last one shorter."""
    remaining = iter(items)
    while batch := tuple(islice(remaining, size)):
        yield batch


def run_batches(
    function: Callable[[Sequence[Item]], Result],
    batches: Iterable[Sequence[Item]],
    workers: int,
    *,
    name: Callable[[Item], str] = str,
    limit: float = TIME_LIMIT,
) -> Iterator[Result]:
    """The result of each batch, in the order of the batches, for any number of workers.

    Batches are taken and results given as they are needed, so memory holds a
    few of each. With one worker or one batch everything runs in this process.
    `limit` is in seconds for one batch. `name` gives the words a message has
    for an item.

    Raises ExecutionError when the function raises, a worker dies, or a batch
    takes too long. The workers are gone when the iterator ends or is closed,
    for whatever reason; they end by themselves when this process is killed.

    Workers are forked: they start in milliseconds and share what is in memory,
    so `function` may be a closure over the whole library; batches and results
    must be picklable. Where a fork is not safe everything runs in this process.
    """
    remaining = iter(batches)
    first = list(islice(remaining, 2))
    everything = chain(first, remaining)
    if workers <= 1 or len(first) < 2 or not forkable():
        return _serial(function, everything, name, limit)
    return _pooled(function, everything, workers, name, limit)


@contextmanager
def beside(
    function: Callable[[], Result], workers: int, *, name: str, limit: float = TIME_LIMIT
) -> Iterator[Callable[[], Result]]:
    """Begin `function` in a process of its own; inside, a call waits for its result.

    With one worker, or where a fork is not safe, it runs when the result is asked for. Raises,
    then and only then, as `run_batches` does; `name` is what a message calls the work.
    """

    def work(_: Sequence[str]) -> Result:
        return function()

    if workers <= 1 or not forkable():
        results = _serial(work, [(name,)], str, limit)
        yield lambda: next(results)
        return
    worker: _Worker[str, Result] = _Worker(work, str, limit, [])

    def result() -> Result:
        while True:
            for _, made in _received([worker], limit):
                return made

    try:
        worker.give(0, (name,))
        yield result
    finally:
        worker.dismiss()


def forkable() -> bool:
    """Whether this process may be copied: a fork takes one thread along, but the locks of all.

    On macOS the system's own libraries do not survive it.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def _serial(
    function: Callable[[Sequence[Item]], Result],
    batches: Iterable[Sequence[Item]],
    name: Callable[[Item], str],
    limit: float,
) -> Iterator[Result]:
    for batch in batches:
        try:
            with _limited(limit):
                result = function(batch)
        except _OverdueError:
            raise ExecutionError(_overdue(name(batch[0]), limit)) from None
        except Exception as error:
            raise ExecutionError(_words(name(batch[0]), _shown(error))) from error
        yield result


class _OverdueError(BaseException):
    """A batch takes too long: not an Exception, which the code that hangs might swallow."""


@contextmanager
def _limited(limit: float) -> Iterator[None]:
    """Interrupt this thread after `limit` seconds, where the system can and nobody else does."""
    if threading.current_thread() is not threading.main_thread() or any(
        signal.getitimer(signal.ITIMER_REAL)
    ):
        yield
        return

    def interrupt(*_: object) -> NoReturn:
        raise _OverdueError

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _pooled(
    function: Callable[[Sequence[Item]], Result],
    batches: Iterable[Sequence[Item]],
    workers: int,
    name: Callable[[Item], str],
    limit: float,
) -> Iterator[Result]:
    crew: list[_Worker[Item, Result]] = []
    numbered = enumerate(batches)
    done: dict[int, Result] = {}
    given = wanted = 0  # numbers of batches given out, and of the result to give next
    exhausted = False
    try:
        while True:
            while not exhausted and given - wanted < workers * _AHEAD:
                worker = next((worker for worker in crew if worker.idle), None)
                if worker is None and len(crew) == workers:
                    break
                number, batch = next(numbered, (-1, ()))
                if number < 0:
                    exhausted = True
                    break
                if worker is None:
                    worker = _Worker(function, name, limit, [other.connection for other in crew])
                    crew.append(worker)
                worker.give(number, batch)
                given += 1
            if wanted in done:
                yield done.pop(wanted)
                wanted += 1
                done.update(_received(crew, 0.0))
            elif wanted == given:
                return
            else:
                done.update(_received(crew, limit))
    finally:
        for worker in crew:
            worker.dismiss()


def _received(
    crew: Sequence[_Worker[Item, Result]], patience: float
) -> Iterator[tuple[int, Result]]:
    """The results that have come, waited for as long as no batch is over its time."""
    busy = [worker for worker in crew if not worker.idle]
    now = time.monotonic()
    left = min((worker.deadline - now for worker in busy), default=0.0)
    ready = wait([worker.connection for worker in busy], max(0.0, min(patience, left)))
    now = time.monotonic()
    for worker in busy:
        if worker.connection in ready:
            yield worker.take()
        elif now >= worker.deadline:
            worker.give_up()


class _Worker(Generic[Item, Result]):
    """A process that does one batch at a time, and what it is doing now."""

    def __init__(
        self,
        function: Callable[[Sequence[Item]], Result],
        name: Callable[[Item], str],
        limit: float,
        others: Sequence[Connection],
    ) -> None:
        self.idle = True
        self.deadline = 0.0
        self._name = name
        self._limit = limit
        self._number = -1
        self._first = ""
        context = multiprocessing.get_context("fork")
        self.connection, theirs = context.Pipe()
        ours = (*others, self.connection)
        self._process = context.Process(target=_work, args=(theirs, function, ours), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, number: int, batch: Sequence[Item]) -> None:
        self.idle, self._number, self._first = False, number, self._name(batch[0])
        self.deadline = time.monotonic() + self._limit
        try:
            self.connection.send(batch)
        except (BrokenPipeError, ConnectionResetError):
            self._died()

    def take(self) -> tuple[int, Result]:
        try:
            done, answer = self.connection.recv()
        except (EOFError, OSError):
            self._died()
        if not done:
            error = ExecutionError(_words(self._first, answer[0]))
            error.add_note(answer[1])
            raise error
        self.idle = True
        return self._number, answer

    def give_up(self) -> NoReturn:
        raise ExecutionError(_overdue(self._first, self._limit))

    def dismiss(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()

    def _died(self) -> NoReturn:
        self._process.join(1)
        code = self._process.exitcode
        how = f"信号 {-code}，可能是内存不足" if code and code < 0 else f"退出码 {code}"
        raise ExecutionError(f"处理“{self._first}”这一组时工作进程意外结束（{how}）")


def _work(
    connection: Connection,
    function: Callable[[Sequence[Item]], Result],
    ours: Iterable[Connection],
) -> None:
    """The life of a worker: until nobody is at the other end.

    `ours` are the first process's ends. The fork copied them; while a copy is
    open, nobody can see that the first process is gone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process to act upon
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for end in ours:
        end.close()
    gc.freeze()  # a collection would write to, and so copy, all that is shared
    while True:
        try:
            batch = connection.recv()
        except (EOFError, OSError):
            return
        answer: Answer
        try:
            answer = (True, function(batch))
        except Exception as error:
            answer = (False, (_shown(error), traceback.format_exc()))
        try:
            connection.send(answer)
        except OSError:
            return
        except Exception as error:  # a result that cannot be pickled
            connection.send((False, (_shown(error), traceback.format_exc())))


def _shown(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _overdue(first: str, limit: float) -> str:
    return f"处理“{first}”这一组超过 {limit:g} 秒没有完成，已停止"


def _words(first: str, problem: str) -> str:
    return f"处理“{first}”这一组时程序出错：{problem}"
