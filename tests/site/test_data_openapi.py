"""The description of the data, and every published JSON file held to the schema it names."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.builders import document, library, regulation
from tests.conftest import REPOSITORY
from tests.formats.judges import json_faults
from tests.site.data_files import data_files, read

_OTHERS = ("assets/", "data/schema/")


def described(description: Any) -> list[tuple[re.Pattern[str], str]]:
    """What an address looks like, and the schema of what is there; the plainest addresses first."""
    found = []
    for path, item in sorted(description["paths"].items(), key=lambda pair: pair[0].count("{")):
        pattern = re.escape(path[1:])
        for one in item["get"].get("parameters", ()):
            schema = one["schema"]
            allowed = schema.get("pattern", "").strip("^$") or "|".join(schema["enum"])
            pattern = pattern.replace(re.escape(f"{{{one['name']}}}"), f"(?:{allowed})")
        (content,) = item["get"]["responses"]["200"]["content"].values()
        name = content["schema"]["$ref"].removeprefix("schema/").removesuffix(".schema.json")
        found.append((re.compile(pattern), name))
    return found


def schema_of(path: str, kinds: list[tuple[re.Pattern[str], str]]) -> str:
    names = [name for pattern, name in kinds if pattern.fullmatch(path)]
    assert names, f"{path} is not described"
    return names[0]


def test_every_published_json_keeps_to_its_schema(example_site: Path) -> None:
    kinds = described(json.loads((example_site / "data/openapi.json").read_bytes()))
    files = [*example_site.rglob("*.json"), *example_site.rglob("*.jsonld")]
    held = set()
    for file in sorted(files):
        path = file.relative_to(example_site).as_posix()
        if path.startswith(_OTHERS):
            continue
        name = schema_of(path, kinds)
        assert json_faults(file.read_bytes(), name) == [], path
        held.add(name)
    assert held == {name for _, name in kinds} - {"manifests"}  # nothing is signed here


def test_the_schemas_stand_where_the_description_says(example_site: Path) -> None:
    description = json.loads((example_site / "data/openapi.json").read_bytes())
    named = {f"{name}.schema.json" for _, name in described(description)}
    ours = {path.name: path.read_bytes() for path in (REPOSITORY / "docs/schema").glob("*.json")}
    published = {path.name: path.read_bytes() for path in example_site.glob("data/schema/*")}
    assert published == ours
    assert named == set(ours)


def test_every_parameter_of_an_address_is_described() -> None:
    description = read(data_files(library(document())), "data/openapi.json")
    for path, item in description["paths"].items():
        names = [one["name"] for one in item["get"].get("parameters", ())]
        assert names == re.findall(r"\{(\w+)\}", path)


def test_a_new_document_does_not_change_the_description() -> None:
    before, after = data_files(library(document())), data_files(library(document(), regulation()))
    assert before["data/openapi.json"] == after["data/openapi.json"]


@pytest.mark.parametrize(
    "address", ["regulations/parking/other.json", "data/other.json", "gazette/2024/1/issue.json"]
)
def test_what_is_not_described_is_noticed(address: str) -> None:
    kinds = described(read(data_files(library()), "data/openapi.json"))
    with pytest.raises(AssertionError):
        schema_of(address, kinds)
