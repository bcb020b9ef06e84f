"""What editors of content are given besides the guide: its table of keys, JSON Schemas, snippets.

All of it is made from the keys that are read, so that no list of keys is kept
by hand. `make docs` writes the files; a test says when they are out of date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gongkai.model.documents import Collection
from gongkai.source.gazette import ISSUE_FIELDS
from gongkai.source.kinds import Field, Json, group_schema
from gongkai.source.places import PLACE_FIELDS
from gongkai.source.schema import FEEDBACK_FIELDS, FIELDS, GROUPS, PART_FIELDS, YEAR_FIELDS
from gongkai.source.settings import SITE_FIELDS

BEGIN, END = "<!-- 键一览 开始 -->", "<!-- 键一览 结束 -->"

_HEAD = "| 键 | 英文键 | | 说明 | 例子 |\n|---|---|---|---|---|"
_PLAIN = ("一行文字", "文字，可以多行")  # not worth saying behind a help text
_BESIDE = (
    ("decisions-part", "草案、说明、背景、结果（proposal.md 等）的文件头", PART_FIELDS),
    ("decisions-feedback", "采纳情况 feedback.yaml", FEEDBACK_FIELDS),
    ("decisions-year", "年度目录 decisions/年份.yaml", YEAR_FIELDS),
    ("gazette", "政府公报 gazette/年份-期号.yaml", ISSUE_FIELDS),
    ("places", "查阅和赠阅场所 places/名称.yaml", PLACE_FIELDS),
    ("site", "网站设置 site.yaml", SITE_FIELDS),
)


def schema_files() -> dict[str, str]:
    """The JSON Schemas for editors (draft-07) and the snippets for VS Code, by file name."""
    kinds = [(collection.value, collection.label, keys) for collection, keys in FIELDS.items()]
    made = {
        f"{name}.schema.json": _text(_schema(name, title, keys))
        for name, title, keys in (*kinds, *_BESIDE)
    }
    return made | {"gongkai.code-snippets": _text(_snippets())}


def key_tables() -> str:
    """The tables of all keys, in Markdown: the common ones by subject, then each file's own."""
    parts = [
        f"### {title}\n\n用在：{'、'.join(_users(keys))}。\n\n{_table(keys)}"
        for title, keys in GROUPS
    ]
    common = {(item.key, item.label) for _, keys in GROUPS for item in keys}
    for collection, keys in FIELDS.items():
        own = [
            item
            for item in keys
            if (item.key, item.label) not in common or _elsewhere(item, collection)
        ]
        if own:
            parts.append(f"### {collection.label}（{collection.value}）另有的键\n\n{_table(own)}")
    parts += [f"### {title}\n\n{_table(keys)}" for _, title, keys in _BESIDE]
    return "\n\n".join(parts)


def with_tables(guide: str) -> str:
    """The guide with the tables between its two markers made anew. Raises ValueError without them."""
    before, begin, rest = guide.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the guide lacks {BEGIN} or {END}")
    return f"{before}{BEGIN}\n\n{key_tables()}\n\n{END}{after}"


def _users(keys: Sequence[Field]) -> list[str]:
    """The collections whose files may have all these keys."""
    wanted = {item.key for item in keys}
    return [
        collection.label
        for collection, known in FIELDS.items()
        if wanted <= {item.key for item in known}
    ]


def _elsewhere(item: Field, collection: Collection) -> bool:
    """Whether a common key belongs to a group that this collection has only part of."""
    home = next(keys for _, keys in GROUPS if any(item.key == known.key for known in keys))
    return collection.label not in _users(home)


def _table(keys: Iterable[Field]) -> str:
    return "\n".join((_HEAD, *(row for item in keys for row in _rows(item, ""))))


def _rows(item: Field, indent: str) -> Iterator[str]:
    """One key, and under it the keys of its group."""
    required = "必填" if item.required else ""
    cells = (f"{indent}{item.label}", f"`{item.key}`", required, _meaning(item), _example(item))
    yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
    for inner in item.kind.fields:
        yield from _rows(inner, f"{indent}└ ")


def _meaning(item: Field) -> str:
    words = item.kind.words.partition("；")[0].partition("，如")[0]
    if item.kind.fields:
        words = "下面各键，可以有几组" if item.kind.words.endswith("列表") else "下面各键"
    if item.help and item.kind.words in _PLAIN:
        return item.help
    return f"{item.help}（{words}）" if item.help else words


def _example(item: Field) -> str:
    return f"`{item.label}: {item.example}`" if item.example else ""


def _schema(name: str, title: str, keys: Sequence[Field]) -> Json:
    shared: dict[str, Json] = {}
    group = _with_references(group_schema(keys), shared)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{name}.schema.json",
        "title": title,
        **group,
        "definitions": shared,
    }


def _with_references(schema: Json, shared: dict[str, Json]) -> Json:
    """The schema with each key's own moved to `shared`: it stands under the key and the label."""
    made = dict(schema)
    for word in ("anyOf", "items"):
        if word in made:
            inner = made[word]
            made[word] = (
                [_with_references(one, shared) for one in inner]
                if isinstance(inner, list)
                else _with_references(inner, shared)
            )
    if "properties" in made:
        made["properties"] = {
            key: {"$ref": f"#/definitions/{_place(_with_references(one, shared), shared)}"}
            for key, one in made["properties"].items()
        }
    return made


def _place(schema: Json, shared: dict[str, Json]) -> str:
    """The name under which a key's schema is shared; schemas that differ have different names."""
    label = name = str(schema.get("title", "文字"))
    number = 1
    while shared.setdefault(name, schema) != schema:
        number += 1
        name = f"{label}{number}"
    return name


def _snippets() -> Json:
    """A snippet for each key that a Markdown file may have: editors complete no YAML in Markdown."""
    snippets: Json = {}
    heads = [keys for name, keys in FIELDS.items() if name is not Collection.DECISIONS]
    for item in (item for keys in (*heads, PART_FIELDS) for item in keys):
        snippets.setdefault(
            f"{item.label} {item.key}",
            {
                "scope": "markdown",
                "prefix": [item.label, item.key],
                "body": f"{item.label}: {item.example}",
                "description": item.help or item.label,
            },
        )
    return snippets


def _text(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
