"""The data of the example: all of it valid, complete, and at one with the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree, html

from tests.conftest import REPOSITORY
from tests.formats.judges import akoma_ntoso_faults, atom_faults, json_faults, sitemap_faults

EIDS = re.compile(r'eId="([^"]+)"')


@pytest.fixture(scope="module")
def documents(example_site: Path) -> dict[str, Any]:
    """Every index.json of the example by its folder, found valid."""
    found = {}
    for path in sorted(example_site.rglob("index.json")):
        if {"compare", "search", "verify"} & set(path.parts):
            continue
        raw = path.read_bytes()
        assert json_faults(raw, "index") == [], path
        found[f"/{path.parent.relative_to(example_site).as_posix()}/"] = json.loads(raw)
    assert len(found) > 60
    return found


def addresses(value: Any) -> Iterator[str]:
    """Every `url` anywhere in a value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "url" and isinstance(inner, str):
                yield inner
            yield from addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses(inner)


def ids(example_site: Path, folder: str) -> set[str]:
    page = html.parse(str(example_site / folder.strip("/") / "index.html"))
    return {str(found) for found in page.xpath("//@id")}


def test_every_document_page_has_its_data(example_site: Path, documents: dict[str, Any]) -> None:
    for folder, document in documents.items():
        assert document["url"] == folder
        assert (example_site / folder.strip("/") / "index.html").is_file()
        markdown = example_site / folder.strip("/") / "index.md"
        digest = sha256(markdown.read_bytes()).hexdigest() if markdown.exists() else None
        assert document["sha256"] == digest


def test_ids_are_the_same_in_page_data_and_statute(
    example_site: Path, documents: dict[str, Any]
) -> None:
    statutes = 0
    for folder, document in documents.items():
        eids = [provision["eid"] for provision in document["provisions"]]
        assert set(eids) <= ids(example_site, folder), folder
        statute = example_site / folder.strip("/") / "index.akn.xml"
        assert statute.exists() == (document["status"] is not None)
        if statute.exists():
            raw = statute.read_bytes()
            assert akoma_ntoso_faults(raw) == [], folder
            _, _, body = raw.decode().partition("</meta>")
            assert EIDS.findall(body) == eids, folder
            statutes += 1
    assert statutes > 30


def test_every_address_in_the_data_leads_to_a_file_and_a_place(
    example_site: Path, documents: dict[str, Any]
) -> None:
    anchors: dict[str, set[str]] = {}
    for folder, document in documents.items():
        for url in addresses(document):
            if not url.startswith("/"):
                assert url.startswith("https://"), folder
                continue
            path, _, eid = url.partition("#")
            file = example_site / path.strip("/")
            assert (file / "index.html").is_file() if path.endswith("/") else file.is_file(), url
            if eid:
                if path not in anchors:
                    anchors[path] = ids(example_site, path)
                assert eid in anchors[path], f"{folder}: {url}"


def test_ties_between_documents_are_seen_from_both_ends(documents: dict[str, Any]) -> None:
    explained = {
        (document["id"], place["target"])
        for document in documents.values()
        for place in document["interprets"]
    }
    explaining = {
        (link["id"], document["id"])
        for document in documents.values()
        for link in document["interpretations"]
    }
    assert explained == explaining
    assert len(explained) > 5


def test_every_comparison_keeps_to_its_schema_and_names_ids_of_its_texts(
    example_site: Path, documents: dict[str, Any]
) -> None:
    comparisons = sorted(example_site.glob("*/*/compare/*/index.json"))
    assert comparisons
    for path in comparisons:
        raw = path.read_bytes()
        assert json_faults(raw, "comparison") == [], path
        comparison = json.loads(raw)
        for side in ("old", "new"):
            text = documents[comparison[side]["url"]]
            eids = {provision["eid"] for provision in text["provisions"]}
            found = {change[side]["eid"] for change in comparison["changes"] if change[side]}
            assert found <= eids, path


def test_the_catalogue_holds_every_document_once(
    example_site: Path, documents: dict[str, Any]
) -> None:
    raw = (example_site / "data/documents.json").read_bytes()
    assert json_faults(raw, "documents") == []
    cards = []
    for part in json.loads(raw)["parts"]:
        content = (example_site / part["url"].strip("/")).read_bytes()
        assert sha256(content).hexdigest() == part["sha256"]
        assert json_faults(content, "documents-part") == []
        cards += json.loads(content)
    works = {folder for folder in documents if folder.count("/") == 3}
    assert sorted(card["url"] for card in cards) == sorted(works)
    for card in cards:
        document = documents[card["url"]]
        shared = set(card) & set(document) - {"versions"}
        assert {key: card[key] for key in shared} == {key: document[key] for key in shared}
        assert card["versions"] == [text["version"] for text in document["versions"]]


def test_feeds_and_site_maps_of_the_example_are_valid(example_site: Path) -> None:
    feeds = sorted([*example_site.glob("feeds/*.xml"), *example_site.rglob("feed.xml")])
    assert len(feeds) >= 20
    for path in feeds:
        assert atom_faults(path.read_bytes()) == [], path
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo
        updated = [entry.updated for entry in read.entries]
        assert read.feed.updated == max(updated)
        assert all(entry.published <= entry.updated for entry in read.entries)


def test_every_address_in_the_site_maps_is_a_page(example_site: Path) -> None:
    settings = (REPOSITORY / "site.yaml").read_text("utf-8")
    root = re.search(r"^url: *(\S+)", settings, re.M)
    assert root
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = []
    for path in sorted(example_site.glob("sitemap*.xml")):
        assert sitemap_faults(path.read_bytes()) == [], path
        for location in etree.parse(str(path)).iter(f"{space}loc"):
            address = str(location.text)
            assert address.startswith(root[1])
            listed.append(address.removeprefix(root[1]))
    pages = [address for address in listed if not address.endswith(".xml")]
    assert len(pages) == len(set(pages)) > 60
    for address in listed:
        file = example_site / address
        assert file.is_file() if address.endswith(".xml") else (file / "index.html").is_file()
