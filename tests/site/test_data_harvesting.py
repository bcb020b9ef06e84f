"""What harvesters read: ResourceSync, and the records of OAI-PMH."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from lxml import etree

from gongkai.model.documents import UNDATED, Collection
from gongkai.site import data_resources
from tests.builders import Made, document, library, regulation
from tests.formats.judges import oai_faults, resourcesync_faults
from tests.site.data_files import data_files

ROOT = "https://www.example.gov.cn/zwgk/"
MADE = library(
    document(),
    document(id="second", collection=Collection.POLICIES, expires=date(2025, 1, 1)),
    regulation(version="2020-01-01", effective=date(2020, 1, 1)),
    regulation(version="2024-05-01", effective=date(2024, 5, 1)),
    document(collection=Collection.PAGES, id="guide", published=UNDATED),
)
_DATA = ("index.json", "index.md", "index.akn.xml")


def located(raw: bytes) -> list[str]:
    """The addresses that a list names, under the root."""
    found = etree.fromstring(raw).iter("{*}loc")
    return [str(place.text).removeprefix(ROOT) for place in found]


def test_a_copy_can_be_kept_from_the_description_down() -> None:
    files = data_files(MADE)
    (above,) = located(files["resourcesync.xml"])
    (top,) = located(files[above])
    lists = located(files[top])
    assert len(lists) == 4
    held = [address for one in lists for address in located(files[one])]
    found = {path for path in files if path.endswith(_DATA) and "/compare/" not in path}
    assert set(held) == found
    assert len(held) == len(found) > 10
    for path in ("resourcesync.xml", above, top, *lists):
        assert resourcesync_faults(files[path]) == [], path


def test_a_list_tells_of_its_newest_event_and_never_of_the_build() -> None:
    def lists(as_of: datetime) -> dict[str, bytes]:
        made = library(document(expires=date(2026, 12, 31)), as_of=as_of)
        return {path: raw for path, raw in data_files(made).items() if "resource" in path}

    first, later = lists(datetime(2026, 5, 1)), lists(datetime(2026, 12, 1))
    assert first == later
    ended = lists(datetime(2027, 1, 1))["resourcelist-normative-2024.xml"]
    assert b'at="2027-01-01T00:00:00+08:00"' in ended


def test_a_part_of_many_files_goes_on_in_a_second_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_resources, "MOST", 2)
    files = data_files(library(document()))
    lists = located(files["resourcelist.xml"])
    assert lists == ["resourcelist-normative-2024.xml", "resourcelist-normative-2024-2.xml"]
    assert [len(located(files[one])) for one in lists] == [2, 1]


def records(made: Made) -> dict[str, bytes]:
    return {path: raw for path, raw in data_files(made).items() if path.startswith("data/oai/")}


def test_every_document_with_a_date_has_a_record() -> None:
    found = records(MADE)
    names = ("ListRecords-normative-2024", "ListRecords-policies-2024", "ListSets")
    assert {f"data/oai/{name}.xml" for name in names} < found.keys()
    for path, raw in found.items():
        assert oai_faults(raw) == [], path
    identifiers = [
        str(one.text)
        for raw in found.values()
        for one in etree.fromstring(raw).iter("{http://www.openarchives.org/OAI/2.0/}identifier")
    ]
    assert sorted(identifiers) == [
        f"oai:www.example.gov.cn:{name}" for name in ("parking", "parking-fees", "second")
    ]


def test_a_record_says_what_the_catalogue_says() -> None:
    raw = records(library(document(summary="停车<收费>的标准")))[
        "data/oai/ListRecords-normative-2024.xml"
    ]
    dc = "{http://purl.org/dc/elements/1.1/}"
    said = [
        (str(one.tag).removeprefix(dc), one.text) for one in etree.fromstring(raw).iter(f"{dc}*")
    ]
    assert ("description", "停车<收费>的标准") in said
    assert ("date", "2024-04-26") in said
    assert ("identifier", f"{ROOT}normative/parking-fees/") in said
    # 2024-05-01 in force at midnight in Shanghai is still April by the protocol's clock.
    assert b"<datestamp>2024-04-30</datestamp>" in raw


def test_who_answers_is_said_where_there_is_an_address_for_mail() -> None:
    assert "data/oai/Identify.xml" not in records(MADE)
    catalogue = MADE.library.catalogue
    contact = replace(catalogue.site.contact, email="gkb@example.gov.cn")
    site = replace(catalogue.site, contact=contact)
    made = replace(MADE, library=replace(MADE.library, catalogue=replace(catalogue, site=site)))
    raw = records(made)["data/oai/Identify.xml"]
    assert oai_faults(raw) == []
    assert b"<adminEmail>gkb@example.gov.cn</adminEmail>" in raw


def test_a_library_in_which_nothing_happened_has_no_lists() -> None:
    files = data_files(library())
    assert not [path for path in files if "resource" in path or "/oai/" in path]
