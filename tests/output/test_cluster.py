"""Work that is sent away gives what work done here gives, or says why it cannot."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

import pytest

from gongkai.output import cluster, errands
from gongkai.output.cluster import Cluster, ClusterError
from gongkai.output.crews import ALONE, Crew, Work
from gongkai.output.errands import STRANGE, Answer, own_facts
from gongkai.output.execution import ExecutionError, batches_of

PAGES = [f"regulations/{number}/index.html" for number in range(100)]


class Reached:
    """A cluster of threads, or of whatever runs the work; counts what it was sent."""

    def __init__(self, executor: Executor, workers: int = 2) -> None:
        self._executor, self._workers = executor, workers
        self.stages: list[bytes] = []
        self.sent = 0

    @property
    def executor(self) -> Executor:
        return _Counting(self, self._executor)

    def workers(self) -> int:
        return self._workers


class _Counting(Executor):
    def __init__(self, counted: Reached, inner: Executor) -> None:
        self._counted, self._inner = counted, inner

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._counted.sent += 1
        self._counted.stages.append(args[2])
        return self._inner.submit(fn, *args)


class Answering(Executor):
    """Gives one answer to everything; none at all where there is none."""

    def __init__(self, answer: Answer | Exception | None) -> None:
        self._answer = answer
        self.given: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.given.append(future)
        if isinstance(self._answer, Exception):
            future.set_exception(self._answer)
        elif self._answer:
            future.set_result(self._answer)
        return future


@pytest.fixture
def threads() -> Iterator[Reached]:
    errands._stages.clear()
    with ThreadPoolExecutor(2) as executor:
        yield Reached(executor)


def as_it_is(batch: Sequence[str]) -> list[str]:
    return list(batch)


def upper(batch: Sequence[str]) -> list[str]:
    return [page.upper() for page in batch]


def fail(batch: Sequence[str]) -> list[str]:
    if PAGES[33] in batch:
        raise KeyError("标题")
    return list(batch)


UPPER = Work(as_it_is, upper)


def crew(reached: Reached, **limits: float) -> Cluster:
    return Cluster(lambda: reached, 1, **limits)


def never() -> Reached:
    raise AssertionError("the cluster was called")


def test_results_are_those_of_this_machine_in_their_order(threads: Reached) -> None:
    here = list(ALONE.run(UPPER, batches_of(PAGES, 7)))
    assert list(crew(threads).run(UPPER, batches_of(PAGES, 7))) == here
    assert threads.sent == len(here) - cluster._FEW


def test_a_stage_is_sent_once_to_each_worker_and_again_to_who_has_missed_it(
    threads: Reached,
) -> None:
    def forgotten(batch: Sequence[str]) -> list[str]:
        if PAGES[70] in batch:
            errands._stages.clear()  # as a worker that came late
        return list(batch)

    work = Work(forgotten, upper)
    assert list(crew(threads).run(work, batches_of(PAGES, 5))) == list(
        ALONE.run(UPPER, batches_of(PAGES, 5))
    )
    with_stage = sum(map(bool, threads.stages))
    assert threads.workers() < with_stage <= threads.workers() + 6 < threads.sent


def test_little_work_and_nothing_to_do_stay_here() -> None:
    alone = Cluster(never, 1)
    assert list(alone.run(UPPER, [])) == []
    assert list(alone.run(UPPER, batches_of(PAGES, 50))) == [upper(PAGES[:50]), upper(PAGES[50:])]

    def seldom(batch: Sequence[str]) -> list[str]:
        return [page for page in batch if page == PAGES[60]]

    made = list(alone.run(Work(seldom, upper), batches_of(PAGES, 2)))
    assert [pages for pages in made if pages] == [upper(PAGES[60:61])]


def test_batches_are_taken_only_as_results_are_used(threads: Reached) -> None:
    taken = []

    def batches() -> Iterator[list[str]]:
        for page in PAGES:
            taken.append(page)
            yield [page]

    results = crew(threads).run(UPPER, batches())
    for _ in range(10):
        next(results)
    assert len(taken) <= 10 + cluster._AHEAD * threads.workers()


def test_a_fault_is_told_as_this_machine_tells_it(threads: Reached) -> None:
    messages = []
    crews: tuple[Crew, ...] = (ALONE, crew(threads))
    for one in crews:
        with pytest.raises(ExecutionError) as raised:
            list(one.run(Work(as_it_is, fail), batches_of(PAGES, 10), name=lambda page: page[12:]))
        messages.append(str(raised.value))
    assert messages[0] == messages[1]
    assert "“30/index.html”" in messages[0]
    assert "in fail" in "".join(raised.value.__notes__)


def test_a_worker_of_another_version_is_refused_and_named() -> None:
    theirs = {**own_facts(), "程序文件": "0", "jinja2": "2.0", "Python": "3.9.1 (main)"}
    reached = Reached(Answering((STRANGE, theirs)))
    with pytest.raises(ClusterError) as raised:
        list(crew(reached).run(UPPER, batches_of(PAGES, 10)))
    for words in ("程序文件", "jinja2 那里是 2.0、这里是", "Python 那里是 3.9.1、这里是 3."):
        assert words in str(raised.value)
    assert "markdown" not in str(raised.value)


def test_a_worker_whose_program_was_replaced_under_it_is_refused(
    threads: Reached, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_facts()
    monkeypatch.setattr(errands, "facts", lambda: {"程序文件": "newer"})
    with pytest.raises(ClusterError, match="启动以后程序换过"):
        list(crew(threads).run(UPPER, batches_of(PAGES, 10)))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ModuleNotFoundError("No module named 'gongkai'"), "没有装 gongkai"),
        (RuntimeError("died 4 times"), "没有做成“regulations/20/index.html”这一组：.*died 4 times"),
    ],
)
def test_what_no_worker_can_answer_for_is_told(error: Exception, words: str) -> None:
    with pytest.raises(ClusterError, match=words):
        list(crew(Reached(Answering(error))).run(UPPER, batches_of(PAGES, 10)))


def test_a_cluster_without_workers_is_given_up_and_what_waits_is_called_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "_LOOK", 0.01)
    silent = Answering(None)
    with pytest.raises(ClusterError, match=r"已经有 0.05 秒没有工作进程"):
        list(crew(Reached(silent, 0), patience=0.05).run(UPPER, batches_of(PAGES, 10)))
    with pytest.raises(ExecutionError, match=r"超过 0.05 秒没有完成"):
        list(crew(Reached(silent, 2), limit=0.05).run(UPPER, batches_of(PAGES, 10)))
    assert len(silent.given) > 2
    assert all(future.cancelled() for future in silent.given)


def test_a_lost_connection_is_told() -> None:
    silent, told = Answering(None), threading.Event()

    def lose() -> None:
        while not told.wait(0.01):
            for future in silent.given:
                future.cancel()

    losing = threading.Thread(target=lose)
    losing.start()
    try:
        with pytest.raises(ClusterError, match="与调度器的连接断了"):
            list(crew(Reached(silent)).run(UPPER, batches_of(PAGES, 10)))
    finally:
        told.set()
        losing.join()


def test_a_stage_that_a_worker_has_not_is_asked_for() -> None:
    errands._stages.clear()
    assert errands.perform(own_facts(), "0" * 64, b"", b"")[0] == errands.UNKNOWN
    assert errands.perform({}, "0" * 64, b"", b"") == (STRANGE, own_facts())
