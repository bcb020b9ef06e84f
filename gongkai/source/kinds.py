"""What a kind of value is, and how groups of keys are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from gongkai.formats.yaml import Mapping, Node, Scalar
from gongkai.formats.yaml import Sequence as NodeList
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Mark

Json = dict[str, Any]

# The groups of keys, which are few and are met in every file, by identity: they have no hash.
_BY_NAME: dict[int, tuple[Sequence[Field], dict[str, Field], tuple[Field, ...]]] = {}


@dataclass(slots=True)
class Reading:
    """The problems found while one file is read."""

    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, mark: Mark, message: str, hint: str = "") -> None:
        """Note a problem at a place of the file."""
        self.problems.append(Problem(code, mark.line, mark.column, mark.span, message, hint))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value. `read` gives the value, or None after reporting why not.

    `words` says in Chinese what to write; `schema` is the JSON Schema for
    editors, in which every scalar is what YAML would make of it.
    """

    words: str
    read: Callable[[Node, Reading], Any]
    schema: Json
    fields: tuple[Field, ...] = ()  # the keys of a group, or of each group of a list


@dataclass(frozen=True, slots=True)
class Field:
    """One key: its Chinese label, which is accepted too, and what it holds.

    `attribute` is the name in the model where it differs from the key.
    """

    key: str
    label: str
    kind: Kind
    required: bool = False
    help: str = ""
    example: str = ""
    attribute: str = ""

    @property
    def name(self) -> str:
        """The attribute of the model that holds the value."""
        return self.attribute or self.key


def scalar(node: Node, reading: Reading, wanted: str) -> str | None:
    """The text of a scalar without ASCII space around it; U+3000 is text and stays."""
    if not isinstance(node, Scalar):
        shape = "列表" if isinstance(node, NodeList) else "一组键"
        reading.report(
            "front-matter/type", node.mark, f"这里要写{wanted}，不是{shape}", "写在冒号后面，同一行"
        )
        return None
    text = node.text.strip(" \t\r\n")
    if not text:
        reading.report("front-matter/empty", node.mark, "值是空的", "填上内容；用不着就删去这一行")
        return None
    return text


def choice(*values: str) -> Kind:
    """One of a fixed set of words."""

    def read(node: Node, reading: Reading) -> str | None:
        text = scalar(node, reading, "、".join(values[:3]))
        if text is None or text in values:
            return text
        close = get_close_matches(text, values, n=1)
        hint = f"是不是「{close[0]}」？" if close else f"写 {'、'.join(values)} 中的一个"
        reading.report("front-matter/choice", node.mark, f"「{text}」不在规定的范围内", hint)
        return None

    return Kind(" / ".join(values), read, {"type": "string", "enum": list(values)})


def convert(kind: Kind, make: Callable[[Any], Any]) -> Kind:
    """The same kind, its value turned into another type."""

    def read(node: Node, reading: Reading) -> Any:
        value = kind.read(node, reading)
        return None if value is None else make(value)

    return Kind(kind.words, read, kind.schema, kind.fields)


def list_of(kind: Kind, *, single: bool = True) -> Kind:
    """A list; with `single`, one value alone is a list of one."""

    def read(node: Node, reading: Reading) -> tuple[Any, ...] | None:
        if not isinstance(node, NodeList):
            if not single:
                reading.report(
                    "front-matter/type", node.mark, "这里要写列表", "每项一行，前面加 - 和空格"
                )
                return None
            nodes: Sequence[Node] = (node,)
        else:
            nodes = node.items
        values = [kind.read(item, reading) for item in nodes]
        return tuple(value for value in values if value is not None)

    many: Json = {"type": "array", "items": kind.schema}
    schema = {"anyOf": [kind.schema, many]} if single else many
    return Kind(f"{kind.words}的列表", read, schema, kind.fields)


def record(make: Callable[..., Any], *fields: Field, words: str = "") -> Kind:
    """A group of keys read into `make(**values)`; nothing if a required key fails."""

    def read(node: Node, reading: Reading) -> Any:
        if not isinstance(node, Mapping):
            names = "、".join(item.key for item in fields[:3])
            reading.report(
                "front-matter/type",
                node.mark,
                "这里要写一组键",
                f"例如 {names}，每行一个，比上一行多缩进两格",
            )
            return None
        before = len(reading.problems)
        values, _ = read_fields(node, fields, reading)
        complete = all(item.name in values for item in fields if item.required)
        return make(**values) if complete and len(reading.problems) == before else None

    given = words or "一组键：" + "、".join(item.key for item in fields)
    return Kind(given, read, group_schema(fields), fields)


def group_schema(fields: Sequence[Field]) -> Json:
    """The JSON Schema of a group of keys: each under its key or its label, never both."""
    properties: Json = {}
    once: list[Json] = []
    for item in fields:
        properties |= dict.fromkeys((item.key, item.label), _described(item))
        names: list[Json] = [{"required": [item.key]}, {"required": [item.label]}]
        both: Json = {"not": {"required": [item.key, item.label]}}
        once.append({"oneOf": names} if item.required else both)
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "allOf": once,
    }


def _described(item: Field) -> Json:
    """The JSON Schema of one key, with its Chinese label, help and example for editors."""
    text = f"{item.label}：{item.help}" if item.help else item.label
    example = {"examples": [item.example]} if item.example and not item.kind.fields else {}
    return {**item.kind.schema, "title": item.label, "description": text, **example}


def read_fields(
    node: Mapping, fields: Sequence[Field], reading: Reading
) -> tuple[dict[str, Any], dict[str, Mark]]:
    """Read a group of keys: the values by attribute name, and where each stands.

    Unknown, repeated and missing keys are reported; every key that can be read is.
    """
    _, known, required = _named(fields)
    values: dict[str, Any] = {}
    marks: dict[str, Mark] = {}
    for key, value in node.entries:
        item = known.get(key.text)
        if item is None:
            _unknown(key, known, reading)
            continue
        name = item.attribute or item.key
        if name in marks:
            reading.report(
                "front-matter/repeated-key", key.mark,
                f"「{key.text}」写了两次（{item.key} 和 {item.label} 是同一个键）", "只留一个",
            )  # fmt: skip
        else:
            marks[name] = _value_mark(key, value)
            found = item.kind.read(value, reading)
            if found is not None:
                values[name] = found
    for item in required:
        if item.name not in marks:
            hint = f"加一行 {item.label}: {item.example or '…'}"
            reading.report("front-matter/required", node.mark, f"缺少「{item.label}」", hint)
    return values, marks


def by_name(fields: Sequence[Field]) -> dict[str, Field]:
    """The keys of a group by their names and their labels."""
    return _named(fields)[1]


def _named(
    fields: Sequence[Field],
) -> tuple[Sequence[Field], dict[str, Field], tuple[Field, ...]]:
    """A group of keys, the same by their names and labels, and those that must not be missing."""
    made = _BY_NAME.get(id(fields))
    if made is None or made[0] is not fields:
        named = {item.key: item for item in fields} | {item.label: item for item in fields}
        required = tuple(item for item in fields if item.required)
        made = _BY_NAME[id(fields)] = (fields, named, required)
    return made


def _value_mark(key: Scalar, value: Node) -> Mark:
    """Where to point for a value: the value itself, or the key when nothing stands there."""
    if isinstance(value, Scalar) and not value.text:
        return key.mark
    return value.mark


def _unknown(key: Scalar, known: dict[str, Field], reading: Reading) -> None:
    close = get_close_matches(key.text, known, n=1, cutoff=0.6)
    hint = f"是不是「{close[0]}」？" if close else "见编辑手册里的键一览"
    reading.report("front-matter/unknown-key", key.mark, f"不认识的键「{key.text}」", hint)
