"""Every page fits narrow windows, large letters, wide spacing, and the system's own colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from tests.browser.kinds import KINDS
from tests.browser.preferences import remembered, show

Opener = Callable[..., Page]

_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# WCAG 1.4.12.
_SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
# Text that its own box cuts off.
_CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one);
  if (!one.checkVisibility() || one.closest(".visually-hidden, .status__comma, .toc, .table")) return false;
  if (style.clipPath === "inset(50%)") return false;  // meant to be heard only
  const hides = style.overflowX === "hidden" || style.overflowX === "clip";
  return hides && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map((one) => one.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("mode", ["standard", "elder"])
def test_nothing_scrolls_sideways_at_400_percent_or_with_wide_spacing(
    mode: str, open_page: Opener, column: str
) -> None:
    page = open_page(viewport={"width": 320, "height": 256})  # 1280 by 1024 at 400 %
    page.add_init_script(remembered(mode=mode))
    sideways = []
    for kind, address in KINDS.items():
        show(page, column + address)
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        if page.evaluate(_SIDEWAYS):
            sideways.append(kind)
        page.evaluate(_SPACING)
        if page.evaluate(_SIDEWAYS) or page.evaluate(_CUT):
            sideways.append(f"{kind}, wide spacing")
    assert sideways == []


def test_letters_of_twice_the_size_fit(open_page: Opener, column: str) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    sideways = []
    for kind, address in KINDS.items():
        show(page, column + address)
        if page.evaluate(_SIDEWAYS):
            sideways.append(kind)
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 36
    assert sideways == []


def test_colours_of_the_system_keep_what_is_chosen_and_where_one_is(
    open_page: Opener, column: str
) -> None:
    page = open_page(forced_colors="active")
    page.add_init_script(remembered(bar="on", guide="on"))
    show(page, column + KINDS["list"])
    pressed = page.locator("#bar button[aria-pressed=true]")
    pressed.wait_for()
    plain = page.locator("#bar button[aria-pressed=false]").first
    background = "one => getComputedStyle(one).backgroundColor"
    assert pressed.evaluate(background) != plain.evaluate(background)
    page.locator(".columns__list a").first.focus()
    outline = page.locator(":focus").evaluate("one => getComputedStyle(one).outlineStyle")
    assert outline == "solid"


def test_who_wants_no_motion_gets_none(open_page: Opener, column: str) -> None:
    page = open_page(reduced_motion="reduce")
    show(page, column + KINDS["statute"])
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((one) => {
          const style = getComputedStyle(one);
          return style.scrollBehavior === "smooth" || style.animationName !== "none" ||
            style.transitionDuration !== "0s";
        }).length"""
    )
    assert moving == 0


def test_without_pictures_the_words_are_there(open_page: Opener, column: str) -> None:
    page = open_page()

    def refuse(route: Route) -> None:
        route.fulfill(status=200, content_type="image/png", body=b"")

    page.route("**/*.{png,jpg,svg}", refuse)
    show(page, column + "interpretations/heating-subsidy-chart/")
    for picture in page.locator("main img").all():
        assert picture.get_attribute("alt") is not None
    assert page.locator(".transcript").inner_text().strip()
    assert page.get_by_role("link", name="长者模式", exact=True).is_visible()


def test_type_is_set_as_chinese_is_read(open_page: Opener, column: str) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    show(page, column + KINDS["statute"])
    widths = page.locator(".prose p").evaluate_all(
        "all => all.map((one) => one.clientWidth / parseFloat(getComputedStyle(one).fontSize))"
    )
    assert 30 <= max(widths) <= 42  # characters in a line
    broken = page.locator(".number").evaluate_all(
        "all => all.filter((one) => one.getClientRects().length > 1).map((one) => one.textContent)"
    )
    assert broken == []  # 〔2024〕 is never left alone
    style = page.locator("body").evaluate(
        "one => [getComputedStyle(one).lineBreak, getComputedStyle(one).textSpacingTrim]"
    )
    assert style == ["strict", "trim-start"]
    show(page, column + KINDS["catalogue"])
    figures = page.locator(".table table").first.evaluate(
        "one => getComputedStyle(one).fontVariantNumeric"
    )
    assert "tabular-nums" in figures


def test_a_dozen_columns_stand_in_one_row(open_page: Opener, column: str) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    show(page, column)
    tops = page.locator(".columns__list > li").evaluate_all(
        "all => all.map((one) => Math.round(one.getBoundingClientRect().top))"
    )
    assert len(tops) > 10
    assert len(set(tops)) == 1
