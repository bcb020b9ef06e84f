"""What the tests of the search page share: asking, and reading what is shown."""

from __future__ import annotations

from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from tests.browser.preferences import show

WORDS = "搜索文件"  # the name of the box


def open_search(page: Page, column: str, **asked: str) -> None:
    """The search page with an address that asks for something, once it answered."""
    show(page, f"{column}search/?{urlencode(asked)}")
    if asked:
        settled(page)


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name=WORDS)


def count(page: Page) -> Locator:
    """How many were found, in words."""
    return page.locator("[data-part=count]")


def settled(page: Page) -> None:
    """Wait for the last answer."""
    expect(page.locator("[data-part=found]")).to_have_attribute("aria-busy", "false")


def titles(page: Page) -> list[str]:
    """The titles of the results, without status."""
    return page.locator(".result__title > a").all_inner_texts()


def ask(page: Page, words: str) -> None:
    """Type into the box of the search page and press Enter."""
    box(page).fill(words)
    box(page).press("Enter")
