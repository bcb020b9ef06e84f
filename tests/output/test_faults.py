"""Whatever step of a publication fails, or is its last, one whole site is served."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.output import publish as publish_module
from gongkai.output.exchange import ExchangeUnsupportedError, exchange
from gongkai.output.publish import PublishError, publish
from tests.output.children import ended, in_child
from tests.output.test_publish import hidden, read

OLD = {"index.html": b"old", "a/index.html": b"old", "same/index.html": b"same", "x": b"old"}
NEW = {"index.html": b"new", "b/index.html": b"new", "same/index.html": b"same", "x/y": b"new"}

# What Python reports to audit hooks before it asks the system to do it.
CHANGES = {"os.mkdir", "os.rename", "os.link", "os.chmod", "os.utime", "shutil.copyfile"}
STEPS = CHANGES | {"open", "os.remove", "os.rmdir", "os.scandir", "os.listdir", "ctypes.dlsym"}


def at_step(number: int, steps: set[str], act: Callable[[], None]) -> Callable[[], None]:
    """Let `act` happen in this process just before its step of that number, from 0.

    Gives a function that calls it off: a hook cannot be taken away again.
    """
    left = number

    def hook(event: str, _: object) -> None:
        nonlocal left
        if event in steps:
            left -= 1
            if left == -1:
                act()

    def call_off() -> None:
        nonlocal left
        left = -1

    sys.addaudithook(hook)
    return call_off


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def prepare(root: Path, history: str) -> Path:
    """A place that has been published to before: never, once, or often."""
    output = root / "output"
    if history != "never":
        publish({**OLD, "first": b""}.items(), output)
        publish(OLD.items(), output)
    if history == "once":
        for path in hidden(output).glob("tree"):
            path.rename(root / "away")
    return output


@pytest.fixture(params=["one step", "three renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    def unsupported(_: Path, __: Path) -> None:
        raise ExchangeUnsupportedError

    if request.param != "one step":
        monkeypatch.setattr(publish_module, "exchange", unsupported)
    return str(request.param)


@pytest.mark.parametrize("history", ["never", "once", "often"])
def test_killed_before_any_step_it_leaves_the_old_site_or_the_new(
    tmp_path: Path, history: str, way: str
) -> None:
    seen = []
    for number in range(1000):
        root = tmp_path / str(number)
        root.mkdir()
        output = prepare(root, history)

        def run(output: Path = output, number: int = number) -> None:
            at_step(number, STEPS, die)
            publish(NEW.items(), output)

        status = ended(in_child(run))
        seen.append(read(output) if output.exists() else None)
        for site in (NEW, OLD, NEW):
            publish(site.items(), output)
            assert read(output) == site
        if status == 0:
            break
        assert status == -signal.SIGKILL
    old = {"never": None}.get(history, OLD)
    gap = [None] if way == "three renames" and old else []
    assert len(seen) > 15
    # A step more or less before the kill (the interpreter's own files, times of files that are
    # of one second) may jump over the gap, or come to it twice.
    assert [site for site in seen if site not in (old, NEW)] in ([], gap, 2 * gap)
    assert seen[-1] == NEW


@pytest.mark.parametrize(
    ("number", "steps"), [(errno.EIO, STEPS), (errno.ENOSPC, CHANGES), (errno.EACCES, STEPS)]
)
def test_a_step_that_fails_leaves_the_old_site_and_a_message(
    tmp_path: Path, number: int, steps: set[str], way: str
) -> None:
    for step in range(1000):
        root = tmp_path / str(step)
        root.mkdir()
        output = prepare(root, "often")

        def fail(root: Path = root) -> None:
            (root / "failed").touch()
            raise OSError(number, os.strerror(number), "the path")

        def run(output: Path = output, step: int = step) -> None:
            call_off = at_step(step, steps, fail)
            message = ""
            try:
                publish(NEW.items(), output)
            except PublishError as error:
                message = str(error)
            call_off()
            assert (read(output), "原有网站没有变动" in message) in ((OLD, True), (NEW, False))
            publish(NEW.items(), output)
            assert read(output) == NEW
            publish(OLD.items(), output)
            assert read(output) == OLD

        assert ended(in_child(run)) == 0, f"step {step}"
        if not (root / "failed").exists():
            break
    assert step > 5


def test_a_full_disk_is_named_and_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = prepare(tmp_path, "often")
    before = os.write

    def write(descriptor: int, content: bytes) -> int:
        if bytes(content) == b"new":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return before(descriptor, content)

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(PublishError, match=r"output/index.html：磁盘已满；原有网站没有变动"):
        publish(NEW.items(), output)
    assert read(output) == OLD
    assert not (hidden(output) / "tree").exists()


def test_a_system_without_exchange_or_hard_links_publishes_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Library:
        def __init__(self, *_: object, **__: object) -> None:
            pass

    def link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(ctypes, "CDLL", Library)
    monkeypatch.setattr(os, "link", link)
    output = tmp_path / "output"
    for site in (OLD, NEW, OLD, OLD, NEW):
        publish(site.items(), output, durable=True)
        assert read(output) == site


def test_this_system_exchanges_two_folders_in_one_step(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "b").exists()
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "a", tmp_path / "absent")


def test_a_build_holds_the_place_only_while_it_lives(tmp_path: Path) -> None:
    output = prepare(tmp_path, "often")
    ready, tell = os.pipe()

    def run() -> None:
        with publish_module.publication(output):
            os.write(tell, b"!")
            signal.pause()

    child = in_child(run)
    os.read(ready, 1)
    with pytest.raises(PublishError, match="另一个构建正在进行"):
        publish(NEW.items(), output)
    os.kill(child, signal.SIGKILL)
    ended(child)
    publish(NEW.items(), output)
    os.close(ready)
    os.close(tell)
