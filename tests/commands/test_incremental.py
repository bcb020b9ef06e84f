"""A build that builds upon earlier ones makes what a build from nothing makes, byte for byte."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from gongkai.commands import asked, compressing, making, memory, reading
from gongkai.commands.main import main
from gongkai.output import execution
from gongkai.output.place import PublishError
from gongkai.source import load
from gongkai.source.load import Taken, Unit
from tests.commands.histories import BODIES, DAYS, NAMES, History
from tests.tiny import SITE, document, published, site

SEEDS, STEPS = range(3), 30


def build(root: Path, *more: str, output: Path | None = None) -> int:
    place = ["--output", str(output)] if output else []
    return main(["build", "--root", str(root), "--jobs", "1", *place, *more])


def last(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.splitlines()[-1]


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files as young as these count as read for good: else no build of a test would trust one."""
    for module in (memory, asked):
        monkeypatch.setattr(module, "UNSURE", -1_000_000_000_000)


def quickly(content: bytes) -> tuple[bytes, bytes] | None:
    """Stands for compression: what it makes tells which version made it of which content."""
    if len(content) < 200:
        return None
    made = sha256(content + str(vars(compressing)["ENGINE"]).encode()).digest()
    return b"br" + made, b"gz" + made


@pytest.mark.usefixtures("sure")
@pytest.mark.parametrize("seed", SEEDS)
def test_any_history_of_edits_and_requests_ends_as_a_build_from_nothing(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two branches, built alike or otherwise, share a cache and sometimes the published site."""
    monkeypatch.setattr(compressing, "compressed", quickly)
    monkeypatch.setattr(execution, "forkable", lambda: True)
    chance = random.Random(seed)
    branches = [History(tmp_path / name, seed + place) for place, name in enumerate("ab")]
    shared, clean = tmp_path / "shared", tmp_path / "clean"
    done: list[str] = []
    last: dict[Path, dict[str, bytes]] = {}
    for _ in range(STEPS):
        office = chance.choice(branches)
        done.append(f"{office.root.name} {office.step()}")
        monkeypatch.setattr(compressing, "ENGINE", f"version {chance.randrange(8) // 7}")
        parallel = chance.random() < 0.1
        for module in (making, reading):
            monkeypatch.setattr(module, "PARALLEL_FROM", 1 if parallel else 300)
        output = shared if chance.random() < 0.2 else office.root / "output"
        request = ("--as-of", office.day, "--cache", str(tmp_path / "cache"), *office.more)
        if build(office.root, *request, "--jobs", "2" if parallel else "1", output=output) != 0:
            assert published(output) == last.get(output, {}), done
            continue
        assert build(office.root, *request, "--no-cache", output=clean) == 0
        now = last[output] = published(output)
        expected = published(clean)
        differing = [path for path in now | expected if now.get(path) != expected.get(path)]
        assert not differing, (differing, done)


def test_nothing_changed_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(BODIES[1]), "normative/a.md": document()})
    assert build(root, "--as-of", DAYS[-1]) == 0
    capsys.readouterr()
    assert build(root, "--as-of", DAYS[-1]) == 0
    line = last(capsys)
    assert line.startswith("网页：计划 ")
    assert "，生成 0，写入 0，删除 0；其他文件：写入 0，删除 0；未公开 0，用时 " in line


def with_a_changed_body(folder: Path) -> Path:
    """A site that was built, and of which one text has changed since."""
    files = {f"normative/{name}.md": document(title=f"示例市{name}办法") for name in NAMES}
    root = site(folder, files)
    assert build(root, "--as-of", DAYS[-1]) == 0
    return site(root, {"normative/cats.md": document(BODIES[1], title="示例市cats办法")})


def test_a_changed_body_makes_its_own_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = with_a_changed_body(tmp_path)
    capsys.readouterr()
    assert build(root, "--as-of", DAYS[-1], "--only", "html") == 0
    assert "，生成 1，写入 1，删除 0；其他文件：写入 0，删除 " in last(capsys)


def test_the_last_line_counts_pages_and_the_other_files_by_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = with_a_changed_body(tmp_path)
    capsys.readouterr()
    assert build(root, "--as-of", DAYS[-1]) == 0
    line = last(capsys)
    assert "，生成 1，写入 1，删除 0；其他文件：写入 " in line
    written = re.search(r"其他文件：写入 (\d+)（(.+?)），删除", line)
    assert written
    counts = dict(one.split(" ") for one in written[2].split("、"))
    assert int(written[1]) == sum(map(int, counts.values()))
    assert counts["数据包"] == "1"
    assert {"数据", "搜索", "核对清单"} <= counts.keys()

    (root / "content/normative/cats.md").unlink()
    assert build(root, "--as-of", DAYS[-1]) == 0
    assert re.search(r"，删除 1；其他文件：写入 \d+（数据 .+），删除 \d+（数据 3", last(capsys))


def test_a_cache_that_was_cut_or_filled_with_other_bytes_is_made_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(BODIES[1])})
    assert build(root, "--as-of", DAYS[-1]) == 0
    before = published(root / "output")
    (found,) = (root / ".cache").glob("*.sqlite3")
    for content in (found.read_bytes()[:5000], b"no database", b""):
        found.write_bytes(content)
        assert build(root, "--as-of", DAYS[-1]) == 0
        assert published(root / "output") == before
    assert "重新建立" in capsys.readouterr().err


def test_entries_that_no_build_could_have_written_are_passed_over(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(BODIES[1])})
    assert build(root, "--as-of", DAYS[-1]) == 0
    before = published(root / "output")
    (found,) = (root / ".cache").glob("*.sqlite3")
    with sqlite3.connect(found) as opened:
        opened.execute("update entries set value = ?", (b"cos\nsystem\n(S'false'\ntR.",))
    opened.close()
    assert build(root, "--as-of", DAYS[-1]) == 0
    assert published(root / "output") == before


def test_a_cache_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(BODIES[1])})
    (tmp_path / "file").write_text("这里不是文件夹", "utf-8")
    assert build(root, "--as-of", DAYS[-1], "--cache", str(tmp_path / "file/cache")) == 0
    assert "缓存" in capsys.readouterr().err


def test_two_sites_may_share_a_cache(tmp_path: Path) -> None:
    shared = str(tmp_path / "cache")
    for name, body in (("one", BODIES[0]), ("two", BODIES[1]), ("one", BODIES[1])):
        root = site(tmp_path / name, {"normative/dogs.md": document(body)})
        clean = tmp_path / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        assert build(root, "--as-of", DAYS[-1], "--cache", shared) == 0
        assert build(root, "--as-of", DAYS[-1], "--no-cache", output=clean) == 0
        assert published(root / "output") == published(clean)


def test_an_edit_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document("第一条　甲。\n")})
    path = root / "content/normative/dogs.md"
    os.utime(path, (1_600_000_000, 1_600_000_000))
    assert build(root, "--as-of", DAYS[-1]) == 0
    path.write_text(document("第一条　乙。\n"), "utf-8")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    assert build(root, "--as-of", DAYS[-1]) == 0
    assert "乙。" in (root / "output/normative/dogs/index.md").read_text("utf-8")


def test_a_file_that_changes_while_it_is_read_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(BODIES[1])})
    assert build(root, "--as-of", DAYS[-1]) == 0
    before = published(root / "output")
    again = load.take

    def late(folder: Path, unit: Unit) -> Taken:
        (root / "content/normative/dogs.md").write_text(document(BODIES[0]), "utf-8")
        return again(folder, unit)

    monkeypatch.setattr(reading, "take", late)
    site(root, {}, SITE + "organizer: 示例市人民政府办公室\n")
    assert build(root, "--as-of", DAYS[-1]) == 3
    assert "被改动" in capsys.readouterr().err
    assert published(root / "output") == before
    assert issubclass(reading.ChangedError, PublishError)


def test_an_old_entry_is_removed_only_when_asked(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(BODIES[1])})
    assert build(root, "--as-of", DAYS[-1]) == 0
    (found,) = (root / ".cache").glob("*.sqlite3")
    with sqlite3.connect(found) as opened:
        opened.execute("insert into entries values (x'00', 1, x'00')")
    count = "select count(*) from entries where used = 1"
    assert build(root, "--as-of", DAYS[-1]) == 0
    assert opened.execute(count).fetchone() == (1,)
    assert build(root, "--as-of", DAYS[-1], "--tidy") == 0
    assert opened.execute(count).fetchone() == (0,)
    opened.close()
