"""The JSON Schemas and the document that explains them say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gongkai.model.documents import Collection
from tests.conftest import REPOSITORY

SCHEMAS = sorted((REPOSITORY / "docs/schema").glob("*.schema.json"))


@pytest.fixture(scope="module")
def explained() -> set[str]:
    """Every word that docs/formats.md sets as code."""
    text = (REPOSITORY / "docs/formats.md").read_text("utf-8")
    return {word for code in re.findall(r"`([^`\n]+)`", text) for word in re.findall(r"\w+", code)}


def keys(schema: object) -> set[str]:
    """Every key that a schema lets an object have, at any depth."""
    if isinstance(schema, dict):
        own = schema.get("properties", {})
        return set(own).union(*map(keys, schema.values())) if schema else set()
    if isinstance(schema, list):
        return set().union(*map(keys, schema))
    return set()


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_every_published_key_is_explained(path: Path, explained: set[str]) -> None:
    found = keys(json.loads(path.read_text("utf-8")))
    assert found
    # Terms of DCAT and JSON-LD, dct:title and @id, are explained there.
    own = {key for key in found if not re.search("[@:]", key)}
    assert own - explained - {"as_of", "generator", "version", "name"} == set()


def test_every_collection_may_stand_in_the_data_and_is_explained(explained: set[str]) -> None:
    schema = json.loads((REPOSITORY / "docs/schema/index.schema.json").read_text("utf-8"))
    collections = {collection.value for collection in Collection}
    assert set(schema["properties"]["collection"]["enum"]) == collections
    assert collections <= explained


def test_every_schema_is_named_where_the_file_is_explained() -> None:
    text = (REPOSITORY / "docs/formats.md").read_text("utf-8")
    linked = set(re.findall(r"\(schema/([a-z-]+\.schema\.json)\)", text))
    assert linked == {path.name for path in SCHEMAS}
