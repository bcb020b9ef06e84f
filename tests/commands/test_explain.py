"""Why a page is as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.commands import memory
from gongkai.commands.main import main
from tests.tiny import SITE, document, site

Explain = Callable[..., str]
DOGS = "第一条　为了方便群众办事，制定本办法。\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(memory, "UNSURE", -1_000_000_000_000)  # files as young as a test's count
    root = site(tmp_path / "office", {"normative/dogs.md": document(DOGS)})
    assert main(["build", "--root", str(root), "--as-of", "2026-11-23"]) == 0
    return root


@pytest.fixture
def explain(office: Path, capsys: pytest.CaptureFixture[str]) -> Explain:
    """Explain and give what was said."""

    def run(*words: str, day: str = "2026-11-23", status: int = 0) -> str:
        capsys.readouterr()
        assert main(["explain", *words, "--root", str(office), "--as-of", day]) == status
        return "".join(capsys.readouterr())

    return run


@pytest.mark.parametrize(
    "path",
    ["/normative/dogs/", "normative/dogs", "normative/dogs/index.html", "/zwgk/normative/dogs/"],
)
def test_a_page_is_found_by_any_of_its_names(explain: Explain, path: str) -> None:
    said = explain(path)
    assert "模板：document.html" in said
    assert "正文：content/normative/dogs.md" in said
    assert "没有变，不用重新生成" in said


def test_a_changed_body_is_the_reason(explain: Explain, office: Path) -> None:
    site(office, {"normative/dogs.md": document("第一条　改了。\n")})
    assert "正文改了" in explain("/normative/dogs/")


def test_a_changed_fact_is_the_reason(explain: Explain, office: Path) -> None:
    site(office, {"normative/dogs.md": document(DOGS, contact="0000-1234567")})
    said = explain("/normative/dogs/")
    assert "这一页上的事实改了" in said
    assert "正文改了" not in said


def test_a_changed_site_is_the_reason(explain: Explain, office: Path) -> None:
    site(office, {}, SITE.replace("示例市人民政府", "示例市政府"))
    assert "各页共用的部分改了" in explain("/404.html")


def test_a_changed_template_is_the_reason(explain: Explain, office: Path) -> None:
    (office / "templates").mkdir()
    (office / "templates/404.html").write_text("{% extends 'base.html' %}", "utf-8")
    assert "模板改了" in explain("404.html")


def test_a_changed_neighbour_is_the_reason_and_is_named(explain: Explain, office: Path) -> None:
    words = "第一条　依照《示例市养犬管理办法》第一条办理。\n"
    site(office, {"normative/cats.md": document(words, title="示例市养猫管理办法")})
    site(office, {"policies/far.md": document(title="关于别的事的通知")})
    said = explain("/normative/dogs/")
    assert "这一页上的事实改了" in said
    assert "改过或新增的内容文件：content/normative/cats.md" in said
    assert "far.md" not in said
    assert "正文改了" not in said


def test_a_deleted_neighbour_is_the_reason(explain: Explain, office: Path) -> None:
    site(office, {"normative/cats.md": document(title="示例市养猫管理办法")})
    assert main(["build", "--root", str(office), "--as-of", "2026-11-23"]) == 0
    (office / "content/normative/cats.md").unlink()
    said = explain("/normative/")
    assert "这一页上的事实改了" in said
    assert "cats.md" not in said


def test_another_day_is_the_reason(explain: Explain, office: Path) -> None:
    site(office, {"normative/dogs.md": document(DOGS, expires="2027-06-30")})
    assert main(["build", "--root", str(office), "--as-of", "2026-11-23"]) == 0
    assert "没有变" in explain("/normative/dogs/", day="2026-11-24")
    said = explain("/normative/dogs/", day="2027-07-01")
    assert "这一页上的事实改了" in said
    assert "上次按 2026-11-23T23:59 生成，这次按 2027-07-01T23:59" in said
    assert "改过或新增" not in said


def test_other_settings_are_the_reason(explain: Explain, office: Path) -> None:
    site(office, {}, SITE + 'hotline: "12349"\n')
    assert "各页共用的部分改了（站名、栏目、页脚、样式）" in explain("/normative/dogs/")


def test_a_page_that_was_never_made_is_new(explain: Explain, office: Path) -> None:
    site(office, {"normative/cats.md": document(DOGS, title="示例市养猫管理办法")})
    assert "这一页是新的" in explain("/normative/cats/")


def test_a_content_file_names_the_pages_on_which_it_stands(explain: Explain) -> None:
    said = explain("content/normative/dogs.md")
    for path in (
        "normative/dogs/index.html",
        "normative/dogs/index.json",
        "normative/dogs/index.md",
    ):
        assert f"{path}\n" in said


def test_a_mistyped_page_has_a_guess(explain: Explain) -> None:
    assert "是不是 normative/dogs/index.html" in explain("/normative/dog/", status=2)
    assert "没有出现在任何页面" in explain("content/normative/none.md", status=2)


def test_nothing_is_written(explain: Explain, office: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (office / "output").rglob("*")}
    site(office, {"normative/dogs.md": document("第一条　改了。\n")})
    explain("/normative/dogs/")
    assert {path: path.stat().st_mtime_ns for path in (office / "output").rglob("*")} == before
    assert "正文改了" in explain("/normative/dogs/")  # and it does not take this for the last build
