"""A page that does wrong is noticed, whatever the test itself looks at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.windows import Windows

_PAGE = (
    '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,">'
    "<title>页</title>{}"
)

Opener = Callable[..., Page]
Server = Callable[[Path], str]


def test_a_served_folder_is_shown_without_a_problem(
    page: Page, serve: Server, page_problems: list[str], tmp_path: Path
) -> None:
    (tmp_path / "module.js").write_text("document.title = '已增强';\n", "utf-8")
    (tmp_path / "index.html").write_text(
        _PAGE.format('<h1>示例市</h1><script type="module" src="module.js"></script>'), "utf-8"
    )
    page.goto(serve(tmp_path) + "/")
    assert page.get_by_role("heading").inner_text() == "示例市"
    assert page.title() == "已增强"
    assert page_problems == []


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ('<script>console.error("坏了")</script>', "console error: 坏了"),
        ('<script>throw new Error("坏了")</script>', "error: 坏了"),
        ('<img alt="无" src="absent.png">', "404 (File not found)"),
        ('<img alt="外" src="https://www.example.com/a.png">', "left this machine"),
        ('<script>fetch("https://www.example.com/").catch(() => 0)</script>', "left this machine"),
    ],
)
def test_a_page_that_does_wrong_is_noticed(
    page: Page,
    serve: Server,
    page_problems: list[str],
    tmp_path: Path,
    markup: str,
    problem: str,
) -> None:
    (tmp_path / "index.html").write_text(_PAGE.format(markup), "utf-8")
    page.goto(serve(tmp_path) + "/", wait_until="networkidle")
    assert any(problem in noticed for noticed in page_problems), page_problems
    page_problems.clear()


_KEEP = (
    "localStorage.a = sessionStorage.a = '1'; caches.open('a').then(() => document.cookie = 'a=1')"
)
_KEPT = (
    "caches.keys().then((names) => [...names, localStorage.a, sessionStorage.a, document.cookie])"
)


def test_what_one_test_stored_is_not_there_for_the_next(
    open_page: Opener, windows: Windows, serve: Server, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(_PAGE.format(""), "utf-8")
    found = []
    for _ in range(2):
        page = open_page()
        page.goto(serve(tmp_path) + "/")
        found.append(page.evaluate(_KEPT))
        page.evaluate(_KEEP)
        assert page.evaluate(_KEPT) == ["a", "1", "1", "a=1"]
        windows.tidy()
    assert found == [[None, None, ""]] * 2


def test_a_page_may_be_opened_without_script(
    open_page: Opener, serve: Server, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(
        _PAGE.format("<script>document.title = '有脚本';</script>"), "utf-8"
    )
    page = open_page(java_script_enabled=False)
    page.goto(serve(tmp_path) + "/")
    assert page.title() == "页"
