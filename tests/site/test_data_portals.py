"""The catalogue for data portals, and what programs that read texts are told."""

from __future__ import annotations

import re

from gongkai.model.documents import Collection
from gongkai.site.data_parts import parts
from tests.builders import document, library, regulation
from tests.site.data_files import data_files, read

ROOT = "https://www.example.gov.cn/zwgk/"
MADE = library(document(), regulation(), document(collection=Collection.PAGES, id="guide"))


def test_every_yearly_part_is_a_distribution_of_its_collection() -> None:
    files = data_files(MADE)
    catalogue = read(files, "data/catalog.jsonld")
    assert catalogue["@type"] == "dcat:Catalog"
    named = {
        one["dcat:downloadURL"]["@id"].removeprefix(ROOT)
        for dataset in catalogue["dcat:dataset"]
        for one in dataset["dcat:distribution"]
    }
    cards = {path for path in files if path.startswith("data/documents/")}
    bundles = {f"data/bulk/{name}.zip" for name in ("normative-2024", "regulations-2024")}
    assert cards < named
    assert bundles < named - cards == {part.bundle for part in parts(MADE.library)}
    assert {dataset["@type"] for dataset in catalogue["dcat:dataset"]} == {"dcat:Dataset"}


def test_every_prefix_is_declared() -> None:
    text = data_files(MADE)["data/catalog.jsonld"].decode()
    used = set(re.findall(r'"(\w+):[A-Za-z]+"', text))
    assert used == set(read(data_files(MADE), "data/catalog.jsonld")["@context"])


def test_llms_txt_names_files_that_are_there() -> None:
    files = data_files(MADE)
    text = files["llms.txt"].decode()
    assert text.startswith("# 示例市人民政府政府信息公开\n\n> ")
    named = {address.removeprefix(ROOT) for address in re.findall(r"\]\((.+?)\)", text)}
    assert named - files.keys() == {"SHA256SUMS"}  # written when the site is published
