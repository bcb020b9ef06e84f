"""`build --since REV`: git says what changed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from gongkai.commands import memory
from gongkai.commands.amending import Amending
from gongkai.commands.main import main
from tests.tiny import document, published, site

Build = Callable[..., str]
DOGS, CATS = "content/normative/dogs.md", "content/normative/cats.md"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Amending, "outcome", lambda _: None)  # test_fresh_clone.py looks at that
    root = site(
        tmp_path / "office",
        {
            "normative/dogs.md": document(),
            "normative/cats.md": document(title="示例市养猫管理办法"),
        },
    )
    (root / ".gitignore").write_text("output/\n.output.gongkai/\n.cache/\n", "utf-8")
    git(root, "init", "--quiet")
    commit(root)
    return root


def git(root: Path, *words: str) -> str:
    identity = ("-c", "user.name=示例", "-c", "user.email=office@example.gov.cn")
    command = ["git", "-C", str(root), *identity, *words]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def commit(root: Path) -> str:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "内容")
    return git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def build(office: Path, capsys: pytest.CaptureFixture[str]) -> Build:
    def run(*words: str, status: int = 0) -> str:
        capsys.readouterr()
        place = ("--root", str(office), "--as-of", "2026-11-23", "--jobs", "1")
        assert main(["build", *place, *words]) == status
        return capsys.readouterr().err

    return run


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read to know their digests."""
    found: list[str] = []

    def spy(path: str, mode: str, buffering: int) -> IO[Any]:
        found.append(path[path.index("content/") :])
        return open(path, mode, buffering)  # noqa: PTH123

    monkeypatch.setattr(memory, "open", spy, raising=False)
    return found


def as_in_a_fresh_clone(root: Path) -> None:
    """Every file has another time."""
    for path in (root / "content").rglob("*.md"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


def test_only_what_git_names_is_read(
    office: Path, build: Build, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "UNSURE", -1_000_000_000_000)  # files as young as a test's count
    build()
    first = git(office, "rev-parse", "HEAD").strip()
    site(office, {"normative/dogs.md": document("第一条　改了。\n")})
    commit(office)
    as_in_a_fresh_clone(office)
    read.clear()
    said = build("--since", first)
    assert "没有用上" not in said
    assert read == [DOGS]
    now = published(office / "output")
    build("--no-cache", "--output", str(office / "output/../clean"))
    assert published(office / "clean") == now


def test_without_it_every_file_of_a_fresh_clone_is_read(
    office: Path, build: Build, read: list[str]
) -> None:
    build()
    as_in_a_fresh_clone(office)
    read.clear()
    build()
    assert sorted(read) == [CATS, DOGS]


def test_what_is_not_committed_is_told_and_found_all_the_same(office: Path, build: Build) -> None:
    build()
    first = git(office, "rev-parse", "HEAD").strip()
    site(office, {"normative/dogs.md": document("第一条　没有提交。\n")})
    assert "有没有提交的改动" in build("--since", first)
    assert "没有提交。" in (office / "output/normative/dogs/index.html").read_text("utf-8")


def test_a_cache_of_another_commit_is_not_trusted(office: Path, build: Build) -> None:
    build()
    site(office, {"normative/dogs.md": document("第一条　第二次。\n")})
    second = commit(office)
    site(office, {"normative/cats.md": document("第一条　第三次。\n", title="示例市养猫管理办法")})
    commit(office)
    assert "缓存不是那个版本的" in build("--since", second)
    assert "第二次。" in (office / "output/normative/dogs/index.html").read_text("utf-8")


def test_what_git_does_not_watch_is_read(
    office: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is ignored, one told to be taken as unchanged, and one behind a link."""
    monkeypatch.setattr(memory, "UNSURE", -1_000_000_000_000)
    (office / ".gitignore").write_text("output/\n.output.gongkai/\n.cache/\nmine.md\n", "utf-8")
    (office / "shared").mkdir()
    for path, title in (
        ("shared/x.md", "示例市甲办法"),
        ("content/normative/mine.md", "示例市乙办法"),
    ):
        (office / path).write_text(document("第一条　旧。\n", title=title), "utf-8")
    (office / "content/normative/link.md").symlink_to("../../shared/x.md")
    first = commit(office)
    git(office, "update-index", "--assume-unchanged", DOGS)
    build()
    for path in ("shared/x.md", "content/normative/mine.md", DOGS):
        text = (office / path).read_text("utf-8")
        (office / path).write_text(text.replace("第一条　", "第一条　新，"), "utf-8")
    commit(office)
    assert "没有用上" not in build("--since", first)
    for name in ("link", "mine", "dogs"):
        assert "新，" in (office / f"output/normative/{name}/index.md").read_text("utf-8")


def test_files_that_git_writes_out_otherwise_are_read(office: Path, build: Build) -> None:
    first = git(office, "rev-parse", "HEAD").strip()
    build()
    (office / ".gitattributes").write_text("*.md text eol=lf\n", "utf-8")
    commit(office)
    assert "git 说不全哪些文件改了" in build("--since", first)


def test_a_revision_that_is_none_is_wrong_use(build: Build) -> None:
    assert "没有这个版本" in build("--since", "nosuch", status=2)
