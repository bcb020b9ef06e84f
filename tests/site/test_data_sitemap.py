"""Site maps and robots.txt."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from lxml import etree

from gongkai.formats import sitemap
from gongkai.model.documents import UNDATED, Collection, Reference
from gongkai.site import data_sitemap
from tests.builders import document, library, regulation
from tests.formats.judges import sitemap_faults
from tests.site.data_files import data_files

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ROOT = "https://www.example.gov.cn/zwgk/"
MADE = library(
    document(),
    regulation(version="2019-05-01", effective=date(2019, 5, 1), published=datetime(2019, 4, 1)),
    regulation(version="2024-05-01"),
    document(collection=Collection.PAGES, id="guide", published=UNDATED),
)


def listed(raw: bytes) -> dict[str, str | None]:
    assert sitemap_faults(raw) == []
    return {
        str(entry.findtext(f"{SPACE}loc")): entry.findtext(f"{SPACE}lastmod")
        for entry in etree.fromstring(raw)
    }


def test_the_index_names_every_map() -> None:
    files = data_files(MADE)
    named = listed(files["sitemap.xml"])
    maps = {path for path in files if path.startswith("sitemap-")}
    assert {address.removeprefix(ROOT) for address in named} == maps
    assert named[f"{ROOT}sitemap-regulations-2024.xml"] == "2024-05-01"


def test_every_document_text_and_comparison_is_in_a_map_once() -> None:
    files = data_files(MADE)
    addresses = [
        address.removeprefix(ROOT)
        for path in files
        if path.startswith("sitemap-")
        for address in listed(files[path])
    ]
    assert sorted(addresses) == [
        "",
        "normative/",
        "normative/parking-fees/",
        "pages/guide/",
        "regulations/",
        "regulations/parking/",
        "regulations/parking/2019-05-01/",
        "regulations/parking/2024-05-01/",
        "regulations/parking/compare/2019-05-01..2024-05-01/",
    ]


def test_lastmod_is_the_newest_event_that_has_come() -> None:
    lapsing = document(expires=date(2026, 12, 31))
    before = data_files(library(lapsing))["sitemap-normative-2024.xml"]
    after = data_files(library(lapsing, as_of=datetime(2027, 2, 1)))["sitemap-normative-2024.xml"]
    assert listed(before) == {f"{ROOT}normative/parking-fees/": "2024-05-01"}
    assert listed(after) == {f"{ROOT}normative/parking-fees/": "2027-01-01"}


def test_a_page_changes_when_what_repeals_it_is_published() -> None:
    repealing = document(
        id="new",
        published=datetime(2024, 8, 1),
        effective=date(2024, 6, 1),
        repeals=(Reference("parking"),),
    )
    files = data_files(library(regulation(), repealing))
    found = listed(files["sitemap-regulations-2024.xml"])
    assert found[f"{ROOT}regulations/parking/"] == "2024-08-01"


def test_a_map_holds_no_more_than_crawlers_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_sitemap, "MOST", 2)
    files = data_files(library(*(document(id=f"d-{n}") for n in range(5))))
    maps = {f"sitemap-normative-2024{part}.xml" for part in ("", "-2", "-3")}
    assert maps <= set(files)
    assert [len(listed(files[path])) for path in sorted(maps)] == [2, 1, 2]
    assert sitemap.MOST == 50_000


def test_an_empty_library_still_has_a_valid_map() -> None:
    files = data_files(library())
    assert listed(files["sitemap-columns.xml"]) == {ROOT: None}
    assert listed(files["sitemap.xml"]) == {f"{ROOT}sitemap-columns.xml": None}


def test_crawlers_are_let_in_and_shown_the_map() -> None:
    assert data_files(MADE)["robots.txt"].decode() == (
        f"User-agent: *\nAllow: /\n\nSitemap: {ROOT}sitemap.xml\n"
    )
