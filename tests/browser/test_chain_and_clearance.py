"""The way of a policy and the lists of a clearance as a reader meets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.preferences import show
from tests.browser.test_axe import violations_in_both_colours

_PAGES = ["regulations/rules-amendment-2022/", "clearances/clearance-2026/"]

Opener = Callable[..., Page]
Server = Callable[[Path], str]


@pytest.mark.parametrize("path", _PAGES)
def test_axe_finds_nothing_wrong(
    open_page: Opener, serve: Server, example_site: Path, path: str
) -> None:
    page = open_page(reduced_motion="reduce")
    show(page, f"{serve(example_site)}/{path}")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert violations_in_both_colours(page) == {}


@pytest.mark.parametrize("path", _PAGES)
def test_nothing_is_wider_than_a_small_phone(
    open_page: Opener, serve: Server, example_site: Path, path: str
) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    show(page, f"{serve(example_site)}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_way_reads_in_order_and_leads_on_without_script(
    open_page: Opener, serve: Server, example_site: Path
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{serve(example_site)}/decisions/ebike-rules/")
    way = page.get_by_role("region", name="政策全过程")
    steps = way.get_by_role("listitem")
    days = [step.get_by_role("time").get_attribute("datetime") or "" for step in steps.all()]
    assert days == sorted(days)
    assert way.locator("[aria-current=page]").count() == 1
    way.get_by_role("link", name="示例市电动自行车停放充电安全管理办法", exact=True).click()
    page.wait_for_url("**/regulations/ebike-charging/")
    assert "（本页）" in page.locator("[aria-current=page].chain__step").inner_text()


def test_a_list_of_a_clearance_can_be_taken_along(
    open_page: Opener, serve: Server, example_site: Path
) -> None:
    page = open_page()
    page.goto(f"{serve(example_site)}/clearances/clearance-2026/")
    with page.expect_download() as downloaded:
        page.locator("#ended ~ .cleared__file a").click()
    assert "废止" in Path(downloaded.value.path()).read_text("utf-8-sig")
