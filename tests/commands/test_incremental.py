"""A build that builds upon earlier ones makes what a build from nothing makes, byte for byte."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.commands import reading
from gongkai.commands.main import main
from gongkai.output.place import PublishError
from gongkai.source import load
from gongkai.source.load import Taken, Unit
from tests.conftest import REPOSITORY
from tests.tiny import SITE, document, published, site

DAYS = ("2024-02-01", "2024-06-01", "2025-12-31", "2026-11-23")
NAMES = ("dogs", "cats", "parking", "fees", "water")
BODIES = (
    "第一条　为了方便群众办事，制定本办法。\n",
    "第一章　总则\n\n第一条　甲。\n\n第二条　依照本办法第一条办理。\n\n（一）乙；\n\n（二）丙。\n",
    "第一条　依照《示例市fees办法》第一条办理。\n\n第二条　《示例市dogs办法》同时废止。\n",
    "一、总体要求\n\n<!-- 内部意见 -->\n\n二、工作任务\n\n| 项目 | 标准 |\n|---|---|\n| 停车 | 5元 |\n",
    "见[附表](files/table.csv)。\n",
)


def build(root: Path, *more: str, output: Path | None = None) -> int:
    place = ["--output", str(output)] if output else []
    return main(["build", "--root", str(root), "--jobs", "1", *place, *more])


def last(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.splitlines()[-1]


class History:
    """A site that staff work on, at random but the same each time."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.random, self.day = root, random.Random(seed), DAYS[-1]
        site(
            root, {"normative/fees.md": document(title="示例市fees办法"), "files/table.csv": "a,b"}
        )

    def step(self) -> None:
        kinds: list[Callable[[], object]] = [
            self.write, self.write, self.write, self.text_of_work, self.interpret, self.remove,
            self.rename, self.settings, self.template, self.style, self.later, self.attach,
            self.clear, self.decide,
        ]  # fmt: skip
        self.random.choice(kinds)()

    def write(self) -> None:
        name = self.random.choice(NAMES)
        self._put(f"normative/{name}.md", title=f"示例市{name}办法", **self._keys(name))

    def text_of_work(self) -> None:
        day = self.random.choice(("2019-05-01", "2022-01-01", "2024-05-01"))
        keys = {"written": day, "effective": day}
        self._put(f"regulations/rules/{day}.md", title="示例市rules规定", **keys)

    def interpret(self) -> None:
        explained = self.random.choice(("fees", "《示例市dogs办法》", None))
        keys = {"interprets": explained, "published": "2024-04-01"}
        self._put("interpretations/told.md", title="《示例市cats办法》解读", **keys)

    def remove(self) -> None:
        found = sorted((self.root / "content").rglob("*.md"))
        if len(found) > 1:
            self.random.choice(found).unlink()

    def rename(self) -> None:
        found = sorted((self.root / "content/normative").glob("*.md"))
        if found:
            found[0].rename(found[0].with_name("moved.md"))

    def settings(self) -> None:
        more = self.random.choice(("", "organizer: 示例市人民政府办公室\n", 'hotline: "12349"\n'))
        site(self.root, {}, SITE + more)

    def template(self) -> None:
        folder = self.root / "templates"
        if folder.exists():
            shutil.rmtree(folder)
            return
        (folder / "components").mkdir(parents=True)
        shutil.copy(REPOSITORY / "templates/404.html", folder)
        facts = (REPOSITORY / "templates/components/facts.html").read_text("utf-8")
        mine = facts.replace("公文要素", "文件要素")
        (folder / "components/facts.html").write_text(mine, "utf-8")

    def style(self) -> None:
        path = self.root / "theme/static/office.css"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"p {{ order: {self.random.randrange(3)} }}", "utf-8")

    def later(self) -> None:
        self.day = self.random.choice(DAYS)

    def attach(self) -> None:
        path = self.root / "content/files/table.csv"
        path.write_text(f"a,{self.random.randrange(3)}", "utf-8")

    def clear(self) -> None:
        line = self.random.choice(("repeal: [{ref: cats}]", "keep: [{ref: fees}]", "lapse: []"))
        head = "title: 清理结果\nagency: 示例市人民政府\npublished: 2024-05-01\ndate: 2024-05-01\n"
        site(self.root, {"clearances/2024.yaml": f"{head}openness: 主动公开\n{line}\n"})

    def decide(self) -> None:
        head = (
            "title: 修建道路\nagency: 示例市人民政府\npublished: 2024-03-01\nopenness: 主动公开\n"
        )
        draft = f"---\ntitle: 草案\npublished: 2024-03-01\n---\n\n{self.random.choice(BODIES[:3])}"
        site(self.root, {"decisions/road/decision.yaml": head, "decisions/road/proposal.md": draft})

    def _keys(self, name: str) -> dict[str, str | None]:
        others = [f"[{other}]" for other in NAMES if other != name and self._there(other)]
        pairs: list[tuple[str, str]] = [
            ("expires", "2025-06-30"), ("hold", "等待会签"), ("published", "2025-01-01"),
            ("display_until", "2026-01-01"), ("openness", "依申请公开"), ("topic", "综合政务/政务公开"),
            ("number", f"示政规〔2024〕{NAMES.index(name) + 1}号"),
            ("withdrawn", "{date: 2026-01-01, reason: 内容有误}"),
            *[(key, self.random.choice(others)) for key in ("basis", "repeals") if others],
        ]  # fmt: skip
        return dict(self.random.sample(pairs, self.random.randrange(3)))

    def _there(self, name: str) -> bool:
        return (self.root / f"content/normative/{name}.md").exists()

    def _put(self, path: str, **keys: str | None) -> None:
        site(self.root, {path: document(self.random.choice(BODIES), **keys)})


@pytest.mark.parametrize("seed", range(3))
def test_any_history_of_edits_ends_as_a_build_from_nothing(seed: int, tmp_path: Path) -> None:
    history = History(tmp_path / "office", seed)
    clean = tmp_path / "clean"
    for _ in range(16):
        day = ("--as-of", history.day)
        if build(history.root, *day) == 0:
            shutil.rmtree(clean, ignore_errors=True)
            assert build(history.root, *day, "--no-cache", output=clean) == 0
            assert published(history.root / "output") == published(clean)
        history.step()


def test_nothing_changed_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(BODIES[1]), "normative/a.md": document()})
    assert build(root, "--as-of", DAYS[-1]) == 0
    capsys.readouterr()
    assert build(root, "--as-of", DAYS[-1]) == 0
    assert "生成 0，写入 0，删除 0" in last(capsys)


def test_a_changed_body_makes_its_own_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {f"normative/{name}.md": document(title=f"示例市{name}办法") for name in NAMES}
    root = site(tmp_path, files)
    assert build(root, "--as-of", DAYS[-1]) == 0
    site(root, {"normative/cats.md": document(BODIES[1], title="示例市cats办法")})
    capsys.readouterr()
    assert build(root, "--as-of", DAYS[-1], "--only", "html") == 0
    assert "生成 1，" in last(capsys)


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
