"""The feeds of new documents."""

from __future__ import annotations

import json
import posixpath
import re
from datetime import date, datetime, timedelta
from typing import Any

import feedparser

from gongkai.model.documents import UNDATED, Collection, Correction
from tests.builders import Made, document, library, regulation
from tests.formats.judges import atom_faults, json_faults
from tests.site.data_files import data_files
from tests.site.rendering import rendered

ROOT = "https://www.example.gov.cn/zwgk/"
ATOM = re.compile(r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)"')


def feed(made: Made, name: str) -> Any:
    raw = data_files(made)[f"feeds/{name}.xml"]
    assert atom_faults(raw) == []
    read = feedparser.parse(raw)
    assert not read.bozo
    return read


def test_each_collection_has_a_feed_and_all_have_one() -> None:
    made = library(document(), regulation(), document(collection=Collection.PAGES, id="guide"))
    found = {path for path in data_files(made) if path.startswith("feeds/")}
    names = ("all", "normative", "regulations")
    assert found == {f"feeds/{name}.{form}" for name in names for form in ("xml", "json")}
    assert {entry.id for entry in feed(made, "all").entries} == {
        "https://www.example.gov.cn/zwgk/normative/parking-fees/",
        "https://www.example.gov.cn/zwgk/regulations/parking/",
    }


def test_the_feed_as_json_tells_what_atom_tells() -> None:
    files = data_files(library(document(summary="停车收费的标准"), regulation()))
    assert json_faults(files["feeds/all.json"], "feed") == []
    told = json.loads(files["feeds/all.json"])["items"]
    entries = feedparser.parse(files["feeds/all.xml"]).entries
    assert [one["id"] for one in told] == [entry.id for entry in entries]
    assert [one["date_modified"] for one in told] == [entry.updated for entry in entries]
    assert {"停车收费的标准"} <= {one["content_text"] for one in told}


def test_every_list_of_a_collection_has_its_feed_and_names_it() -> None:
    lapsed = document(id="lapsed", expires=date(2025, 1, 1), topic="城乡建设/停车")
    undated = document(id="undated", published=UNDATED, agency=("示例市体育局",))
    made = library(document(), lapsed, undated, regulation())
    named: dict[str, str] = {}
    for path, page in rendered(made).items():
        links = ATOM.findall(page)
        if path.split("/")[1:2] in (["agency"], ["topic"], ["status"]) and len(links) == 2:
            named[path] = posixpath.normpath(posixpath.join(posixpath.dirname(path), links[1]))
    files = data_files(made)
    feeds = {path for path in files if path.endswith("/feed.xml")}
    assert set(named.values()) == feeds
    assert {path.replace(".xml", ".json") for path in feeds} <= files.keys()
    assert len([path for path in feeds if "/topic/" in path]) >= 2
    for path in feeds:
        assert atom_faults(files[path]) == []
        folder = path.removesuffix("feed.xml")
        assert files[path].decode().count(f'href="{ROOT}{folder}"') == 1
    (entry,) = feedparser.parse(files["normative/status/lapsed/feed.xml"]).entries
    assert entry.id == f"{ROOT}normative/lapsed/"


def test_an_older_text_stands_in_the_feed_of_its_status_under_its_own_address() -> None:
    texts = [
        regulation(
            version="2020-01-01", effective=date(2020, 1, 1), published=datetime(2020, 1, 1)
        ),
        regulation(
            version="2024-05-01", effective=date(2024, 5, 1), published=datetime(2024, 5, 1)
        ),
    ]
    files = data_files(library(*texts))
    (older,) = feedparser.parse(files["regulations/status/historic/feed.xml"]).entries
    assert older.id == f"{ROOT}regulations/parking/2020-01-01/"
    (newer,) = feedparser.parse(files["regulations/status/in-force/feed.xml"]).entries
    assert newer.id == f"{ROOT}regulations/parking/"


def test_an_empty_library_has_no_feed() -> None:
    assert not any(path.startswith("feeds/") for path in data_files(library()))


def test_a_feed_holds_the_newest_fifty() -> None:
    day = datetime(2024, 1, 1)
    documents = [document(id=f"d-{n}", published=day + timedelta(days=n)) for n in range(60)]
    documents.append(document(id="undated", published=UNDATED))
    read = feed(library(*documents), "normative")
    assert [entry.id.split("/")[-2] for entry in read.entries] == [
        f"d-{n}" for n in range(59, 9, -1)
    ]


def test_an_entry_changed_when_something_last_happened_to_it() -> None:
    corrected = document(corrections=(Correction(date(2024, 7, 1), "第一条", "甲", "乙", "笔误"),))
    (entry,) = feed(library(corrected), "normative").entries
    assert entry.published == "2024-04-26T09:30:00+08:00"
    assert entry.updated == "2024-07-01T00:00:00+08:00"


def test_what_is_to_come_does_not_count_before_its_day() -> None:
    lapsing = document(expires=date(2026, 12, 31))
    (before,) = feed(library(lapsing), "normative").entries
    (after,) = feed(library(lapsing, as_of=datetime(2027, 1, 1)), "normative").entries
    assert before.updated == "2024-05-01T00:00:00+08:00"
    assert after.updated == "2027-01-01T00:00:00+08:00"
    assert "lapsed" in [tag.term for tag in after.tags]
