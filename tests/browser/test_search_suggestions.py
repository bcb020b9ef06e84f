"""The box on every page offers titles and numbers as one types, by the combobox pattern of ARIA 1.2."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.preferences import show
from tests.browser.searching import WORDS
from tests.browser.test_axe import violations

Opener = Callable[..., Page]


def combobox(page: Page) -> Locator:
    return page.get_by_role("combobox", name=WORDS)


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def typed(page: Page, address: str, words: str) -> None:
    """Open a page, put words into its box at once, and wait for the suggestions to them."""
    show(page, address)
    page.get_by_label(WORDS).focus()
    combobox(page).fill(words)
    expect(options(page).first).to_be_visible()


@pytest.mark.parametrize("place", ["", "regulations/", "normative/home-care-subsidy/"])
def test_titles_are_offered_as_one_types(page: Page, column: str, place: str) -> None:
    show(page, column + place)
    page.get_by_label(WORDS).focus()
    page.keyboard.type("停车", delay=20)
    expect(options(page).filter(has_text="示例市停车管理办法").first).to_be_visible()
    expect(combobox(page)).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox", name="建议")).to_be_visible()


def test_nothing_of_the_search_is_fetched_before_the_box_is_used(page: Page, column: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    show(page, column + "regulations/")
    assert [url for url in asked if "search" in url] == []
    page.get_by_label(WORDS).focus()
    expect(combobox(page)).to_be_visible()
    assert [url for url in asked if "search-suggest" in url] != []


@pytest.mark.parametrize("number", ["示政办发〔2024〕11", "示政办发[2024]11号", "示政办发 2024 11"])
def test_a_number_is_offered(page: Page, column: str, number: str) -> None:
    typed(page, column, number)
    expect(options(page).first).to_contain_text("示政办发〔2024〕11号")


def test_the_arrow_keys_choose_and_enter_goes_there(page: Page, column: str) -> None:
    typed(page, column, "停车")
    page.keyboard.press("ArrowDown")
    first = options(page).first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(combobox(page)).to_have_attribute(
        "aria-activedescendant", str(first.get_attribute("id"))
    )
    expect(combobox(page)).to_be_focused()
    title = first.locator(".suggestions__title").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile(re.escape(title.split(" ")[0]))
    )


def test_the_arrow_keys_go_round_through_the_box(page: Page, column: str) -> None:
    typed(page, column, "停车")
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(combobox(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    expect(page.locator("[aria-selected=true]")).to_have_count(0)


def test_enter_without_a_choice_searches(page: Page, column: str) -> None:
    typed(page, column, "停车")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=%E5%81%9C%E8%BD%A6"))


def test_escape_closes_and_keeps_the_words(page: Page, column: str) -> None:
    typed(page, column, "停车")
    page.keyboard.press("Escape")
    expect(options(page).first).to_be_hidden()
    expect(combobox(page)).to_have_value("停车")
    expect(combobox(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_visible()


def test_leaving_the_box_closes_the_list(page: Page, column: str) -> None:
    typed(page, column, "停车")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(options(page).first).to_be_hidden()


def test_a_press_on_a_suggestion_goes_there(page: Page, column: str) -> None:
    typed(page, column, "停车")
    options(page).nth(1).click()
    expect(page).not_to_have_url(re.compile(f"^{re.escape(column)}$"))


def test_how_many_there_are_is_told(page: Page, column: str) -> None:
    typed(page, column, "停车")
    told = page.locator(".search-form [role=status]")
    expect(told).to_have_text(re.compile(r"有\d条建议，用上下键选择"))
    combobox(page).fill("没有这样的标题")
    expect(told).to_have_text("没有建议，按回车搜索全文")
    expect(combobox(page)).to_have_attribute("aria-expanded", "false")


def test_a_suggestion_is_shown_as_text(page: Page, column: str) -> None:
    show(page, column)
    page.get_by_label(WORDS).fill("<img src=x onerror=alert(1)>")
    expect(combobox(page)).to_be_visible()
    expect(page.locator(".search-form [role=status]")).to_have_text("没有建议，按回车搜索全文")
    assert page.locator(".search-form img").count() == 0


def test_a_missing_index_leaves_a_plain_form(
    open_page: Opener, column: str, page_problems: list[str]
) -> None:
    page = open_page(alone=True)
    page.context.route(re.compile(r"/search/data/"), lambda route: route.abort())
    page.goto(column)
    page.get_by_label(WORDS).fill("停车")
    page.get_by_label(WORDS).press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    page_problems[:] = [one for one in page_problems if "Failed to load resource" not in one]


@pytest.mark.parametrize("place", ["", "regulations/"])
def test_axe_finds_nothing_while_the_list_is_open(
    open_page: Opener, column: str, place: str
) -> None:
    page = open_page(reduced_motion="reduce")
    typed(page, column + place, "停车")
    page.keyboard.press("ArrowDown")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
