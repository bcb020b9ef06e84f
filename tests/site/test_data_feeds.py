"""The feeds of new documents."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import feedparser

from gongkai.model.documents import UNDATED, Collection, Correction
from tests.builders import Made, document, library, regulation
from tests.formats.judges import atom_faults, json_faults
from tests.site.data_files import data_files


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
