"""Pages hold whatever an office writes: endless titles, wide tables, one-line paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from gongkai.commands.main import main
from tests.browser.preferences import choose, show
from tests.browser.speech import VOICES, script
from tests.browser.test_axe import violations
from tests.conftest import AS_OF
from tests.tiny import document, site

Opener = Callable[..., Page]

_LONG_TITLE = "示例市人民政府办公室关于" + "进一步加强和规范养老服务工作" * 10 + "的通知"
_COLUMNS = 40
_TABLE = "\n".join(
    [
        "| " + " | ".join(f"项目{place}" for place in range(_COLUMNS)) + " |",
        "|" + "---|" * _COLUMNS,
        *(f"| {' | '.join(f'{row}.{place}' for place in range(_COLUMNS))} |" for row in range(3)),
    ]
)
_BODIES = {
    "title": ("第一条　正文。\n", {"title": _LONG_TITLE, "summary": _LONG_TITLE}),
    "table": (f"第一条　收费标准如下：\n\n{_TABLE}\n", {}),
    "paragraph": ("第一条　" + "一段没有句号的文字，" * 2000 + "\n", {}),
    "word": ("第一条　" + "A" * 3000 + " https://www.example.gov.cn/" + "a" * 500 + "\n", {}),
    "deep": ("".join(f"第{numeral}条　内容。\n\n" for numeral in "一二三四五六七八九"), {}),
    "least": ("正文。\n", {}),
    "empty": ("", {}),
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """A site of which site.yaml says nothing but the name, with odd documents."""
    root = tmp_path_factory.mktemp("odd")
    files = {
        f"normative/{name}.md": document(body, **{"title": f"关于{name}的通知", **keys})
        for name, (body, keys) in _BODIES.items()
    }
    site(root, files, settings="name: 示例市人民政府\nurl: https://www.example.gov.cn/\n")
    place = root / "output"
    arguments = ["build", "--root", str(root), "--output", str(place), "--jobs", "1"]
    assert main([*arguments, "--as-of", AS_OF]) == 0
    return serve(place) + "/"


@pytest.mark.parametrize("name", [*(f"normative/{name}/" for name in _BODIES), "normative/", ""])
def test_an_odd_document_breaks_no_page(name: str, open_page: Opener, odd: str) -> None:
    page = open_page(reduced_motion="reduce")
    show(page, odd + name)
    for mode in ("standard", "elder"):
        choose(page, mode=mode)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(page) == []


def test_a_table_that_is_too_wide_scrolls_by_keyboard(open_page: Opener, odd: str) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    show(page, odd + "normative/table/")
    table = page.locator(".table[tabindex='0']")
    table.wait_for()
    assert "左右滚动" in (table.get_attribute("aria-label") or "")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.table').scrollLeft > 0")


def test_a_paragraph_without_an_end_is_read_in_pieces(open_page: Opener, odd: str) -> None:
    page = open_page(reduced_motion="reduce")
    page.add_init_script(script(VOICES))
    show(page, odd + "normative/paragraph/")
    page.locator("[data-tool=listen]").click()
    page.wait_for_function("heard.said.length === 1")
    for _ in range(4):
        page.evaluate("heard.finish()")
    assert max(map(len, page.evaluate("heard.said"))) <= 90
    assert page.evaluate("document.documentElement.scrollTop") >= 0
