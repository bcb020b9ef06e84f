"""A site built with --offline works from a folder, without a server: links, search, elder mode, the bar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from gongkai.commands.building import build
from gongkai.commands.requests import Request
from tests import tiny
from tests.browser.preferences import show

_BODY = """第一条　为了规范停车管理，制定本办法。

第二条　本市实行错时停车，鼓励单位开放内部车位。

第三条　本办法自2024年5月1日起施行。
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a small site that was built for a folder; its name has a space and Chinese."""
    root = tmp_path_factory.mktemp("offline")
    documents = {
        "regulations/parking.md": tiny.document(
            _BODY, title="示例市停车管理办法", kind="地方政府规章"
        ),
        "normative/dogs.md": tiny.document(number="示政规〔2024〕3号"),
    }
    tiny.site(root, documents)
    output = root / "光盘 一"
    outcome = build(
        Request(root=root, output=output, as_of=datetime(2026, 11, 23), workers=1, folder_only=True)
    )
    assert outcome.report
    return output.as_uri() + "/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must not log a fault."""
    problems: list[str] = []
    context = browser.new_context(locale="zh-CN")
    context.on("weberror", lambda error: problems.append(str(error.error)))
    context.on(
        "console",
        lambda message: problems.append(message.text) if message.type == "error" else None,
    )
    yield context.new_page()
    context.close()
    assert problems == []


def test_links_lead_from_page_to_page(page: Page, folder: str) -> None:
    show(page, f"{folder}index.html")
    page.get_by_role("link", name="示例市停车管理办法").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("示例市停车管理办法")
    page.locator(".masthead__brand").click()
    expect(page).to_have_url(f"{folder}index.html")


def test_a_search_leads_to_the_article(page: Page, folder: str) -> None:
    show(page, f"{folder}search/index.html")
    page.get_by_role("textbox", name="搜索文件").fill("错时停车")
    expect(page.locator("[data-part=count]")).to_have_text("找到1件")
    page.get_by_role("link", name="第二条").click()
    expect(page).to_have_url(f"{folder}regulations/parking/index.html#art_2")
    expect(page.locator("#art_2")).to_be_in_viewport()


def test_a_search_from_another_page_arrives(page: Page, folder: str) -> None:
    show(page, f"{folder}normative/dogs/index.html")
    box = page.locator(".masthead").get_by_role("combobox", name="搜索文件")
    page.locator(".masthead input[name=q]").focus()
    box.fill("停车管理")
    expect(page.get_by_role("option")).to_have_count(1)
    box.press("Enter")
    expect(page.locator("[data-part=count]")).to_have_text("找到1件")


def test_elder_mode_and_the_bar_open(page: Page, folder: str) -> None:
    show(page, f"{folder}regulations/parking/index.html")
    size = "() => parseFloat(getComputedStyle(document.querySelector('#art_2')).fontSize)"
    ordinary = page.evaluate(size)
    page.get_by_role("link", name="长者模式").click()
    page.wait_for_function(f"(size) => ({size})() > size", arg=ordinary)
    page.get_by_role("button", name="无障碍").click()
    bar = page.locator("link[href$='js/bar/bar.css']")
    expect(bar).to_have_count(1)
    page.wait_for_function("() => document.querySelector(\"link[href$='bar.css']\").sheet !== null")
