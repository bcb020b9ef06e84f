"""Kills, full disks, other builds and wrong clocks while only words of texts are published."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from gongkai.commands import asked, memory, reading_units, rereading
from gongkai.commands.amending import Amending
from gongkai.commands.main import main
from gongkai.output.store import DiskStore
from tests.commands.quick_builds import clean_build, settle_files, spied
from tests.output.children import ended, in_child
from tests.output.small_disks import small_disk
from tests.tiny import document, published, site

DAY = ("--as-of", "2026-11-23")
DOGS = "content/normative/dogs.md"
WORDS = ("为了方便群众办事，制定本办法。", "为了便利群众办事，制定本办法。")


def text(number: int, more: str = "") -> str:
    return document(f"第一条　{WORDS[number % 2]}{more}\n")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settle_files(monkeypatch, asked, memory)
    files = {"normative/dogs.md": text(0), "normative/cats.md": document(title="示例市养猫办法")}
    return site(tmp_path / "office", files)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each build of this process that reads the whole content."""
    return spied(monkeypatch, "whole")


def build(root: Path, *more: str) -> int:
    return main(["build", "--root", str(root), *DAY, "--jobs", "1", *more])


def clean(root: Path) -> dict[str, bytes]:
    return clean_build(root, *DAY)


def test_killed_between_any_two_rows_the_next_build_is_right(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = []
    for number in range(2):
        site(office, {"normative/dogs.md": text(number)})
        expected.append(clean(office))
        assert build(office) == 0
    put = DiskStore.put_many
    status, number = -1, 1
    while status != 0:
        number += 1
        left = number - 1  # writings before the kill

        def killed(store: DiskStore, entries: dict[str, bytes]) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            put(store, entries)

        site(office, {"normative/dogs.md": text(number)})

        def run() -> None:
            monkeypatch.setattr(DiskStore, "put_many", killed)
            assert build(office) == 0

        status = ended(in_child(run))
        assert status in (0, -signal.SIGKILL)
        assert build(office) == 0
        assert published(office / "output") == expected[number % 2], number
    assert number > 8


def test_two_offices_amend_with_one_cache_at_the_same_moment(office: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(office, other)
    cache = ("--cache", str(tmp_path / "cache"))
    for root in (office, other):
        assert build(root, *cache) == 0

    def run(root: Path, first: int) -> None:
        for number in range(1, 4):
            site(root, {"normative/dogs.md": text(number, f"第{number + first}次。")})
            assert build(root, *cache) == 0

    offices = ((office, 0), (other, 10))
    children = [in_child(lambda one=one: run(*one)) for one in offices]  # type: ignore[misc]
    assert [ended(child) for child in children] == [0, 0]
    for root in (office, other):
        assert published(root / "output") == clean(root)


def test_a_build_that_found_nothing_changed_never_hides_what_another_changed(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looked at the files before they were edited, writes of them after the other build, and is
    interrupted.
    """
    assert build(office) == 0
    os.utime(office / DOGS)  # looks otherwise, holds the same
    keep = Amending._keep_files

    def late(amending: Amending, *given: dict[str, str]) -> None:
        monkeypatch.setattr(Amending, "_keep_files", keep)
        site(office, {"normative/dogs.md": text(1)})
        assert build(office) == 0
        keep(amending, *given)
        raise KeyboardInterrupt

    monkeypatch.setattr(Amending, "_keep_files", late)
    assert build(office) == 130
    site(office, {"normative/dogs.md": text(0)})
    assert build(office) == 0
    assert published(office / "output") == clean(office)


def test_a_disk_that_fills_while_words_are_published_leaves_the_old_site(
    office: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def run() -> None:
        disk = small_disk(office.parent, 12_000_000)
        place = ("--output", str(disk / "output"), "--cache", str(disk / "cache"))
        assert build(office, *place) == 0
        before = published(disk / "output")
        (disk / "more").write_bytes(bytes(_room(disk) - 20_000))
        site(office, {"normative/dogs.md": text(1, "为了方便群众办事，制定本办法。" * 300)})
        assert build(office, *place) == 3
        assert published(disk / "output") == before
        (disk / "more").unlink()
        assert build(office, *place) == 0
        assert published(disk / "output") == clean(office)

    assert ended(in_child(run)) == 0
    assert "磁盘已满" in capfd.readouterr().err


def _room(disk: Path) -> int:
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize


def test_a_clock_that_jumps_back_between_two_builds_hides_nothing(
    office: Path, whole: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (asked, memory):
        monkeypatch.setattr(module, "UNSURE", 2_000_000_000)
    assert build(office) == 0
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now - 10**9 * 86_400 * 400)
    for number in (1, 2, 3):
        site(office, {"normative/dogs.md": text(number)})
        long_ago = (now / 10**9 - 86_400 * 400 - number,) * 2
        os.utime(office / DOGS, long_ago)
        assert build(office) == 0
        assert whole == ["whole"]
        made = published(office / "output")
        assert made == clean(office)
        whole.pop()


def test_a_text_saved_again_while_it_is_read_is_published_by_the_next_build(
    office: Path, whole: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(office) == 0
    site(office, {"normative/dogs.md": text(1)})
    read_again = reading_units.read_again

    def late(*given: object) -> object:
        site(office, {"normative/dogs.md": text(0, "又改。"), "normative/cats.md": text(1)})
        return read_again(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(rereading, "read_again", late)
        assert build(office) == 0
    assert whole == ["whole"]
    assert build(office) in (0, 1)
    assert published(office / "output") == clean(office)
