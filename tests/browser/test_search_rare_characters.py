"""A rare character (生僻字, outside the basic plane of Unicode) in a text is found and marked as one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gongkai.commands.main import main
from tests.browser.searching import ask, count, open_search, settled, titles
from tests.tiny import SITE, document, site

_VILLAGE = "𠮷𩶘村"  # U+20BB7 and U+29D98: two rare characters, one behind the other
_BEFORE = "沿江各村应当公布防汛责任人。"
_TEXTS = {
    # The characters stand where a passage is cut (4,000) and where a snippet begins, too.
    "normative/flood.md": document(
        f"第一条　{_BEFORE}{_VILLAGE}由渔政站负责。\n\n"
        f"第二条　{'堤' * 3979}。𠮷𩶘渡口封闭。\n\n第三条　{'𠮷' * 30}塘不得围垦。\n",
        title="示例市防汛责任办法",
    ),
    "normative/ferry.md": document("第一条　𠮷村渡口恢复通航。\n", title="示例市渡口管理办法"),
    "normative/shoal.md": document("第一条　方便办事。\n", title="示例市𩶘滩保护办法"),
}


@pytest.fixture(scope="module")
def column(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    root = site(tmp_path_factory.mktemp("rare"), _TEXTS, SITE)
    assert main(["build", "--root", str(root), "--as-of", "2026-11-23", "--jobs", "1"]) == 0
    return serve(root / "output") + "/"


def _marked(page: Page) -> list[str]:
    return page.locator(".result mark").all_inner_texts()


def _whole(page: Page) -> bool:
    """Whether no half of a character is shown."""
    return bool(page.evaluate("document.querySelector('.results').textContent.isWellFormed()"))


@pytest.mark.parametrize(
    ("words", "found", "marks"),
    [
        (_VILLAGE, ["示例市防汛责任办法"], _VILLAGE),
        ("𩶘", ["示例市𩶘滩保护办法", "示例市防汛责任办法"], "𩶘"),
        ("𠮷村", ["示例市渡口管理办法"], "𠮷村"),
        ("𠮷𩶘渡口", ["示例市防汛责任办法"], "𠮷𩶘渡口"),
        ("𠮷塘不得", ["示例市防汛责任办法"], "𠮷塘不得"),
        ("𠮶", [], ""),  # of the same first half as 𠮷
    ],
)
def test_a_rare_character_is_found_and_marked(
    page: Page, column: str, words: str, found: list[str], marks: str
) -> None:
    open_search(page, column, q=words)
    expect(count(page)).to_have_text(f"找到{len(found)}件" if found else "没有找到")
    assert sorted(titles(page)) == sorted(found)
    assert set(_marked(page)) == ({marks} if found else set())
    assert _whole(page)


def test_it_is_found_as_typed_and_shown_with_the_words_around(page: Page, column: str) -> None:
    open_search(page, column, q="村")
    ask(page, _VILLAGE)
    settled(page)
    snippet = page.locator(".result__snippet")
    expect(snippet).to_contain_text(f"{_BEFORE}{_VILLAGE}由渔政站负责。")
    assert page.locator(".result__place").inner_text() == "第一条"
