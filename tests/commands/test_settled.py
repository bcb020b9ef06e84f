"""A build that is asked the same of the same files looks at them and makes nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.commands import asked
from gongkai.commands.amending import Amending
from gongkai.commands.main import main
from gongkai.output import standing
from gongkai.output.place import PublishError
from tests.commands.quick_builds import clean_build, settle_files, spied
from tests.tiny import SITE, document, published, site

NOON = "2026-11-23T12:00"
MOMENT = "data/as-of.json"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settle_files(monkeypatch, asked)
    files = {
        "normative/dogs.md": document("第一条　见[附表](files/table.csv)。\n"),
        "normative/cats.md": document(title="示例市养猫办法", published="2026-11-23T15:30"),
        "files/table.csv": "a,b",
    }
    return site(tmp_path / "office", files)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each build that reads the content."""
    return spied(monkeypatch, "read")


def build(root: Path, *more: str) -> dict[str, bytes]:
    assert main(["build", "--root", str(root), "--jobs", "1", *more]) == 0
    return published(root / "output")


def clean(root: Path, *more: str) -> dict[str, bytes]:
    return clean_build(root, *more)


def test_the_second_build_reads_nothing_and_says_the_same(
    office: Path, looks: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first = build(office, "--as-of", NOON)
    said = capsys.readouterr()
    assert build(office, "--as-of", NOON) == first
    again = capsys.readouterr()
    assert looks == ["read"]
    assert again.err == said.err
    assert "未到发布时间 1" in again.out
    assert "生成 0，写入 0，删除 0" in again.out


def test_a_later_moment_of_the_day_is_written_down_alone(office: Path, looks: list[str]) -> None:
    first = build(office, "--as-of", NOON)
    times = {path: path.stat().st_mtime_ns for path in (office / "output").rglob("*.html")}
    second = build(office, "--as-of", "2026-11-23T12:01")
    assert looks == ["read"]
    assert {path for path in first if first[path] != second[path]} == {MOMENT}
    assert json.loads(second[MOMENT])["as_of"] == "2026-11-23T12:01+08:00"
    assert second == clean(office, "--as-of", "2026-11-23T12:01")
    assert times == {path: path.stat().st_mtime_ns for path in (office / "output").rglob("*.html")}
    looks.clear()
    assert build(office, "--as-of", "2026-11-23T12:01") == second
    assert looks == []


def test_what_follows_builds_upon_the_moment_that_was_written_alone(office: Path) -> None:
    build(office, "--as-of", NOON)
    build(office, "--as-of", "2026-11-23T12:01")
    site(office, {"normative/dogs.md": document("第一条　改了。\n")})
    now = build(office, "--as-of", "2026-11-23T12:02")
    assert now == clean(office, "--as-of", "2026-11-23T12:02")


def test_another_day_or_a_time_of_publication_that_passed_is_a_build(
    office: Path, looks: list[str]
) -> None:
    build(office, "--as-of", NOON)
    for moment in ("2026-11-23T11:59", "2026-11-23T15:30", "2026-11-24T15:30"):
        looks.clear()
        made = build(office, "--as-of", moment)
        assert looks == ["read"], moment
        assert made == clean(office, "--as-of", moment)


def _write(name: str, text: str) -> Callable[[Path], object]:
    def write(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    return write


EDITS: dict[str, Callable[[Path], object]] = {
    "a changed text": _write(
        "content/normative/dogs.md", document("第一条　改了，见[附表](files/table.csv)。\n")
    ),
    "a new text": _write("content/normative/new.md", document(title="示例市新办法")),
    "a deleted text": lambda root: (root / "content/normative/dogs.md").unlink(),
    "a changed attachment": _write("content/files/table.csv", "c"),
    "other settings": _write("site.yaml", f'{SITE}hotline: "12349"\n'),
    "a template": _write("templates/404.html", "<p>没有这一页"),
    "a style": _write("theme/static/office.css", "p { order: 1 }"),
    "a hidden record": _write("content/.addresses", ""),
    "a page altered by hand": _write("output/404.html", "x"),
    "a page deleted by hand": lambda root: (root / "output/404.html").unlink(),
    "a file put in by hand": _write("output/more.html", "x"),
    "the site deleted by hand": lambda root: shutil.rmtree(root / "output"),
    "a text of the same length and time": lambda root: _swap(root / "content/normative/new.md"),
}


def _swap(path: Path) -> None:
    facts = path.stat()
    path.write_text(path.read_text("utf-8").replace("第一条", "第二条"), "utf-8")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def test_any_difference_is_a_build(
    office: Path, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Amending, "outcome", lambda _: None)  # test_amending.py looks at that
    build(office, "--as-of", NOON)
    for name, edit in EDITS.items():
        edit(office)
        looks.clear()
        made = build(office, "--as-of", NOON)
        assert looks == ["read"], name
        if not name.endswith("by hand"):
            expected = clean(office, "--as-of", NOON)
        assert made == expected, name


def test_another_form_of_the_site_is_a_build(office: Path, looks: list[str]) -> None:
    build(office, "--as-of", NOON)
    pages = build(office, "--as-of", NOON, "--only", "html")
    assert pages == clean(office, "--as-of", NOON, "--only", "html")
    assert build(office, "--as-of", "2026-11-23T12:05", "--only", "html") == pages
    assert looks == ["read", "read", "read"]


def test_a_file_too_young_to_be_told_from_a_change_is_read_again(
    office: Path, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "UNSURE", 10**15)
    monkeypatch.setattr(Amending, "_build", None)  # nothing is amended either
    first = build(office, "--as-of", NOON)
    assert build(office, "--as-of", NOON) == first
    assert looks == ["read"]
    monkeypatch.undo()
    _write("content/normative/dogs.md", document("第二条　见[附表](files/table.csv)。\n"))(office)
    monkeypatch.setattr(asked, "_facts", lambda _: "the same")
    assert build(office, "--as-of", NOON) == clean(office, "--as-of", NOON)


def test_a_site_with_packed_files_settles_too(office: Path, looks: list[str]) -> None:
    (office / "site.yaml").write_text(f"{SITE}precompress: true\n", "utf-8")
    build(office, "--as-of", NOON, "--only", "html")
    build(office, "--as-of", NOON)
    looks.clear()
    later = build(office, "--as-of", "2026-11-23T12:01")
    assert looks == []
    assert later == clean(office, "--as-of", "2026-11-23T12:01")


def test_a_file_is_replaced_only_in_the_site_that_was_looked_at(office: Path) -> None:
    before = build(office, "--as-of", NOON)
    output = office / "output"
    named = standing.standing(output)
    assert named
    assert standing.replace_file(output, named, "data/none.json", b"") == ""
    assert standing.replace_file(output, f"{named}0", MOMENT, b"") == ""
    assert standing.replace_file(output, named, MOMENT, before[MOMENT]) == named
    assert published(output) == before


def test_a_moment_is_not_written_while_another_build_holds_the_site(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build(office, "--as-of", NOON)
    monkeypatch.setattr("gongkai.output.place._HELD", {office / ".output.gongkai"})
    with pytest.raises(PublishError, match="另一个构建正在进行"):
        standing.replace_file(
            office / "output", standing.standing(office / "output"), MOMENT, b"{}"
        )
    assert published(office / "output") == before
