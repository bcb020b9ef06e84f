"""Leaving the site: links to others are marked, and ask first where site.yaml wants it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.preferences import show
from tests.browser.test_axe import violations

Opener = Callable[..., Page]


def test_a_link_to_another_site_asks_first_and_leads_there(open_page: Opener, column: str) -> None:
    page = open_page(reduced_motion="reduce")
    show(page, column)
    link = page.locator("footer a[data-external]").first
    address = link.get_attribute("href") or ""
    assert address.startswith("https://")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="您访问的链接即将离开“示例市人民政府”，是否继续？")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text(address)
    expect(dialog.get_by_role("link", name="继续访问")).to_have_attribute("href", address)
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_every_link_to_another_site_is_marked(page: Page, column: str) -> None:
    page.goto(column)
    ours = "https://www.example.gov.cn/zwgk/"
    links = page.locator("a[href^='http']").all()
    away = [link for link in links if not (link.get_attribute("href") or "").startswith(ours)]
    assert len(away) > 3
    for link in away:
        assert link.get_attribute("data-external") is not None
        expect(link.locator("svg")).to_have_count(1)
