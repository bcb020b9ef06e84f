"""The browser's engine finds in the example exactly what plain comparison of text finds."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gongkai.commands.indexing import index
from gongkai.commands.reading_site import read_site
from gongkai.commands.requests import Request
from gongkai.commands.understanding import understand
from gongkai.formats.bodies import decode
from gongkai.output.crews import Local
from gongkai.output.spool import spool
from gongkai.site.search_documents import search_works
from gongkai.text.folding import fold

ROOT = Path(__file__).parents[2]
ORACLE = ROOT / "tests" / "js" / "search_oracle.mjs"
AS_OF = datetime(2026, 11, 23, 23, 59)

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")

_PHRASES = (
    "停车", "住房公积金", "加装电梯", "最低生活保障", "示例市人民政府令第12号", "示政办规〔2024〕3号",
    "有效期至", "第十二条", "施行", "电动自行车充电", "市人民政府办公室", "重大行政决策", "12345", "公",
)  # fmt: skip
_STRANGE = (
    "", " ", "，。！？", ".*", "(a+)+$", "[^", "<script>alert(1)</script>", "\\", "👍", "𠮷", "\u202e停车\u202c",
    "\ud800", "停车" * 5000, "a" * 10_000, "null", "__proto__", "constructor", "“", "\u0000", "％", "'--",
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    """What plain comparison knows of a public text: its address, its folded fields, its status."""

    url: str
    work: str
    fields: tuple[str, ...]
    status: str
    collection: str


@dataclass(frozen=True)
class Built:
    """The index of the example in a folder, and the texts it was made from."""

    folder: Path
    texts: tuple[Text, ...]
    files: Mapping[str, bytes]

    def ask(self, questions: Iterable[Mapping[str, object]]) -> list[Any]:
        done = subprocess.run(
            ["node", str(ORACLE), str(self.folder)],
            input=json.dumps(list(questions)),
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        found: list[Any] = json.loads(done.stdout)
        return found

    def truth(self, words: Sequence[str]) -> set[str]:
        """The works of which one text holds all words, each in a field of its own or in one."""
        folded = [fold(word) for word in words]
        return {
            text.work
            for text in self.texts
            if all(any(word in field for field in text.fields) for word in folded)
        }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("search")
    files, texts = _made(1)
    for path, content in files.items():
        place = folder / path.removeprefix("search/data/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return Built(folder, texts, files)


def _made(workers: int) -> tuple[dict[str, bytes], tuple[Text, ...]]:
    request = Request(root=ROOT, output=ROOT / "output", as_of=AS_OF, workers=workers)
    site, _ = read_site(ROOT)
    assert site is not None
    with spool() as bodies:
        known = understand(request, site, bodies)
        library = known.assembled.library
        counts = {facts.digest: len(facts.eids) for facts in known.content.bodies.values()}
        made = index(library, counts, bodies, Local(workers))
        files = {path: content for path, content in made if isinstance(content, bytes)}
        texts = [
            Text(
                one.url,
                one.id,
                tuple(
                    map(
                        fold,
                        (
                            one.title,
                            one.number,
                            *(decode(bodies.get(body.digest)).plain for body in one.bodies),
                        ),
                    )
                ),
                one.status,
                one.collection,
            )
            for work in search_works(library)
            for one in work
        ]
    return files, tuple(texts)


def _substrings(texts: Sequence[Text], count: int) -> Iterator[str]:
    chance = random.Random(20261123)
    for number in range(count):
        field = ""
        while len(field) < 8:
            field = chance.choice(chance.choice(texts).fields)
        length = 1 + number % 8
        at = chance.randrange(len(field) - length + 1)
        # A quotation mark would be read as one by the query.
        yield field[at : at + length].replace('"', "")


def test_every_occurrence_is_found_and_nothing_else(built: Built) -> None:
    queries = [query for query in _substrings(built.texts, 240) if query] + list(_PHRASES)
    answers = built.ask({"ask": "search", "query": {"text": f"“{query}”"}} for query in queries)
    for query, answer in zip(queries, answers, strict=True):
        if not answer["synonyms"]:
            found = {result["id"] for result in answer["results"]}
            assert found == built.truth([query]), query
            assert answer["exact"]
            assert answer["total"] == len(found), query


def test_several_words_are_all_there_and_quoted_ones_together(built: Built) -> None:
    queries = ["停车 收费", "电梯 补助 业主", "示例市 2024 办法", "规定 “市人民政府”"]
    answers = built.ask({"ask": "search", "query": {"text": query}} for query in queries)
    for query, answer in zip(queries, answers, strict=True):
        words = query.replace("“", "").replace("”", "").split()
        assert {result["id"] for result in answer["results"]} == built.truth(words), query
        assert answer["total"] > 1


def test_folding_is_the_same_in_the_browser(built: Built) -> None:
    chance = random.Random(4)
    codes = [code for code in range(1, 0x30000) if not 0xD800 <= code < 0xE000]
    texts = ["".join(map(chr, codes[at : at + 500])) for at in range(0, len(codes), 500)]
    texts += ["".join(chance.choice("ａＢ停車（㎡𠮷\u3000") for _ in range(30)) for _ in range(20)]
    (folded,) = built.ask([{"ask": "fold", "texts": texts}])
    assert folded == [fold(text) for text in texts]


def test_strange_queries_have_an_answer(built: Built) -> None:
    answers = built.ask({"ask": "search", "query": {"text": query}} for query in _STRANGE)
    for query, answer in zip(_STRANGE, answers, strict=True):
        assert answer["total"] >= 0, query
    by_query = dict(zip(_STRANGE, answers, strict=True))
    assert by_query[""]["total"] == by_query[" "]["total"] == by_query["\ud800"]["total"] == 0
    assert by_query["\u202e停车\u202c"]["total"] == len(built.truth(["停车"]))
    assert by_query["停车" * 5000]["cut"]


def test_titles_come_first_then_what_is_in_force_then_the_newest(built: Built) -> None:
    (answer,) = built.ask([{"ask": "search", "query": {"text": "停车"}}])
    ended = {"lapsed", "repealed", "historic", "not-yet"}
    places = ["title", "heading", "text"]
    keys = [
        (places.index(one["where"]), one["status"] in ended, one["date"])
        for one in answer["results"]
    ]
    order = [key[:2] for key in keys]
    assert order == sorted(order)
    assert {key[0] for key in keys} == {0, 1, 2}
    for place in set(order):
        days = [key[2] for key in keys if key[:2] == place]
        assert days == sorted(days, reverse=True)


def test_older_texts_are_folded_under_the_current_one(built: Built) -> None:
    (answer,) = built.ask([{"ask": "search", "query": {"text": "示例市停车管理办法"}}])
    ids = [result["id"] for result in answer["results"]]
    assert len(ids) == len(set(ids))
    (work,) = [one for one in answer["results"] if one["id"] == "parking"]
    assert work["status"] == "in-force"
    before = [older for older in work["older"] if older["status"] == "historic"]
    assert before
    assert all(older["url"].startswith(work["url"]) for older in before)
    printed = [older for older in work["older"] if older["status"] == ""]
    assert [older["version"] for older in printed] == ["政府公报2026年第3期"]


def test_filters_narrow_and_their_counts_are_true(built: Built) -> None:
    plain, narrowed = built.ask(
        {"ask": "search", "query": {"text": "办法", "filters": filters}}
        for filters in ({}, {"status": ["in-force"], "collection": ["normative"]})
    )
    in_force = {t.work for t in built.texts if t.status == "in-force"}
    normative = {t.work for t in built.texts if t.collection == "normative"}
    found = {result["id"] for result in narrowed["results"]}
    assert found
    assert found <= built.truth(["办法"]) & in_force & normative
    assert narrowed["total"] == len(found) == narrowed["facets"]["status"]["in-force"]
    by_collection = narrowed["facets"]["collection"]
    assert by_collection["normative"] == len(found)
    assert len(by_collection) > 1  # what other choices of the same facet would give
    assert plain["facets"]["collection"]["normative"] >= len(found)


def test_a_hit_leads_to_its_article(built: Built) -> None:
    (answer,) = built.ask([{"ask": "search", "query": {"text": "“提取住房公积金”"}}])
    places = [one["place"] for one in answer["results"] if one["place"]]
    assert places
    assert all(place["label"] and place["anchor"] for place in places)
    marked = "".join(p["text"] for p in answer["results"][0]["snippet"] if p["mark"])
    assert "提取住房公积金" in marked or answer["results"][0]["where"] == "title"


def test_numbers_are_found_however_they_are_typed(built: Built) -> None:
    typed = [
        "示政办规〔2024〕3号",
        "示政办规[2024]3号",
        "示政办规 2024 3号",
        "示政办规2024第3号",
        "示政办规（２０２４）3",
    ]
    answers = built.ask({"ask": "search", "query": {"text": query}} for query in typed)
    first = [answer["results"][0]["id"] for answer in answers]
    assert len(set(first)) == 1
    (order,) = built.ask([{"ask": "search", "query": {"text": "人民政府令12"}}])
    number = "".join(part["text"] for part in order["results"][0]["number"])
    assert number == "示例市人民政府令第12号"


def test_slips_and_sounds_are_understood(built: Built) -> None:
    slip, missing, frequent, lacking, initials, sound = built.ask(
        {"ask": "search", "query": {"text": query}}
        for query in ("住房公集金", "住房公金", "充电没施", "特人员", "gjj", "gongjijin")
    )
    assert "住房公积金" in slip["corrections"]
    assert "住房公积金" in missing["corrections"]
    # 充电设施 and 特困人员 are terms of many texts, in no title and no heading.
    assert frequent["corrections"] == ["充电设施"]
    assert lacking["corrections"][0] == "特困人员"
    for answer in (initials, sound):
        assert {one["id"] for one in answer["results"]} >= built.truth(["公积金"])


def test_titles_are_suggested(built: Built) -> None:
    by_words, by_sound = built.ask(
        [{"ask": "suggest", "text": "停车"}, {"ask": "suggest", "text": "gjj"}]
    )
    assert all("停车" in "".join(part["text"] for part in one["title"]) for one in by_words)
    assert by_sound
    assert all(one["url"] for one in (*by_words, *by_sound))


def test_the_index_is_the_same_for_any_number_of_workers(built: Built) -> None:
    assert _made(2)[0] == dict(built.files)


def test_nothing_unpublished_is_in_the_index(built: Built) -> None:
    listed = json.loads(built.files["search/data/index.json"])
    assert listed["documents"] == len({text.work for text in built.texts})
    volumes = [volume for whole in listed["catalogues"] for volume in whole["volumes"]]
    assert sum(part[3] for volume in volumes for part in volume["segments"]) == len(built.texts)


def test_a_result_says_since_when_and_why_it_has_no_force(built: Built) -> None:
    (answer,) = built.ask([{"ask": "search", "query": {"text": "城镇居民生活用水定额管理办法"}}])
    repealed = next(one for one in answer["results"] if one["id"] == "water-quota-2015")
    assert repealed["status"] == "repealed"
    assert repealed["why"].startswith("自2024年7月15日起废止，依据《")
    assert "〔2024〕" in repealed["why"]
