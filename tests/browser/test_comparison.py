"""A comparison is read side by side, one above the other, on paper, in two colours, and aloud."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Page

from tests.browser.preferences import show
from tests.browser.test_axe import violations_in_both_colours

_PAGE = "/regulations/parking/compare/2019-05-01..2026-05-01/"
_ROW = ".compare__row:has(#now-art_11)"

Opener = Callable[..., Page]
Server = Callable[[Path], str]


def sides(page: Page) -> tuple[FloatRect, FloatRect]:
    """Where the old and the new side of one changed article are."""
    old = page.locator(f"{_ROW} .compare__side--del").bounding_box()
    new = page.locator(f"{_ROW} .compare__side--ins").bounding_box()
    assert old is not None
    assert new is not None
    return old, new


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_wrong_with_the_page_unfolded(
    open_page: Opener, serve: Server, example_site: Path, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    show(page, serve(example_site) + _PAGE)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert violations_in_both_colours(page) == {}
    assert fits(page)


def test_the_texts_stand_side_by_side_where_there_is_room_and_else_the_old_first(
    open_page: Opener, serve: Server, example_site: Path
) -> None:
    wide = open_page(viewport={"width": 1280, "height": 900})
    show(wide, serve(example_site) + _PAGE)
    old, new = sides(wide)
    assert old["x"] + old["width"] <= new["x"]
    assert abs(old["y"] - new["y"]) < 1
    narrow = open_page(viewport={"width": 375, "height": 800})
    show(narrow, serve(example_site) + _PAGE)
    old, new = sides(narrow)
    assert old["y"] + old["height"] <= new["y"]


def test_a_print_has_two_columns_whatever_the_width_of_the_window(
    open_page: Opener, serve: Server, example_site: Path
) -> None:
    page = open_page(viewport={"width": 640, "height": 900})
    show(page, serve(example_site) + _PAGE)
    page.emulate_media(media="print")
    old, new = sides(page)
    assert old["x"] + old["width"] <= new["x"]


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"media": "print"}])
def test_what_changed_is_marked_without_colour(
    open_page: Opener, serve: Server, example_site: Path, media: dict[str, str]
) -> None:
    page = open_page()
    show(page, serve(example_site) + _PAGE)
    page.emulate_media(**media)  # type: ignore[arg-type]
    line = "one => getComputedStyle(one).textDecorationLine"
    assert page.locator(f"{_ROW} del").first.evaluate(line) == "line-through"
    assert page.locator(f"{_ROW} ins").first.evaluate(line) == "underline"


def test_without_style_and_script_the_page_reads_in_its_order(
    open_page: Opener, serve: Server, example_site: Path
) -> None:
    page = open_page(java_script_enabled=False)
    page.route("**/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    page.goto(serve(example_site) + _PAGE)
    said = page.locator("main").inner_text()
    wanted = (
        "改了什么",
        "新增2条、修改10条",
        "逐条对照",
        "第五条 修改",
        "原文",
        "〔删去：",
        "现文",
    )
    places = [said.index(words) for words in wanted[:4]]
    places += [said.index(words, places[3]) for words in wanted[4:]]
    assert places == sorted(places)


def test_an_unchanged_article_opens_without_script(
    open_page: Opener, serve: Server, example_site: Path
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(serve(example_site) + _PAGE)
    article = page.locator("#now-art_2")
    assert not article.is_visible()
    page.get_by_text("第一条至第四条文字未改动").click()
    assert article.is_visible()


def test_the_document_leads_to_its_comparisons_and_they_back_to_each_text(
    page: Page, serve: Server, example_site: Path
) -> None:
    show(page, serve(example_site) + "/regulations/parking/")
    page.get_by_role("link", name="与前一文本对照").first.click()
    page.wait_for_url("**/compare/2022-09-01..2026-05-01/")
    page.locator(f"{_ROW} .compare__side--del a").first.click()
    page.wait_for_url("**/regulations/parking/2022-09-01/#art_11")
