"""The table of keys and the JSON Schemas say what the program reads, and are up to date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from gongkai.formats import yaml as our_yaml
from gongkai.model.documents import Collection
from gongkai.source import schema_files
from gongkai.source.kinds import Field, Reading, group_schema
from gongkai.source.schema import FEEDBACK_FIELDS, FIELDS, PART_FIELDS, YEAR_FIELDS
from gongkai.source.settings import SITE_FIELDS
from tests.conftest import REPOSITORY
from tests.docs.reading import GUIDE, examples

FOLDER = REPOSITORY / "docs/schema/content"
ALL_KEYS = (*FIELDS.values(), PART_FIELDS, FEEDBACK_FIELDS, YEAR_FIELDS, SITE_FIELDS)


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: no dates, no yes and no."""


EditorLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), [*_first, ""]
    )


def every_field(fields: tuple[Field, ...]) -> Iterator[Field]:
    for item in fields:
        yield item
        yield from every_field(item.kind.fields)


def each_field_once() -> list[Field]:
    return list({id(item): item for keys in ALL_KEYS for item in every_field(keys)}.values())


def faults(schema: dict[str, Any], value: object) -> list[str]:
    found = jsonschema.Draft7Validator(schema).iter_errors(value)
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in found]


def schema_of(path: str) -> str | None:
    """Which schema a file of content has; None for one without keys."""
    parts = Path(path).parts
    name = parts[-1]
    if path == "site.yaml":
        return "site"
    if parts[1] == "decisions" and name.endswith(".md"):
        return "decisions-part"
    if parts[1] == "decisions" and name != "decision.yaml":
        return "decisions-feedback" if name == "feedback.yaml" else "decisions-year"
    return parts[1] if parts[1] in {one.value for one in Collection} else None


def head_of(text: str) -> object:
    source = text.split("\n---\n")[0].removeprefix("---\n") if text.startswith("---") else text
    return yaml.load(source, Loader=EditorLoader)


def schema_file(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    return found


def test_the_tables_of_the_guide_are_up_to_date() -> None:
    guide = GUIDE.read_text("utf-8")
    assert schema_files.with_tables(guide) == guide, "make docs"


def test_the_schema_files_are_up_to_date() -> None:
    written = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    assert written == schema_files.schema_files(), "make docs"


def test_a_guide_without_its_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="键一览"):
        schema_files.with_tables("# 编辑手册")


def test_the_table_has_every_key_with_help_and_example() -> None:
    table = schema_files.key_tables()
    for item in each_field_once():
        assert re.search(rf"^\| (└ )*{item.label} \| `{item.key}` \|", table, re.M), item.key
        assert item.example, f"{item.key} {item.label}"
        assert item.help or item.kind.words, item.key


@pytest.mark.parametrize("item", each_field_once(), ids=lambda item: item.key)
def test_the_example_of_each_key_is_one_that_is_read(item: Field) -> None:
    for name in (item.key, item.label):
        node, problems = our_yaml.read(f"{name}: {item.example}\n", 1, {name})
        assert not problems
        assert isinstance(node, our_yaml.Mapping)
        reading = Reading()
        assert item.kind.read(node.entries[0][1], reading) is not None
        assert reading.problems == []
        value = yaml.load(f"{name}: {item.example}\n", Loader=EditorLoader)
        assert faults(group_schema((item,)), value) == []


@pytest.mark.parametrize("name", [path.stem.split(".")[0] for path in FOLDER.glob("*.json")])
def test_each_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(schema_file(name))


def test_every_head_of_the_example_and_of_the_guide_fits_its_schema() -> None:
    heads = {
        path.relative_to(REPOSITORY).as_posix(): path.read_text("utf-8")
        for path in (*(REPOSITORY / "content").rglob("*"), REPOSITORY / "site.yaml")
        if path.suffix in (".md", ".yaml")
    }
    heads |= {f"{one.path} {number}": one.text for number, one in enumerate(examples())}
    wrong = {
        name: found
        for name, text in heads.items()
        if (kind := schema_of(name.split(" ")[0]))
        and (found := faults(schema_file(kind), head_of(text)))
    }
    assert wrong == {}
    assert len(heads) > 100


HEAD = {
    "标题": "示例市养犬管理办法",
    "agency": "示例市人民政府",
    "发布日期": "2024-03-05",
    "openness": "主动公开",
}


@pytest.mark.parametrize(
    "mistake",
    [
        {"发布日其": "2024-03-05"},
        {"title": "又一个标题"},
        {"written": "2024年3月5日"},
        {"expires": 20290331},
        {"公开属性": "公开"},
        {"attachments": [{"title": "申请表"}]},
        {"attachments": {"标题": "申请表", "文件": "申请表.docx"}},
        {"card": "一句话"},
        {"repealed": {"date": "2024-05-01", "日期": "2024-05-01"}},
        {"summary": None},
        {"id": "Dogs_2024"},
    ],
)
def test_a_typical_mistake_does_not_fit(mistake: dict[str, object]) -> None:
    schema = schema_file("normative")
    assert faults(schema, HEAD) == []
    assert faults(schema, {**HEAD, **mistake}) != []


def test_a_required_key_may_be_given_by_its_label_but_not_left_out() -> None:
    schema = schema_file("normative")
    for key in HEAD:
        assert faults(schema, {name: value for name, value in HEAD.items() if name != key}) != []


def test_the_settings_for_vs_code_name_schemas_that_exist() -> None:
    block = re.search(r"```json\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    assert block
    named = json.loads(block[1])["yaml.schemas"]
    assert {Path(name).name for name in named} <= {path.name for path in FOLDER.iterdir()}
    assert all(name.startswith(".vscode/gongkai/") for name in named)


def test_a_snippet_of_each_markdown_key_fills_in_a_line() -> None:
    snippets = json.loads((FOLDER / "gongkai.code-snippets").read_text("utf-8"))
    keys = {
        item.key for item in (*FIELDS[Collection.NORMATIVE], *FIELDS[Collection.INTERPRETATIONS])
    }
    assert keys <= {snippet["prefix"][1] for snippet in snippets.values()}
    assert snippets["标题 title"]["body"].startswith("标题: ")
