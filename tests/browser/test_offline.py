"""Reading without a network: what was read is kept, says since when, and goes when it is withdrawn."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.preferences import show
from tests.checkers.serving import serving

Opener = Callable[..., Page]
_PAGE = "/regulations/parking/"
_OTHER = "/regulations/heating/"
_READY = "navigator.serviceWorker.ready.then(() => 1)"


@pytest.fixture
def site(example_site: Path, tmp_path: Path) -> Path:
    """The example, to be written to."""
    return Path(shutil.copytree(example_site, tmp_path / "zwgk"))


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """The example in a folder of its host, as offices have it."""
    with serving(site.parent) as host:
        yield f"{host}/zwgk"


@pytest.fixture
def expected() -> list[str]:
    """Of what a browser complains in these tests: each file that it cannot fetch without a network."""
    return ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED"]


@pytest.fixture
def reader(
    open_page: Opener, address: str, page_problems: list[str], expected: list[str]
) -> Iterator[Page]:
    """A reader whose browser keeps pages, on the home page; the worker has all it wants."""
    page = open_page(service_workers="allow")
    page.goto(f"{address}/")
    page.evaluate(_READY)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    yield page
    page.context.close()
    page_problems[:] = [one for one in page_problems if not any(word in one for word in expected)]


def read(page: Page, address: str) -> None:
    """Read a page until it is kept."""
    page.goto(address)
    page.wait_for_function("address => caches.match(address).then(Boolean)", arg=address)


def kept(page: Page) -> list[str]:
    """The paths of the kept pages."""
    urls = page.evaluate(
        """async () => {
            const name = (await caches.keys()).find((one) => one.endsWith(" pages"));
            return (await (await caches.open(name)).keys()).map((key) => key.url);
        }"""
    )
    return [urlsplit(url).path for url in urls]


def look(page: Page) -> None:
    """Let the worker look for withdrawn texts, as it does once an hour."""
    worker = page.context.service_workers[0]
    worker.evaluate("looked = 0")
    worker.evaluate("dropWithdrawn()")


def withdraw(site: Path, *addresses: str) -> None:
    removed = [{"url": address, "date": "2026-11-23"} for address in addresses]
    (site / "data/removed.json").write_text(json.dumps({"removed": removed}), "utf-8")


def test_a_page_that_was_read_opens_without_a_network_and_says_since_when(
    reader: Page, address: str
) -> None:
    read(reader, address + _PAGE)
    words = reader.locator("#text").inner_text()
    assert reader.get_by_text("这是保存的页面").count() == 0
    reader.context.set_offline(True)
    reader.reload()
    assert reader.locator("#text").inner_text() == words
    said = reader.locator("main [role=note]").inner_text()
    assert re.search(r"保存于\d{4}年\d{1,2}月\d{1,2}日\d\d:\d\d，.*联网后请核对", said)
    # Its style and its scripts are there too.
    expect(reader.get_by_role("button", name="听全文")).to_be_visible()
    assert reader.locator(".masthead").evaluate("one => getComputedStyle(one).backgroundColor") != (
        "rgba(0, 0, 0, 0)"
    )


def test_with_a_network_the_page_is_always_the_newest(
    reader: Page, address: str, site: Path
) -> None:
    read(reader, address + _PAGE)
    file = site / "regulations/parking/index.html"
    file.write_text(file.read_text("utf-8").replace("<h1>", "<h1>【改】"), "utf-8")
    reader.goto(address + _PAGE)
    assert reader.locator("h1").inner_text().startswith("【改】")


def test_a_page_that_is_not_kept_leads_to_those_that_are(reader: Page, address: str) -> None:
    read(reader, address + _PAGE)
    title = reader.title()
    reader.context.set_offline(True)
    reader.goto(address + _OTHER)
    assert reader.get_by_role("heading", level=1).inner_text() == "现在没有网络"
    reader.get_by_role("link", name=title).click()
    expect(reader.get_by_text("这是保存的页面")).to_be_visible()
    assert reader.url == address + _PAGE


def test_what_was_typed_into_the_address_is_not_kept(reader: Page, address: str) -> None:
    reader.goto(f"{address}{_PAGE}?q=低保")
    reader.wait_for_function("address => caches.match(address).then(Boolean)", arg=address + _PAGE)
    assert kept(reader) == ["/zwgk/regulations/parking/"]


def test_a_page_that_is_gone_from_the_server_is_dropped_when_it_is_asked_for(
    reader: Page, address: str, site: Path, expected: list[str]
) -> None:
    read(reader, address + _PAGE)
    shutil.rmtree(site / "regulations/parking")
    expected.append("404 (File not found)")
    answer = reader.goto(address + _PAGE)
    assert answer is not None
    assert answer.status == 404
    reader.wait_for_function(
        "address => caches.match(address).then((one) => !one)", arg=address + _PAGE
    )


def test_what_is_withdrawn_goes_with_all_that_names_it(
    reader: Page, address: str, site: Path
) -> None:
    for path in (_PAGE, "/regulations/", _OTHER):
        read(reader, address + path)
    withdraw(site, "/regulations/parking/")
    look(reader)
    assert kept(reader) == ["/zwgk/regulations/heating/"]


def test_a_comparison_goes_with_either_of_its_texts(reader: Page, address: str, site: Path) -> None:
    comparison = "/regulations/parking/compare/2019-05-01..2022-09-01/"
    for path in (comparison, _OTHER):
        read(reader, address + path)
    withdraw(site, "/regulations/parking/2019-05-01/")
    look(reader)
    assert kept(reader) == ["/zwgk/regulations/heating/"]


def test_what_was_read_after_the_withdrawal_stays(reader: Page, address: str, site: Path) -> None:
    withdraw(site, "/regulations/parking/")
    look(reader)
    read(reader, f"{address}/regulations/")
    look(reader)
    assert kept(reader) == ["/zwgk/regulations/"]


def test_a_page_that_nobody_checked_for_ninety_days_is_dropped(reader: Page, address: str) -> None:
    read(reader, address + _PAGE)
    worker = reader.context.service_workers[0]
    later = "Date.now = ((now) => () => now() + 91 * 86400000)(Date.now)"
    worker.evaluate(later)
    look(reader)
    assert kept(reader) == []


def test_a_new_theme_dresses_old_pages_and_leaves_no_old_files(
    reader: Page, address: str, site: Path
) -> None:
    read(reader, address + _PAGE)
    reader.evaluate("window.before = navigator.serviceWorker.controller; 1")
    (folder,) = (one for one in (site / "assets").iterdir() if one.is_dir())
    folder.rename(folder.with_name("0123456789ab"))
    worker = site / "worker.js"
    worker.write_text(worker.read_text("utf-8").replace(folder.name, "0123456789ab"), "utf-8")
    for page in site.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace(folder.name, "0123456789ab"), "utf-8")
    reader.evaluate("navigator.serviceWorker.ready.then((one) => one.update().then(() => 1))")
    reader.wait_for_function(
        """() => {
            const { controller } = navigator.serviceWorker;
            return controller !== window.before && controller.state === "activated";
        }"""
    )
    names = reader.evaluate("caches.keys()")
    assert not [name for name in names if folder.name in name]
    reader.context.set_offline(True)
    reader.goto(address + _PAGE)
    assert "0123456789ab" in str(reader.locator("link[rel=stylesheet]").get_attribute("href"))
    assert reader.evaluate("document.styleSheets[0].cssRules.length") > 0


def test_a_browser_that_refuses_to_keep_pages_is_left_in_peace(
    open_page: Opener, address: str
) -> None:
    page = open_page()
    show(page, address + _PAGE)


def test_the_site_can_be_installed(open_page: Opener, address: str) -> None:
    page = open_page()
    page.goto(address + _PAGE)
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    faults = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A context of Playwright keeps nothing behind, so nothing is installed in it.
    assert [fault["errorId"] for fault in faults] == ["in-incognito"]
    manifest = json.loads(found["data"])
    assert manifest["name"] == "示例市人民政府政府信息公开"
    for icon in manifest["icons"]:
        assert page.request.get(f"{address}/{icon['src']}").ok
