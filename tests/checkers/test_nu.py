"""The validator is run, sees every file, and its silence means something."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checkers import nu

_GOOD = (
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<head><meta charset="utf-8"><title>页</title></head>\n'
    "<body>{}</body>\n</html>\n"
)


def test_the_validator_finds_the_faults_of_every_kind_of_file(tmp_path: Path) -> None:
    folder = tmp_path / "示例 站"
    (folder / "深处").mkdir(parents=True)
    (folder / "index.html").write_text(_GOOD.format("<p>好</p>"), "utf-8")
    (folder / "深处/bad.html").write_text(_GOOD.format("<ul><p>错</p></ul>"), "utf-8")
    (folder / "site.css").write_text("a { colour: red; }\n", "utf-8")
    (folder / "mark.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><blob/></svg>\n', "utf-8"
    )

    found = nu.errors(folder)

    assert {error.path for error in found} == {"深处/bad.html", "site.css", "mark.svg"}
    page = next(error for error in found if error.path.endswith(".html"))
    assert page.line == 4
    assert "not allowed as child of element “ul”" in page.message


def test_what_is_later_than_the_validator_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(_GOOD.format("<p>好</p>"), "utf-8")
    (tmp_path / "site.css").write_text("main { container-type: inline-size; }\n", "utf-8")
    assert nu.errors(tmp_path) == []


def test_a_folder_without_pages_is_not_called_free_of_errors(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no page"):
        nu.errors(tmp_path)


def test_a_validator_that_cannot_run_is_not_called_free_of_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text(_GOOD.format(""), "utf-8")
    monkeypatch.setattr(nu, "JAR", tmp_path / "absent.jar")
    with pytest.raises(RuntimeError, match=r"absent\.jar"):
        nu.errors(tmp_path)
