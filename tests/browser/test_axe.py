"""axe-core finds nothing on any kind of page, in any theme, at any width."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import KINDS, WIDTHS
from tests.browser.preferences import choose, drawn, show
from tests.conftest import REPOSITORY

Opener = Callable[..., Page]

_AXE = (REPOSITORY / "node_modules/axe-core/axe.min.js").read_text("utf-8")
_RUN = """async (tags) => {
  const rules = {"target-size": {enabled: true}, "color-contrast-enhanced": {enabled: true}};
  const found = await axe.run(document, {runOnly: tags, rules, resultTypes: ["violations"]});
  return found.violations.map(({id, nodes}) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`);
}"""
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# The theme of the system, the bar, what is chosen. A theme of the bar needs the bar.
LOOKS: dict[str, tuple[str, bool, Mapping[str, str]]] = {
    "light": ("light", False, {}),
    "dark": ("dark", False, {}),
    "elder": ("light", False, {"mode": "elder"}),
    "elder, dark, bar": ("light", True, {"mode": "elder", "theme": "dark"}),
    "black on white": ("dark", True, {"theme": "black-on-white", "size": "larger"}),
    "white on black": ("light", True, {"theme": "white-on-black", "caption": "on"}),
    "yellow on black": ("light", True, {"theme": "yellow-on-black", "guide": "on"}),
    "yellow on blue": ("light", True, {"theme": "yellow-on-blue", "mode": "elder"}),
}


def violations(page: Page) -> list[str]:
    """What axe-core says of the page as it is now; level AAA of contrast everywhere."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    drawn(page)
    found: list[str] = page.evaluate(_RUN, _TAGS)
    return found


def violations_in_both_colours(page: Page) -> dict[str, list[str]]:
    """What axe-core says of the page in the light and in the dark theme, where it says anything."""
    found: dict[str, list[str]] = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        if problems := violations(page):
            found[scheme] = problems
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_theme_and_width_is_without_violation(
    kind: str, open_page: Opener, column: str
) -> None:
    page = open_page(reduced_motion="reduce")
    show(page, column + KINDS[kind])
    found = {}
    for look, (system, bar, chosen) in LOOKS.items():
        page.emulate_media(color_scheme="dark" if system == "dark" else "light")
        choose(page, bar=bar, **chosen)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if problems := violations(page):
                found[look, width] = problems
    assert found == {}


OPENED = {
    "more tools": "document.querySelector('.tools__more').open = true",
    "columns": "document.querySelector('#columns').showPopover()",
    "code": "document.querySelector('[data-tool=share]').click()",
    "PDF": "document.querySelector('[data-tool=pdf]').click()",
    "no voice": "document.querySelector('[data-tool=listen]').click()",
}


@pytest.mark.parametrize("mode", ["standard", "elder"])
def test_what_opens_on_a_page_is_without_violation(
    mode: str, open_page: Opener, column: str
) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    show(page, column + KINDS["document"])
    choose(page, mode=mode)
    found = {}
    for name, action in OPENED.items():
        page.evaluate(action)
        if name in ("code", "PDF", "no voice"):
            page.locator("dialog[open]").wait_for()
        if problems := violations(page):
            found[name] = problems
        page.keyboard.press("Escape")
    choose(page, mode=mode, bar=True)
    page.get_by_role("button", name="快捷键").click()
    page.locator("dialog[open]").wait_for()
    if problems := violations(page):
        found["shortcuts"] = problems
    assert found == {}


def test_the_judge_sees_a_violation(page: Page, column: str) -> None:
    show(page, column)
    page.evaluate("document.querySelector('h2').style.color = '#aaa'")
    page.evaluate("document.querySelector('.column__head p').style.color = '#666'")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    rules = {found.split(":")[0] for found in violations(page)}
    assert {"color-contrast", "color-contrast-enhanced", "image-alt"} <= rules
