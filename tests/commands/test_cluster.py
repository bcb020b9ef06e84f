"""A build on a cluster is the build on this machine, whatever becomes of a worker.

A real scheduler and real workers of Dask, on ports that the system chooses.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gongkai.commands.main import main
from gongkai.output import dask_scheduler
from tests.conftest import REPOSITORY
from tests.tiny import document, published, site

_TEXTS = 310  # enough for the reading and the rendering to be shared
_LONG = 300.0  # seconds for what takes a few, on a machine with much else to do
_BUSY = 0.6  # seconds of a worker's own time after which it is in the middle of its work
_TICKS = os.sysconf("SC_CLK_TCK")
_NEW = ("--no-cache", "--as-of", "2026-11-23")


@contextmanager
def running(
    *arguments: str, folder: Path, log: str, code: Path = REPOSITORY
) -> Iterator[subprocess.Popen[str]]:
    """A process of Python that is gone at the end; `code` is where it finds gongkai."""
    place = {**os.environ, "PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": "1"}
    with (folder / f"{log}.log").open("w") as said:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=folder,
            env=place,
            stdout=said,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """The address of a scheduler."""
    told = folder / "scheduler.json"
    command = ("-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0")
    place = ("--no-dashboard", "--scheduler-file", str(told))
    with running(*command, *place, folder=folder, log="scheduler"):
        deadline = time.monotonic() + _LONG
        while time.monotonic() < deadline:
            try:
                yield json.loads(told.read_text())["address"]
                return
            except (FileNotFoundError, json.JSONDecodeError):
                time.sleep(0.02)
        pytest.fail((folder / "scheduler.log").read_text())


@contextmanager
def worker(
    address: str, folder: Path, name: str, code: Path = REPOSITORY
) -> Iterator[subprocess.Popen[str]]:
    """A worker of the scheduler, with the gongkai in `code`."""
    command = ("-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--name", name)
    place = ("--no-nanny", "--no-dashboard", "--local-directory", str(folder / name))
    with running(*command, *place, folder=folder, log=name, code=code) as process:
        yield process


def spent(process: subprocess.Popen[str]) -> float:
    """The seconds of processor time a process has had."""
    facts = Path(f"/proc/{process.pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(facts[11]) + int(facts[12])) / _TICKS


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with texts enough, built here."""
    root = tmp_path_factory.mktemp("office")
    texts = {
        f"normative/n{number}.md": document(
            f"第一条　为了第{number}件事，制定本办法。\n\n第二条　本办法自公布之日起施行。\n",
            title=f"示例市第{number}号管理办法",
            published=f"20{10 + number % 15}-03-08",
        )
        for number in range(_TEXTS)
    }
    site(root, texts)
    assert main(["build", "--root", str(root), "--output", str(root / "here"), *_NEW]) == 0
    return root


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with scheduler(tmp_path_factory.mktemp("scheduler")) as found:
        yield found


def command(office: Path, address: str, output: Path) -> tuple[str, ...]:
    asked = ("-m", "gongkai", "build", "--root", str(office), "--output", str(output), *_NEW)
    return (*asked, "--scheduler", address)


def begun(process: subprocess.Popen[str], log: Path) -> float:
    """What a worker has spent when it is there."""
    deadline = time.monotonic() + _LONG
    while "Registered to" not in log.read_text():
        assert process.poll() is None and time.monotonic() < deadline, log.read_text()
        time.sleep(0.02)
    return spent(process)


def test_a_worker_that_is_killed_on_the_way_changes_nothing(
    office: Path, address: str, tmp_path: Path
) -> None:
    output = office / "output"
    with (
        worker(address, tmp_path, "first") as first,
        worker(address, tmp_path, "second") as second,
    ):
        before = begun(first, tmp_path / "first.log")
        begun(second, tmp_path / "second.log")
        with running(*command(office, address, output), folder=tmp_path, log="build") as building:
            while spent(first) - before < _BUSY:
                assert building.poll() is None, (tmp_path / "build.log").read_text()
                time.sleep(0.01)
            first.kill()
            assert building.poll() is None
            building.wait(_LONG)
        said = (tmp_path / "build.log").read_text()
        assert building.returncode == 0, said
        assert second.poll() is None
    assert "distributed" not in said, said  # no word of Dask
    assert published(output) == published(office / "here")


def test_a_worker_of_another_version_leaves_the_old_site(
    office: Path, address: str, tmp_path: Path
) -> None:
    newer = tmp_path / "newer"
    shutil.copytree(REPOSITORY / "gongkai", newer / "gongkai")
    with (newer / "gongkai/pages/render.py").open("a") as opened:
        opened.write("# newer\n")
    output = office / "here"
    before = published(output)
    with (
        worker(address, tmp_path, "other", code=newer),
        running(*command(office, address, output), folder=tmp_path, log="build") as building,
    ):
        building.wait(_LONG)
    said = (tmp_path / "build.log").read_text()
    assert building.returncode == 3, said
    assert "没有发布：有工作进程与这里的版本不同：程序文件。" in said
    assert "不写 --scheduler 就在本机生成" in said
    assert published(output) == before


def test_a_scheduler_that_cannot_be_reached_leaves_the_old_site(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        before = published(office / "here")
        assert main(list(command(office, address, office / "here")[2:])) == 3
    said = capsys.readouterr().err
    assert f"没有发布：连不上调度器 {address}：" in said
    assert "Traceback" not in said
    assert published(office / "here") == before


def test_a_small_site_needs_no_cluster(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document()})
    assert main(list(command(root, "tcp://127.0.0.1:9", root / "output")[2:])) == 0


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "tcp://10.0.0.5", "http://10.0.0.5:8786"])
def test_an_address_of_no_scheduler_is_wrong_use(
    address: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(list(command(office, address, office / "here")[2:])) == 2
    assert "如 tcp://10.0.0.5:8786" in capsys.readouterr().err


def test_without_the_extra_it_is_said_what_to_install(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dask_scheduler, "find_spec", lambda name: None)
    assert main(list(command(office, "tcp://127.0.0.1:9", office / "here")[2:])) == 2
    assert "pip install 'gongkai[cluster]'" in capsys.readouterr().err
