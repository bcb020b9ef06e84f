"""A first view is light; what is loaded when used has its own budget."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response

from tests.browser.kinds import KINDS
from tests.browser.preferences import show

Opener = Callable[..., Page]

_FIRST_VIEW = 40_000  # bytes, compressed: style and scripts
_SEARCHING = 80_000  # once the reader turns to the box: with the engine
_PAGE = 120_000  # with the page and its pictures
_PART = 15_000  # each part of the bar
_PINYIN = 60_000
_ENGINE = """async () => {
  const scripts = document.querySelector("script[type=module]").src;
  const { searchEngine } = await import(new URL("search-engine.js", scripts));
  await searchEngine(document.querySelector("[data-enhance=search-page]").dataset.root);
}"""
_COMPRESSED = (".css", ".js", ".svg", ".html", "/")


def weight(body: bytes, url: str) -> int:
    """Bytes on the line: text is compressed on its way."""
    return len(gzip.compress(body, 9)) if url.endswith(_COMPRESSED) else len(body)


def answers_of(page: Page) -> list[Response]:
    """What the page is sent from now on, as to a reader who was never here; the list grows."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    return answers


def weights_of(page: Page, answers: list[Response]) -> dict[str, int]:
    """What came so far, by address: all that the page itself knows of is among it."""
    known: list[str] = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => one.name)"
    )
    while {address for address in known if address.startswith("http")} - {
        one.url for one in answers
    }:
        page.wait_for_event("response")
    return {answer.url: weight(answer.body(), answer.url) for answer in answers if answer.ok}


def code(weights: dict[str, int]) -> int:
    """The style and the scripts among what was sent."""
    return sum(size for url, size in weights.items() if url.endswith((".css", ".js")))


@pytest.mark.parametrize("kind", KINDS)
def test_a_first_view_is_light(kind: str, open_page: Opener, column: str) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    answers = answers_of(page)
    show(page, column + KINDS[kind])
    weights = weights_of(page, answers)
    assert 0 < code(weights) <= _FIRST_VIEW, weights
    assert sum(weights.values()) <= _PAGE, weights


def test_the_engine_comes_when_the_reader_turns_to_the_search_box(page: Page, column: str) -> None:
    answers = answers_of(page)
    show(page, column + KINDS["search"])
    assert not [url for url in weights_of(page, answers) if "/search/engine.js" in url]
    with page.expect_response("**/js/search/engine.js"):
        page.get_by_role("textbox", name="搜索文件").focus()
    page.evaluate(_ENGINE)
    assert code(weights_of(page, answers)) <= _SEARCHING


def test_each_part_of_the_bar_is_light(example_site: Path) -> None:
    parts = list(example_site.glob("assets/*/js/bar/*"))
    assert len(parts) > 10
    for part in parts:
        limit = _PINYIN if part.name == "pinyin-table.js" else _PART
        assert weight(part.read_bytes(), part.name) <= limit, part.name
