"""A site with a web font (网页字体) shows it; the first view stays light without it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from gongkai.commands.main import main
from tests.browser.preferences import show
from tests.browser.test_weight import _FIRST_VIEW, _PAGE, answers_of, code, weights_of
from tests.tiny import SITE, document, site

_WORDS = "第一条　市民办事，应当方便。\n"
_FAMILY = """async (words) => {
  await document.fonts.ready;
  const loaded = [...document.fonts].filter((face) => face.status === "loaded");
  return [loaded.length, [...new Set(loaded.map((face) => face.family.replaceAll('"', "")))]];
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    files = {"normative/dogs.md": document(_WORDS), "normative/rare.md": document("第一条　龘。\n")}
    root = site(tmp_path_factory.mktemp("lettered"), files, f"{SITE}web_font: noto\n")
    arguments = ["build", "--root", str(root), "--as-of", "2026-11-23", "--jobs", "1"]
    assert main(arguments) == 0
    return serve(root / "output")


def test_a_page_loads_the_slices_of_its_characters_and_draws_with_them(
    page: Page, address: str
) -> None:
    answers = answers_of(page)
    show(page, f"{address}/normative/dogs/")
    loaded, families = page.evaluate(_FAMILY)
    weights = weights_of(page, answers)
    slices = {url: size for url, size in weights.items() if url.endswith(".woff2")}
    offered = page.evaluate("document.fonts.size")
    assert 0 < len(slices) < offered
    assert (loaded, families) == (len(slices), ["gongkai web"])
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelector", {"nodeId": root, "selector": ".prose p"})
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": found["nodeId"]})["fonts"]
    assert [(font["isCustomFont"], font["familyName"]) for font in fonts] == [(True, "Gongkai Web")]
    rest = {url: size for url, size in weights.items() if url not in slices}
    assert code(rest) <= _FIRST_VIEW
    assert sum(rest.values()) <= _PAGE


def test_a_rare_character_comes_in_a_slice_of_its_own(page: Page, address: str) -> None:
    sizes = []
    for name in ("dogs", "rare"):
        answers = answers_of(page)
        show(page, f"{address}/normative/{name}/")
        page.evaluate(_FAMILY)
        sizes.append({url for url in weights_of(page, answers) if url.endswith(".woff2")})
    assert sizes[1] - sizes[0]
