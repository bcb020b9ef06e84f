"""The browser's index, the staff's index and plain substring search find the same documents."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from gongkai.commands.reading_site import read_site
from gongkai.commands.search_reading import read_everything, standings
from gongkai.output.fulltext import FullText, Indexed
from gongkai.text.query import parse_query
from tests.conftest import AS_OF, REPOSITORY

PHRASES = [
    "停车",
    "停车 收费",
    '"停车收费"',
    "养犬",
    "示政办发 2024 11",
    "低保",
    "人",
    "第十二条",
    "没有这样的词语",
    "大事记",
]
PIECES = 40
_ASK = """async ([base, queries]) => {
  const scripts = document.querySelector("script[type=module]").src;
  const { open } = await import(new URL("search/client.js", scripts));
  const engine = await open(new URL(base, location.href).href);
  const found = [];
  for (const text of queries) {
    const answer = await engine.search({ text, from: 0, size: 1000, count: "all" });
    if (answer.total !== answer.results.length) throw new Error(`${text}: ${answer.total}`);
    found.push(answer.results.map((one) => one.id).sort());
  }
  return found;
}"""


class Library:
    """The published texts of the example with the staff's index of them."""

    def __init__(self, folder: Path) -> None:
        site, _ = read_site(REPOSITORY)
        assert site is not None
        as_of = datetime.fromisoformat(f"{AS_OF}T23:59")
        everything = read_everything(REPOSITORY, as_of, {}, 1)
        self.found = standings(everything, site)
        self.also = everything.synonyms.also()
        self.texts = [one for one in everything.changed if not self.found[one.key].withheld]
        self.index = FullText(folder)
        self.index.titles(self.texts, {one.key: one.digest for one in self.texts})
        self.index.bodies()

    def ids(self, keys: list[str]) -> list[str]:
        return sorted({self.found[key].document.id for key in keys})

    def staff(self, query: str) -> list[str]:
        """What the staff's index finds."""
        for reading in parse_query(query, self.also).readings:
            if found := self.index.find(reading):
                return self.ids(found)
        return []

    def plainly(self, query: str) -> list[str]:
        """What substring search finds."""
        for reading in parse_query(query, self.also).readings:
            found = [
                one.key
                for one in self.texts
                if all(
                    any(form in part for form in forms for part in own(one)) for forms in reading
                )
            ]
            if found:
                return self.ids(found)
        return []


def own(text: Indexed) -> tuple[str, str, str]:
    return text.title, text.number, text.body


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(tmp_path_factory.mktemp("staff"))


def pieces(library: Library) -> list[str]:
    """Pieces of 1 to 8 characters out of bodies, the same in every run."""
    chance = random.Random(1)
    bodies = sorted(one.body for one in library.texts if len(one.body) > 20)
    found = []
    for place in range(PIECES):
        body = chance.choice(bodies)
        start = chance.randrange(len(body) - 8)
        found.append(body[start : start + 1 + place % 8].replace('"', ""))
    return [piece for piece in found if piece.strip()]


def test_three_ways_of_searching_find_the_same(page: Page, column: str, library: Library) -> None:
    queries = [*PHRASES, *pieces(library)]
    page.goto(column + "sitemap/")
    browser = dict(zip(queries, page.evaluate(_ASK, ["../search/data/", queries]), strict=True))
    truth = {query: library.plainly(query) for query in queries}
    assert {query: library.staff(query) for query in queries} == truth
    assert browser == truth
    assert sum(map(bool, truth.values())) > PIECES
