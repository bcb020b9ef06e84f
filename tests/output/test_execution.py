"""Work done in many processes is the work done in one, or a clear error."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from gongkai.output import execution
from gongkai.output.execution import ExecutionError, batches_of, beside, run_batches
from gongkai.output.publish import PublishError, publication, publish
from tests.output.children import ended, in_child

# Python 3.12 and later warn where `forkable` would have refused.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

PAGES = [f"regulations/{number}/index.html" for number in range(100)]


def upper(batch: Sequence[str]) -> list[str]:
    return [page.upper() for page in batch]


def large(batch: Sequence[str]) -> bytes:
    return batch[0].encode() * 100_000


def uneven(batch: Sequence[str]) -> list[str]:
    time.sleep(len(batch[0]) % 3 * 0.005)
    return list(batch)


def process(batch: Sequence[str]) -> int:
    return os.getpid()


def on(page: str, act: Callable[[], None], batch: Sequence[str]) -> list[str]:
    if page in batch:
        act()
    return list(batch)


def leave() -> None:
    os._exit(3)


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang() -> None:
    time.sleep(600)


def hang_and_tell() -> None:
    os.kill(os.getppid(), signal.SIGALRM)
    hang()


def fail() -> None:
    raise KeyError("标题")


def cannot_be_sent(batch: Sequence[str]) -> Callable[[], None]:
    return lambda: None


@pytest.fixture(autouse=True)
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The threads of a parallel test run are at rest: forking beside them is safe enough."""
    monkeypatch.setattr(execution, "forkable", lambda: True)


def children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def test_results_come_in_order_for_any_number_of_workers() -> None:
    expected = [[page.upper() for page in PAGES[start : start + 7]] for start in range(0, 100, 7)]
    for workers in (0, 1, 2, 3, 8, 50):
        assert list(run_batches(upper, batches_of(PAGES, 7), workers)) == expected
    assert list(run_batches(uneven, batches_of(PAGES, 1), 4)) == [[page] for page in PAGES]


def test_work_is_done_by_the_workers() -> None:
    results = list(run_batches(process, batches_of(PAGES, 10), 2))
    assert os.getpid() not in results
    assert len(set(results)) == 2


def test_a_process_with_several_threads_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    ready = threading.Event()
    thread = threading.Thread(target=ready.wait)
    thread.start()
    try:
        assert set(run_batches(process, batches_of(PAGES, 10), 2)) == {os.getpid()}
    finally:
        ready.set()
        thread.join()


def test_results_larger_than_a_pipe_arrive() -> None:
    batches = list(batches_of(PAGES, 5))
    assert list(run_batches(large, batches, 3)) == [large(batch) for batch in batches]


def test_little_work_is_done_in_this_process() -> None:
    assert list(run_batches(process, [], 4)) == []
    assert list(run_batches(process, [PAGES], 4)) == [os.getpid()]
    assert set(run_batches(process, batches_of(PAGES, 9), 1)) == {os.getpid()}


def test_batches_are_taken_only_as_results_are_used() -> None:
    taken = []

    def batches() -> Iterator[tuple[str, ...]]:
        for page in PAGES:
            taken.append(page)
            yield (page,)

    results = run_batches(upper, batches(), 2)
    for _ in range(10):
        next(results)
    assert len(taken) < 20
    before = children()
    results.close()  # type: ignore[attr-defined]
    assert len(children()) == len(before) - 2


@pytest.mark.parametrize(
    ("act", "limit", "message"),
    [
        (leave, 300, r"处理“regulations/30/index.html”这一组时工作进程意外结束（退出码 3）"),
        (be_killed, 300, r"处理“regulations/30/index.html”这一组时工作进程意外结束（信号 9"),
        (hang, 1, r"处理“regulations/30/index.html”这一组超过 1 秒没有完成"),
        (fail, 300, r"处理“regulations/30/index.html”这一组时程序出错：KeyError: '标题'"),
    ],
)
def test_what_goes_wrong_in_a_worker_names_the_batch_and_ends_all(
    act: Callable[[], None], limit: float, message: str
) -> None:
    before = children()
    results = run_batches(partial(on, PAGES[33], act), batches_of(PAGES, 10), 2, limit=limit)
    with pytest.raises(ExecutionError, match=message):
        list(results)
    assert children() == before


def test_a_batch_that_hangs_in_this_process_is_stopped_too() -> None:
    def swallow() -> None:
        with suppress(Exception):
            hang()

    for act in (hang, swallow):
        results = run_batches(partial(on, PAGES[33], act), batches_of(PAGES, 10), 1, limit=1)
        with pytest.raises(ExecutionError, match=r"30/index.html”这一组超过 1 秒没有完成"):
            list(results)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_the_fault_is_the_same_with_one_worker_and_with_many() -> None:
    messages = []
    for workers in (1, 2):
        with pytest.raises(ExecutionError) as raised:
            list(run_batches(partial(on, PAGES[33], fail), batches_of(PAGES, 10), workers))
        messages.append(str(raised.value))
    assert messages[0] == messages[1]
    assert "in fail" in "".join(raised.value.__notes__)


def test_a_result_that_cannot_be_sent_is_a_fault() -> None:
    with pytest.raises(ExecutionError, match="程序出错"):
        list(run_batches(cannot_be_sent, batches_of(PAGES, 10), 2))


def test_items_are_named_as_the_caller_wishes() -> None:
    results = run_batches(
        partial(on, PAGES[0], fail), batches_of(PAGES, 10), 2, name=lambda page: page[12:13]
    )
    with pytest.raises(ExecutionError, match="处理“0”这一组"):
        list(results)


def test_an_interrupted_build_leaves_no_workers() -> None:
    before = children()
    results = run_batches(partial(on, PAGES[50], hang_and_tell), batches_of(PAGES, 10), 2)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGALRM, interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            list(results)
    finally:
        signal.signal(signal.SIGALRM, previous)
    assert children() == before


def test_workers_of_a_killed_build_hold_nothing_up_and_end(tmp_path: Path) -> None:
    output, note = tmp_path / "output", tmp_path / "workers"
    held, let_go = os.pipe()

    def announce(batch: Sequence[str]) -> list[str]:
        with note.open("a") as opened:
            opened.write(f"{os.getpid()}\n")
        os.read(held, 1)
        return list(batch)

    def build() -> None:
        with publication(output):
            list(run_batches(announce, batches_of(PAGES, 10), 2))

    child = in_child(build)
    while not note.exists() or note.read_text().count("\n") < 2:
        time.sleep(0.01)
    with pytest.raises(PublishError, match="另一个构建"):
        publish([("index.html", b"")], output)
    os.kill(child, signal.SIGKILL)
    ended(child)
    publish([("index.html", b"")], output)  # though the workers are still at it
    workers = [Path("/proc", number) for number in note.read_text().split()]
    assert all(alive(worker) for worker in workers)
    os.write(let_go, b"..")
    deadline = time.monotonic() + 300
    while any(alive(worker) for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.close(held)
    os.close(let_go)


def alive(worker: Path) -> bool:
    """Whether a process is more than a name that nobody has struck off yet."""
    try:
        return ") Z " not in (worker / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("workers", [1, 2])
def test_work_done_beside_gives_its_result_or_its_fault_when_asked(workers: int) -> None:
    with beside(lambda: os.getpid(), workers, name="一页") as result:
        assert (result() == os.getpid()) == (workers == 1)
    with (
        beside(lambda: 1 // 0, workers, name="一页") as result,
        pytest.raises(ExecutionError, match=r"处理“一页”这一组时程序出错：ZeroDivisionError"),
    ):
        result()


def test_work_beside_that_nobody_waits_for_ends() -> None:
    with beside(lambda: time.sleep(60), 2, name="一页"):
        pass
    assert not multiprocessing.active_children()
