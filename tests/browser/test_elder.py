"""Elder mode is the same page with the same words, larger, plainer, in one column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import KINDS, WIDTHS
from tests.browser.preferences import choose, remembered, show

Opener = Callable[..., Page]

_NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"

# Every visible piece of text, but that of the switch itself; folds are opened: they hide no text.
_TEXTS = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest(".mode") || !parent.checkVisibility({visibilityProperty: true})) continue;
    if (node.data.trim()) found.add(node.data.trim());
  }
  return [...found].sort();
}"""

_SMALL_TEXT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility()) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (parent.closest("sup, sub, code")) continue;
    if (size < 24) found.push(`${size}: ${node.data.trim().slice(0, 20)}`);
  }
  return found;
}"""

# A link in a sentence may be as high as its line (WCAG 2.5.5, inline).
_SMALL_TARGETS = """() => {
  const found = [];
  for (const target of document.querySelectorAll("a[href], button, summary, select, label:has(input)")) {
    if (!target.checkVisibility({visibilityProperty: true}) || target.matches(".skip-link")) continue;
    const box = target.getBoundingClientRect();
    const around = target.parentElement.textContent.replace(/\\s/g, "");
    const inline = getComputedStyle(target).display === "inline";
    if (inline && around.length > target.textContent.replace(/\\s/g, "").length) continue;
    if (box.height < 59.5 || box.width < 44) {
      found.push(`${Math.round(box.width)}x${Math.round(box.height)} ${target.outerHTML.slice(0, 120)}`);
    }
  }
  return found;
}"""


def elder(open_page: Opener, address: str, **options: Any) -> Page:
    """A page as those see it who chose elder mode on an earlier visit."""
    page = open_page(**{"viewport": {"width": 360, "height": 740}, **options})
    page.add_init_script(remembered(mode="elder"))
    show(page, address)
    return page


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_are_the_same_and_large_enough(kind: str, open_page: Opener, column: str) -> None:
    page = open_page(reduced_motion="reduce")
    show(page, column + KINDS[kind])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        choose(page)
        ordinary = page.evaluate(_TEXTS)
        choose(page, mode="elder")
        assert page.evaluate(_TEXTS) == ordinary
        assert page.evaluate(_SMALL_TEXT) == []
        assert page.evaluate(_SMALL_TARGETS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_lines_of_the_text_stand_apart(open_page: Opener, column: str) -> None:
    page = elder(open_page, column + KINDS["document"])
    paragraph = page.locator(".prose p").nth(3)
    size = paragraph.evaluate("p => parseFloat(getComputedStyle(p).fontSize)")
    leading = paragraph.evaluate("p => parseFloat(getComputedStyle(p).lineHeight)")
    assert leading / size == pytest.approx(1.8)


def test_the_switch_is_on_the_first_screen_and_remembered(open_page: Opener, column: str) -> None:
    page = open_page(viewport={"width": 320, "height": 568})
    show(page, column)
    switch = page.get_by_role("link", name="长者模式", exact=True)
    box = switch.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["y"] + box["height"] < 300
    switch.click()
    assert page.locator(":focus").inner_text() == "退出长者模式"
    show(page, column + KINDS["document"])
    assert page.evaluate("document.documentElement.dataset.mode") == "elder"
    page.get_by_role("link", name="退出长者模式").click()
    assert page.locator(":focus").inner_text() == "长者模式"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.mode") == "standard"


def test_the_title_and_the_policy_card_begin_on_the_first_screen_of_a_phone(
    open_page: Opener, column: str
) -> None:
    viewport = {"width": 390, "height": 760}
    page = elder(open_page, column + KINDS["document"], viewport=viewport)
    ends = {}
    for part in ("h1", ".policy-card h2", ".mode__out", ".search-form__go"):
        box = page.locator(part).first.bounding_box()
        assert box is not None, part
        ends[part] = box["y"] + box["height"]
    assert max(ends.values()) <= viewport["height"], ends
    assert ends[".mode__out"] < ends["h1"] < ends[".policy-card h2"]
    assert page.evaluate(_SMALL_TARGETS) == []
    place = page.get_by_role("navigation", name="位置")
    assert place.get_by_role("link").count() == 2
    heard = place.locator("[aria-current=page]").inner_text()
    assert heard == page.locator("h1").inner_text()  # not seen twice


def test_an_address_opens_elder_mode_for_good(open_page: Opener, column: str) -> None:
    page = open_page()
    show(page, column + "#elder")
    show(page, column + KINDS["list"])
    assert page.evaluate("document.documentElement.dataset.mode") == "elder"
    show(page, column + "#elder")
    page.get_by_role("link", name="退出长者模式").click()
    assert page.evaluate("document.documentElement.dataset.mode") == "standard"


def test_without_script_the_link_switches_the_page(open_page: Opener, column: str) -> None:
    page = open_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto(column + KINDS["document"])
    page.get_by_role("link", name="长者模式", exact=True).click()
    paragraph = page.locator(".prose p").nth(3)
    assert paragraph.evaluate("p => parseFloat(getComputedStyle(p).fontSize)") >= 24
    page.get_by_role("link", name="退出长者模式").click()
    assert paragraph.evaluate("p => parseFloat(getComputedStyle(p).fontSize)") < 24


def test_without_storage_the_switch_still_works(open_page: Opener, column: str) -> None:
    page = open_page()
    page.add_init_script(_NO_STORAGE)
    show(page, column)
    page.get_by_role("link", name="长者模式", exact=True).click()
    assert page.evaluate("document.documentElement.dataset.mode") == "elder"


def test_doors_come_before_the_statutory_list(open_page: Opener, column: str) -> None:
    page = elder(open_page, column)
    doors = page.locator(".home-doors").bounding_box()
    listed = page.locator(".home-columns").first.bounding_box()
    assert doors is not None
    assert listed is not None
    assert doors["y"] + doors["height"] <= listed["y"]
    assert page.locator(".home-doors a .icon").count() == page.locator(".home-doors a").count() > 0


def test_the_policy_card_follows_one_sentence_and_leaves_the_rule_to_the_text(
    open_page: Opener, column: str
) -> None:
    page = elder(open_page, column + KINDS["document"])
    card = page.locator("main > .document-head + .status + .policy-card")
    assert "以正文为准" in card.inner_text()


def test_what_is_no_longer_in_force_says_so_before_all(open_page: Opener, column: str) -> None:
    page = elder(open_page, column + KINDS["no longer in force"])
    assert "status" in (page.locator("main > .document-head + *").get_attribute("class") or "")


def test_everything_stands_in_one_column(open_page: Opener, column: str) -> None:
    page = elder(open_page, column + KINDS["document"], viewport={"width": 1280, "height": 800})
    lefts = page.evaluate(
        """() => [".facts dl > div", ".policy-card dl > div", ".beside > *", ".neighbours > a"].map(
          (parts) => new Set([...document.querySelectorAll(parts)].map(
            (part) => Math.round(part.getBoundingClientRect().left))).size)"""
    )
    assert max(lefts) == 1


def test_telephone_numbers_are_buttons_to_call(open_page: Opener, column: str) -> None:
    page = elder(open_page, column + KINDS["document"])
    numbers = page.locator("main a[href^='tel:']")
    assert numbers.count() >= 3
    for box in numbers.evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)"):
        assert box >= 60


def test_nothing_waits_for_a_pointer(open_page: Opener, column: str) -> None:
    page = elder(open_page, column + KINDS["statute"])
    unseen = page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter((one) =>
          one.checkVisibility() && getComputedStyle(one).opacity === "0").length"""
    )
    assert unseen == 0
