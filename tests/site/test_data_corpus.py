"""The data of outside texts: every statute valid, every word of it kept."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from gongkai.commands.main import main
from tests.conftest import AS_OF
from tests.formats.judges import akoma_ntoso_faults, json_faults

SPACE = re.compile(r"\s+")
NAMESPACE = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
CHECKED = 20  # every so many documents is held to the JSON Schema, which takes longest


@pytest.fixture(scope="module")
def statutes(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folder of every text of the corpus that binds."""
    folder = tmp_path_factory.mktemp("corpus-data")
    arguments = ["build", "--root", str(corpus), "--output", str(folder / "site")]
    assert main([*arguments, "--cache", str(folder / "cache"), "--as-of", AS_OF]) == 0
    return sorted(path.parent for path in (folder / "site").rglob("index.akn.xml"))


def index(folder: Path) -> Any:
    return json.loads((folder / "index.json").read_bytes())


def test_every_statute_is_valid_akoma_ntoso(statutes: list[Path]) -> None:
    faults = {
        folder.name: found[0]
        for folder in statutes
        if (found := akoma_ntoso_faults((folder / "index.akn.xml").read_bytes()))
    }
    assert faults == {}
    assert statutes


def test_every_word_id_and_link_of_the_provisions_is_in_the_statute(statutes: list[Path]) -> None:
    for folder in statutes:
        document = index(folder)
        act = etree.parse(str(folder / "index.akn.xml")).getroot()[0]
        said = [part for part in act if part.tag in (f"{NAMESPACE}preamble", f"{NAMESPACE}body")]
        words = "".join(text for part in said for text in map(str, part.itertext()))
        provisions = document["provisions"]
        expected = "".join(
            (one["num"] or "") + (one["heading"] or "") + one["text"] for one in provisions
        )
        assert SPACE.sub("", words) == SPACE.sub("", expected), folder
        eids = [one.get("eId") for part in said for one in part.iter() if one.get("eId")]
        assert eids == [one["eid"] for one in provisions], folder
        links = sum(1 for citation in document["citations"] if citation["url"])
        assert sum(1 for part in said for _ in part.iter(f"{NAMESPACE}ref")) == links, folder


def test_index_json_keeps_to_its_schema(statutes: list[Path]) -> None:
    for folder in statutes[::CHECKED]:
        assert json_faults((folder / "index.json").read_bytes(), "index") == [], folder
