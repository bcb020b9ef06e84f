"""The accessibility bar helps, breaks nothing, and goes without a trace."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.kinds import KINDS
from tests.browser.preferences import remembered, show
from tests.browser.speech import VOICES, script

Opener = Callable[..., Page]

# As docs/nginx/site.conf sends it.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "frame-ancestors 'self'; base-uri 'none'"
)
_CONTRAST = ("black-on-white", "white-on-black", "yellow-on-black", "yellow-on-blue")
_MIDDLE = """((found) => {
  const {top, height} = document.querySelector(found).getBoundingClientRect();
  return top + height / 2;
})"""
_CHOSEN = "({...document.documentElement.dataset})"


def opened(open_page: Opener, address: str, **options: object) -> Page:
    """A page with the bar, opened by its button."""
    page = open_page(**{"reduced_motion": "reduce", **options})
    page.add_init_script(script(VOICES))
    show(page, address)
    page.locator("[data-enhance=accessibility]").click()
    page.locator("#bar button:focus").wait_for()
    return page


def press(page: Page, name: str) -> None:
    page.locator("#bar").get_by_role("button", name=name, exact=True).click()


def test_everything_is_reached_by_keys_and_remembered(open_page: Opener, column: str) -> None:
    page = open_page(reduced_motion="reduce")
    show(page, column + KINDS["document"])
    for keys in ("1", "2", "2", "Equal", "5", "6", "7", "9"):
        page.keyboard.press(f"Alt+Shift+{f'Digit{keys}' if keys.isdigit() else keys}")
        page.locator("#bar").wait_for()
    page.keyboard.press("Alt+Shift+Digit4")
    expected = {"bar": "on", "size": "larger", "zoom": "110", "theme": "light", "pointer": "big"}
    expected |= dict.fromkeys(("guide", "ruler", "caption"), "on")
    assert page.evaluate(_CHOSEN).items() >= expected.items()
    page.goto(column + KINDS["list"])
    assert page.evaluate(_CHOSEN).items() >= expected.items()
    page.locator("#bar").wait_for()
    page.locator(".bar-caption").wait_for()
    page.locator(".bar-ruler").wait_for(state="attached")


def test_one_key_leaves_and_the_next_opening_brings_everything_back(
    open_page: Opener, column: str
) -> None:
    page = opened(open_page, column + KINDS["document"])
    press(page, "十字线")
    press(page, "大字幕")
    page.get_by_label("配色").select_option("yellow-on-black")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(255, 255, 0)"
    page.locator("h1").click()
    page.keyboard.press("Escape")
    page.locator("#bar").wait_for(state="detached")
    assert page.evaluate(_CHOSEN).keys() <= {"mode", "bar", "size", "rate", "started"}
    expect(page.locator(".bar-caption, .bar-line, .bar-ruler")).to_have_count(0)
    page.keyboard.press("Alt+Shift+Digit1")
    page.locator(".bar-caption").wait_for()
    assert page.evaluate("document.documentElement.dataset.theme") == "yellow-on-black"
    press(page, "退出无障碍")
    assert page.locator(":focus").get_attribute("id") == "main"  # where the reader was


def test_esc_ends_reading_first(open_page: Opener, column: str) -> None:
    page = opened(open_page, column + KINDS["document"])
    press(page, "朗读全文")
    page.locator(".bar-player").wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".bar-player").count() == 0
    assert page.locator("#bar").count() == 1
    page.keyboard.press("Escape")
    page.locator("#bar").wait_for(state="detached")


def test_the_original_state_is_one_button_away(open_page: Opener, column: str) -> None:
    page = opened(open_page, column + KINDS["document"])
    for name in ("文字放大", "页面放大", "大鼠标", "阅读尺"):
        press(page, name)
    press(page, "恢复原样")
    chosen = page.evaluate(_CHOSEN)
    original = {"size": "standard", "zoom": "100", "pointer": "standard", "ruler": "off"}
    assert chosen.items() >= original.items()


@pytest.mark.parametrize("theme", _CONTRAST)
def test_a_contrast_theme_has_two_colours(theme: str, open_page: Opener, column: str) -> None:
    page = open_page()
    page.add_init_script(remembered(bar="on", theme=theme))
    show(page, column + KINDS["document"])
    colours = page.evaluate(
        """() => new Set([...document.querySelectorAll("body, main *, footer *")].map(
          (one) => getComputedStyle(one).color).filter((one) => one.startsWith("rgb("))).size"""
    )
    assert colours == 1


def test_the_caption_shows_what_is_pointed_at_and_focused_with_pinyin(
    open_page: Opener, column: str
) -> None:
    page = opened(open_page, column + KINDS["document"])
    press(page, "大字幕")
    caption = page.locator(".bar-caption")
    caption.wait_for()
    assert caption.get_attribute("aria-hidden") == "true"
    page.locator("h1").hover()
    expect(caption).to_contain_text("养老服务补贴实施办法")
    page.locator("#bar").get_by_role("button", name="快捷键").focus()
    expect(caption).to_have_text("快捷键")
    press(page, "字幕拼音")
    page.locator(".bar-caption ruby").first.wait_for()
    page.locator(".document-head__published span").first.hover()
    page.wait_for_function("document.querySelector('.bar-caption').textContent.includes('shí')")


def test_guides_follow_pointer_and_keyboard_and_take_no_click(
    open_page: Opener, column: str
) -> None:
    page = opened(open_page, column)
    press(page, "十字线")
    press(page, "阅读尺")
    page.locator(".bar-ruler").wait_for()
    page.mouse.move(300, 500)
    page.wait_for_function(f"Math.abs({_MIDDLE}('.bar-ruler') - 500) < 3")
    page.keyboard.press("Tab")
    page.wait_for_function(f"Math.abs({_MIDDLE}('.bar-ruler') - {_MIDDLE}(':focus')) < 3")
    page.get_by_role("link", name="站点地图").click()
    page.wait_for_url("**/sitemap/")


def test_links_and_the_order_of_focus_stay_as_they_were(open_page: Opener, column: str) -> None:
    order = """() => [...document.querySelectorAll("a[href], button, summary, input, select")].filter(
      (one) => !one.closest("#bar, .bar-bottom") && one.checkVisibility() && one.tabIndex >= 0).map(
      (one) => one.href ?? one.textContent.trim())"""
    page = open_page(reduced_motion="reduce")
    show(page, column + KINDS["statute"])
    before = page.evaluate(order)
    page.locator("[data-enhance=accessibility]").click()
    for name in ("十字线", "阅读尺", "大字幕", "大鼠标"):
        press(page, name)
    page.locator(".bar-caption").wait_for()
    assert page.evaluate(order) == before
    assert page.locator("[tabindex]:not([tabindex='-1'])").count() == 0


def test_what_has_the_focus_is_never_hidden(open_page: Opener, column: str) -> None:
    page = opened(open_page, column + KINDS["document"], viewport={"width": 1280, "height": 800})
    press(page, "大字幕")
    press(page, "朗读全文")
    page.locator(".bar-player").wait_for()
    page.locator("main").focus()
    hidden = []
    for _ in range(45):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """async () => {
              const one = document.activeElement;
              let before = NaN;  // the page scrolls to it smoothly: wait until it has come
              while (before !== (before = one.getBoundingClientRect().top))
                await new Promise(requestAnimationFrame);
              const {left, top, width, height} = one.getBoundingClientRect();
              const hit = document.elementFromPoint(left + width / 2, top + height / 2);
              return !hit || one.contains(hit) || hit.contains(one) ? "" : one.outerHTML.slice(0, 90);
            }"""
        )
        if seen:
            hidden.append(seen)
    assert hidden == []


@pytest.mark.parametrize("zoom", ["100", "200"])
def test_zoom_never_makes_the_page_scroll_sideways(
    zoom: str, open_page: Opener, column: str
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(remembered(bar="on", zoom=zoom))
    for kind in ("home", "document", "decision"):
        show(page, column + KINDS[kind])
        page.locator("#bar").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_nothing_of_the_bar_is_printed(open_page: Opener, column: str) -> None:
    page = opened(open_page, column + KINDS["document"])
    press(page, "大字幕")
    press(page, "十字线")
    page.locator(".bar-line").first.wait_for()
    page.get_by_label("配色").select_option("yellow-on-black")
    page.emulate_media(media="print")
    assert page.locator("#bar:visible, .bar-bottom:visible, .bar-line:visible").count() == 0
    ink = page.locator(".prose p").first.evaluate("one => getComputedStyle(one).color")
    assert ink == "rgb(0, 0, 0)"


def test_the_bar_needs_no_exception_from_the_policy(open_page: Opener, column: str) -> None:
    page = open_page(reduced_motion="reduce")

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "content-security-policy": _POLICY}
        route.fulfill(response=answer, headers=headers)

    page.route(re.compile(r"/$"), with_policy)
    page.add_init_script(script(VOICES))
    show(page, column + KINDS["document"])
    page.locator("[data-enhance=accessibility]").click()
    for name in ("十字线", "阅读尺", "大字幕", "字幕拼音", "大鼠标", "朗读全文"):
        press(page, name)
    page.locator(".bar-caption ruby").first.wait_for()
    page.mouse.move(200, 300)
    page.keyboard.press("Alt+Shift+Slash")
    page.locator("dialog[open]").wait_for()


def test_without_storage_the_bar_works_on_this_page(open_page: Opener, column: str) -> None:
    page = open_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    )
    show(page, column)
    page.locator("[data-enhance=accessibility]").click()
    press(page, "文字放大")
    assert page.evaluate("document.documentElement.dataset.size") == "large"
