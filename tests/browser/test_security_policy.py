"""Every kind of page works under the policy of docs/nginx/site.conf, served by nginx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

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
    """A page that trusts the sample's certificate and notes every complaint."""
    context = browser.new_context(ignore_https_errors=True)
    context.on("console", lambda message: refused.append(f"{message.type}: {message.text}"))
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
    assert refused == []


def test_what_script_adds_keeps_to_the_policy(
    reader: Page, refused: list[str], served: Nginx
) -> None:
    reader.goto(f"https://127.0.0.1:{served.secure}/zwgk/regulations/parking/")
    reader.get_by_role("button", name="字号与配色").click()
    reader.get_by_role("radio", name="特大").check()
    reader.get_by_role("radio", name="深色").check()
    reader.keyboard.press("Escape")
    reader.locator("a[data-external]").first.dispatch_event("click")
    assert refused == []


def test_what_stands_in_a_page_itself_is_refused(
    reader: Page, refused: list[str], served: Nginx
) -> None:
    reader.goto(f"https://127.0.0.1:{served.secure}/zwgk/")
    reader.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'var x = 1'}))"
    )
    assert any("script-src 'self'" in complaint for complaint in refused)
