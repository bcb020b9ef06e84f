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
_SEARCHING = 80_000  # the search page loads its engine at once: that is what it is for
_PAGE = 120_000  # with the page and its pictures
_PART = 15_000  # each part of the bar
_PINYIN = 60_000
_COMPRESSED = (".css", ".js", ".svg", ".html", "/")


def weight(body: bytes, url: str) -> int:
    """Bytes on the line: text is compressed on its way."""
    return len(gzip.compress(body, 9)) if url.endswith(_COMPRESSED) else len(body)


@pytest.mark.parametrize("kind", KINDS)
def test_a_first_view_is_light(kind: str, open_page: Opener, column: str) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    show(page, column + KINDS[kind])
    page.wait_for_load_state("networkidle")
    weights = {answer.url: weight(answer.body(), answer.url) for answer in answers if answer.ok}
    code = sum(size for url, size in weights.items() if url.endswith((".css", ".js")))
    assert 0 < code <= (_SEARCHING if kind == "search" else _FIRST_VIEW), weights
    assert sum(weights.values()) <= _PAGE, weights


def test_each_part_of_the_bar_is_light(example_site: Path) -> None:
    parts = list(example_site.glob("assets/*/js/bar/*"))
    assert len(parts) > 10
    for part in parts:
        limit = _PINYIN if part.name == "pinyin-table.js" else _PART
        assert weight(part.read_bytes(), part.name) <= limit, part.name
