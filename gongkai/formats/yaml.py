"""YAML to a tree of texts with positions, without guessing; the only user of PyYAML."""

from __future__ import annotations

from collections.abc import Container

import yaml

from gongkai.formats.yaml_nodes import Mapping as Mapping
from gongkai.formats.yaml_nodes import Node as Node
from gongkai.formats.yaml_nodes import Scalar as Scalar
from gongkai.formats.yaml_nodes import Sequence as Sequence
from gongkai.formats.yaml_plain import read_plain
from gongkai.formats.yaml_slips import explained, full_width, mistaken, swallowed
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Mark

MAX_DEPTH = 12

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


# What YAML takes for the end of a line and no editor shows as one, kept from it while it reads by
# noncharacters, which no text may hold (source/decode.py).
_LINE_ENDS = {"\x85": "\ufdd0", "\u2028": "\ufdd1", "\u2029": "\ufdd2"}
_HIDDEN = str.maketrans(_LINE_ENDS)
_SHOWN = str.maketrans({hidden: shown for shown, hidden in _LINE_ENDS.items()})


class _Stop(Exception):
    """Reading ends at a problem that leaves nothing sure after it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read(
    text: str, first_line: int = 1, known: Container[str] = ()
) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read one YAML text.

    Gives the tree, or None with the problems that prevented it; an empty text
    gives neither. Lines are counted from `first_line`, the line of the file on
    which `text` begins. `known` are the words that are keys: one of them with a
    full-width colon, at the start of a line inside a value, is a mistyped key.
    Aliases, tags, and nesting over MAX_DEPTH are refused, so the time and memory that reading takes follow the size of the text.
    """
    try:
        if plain := read_plain(text, first_line):
            return plain, ()
        node = tree(text, first_line)
    except _Stop as stop:
        return None, (full_width(text, first_line) or stop.problem,)
    except yaml.MarkedYAMLError as error:
        return None, (_syntax(error, text, first_line),)
    except yaml.YAMLError:
        problem = Problem(
            "yaml/syntax", first_line, 1, 1, "文件头里有不能用的字符", "删去不可见的字符"
        )
        return None, (problem,)
    slips = _slips(node, text, first_line, known)
    return (None, slips) if slips else (node, ())


def tree(text: str, first_line: int) -> Node | None:
    """Build the tree from parse events: no recursion, whatever the input nests."""
    stack: list[tuple[list[Node], Mark, bool]] = [([], Mark(first_line, 1), False)]
    documents = 0
    separated = any(mark in text for mark in _LINE_ENDS)
    for event in yaml.parse(text.translate(_HIDDEN) if separated else text, Loader=Loader):
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        mark = Mark(start.line + first_line, start.column + 1, 1)
        if isinstance(event, yaml.ScalarEvent):
            plain = not event.style
            _refuse_extras(event, mark, plain=plain)
            span = max(1, end.column - start.column)
            if end.line != start.line:
                span = 1
            value = event.value.translate(_SHOWN) if separated else event.value
            scalar = Scalar(value, Mark(mark.line, mark.column, span), plain)
            stack[-1][0].append(scalar)
        elif isinstance(event, yaml.CollectionStartEvent):
            _refuse_extras(event, mark, plain=False)
            if len(stack) > MAX_DEPTH:
                raise _Stop(
                    Problem(
                        "yaml/too-deep", mark.line, mark.column, 1,
                        f"层次超过 {MAX_DEPTH} 层", "照编辑手册里的例子，写成一两层",
                    )
                )  # fmt: skip
            stack.append(([], mark, isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.CollectionEndEvent):
            items, begun, mapping = stack.pop()
            stack[-1][0].append(
                _mapping(items, begun) if mapping else Sequence(tuple(items), begun)
            )
        elif isinstance(event, yaml.AliasEvent):
            raise _Stop(_alias(mark))
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Stop(
                    Problem(
                        "yaml/several", mark.line, 1, 3,
                        "一个文件里有几份 YAML", "删去多余的 --- 行，或分成几个文件",
                    )
                )  # fmt: skip
    root = stack[0][0]
    return root[0] if root else None


def _refuse_extras(event: yaml.NodeEvent, mark: Mark, plain: bool) -> None:
    if event.anchor is not None:
        raise _Stop(_alias(mark))
    tag = getattr(event, "tag", None)
    if tag is not None and not (plain and tag == ""):
        raise _Stop(
            Problem(
                "yaml/tag", mark.line, mark.column, 1,
                "值以 ! 开头", "用英文引号把值括起来",
            )
        )  # fmt: skip


def _alias(mark: Mark) -> Problem:
    return Problem(
        "yaml/alias", mark.line, mark.column, 1,
        "不能用 & 和 * 引用别处的值", "把值写全；值以 & 或 * 开头时，用英文引号括起来",
    )  # fmt: skip


def _mapping(items: list[Node], begun: Mark) -> Mapping:
    entries: list[tuple[Scalar, Node]] = []
    for key, value in zip(items[::2], items[1::2], strict=True):
        if not isinstance(key, Scalar):
            mark = key.mark
            raise _Stop(
                Problem(
                    "yaml/syntax", mark.line, mark.column, 1,
                    "键不能是列表或括号", "写成 键: 值；值以 { 或 [ 开头时，用英文引号括起来",
                )
            )  # fmt: skip
        entries.append((key, value))
    return Mapping(tuple(entries), begun)


def _syntax(error: yaml.MarkedYAMLError, text: str, first_line: int) -> Problem:
    found, begun = (
        (mark.line, mark.column) if mark else None
        for mark in (error.problem_mark, error.context_mark)
    )
    return explained(text, first_line, f"{error.context or ''} {error.problem or ''}", found, begun)


def _slips(
    node: Node | None, text: str, first_line: int, known: Container[str]
) -> tuple[Problem, ...]:
    """What was mistyped so that YAML could read it all the same."""
    if node is None:
        return ()
    scalars = _scalars(node)
    alone = isinstance(node, Scalar)
    colons = swallowed(scalars, text, first_line, known, alone=alone) if "：" in text else ()
    return (*colons, *mistaken(scalars, text, first_line))


def _scalars(node: Node) -> list[Scalar]:
    found: list[Scalar] = []
    waiting: list[Node] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Scalar):
            found.append(item)
        elif isinstance(item, Sequence):
            waiting.extend(reversed(item.items))
        else:
            waiting.extend(value for _, value in reversed(item.entries))
    return found
