"""A build in a fresh clone, with cache and site brought back: it costs what changed, as at home."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.commands import asked, contents, memory
from gongkai.commands.main import main
from tests.commands.quick_builds import clean_build, settle_files, spied
from tests.tiny import document, published, site

NOON = "2026-11-23T12:00"
DOGS, CATS = "content/normative/dogs.md", "content/normative/cats.md"
FILES = {
    "normative/dogs.md": document("第一条　见[附表](files/table.csv)。\n"),
    "normative/cats.md": document("第一条　猫要打针。\n", title="示例市养猫办法"),
    "files/table.csv": "a,b",
}
IGNORED = "output/\n.output.gongkai/\n.cache/\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settle_files(monkeypatch, asked, memory)
    root = site(tmp_path / "office", FILES)
    (root / "theme/static").mkdir(parents=True)
    (root / "theme/static/office.css").write_text("p { order: 1 }", "utf-8")
    (root / ".gitignore").write_text(IGNORED, "utf-8")
    return root


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each build that reads the whole content."""
    return spied(monkeypatch, "whole")


def build(root: Path, *more: str, status: int = 0) -> dict[str, bytes]:
    words = ["build", "--root", str(root), "--jobs", "1", "--as-of", NOON, *more]
    assert main(words) == status
    return published(root / "output")


def clean(root: Path) -> dict[str, bytes]:
    return clean_build(root, "--as-of", NOON)


def with_times(source: str, target: str) -> None:
    """As tar, rsync -a and cp -a bring files back."""
    shutil.copy2(source, target)


def without_times(source: str, target: str) -> None:
    """As git and many a cache of a CI server do."""
    shutil.copyfile(source, target)


def cloned(root: Path, copy: Callable[[str, str], None] = with_times) -> None:
    """The same office in the same place, every file new; cache and site brought back by `copy`."""
    before = root.with_name("before")
    shutil.rmtree(before, ignore_errors=True)
    root.rename(before)
    root.mkdir()
    brought = {"output", ".output.gongkai", ".cache"}
    for one in before.iterdir():
        how = copy if one.name in brought else without_times
        if one.is_dir():
            shutil.copytree(one, root / one.name, copy_function=how)
        else:
            how(str(one), str(root / one.name))


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("copy", [with_times, without_times])
def test_a_changed_text_in_a_fresh_clone_is_published_without_a_plan(
    copy: Callable[[str, str], None], office: Path, whole: list[str]
) -> None:
    build(office)
    times = _times(office)
    cloned(office, copy)
    edit(office, CATS, "猫要打针", "每只猫都要打针")
    made = build(office)
    assert whole == ["whole"]
    assert made == clean(office)
    same = [path for path in times if path != "normative/cats/index.html"]
    assert {path: times[path] for path in same} == {path: _times(office)[path] for path in same}


def _times(root: Path) -> dict[str, int]:
    """When the pages changed, as readers' browsers know them."""
    output = root / "output"
    pages = output.rglob("*.html")
    return {str(page.relative_to(output)): page.stat().st_mtime_ns for page in pages}


def test_a_fresh_clone_of_the_same_is_settled_and_the_next_build_too(
    office: Path, whole: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(office)
    cloned(office)
    assert build(office) == first
    monkeypatch.setattr(contents.Contents, "differing", lambda *_: ["all"])  # files are looked at
    assert build(office) == first
    assert whole == ["whole"]


def test_one_fresh_clone_after_another_follows_each_change(office: Path, whole: list[str]) -> None:
    build(office)
    for number in range(3):
        cloned(office)
        edit(office, CATS, "第一条　", f"第一条　第{number}次，")
        assert build(office) == clean(office), number
    whole_builds = whole.count("whole") - 3  # the others are those of `clean`
    assert whole_builds == 1


def test_files_as_young_as_a_clone_are_told_apart_by_what_they_hold(
    office: Path, whole: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (asked, memory):
        monkeypatch.setattr(module, "UNSURE", 10**15)
    first = build(office)
    cloned(office)
    assert build(office) == first
    assert build(office) == first
    assert whole == ["whole"]
    edit(office, DOGS, "第一条　", "第一条　改了，")
    made = build(office)
    assert whole == ["whole"]
    assert made == clean(office)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("theme/static/office.css", "1", "2"),
        ("content/files/table.csv", "a", "c"),
        ("site.yaml", "name:", 'hotline: "12349"\nname:'),
    ],
)
def test_more_than_words_is_seen_in_a_fresh_clone(
    name: str, old: str, new: str, office: Path
) -> None:
    build(office)
    cloned(office)
    edit(office, name, old, new)
    assert build(office) == clean(office)


def _alter(root: Path) -> None:
    page = root / "output/normative/cats/index.html"
    facts = page.stat()
    page.write_bytes(page.read_bytes().replace("打针".encode(), "吃饭".encode()))
    os.utime(page, ns=(facts.st_atime_ns, facts.st_mtime_ns - 1))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a page that holds something else": _alter,
    "another such page": _alter,
    "a page that is cut": lambda root: os.truncate(root / "output/404.html", 10),
    "a page that is gone": lambda root: (root / "output/404.html").unlink(),
    "a file more": lambda root: (root / "output/more.html").write_text("x", "utf-8"),
    "a link for a page": lambda root: _linked(root / "output/404.html"),
    "an older site": lambda root: _replaced(root / "output", root.parent / "older"),
    "no site": lambda root: shutil.rmtree(root / "output"),
    "no manifests": lambda root: shutil.rmtree(root / ".output.gongkai"),
    "a cut manifest": lambda root: _cut(root / ".output.gongkai"),
}


def _cut(hidden: Path) -> None:
    for one in hidden.glob("*.manifest"):
        os.truncate(one, one.stat().st_size - 9)


def _linked(page: Path) -> None:
    page.rename(page.parent.parent / "elsewhere")
    page.symlink_to(page.parent.parent / "elsewhere")


def _replaced(folder: Path, by: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(by, folder, copy_function=without_times)


def test_a_site_that_was_damaged_on_the_way_is_made_good(office: Path) -> None:
    build(office)
    shutil.copytree(office / "output", office.parent / "older")
    edit(office, CATS, "猫要打针", "每只猫都要打针")
    expected = build(office)
    for number, (name, damage) in enumerate(DAMAGES.items()):
        cloned(office, (with_times, without_times)[number % 2])
        damage(office)
        assert build(office) == expected, name


def test_somebody_elses_files_are_not_replaced_by_a_site_that_was_brought_back(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(office)
    cloned(office)
    shutil.rmtree(office / "output")
    (office / "output").mkdir()
    (office / "output/photo.jpg").write_bytes(b"x")
    assert "photo.jpg" in build(office, status=3)
    assert "不是由本程序生成的内容" in capsys.readouterr().err


def git(root: Path, *words: str) -> str:
    identity = ("-c", "user.name=示例", "-c", "user.email=office@example.gov.cn")
    command = ["git", "-C", str(root), *identity, *words]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def commit(root: Path) -> str:
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "内容")
    return git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are read to know what they hold."""
    found: list[str] = []
    digests = contents._digests

    def spy(paths: object) -> object:
        listed = list(paths)  # type: ignore[call-overload]
        found.extend(path.rpartition("/")[2] for path in listed if path.endswith(".md"))
        return digests(listed)

    monkeypatch.setattr(contents, "_digests", spy)
    return found


def test_git_spares_the_reading_from_one_commit_to_the_next(
    office: Path, whole: list[str], read: list[str]
) -> None:
    first = commit(office)
    build(office)
    cloned(office)
    edit(office, CATS, "猫要打针", "每只猫都要打针")
    second = commit(office)
    read.clear()
    build(office, "--since", first)
    assert read == ["cats.md"]
    cloned(office)
    edit(office, DOGS, "第一条　", "第一条　改了，")
    commit(office)
    read.clear()
    made = build(office, "--since", second)
    assert read == ["dogs.md"]
    assert whole == ["whole"]
    assert made == clean(office)


def test_where_git_speaks_of_another_commit_files_are_read(office: Path, whole: list[str]) -> None:
    """The texts are those of the first commit again, the cache has what lay between."""
    first = commit(office)
    build(office)
    edit(office, CATS, "猫要打针", "每只猫都要打针")
    commit(office)
    build(office)  # does not ask git, and leaves words of the second commit
    edit(office, CATS, "每只猫都要打针", "猫要打针")
    commit(office)
    cloned(office)
    made = build(office, "--since", first)
    assert whole == ["whole"]
    assert made == clean(office)
    assert "每只猫" not in made["normative/cats/index.html"].decode()


def test_what_is_not_committed_is_found_in_a_quick_build(office: Path, whole: list[str]) -> None:
    first = commit(office)
    build(office)
    cloned(office)
    edit(office, CATS, "猫要打针", "每只猫都要打针")
    made = build(office, "--since", first)
    assert whole == ["whole"]
    assert made == clean(office)


def test_a_revision_that_is_none_is_told_even_where_nothing_changed(office: Path) -> None:
    commit(office)
    build(office)
    build(office, "--since", "nosuch", status=2)
