"""The catalogue for programs and spreadsheets."""

from __future__ import annotations

import csv
from datetime import date, datetime
from hashlib import sha256
from io import StringIO

from gongkai.model.documents import UNDATED, Collection, Withdrawal
from tests.builders import document, library, regulation
from tests.formats.judges import json_faults
from tests.site.data_files import data_files, read

MADE = library(
    document(),
    document(id="later", title="=后来的通知", published=datetime(2024, 6, 1)),
    document(id="earlier", published=datetime(2023, 6, 1)),
    regulation(version="2019-05-01", effective=date(2019, 5, 1)),
    regulation(version="2024-05-01"),
    document(collection=Collection.PAGES, id="guide", published=UNDATED),
)


def rows(raw: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline="")))


def test_the_list_names_every_part_with_its_size_and_digest() -> None:
    files = data_files(MADE)
    assert json_faults(files["data/documents.json"], "documents") == []
    listed = read(files, "data/documents.json")
    assert listed["count"] == 5
    assert [part["url"].rpartition("/")[2] for part in listed["parts"]] == [
        "regulations-2024.json",
        "normative-2024.json",
        "normative-2023.json",
        "pages-undated.json",
    ]
    for part in listed["parts"]:
        raw = files[part["url"][1:]]
        assert (part["size"], part["sha256"]) == (len(raw), sha256(raw).hexdigest())
        assert json_faults(raw, "documents-part") == []
        assert len(read(files, part["url"][1:])) == part["count"]


def test_a_part_has_the_cards_newest_first() -> None:
    files = data_files(MADE)
    cards = read(files, "data/documents/normative-2024.json")
    assert [card["id"] for card in cards] == ["later", "parking-fees"]
    assert cards[1]["status"] == "现行有效"
    (regulated,) = read(files, "data/documents/regulations-2024.json")
    assert regulated["versions"] == ["2019-05-01", "2024-05-01"]


def test_the_tables_hold_the_same_documents_and_are_safe_to_open() -> None:
    files = data_files(MADE)
    header, *parts = rows(files["data/documents.csv"])
    assert header[0] == "栏目"
    listed = 0
    for label, year, count, address, size, digest in parts:
        path = address.removeprefix("https://www.example.gov.cn/zwgk/")
        raw = files[path]
        assert (int(size), digest) == (len(raw), sha256(raw).hexdigest())
        names, *table = rows(raw)
        assert len(table) == int(count)
        assert {row[names.index("栏目")] for row in table} == {label}
        assert year == "未注明" or all(year in row[names.index("发布日期")] for row in table)
        listed += len(table)
    assert listed == 5
    _, first, second = rows(files["data/documents/normative-2024.csv"])
    assert first[2] == "'=后来的通知"
    assert second[9] == "2024-04-26 09:30"


def test_a_new_document_changes_its_own_part_and_the_lists() -> None:
    before = data_files(library(document(), regulation()))
    one_more = document(id="later", published=datetime(2026, 6, 1))
    after = data_files(library(document(), regulation(), one_more))
    changed = {path for path in after if path in before and after[path] != before[path]}
    assert changed == {
        "data/documents.json",
        "data/documents.csv",
        "data/catalog.jsonld",  # a year that is new
        "data/oai/ListSets.xml",
        "resourcelist.xml",
        "llms.txt",
        "normative/agency/szfb/feed.json",
        "normative/agency/szfb/feed.xml",
        "normative/status/in-force/feed.json",
        "normative/status/in-force/feed.xml",
        "feeds/all.json",
        "feeds/all.xml",
        "feeds/normative.json",
        "feeds/normative.xml",
        "sitemap.xml",
        "sitemap-columns.xml",
    }


def test_the_moment_stands_in_one_file_only() -> None:
    files = data_files(MADE)
    assert json_faults(files["data/as-of.json"], "as-of") == []
    assert read(files, "data/as-of.json")["as_of"] == "2026-11-23T23:59+08:00"
    assert [path for path, raw in files.items() if b"2026-11-23" in raw] == ["data/as-of.json"]


def test_withdrawn_addresses_are_listed_for_whoever_keeps_copies() -> None:
    gone = document(id="gone", withdrawn=Withdrawal(date(2025, 3, 1), "误发", True))
    files = data_files(library(document(), gone))
    assert json_faults(files["data/removed.json"], "removed") == []
    assert read(files, "data/removed.json") == {
        "removed": [{"url": "/normative/gone/", "date": "2025-03-01"}]
    }
