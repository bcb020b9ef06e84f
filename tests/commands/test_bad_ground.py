"""Full disks, other builds, dead workers, wrong clocks: the old site stays, or the new one is right."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from types import FrameType

import pytest

from gongkai.commands import making, memory, reading, site_files
from gongkai.commands.main import main
from gongkai.output import crews, execution
from gongkai.pages import render
from gongkai.pages.jobs import Job
from gongkai.site.input import Library
from gongkai.site.shell import shell
from tests.output.children import ended, in_child
from tests.output.small_disks import small_disk
from tests.tiny import SITE, document, published, site

NAMES = ("dogs", "cats", "fees")
FILES = {f"normative/{name}.md": document(title=f"示例市{name}办法") for name in NAMES}
DAY = ("--as-of", "2026-11-23")


def build(root: Path, *more: str, jobs: int = 1) -> int:
    return main(["build", "--root", str(root), *DAY, "--jobs", str(jobs), *more])


def clean(root: Path) -> dict[str, bytes]:
    output = root.parent / "clean"
    assert build(root, "--no-cache", "--output", str(output)) == 0
    return published(output)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return site(tmp_path / "office", FILES)


Said = Callable[[], str]


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str]) -> Said:
    """What this process and its children have said."""
    return lambda: "".join(capfd.readouterr())


def test_a_full_disk_under_the_site_leaves_the_old_one(office: Path, said: Said) -> None:
    def run() -> None:
        output = small_disk(office.parent, 6_000_000) / "output"
        place = ("--output", str(output))
        assert build(office, *place) == 0
        before = published(output)
        large = document("见[附表](files/table.csv)。\n", title="示例市dogs办法")
        site(office, {"normative/dogs.md": large, "files/table.csv": os.urandom(7_000_000)})
        assert build(office, *place) == 3
        assert published(output) == before
        site(office, {"files/table.csv": b"a,b"})
        assert build(office, *place) == 0
        assert published(output) == clean(office)

    assert ended(in_child(run)) == 0
    words = said()
    assert "磁盘已满" in words or "文件太大" in words
    assert "原来的网站没有变" in words


def test_a_full_disk_under_the_cache_stops_nothing(office: Path, said: Said) -> None:
    def run() -> None:
        cache = str(small_disk(office.parent, 24_000))
        for _ in range(2):
            assert build(office, "--cache", cache) == 0
            assert published(office / "output") == clean(office)

    assert ended(in_child(run)) == 0
    assert "这次的结果不再存入缓存" in said()


def test_a_full_disk_under_temporary_files_leaves_the_old_site(office: Path, said: Said) -> None:
    assert build(office) == 0
    before = published(office / "output")
    body = "".join(f"第{number}条　为了方便群众办事，制定本办法。\n\n" for number in range(1, 900))
    site(office, {"normative/dogs.md": document(body, title="示例市dogs办法")})

    def run() -> None:
        tempfile.tempdir = str(small_disk(office.parent, 50_000))
        assert build(office) == 3

    assert ended(in_child(run)) == 0
    assert "磁盘或权限有问题" in said()
    assert published(office / "output") == before


def test_two_builds_at_once_share_a_cache(office: Path, tmp_path: Path) -> None:
    other = site(tmp_path / "other", {**FILES, "normative/fees.md": document("第一条　别的。\n")})
    cache = ("--cache", str(tmp_path / "cache"))

    def run(root: Path) -> None:
        for number in range(3):
            body = f"第一条　第{number}次。\n"
            site(root, {"normative/dogs.md": document(body, title="示例市dogs办法")})
            assert build(root, *cache) == 0

    children = [in_child(lambda root=root: run(root)) for root in (office, other)]  # type: ignore[misc]
    assert [ended(child) for child in children] == [0, 0]
    for root in (office, other):
        assert published(root / "output") == clean(root)


def test_a_cache_of_another_version_is_neither_used_nor_harmed(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in ("one", "two", "one"):
        monkeypatch.setattr(memory, "engine", lambda version=version: version)
        for body in ("第一条　甲。\n", "第一条　乙。\n"):
            site(office, {"normative/dogs.md": document(body, title="示例市dogs办法")})
            capsys.readouterr()
            assert build(office) == 0
            assert capsys.readouterr().err.count("缓存") == 0
            assert published(office / "output") == clean(office)


def killed() -> None:
    assert parent_process() is not None  # a worker, not the tests themselves
    os.kill(os.getpid(), signal.SIGKILL)


def wrong() -> None:
    raise KeyError("标题")


def hanging() -> None:
    with suppress(Exception):
        time.sleep(60)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
@pytest.mark.parametrize(
    ("act", "jobs", "told"),
    [
        (killed, 2, "工作进程意外结束（信号 9，可能是内存不足）"),
        (wrong, 2, "程序出错：KeyError: '标题'"),
        (wrong, 1, "程序出错：KeyError: '标题'"),
        (hanging, 2, "超过 0.3 秒没有完成，已停止"),
        (hanging, 1, "超过 0.3 秒没有完成，已停止"),
    ],
)
def test_a_page_that_cannot_be_made_leaves_the_old_site(
    office: Path,
    said: Said,
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[[], None],
    jobs: int,
    told: str,
) -> None:
    assert build(office) == 0
    before = published(office / "output")
    rendered = render.render

    def harmed(job: Job, *rest: object) -> bytes:
        if job.path == "normative/cats/index.html":
            act()
        return rendered(job, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "render", harmed)
    monkeypatch.setattr(execution, "forkable", lambda: True)
    # Other faults must not be taken for slowness on a machine that is slow.
    limited = partial(execution.run_batches, limit=0.3 if act is hanging else 300.0)
    monkeypatch.setattr(crews, "run_batches", limited)
    for module in (making, reading):
        monkeypatch.setattr(module, "PARALLEL_FROM", 1)
    monkeypatch.setattr(making, "_BATCH", 1)  # or one worker, which is this process, does all
    site(office, {}, SITE + "organizer: 示例市人民政府办公室\n")
    said()
    assert build(office, jobs=jobs) == 3
    words = said()
    assert told in words
    assert "处理“" in words
    assert "原来的网站没有变" in words
    assert published(office / "output") == before
    monkeypatch.undo()
    assert build(office) == 0
    assert published(office / "output") == clean(office)


@pytest.mark.parametrize(
    ("name", "content"),
    [("theme/js/site.js", b"// new"), ("content/files/table.csv", b"another length")],
)
def test_what_pages_name_may_not_change_meanwhile(
    office: Path, said: Said, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes
) -> None:
    listed = document(title="示例市dogs办法", attachments="[{title: 附表, file: table.csv}]")
    site(office, {"normative/dogs.md": listed, "files/table.csv": b"a,b"})
    assert build(office) == 0
    before = published(office / "output")

    def late(library: Library) -> str:
        (office / name).parent.mkdir(parents=True, exist_ok=True)
        (office / name).write_bytes(content)
        return shell(library)

    monkeypatch.setattr(site_files, "shell", late)
    site(office, {}, SITE + "organizer: 示例市人民政府办公室\n")
    assert build(office) == 3
    assert "在构建时被改动；请重新构建" in said()
    assert published(office / "output") == before


@pytest.mark.parametrize("days", [-4000, 1, 4000])
def test_files_from_another_time_are_seen_when_they_change(office: Path, days: int) -> None:
    """A clock that jumps leaves times to come, or times from before all other files."""
    path = office / "content/normative/dogs.md"
    for body in ("第一条　甲。\n", "第一条　乙。\n", "第一条　甲。\n"):
        site(office, {"normative/dogs.md": document(body, title="示例市dogs办法")})
        os.utime(path, (time.time() + days * 86_400,) * 2)
        assert build(office, "--tidy") == 0
        assert published(office / "output") == clean(office)


def test_a_folder_twice_as_full_takes_twice_the_steps(tmp_path: Path) -> None:
    """One folder, as an old system leaves it; counted in calls, which no other work changes."""

    def steps(count: int) -> int:
        root = tmp_path / str(count)
        texts = {
            f"normative/doc{n}.md": document("见[表](files/t1.csv)。\n", title=f"示例市第{n}号办法")
            for n in range(count)
        }
        tables = {f"files/t{n}.csv": "a,b" for n in range(count)}
        site(root, {**texts, **tables})
        made = 0

        def count_calls(_: FrameType, event: str, __: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        sys.setprofile(count_calls)
        try:
            assert build(root, "--dry-run", "--no-cache") == 0
        finally:
            sys.setprofile(None)
        return made

    steps(2)  # what is done once in a process
    small, middle, large = steps(60), steps(100), steps(140)
    assert large - middle < 1.1 * (middle - small)
