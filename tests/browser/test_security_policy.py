"""Every kind of page works under the policy of docs/nginx/site.conf, served by nginx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.preferences import started
from tests.serving.nginx import Nginx, nginx

_FEATURES = re.compile(r'data-enhance="([^"]*)"|<(audio|video|img|table|form|dialog)\b')


def kinds_of_page(site: Path) -> list[str]:
    """One page for each set of features that pages of one folder have."""
    chosen: dict[tuple[str, frozenset[str]], str] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        features = {match[0] for match in _FEATURES.finditer(path.read_text("utf-8"))}
        chosen.setdefault((name.partition("/")[0], frozenset(features)), name)
    return sorted(chosen.values())


@pytest.fixture(scope="module")
def served(example_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with nginx(example_site, tmp_path_factory.mktemp("nginx")) as running:
        yield running


@pytest.fixture
def refused() -> list[str]:
    """What the browser complained about."""
    return []


@pytest.fixture
def reader(browser: Browser, refused: list[str]) -> Iterator[Page]:
    """A page that trusts the sample's certificate and notes every complaint.

    A browser takes no service worker from a server that it does not know: tests/browser/test_offline.py.
    """
    context = browser.new_context(ignore_https_errors=True, service_workers="block", locale="zh-CN")

    def note(message: ConsoleMessage) -> None:
        if "Service Worker" not in message.text:
            refused.append(f"{message.type}: {message.text}")

    context.on("console", note)
    context.on("weberror", lambda error: refused.append(str(error.error)))
    yield context.new_page()
    context.close()


def test_no_kind_of_page_breaks_the_policy(
    reader: Page, refused: list[str], served: Nginx, example_site: Path
) -> None:
    kinds = kinds_of_page(example_site)
    assert len(kinds) > 20
    for name in kinds:
        if name == "404.html":
            continue  # it comes with the status 404, which the browser complains about
        address = name.removesuffix("index.html")
        answer = reader.goto(f"https://127.0.0.1:{served.secure}/zwgk/{address}")
        assert answer is not None
        assert answer.ok
        started(reader)
    assert refused == []


def test_what_script_adds_keeps_to_the_policy(
    reader: Page, refused: list[str], served: Nginx
) -> None:
    reader.goto(f"https://127.0.0.1:{served.secure}/zwgk/regulations/parking/")
    reader.get_by_role("button", name="无障碍", exact=True).click()
    for name in ("大鼠标", "十字线", "阅读尺", "大字幕", "字幕拼音", "快捷键"):
        reader.get_by_role("button", name=name).click()
    reader.locator("dialog").get_by_role("button", name="关闭").click()
    reader.locator("h1").hover()
    reader.get_by_role("button", name="退出无障碍").click()
    reader.get_by_role("link", name="长者模式", exact=True).click()
    reader.get_by_role("button", name="听全文").click()
    reader.get_by_role("dialog").get_by_role("button", name="关闭").click()  # there is no voice
    reader.locator("summary", has_text="更多").first.click()
    reader.get_by_role("button", name="二维码").click()
    expect(reader.locator("dialog svg")).to_be_visible()
    reader.get_by_role("button", name="关闭").last.click()
    reader.locator("a[data-external]").first.dispatch_event("click")
    expect(reader.locator("dialog[open]")).to_be_visible()
    assert refused == []


def test_the_search_keeps_to_the_policy(reader: Page, refused: list[str], served: Nginx) -> None:
    reader.goto(f"https://127.0.0.1:{served.secure}/zwgk/")
    box = reader.locator("input[name=q]").first
    box.press_sequentially("停车")
    expect(reader.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    reader.wait_for_url("**/search/?q=*")
    expect(reader.locator("main a", has_text="停车").first).to_be_visible()
    assert refused == []


def test_no_page_keeps_a_cookie(reader: Page, served: Nginx) -> None:
    for path in ("", "search/?q=1", "regulations/parking/", "overview/", "decisions/"):
        answer = reader.goto(f"https://127.0.0.1:{served.secure}/zwgk/{path}")
        assert answer is not None
        assert "set-cookie" not in answer.all_headers()
    assert reader.context.cookies() == []
    assert reader.evaluate("document.cookie") == ""


def test_pages_ask_for_no_power_of_the_device(reader: Page, served: Nginx) -> None:
    reader.goto(f"https://127.0.0.1:{served.secure}/zwgk/")
    allowed = "document.featurePolicy.allowsFeature"
    for power in ("camera", "microphone", "geolocation", "payment", "usb"):
        assert reader.evaluate(f"{allowed}('{power}')") is False


def test_what_stands_in_a_page_itself_is_refused(reader: Page, served: Nginx) -> None:
    reader.goto(f"https://127.0.0.1:{served.secure}/zwgk/")
    with reader.expect_console_message(lambda message: "script-src 'self'" in message.text):
        reader.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'var x = 1'}))"
        )
