"""YAML to a tree of texts with positions, without guessing; the only user of PyYAML."""

from __future__ import annotations

import re
from collections.abc import Container

import yaml

from gongkai.formats.yaml_nodes import Mapping as Mapping
from gongkai.formats.yaml_nodes import Node as Node
from gongkai.formats.yaml_nodes import Scalar as Scalar
from gongkai.formats.yaml_nodes import Sequence as Sequence
from gongkai.formats.yaml_plain import read_plain
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Mark

MAX_DEPTH = 12

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


_FULL_WIDTH = re.compile(r"^(\s*(?:- )?)([A-Za-z_]+|[\u4e00-\u9fff]{2,8})：")

# What YAML takes for the end of a line and no editor shows as one, kept from it while it reads by
# noncharacters, which no text may hold (source/decode.py).
_LINE_ENDS = {"\x85": "\ufdd0", "\u2028": "\ufdd1", "\u2029": "\ufdd2"}
_HIDDEN = str.maketrans(_LINE_ENDS)
_SHOWN = str.maketrans({hidden: shown for shown, hidden in _LINE_ENDS.items()})

# What libyaml says, and how to say it to somebody who does not know YAML.
_SAID = (
    (
        "mapping values are not allowed",
        "这一行多了一个冒号",
        "值里有冒号时，用英文引号把整个值括起来",
    ),
    (
        "could not find expected ':'",
        "这一行的键后面没有冒号",
        "写成 键: 值，冒号用英文的，后面空一格",
    ),
    (
        "found character that cannot start any token",
        "这里的符号不能这样用",
        "值以 @ ` % Tab 等开头时，用英文引号括起来；缩进用空格",
    ),
    ("found unexpected end of stream", "引号没有成对", "检查引号是否有头有尾，是否都是英文引号"),
    (
        "did not find expected key",
        "缩进或引号不对",
        "同一层的键要左边对齐；值里有引号时换成中文引号",
    ),
    ("did not find expected '-'", "列表的缩进不对", "同一个列表的 - 要左边对齐"),
    ("did not find expected ',' or", "方括号或花括号没有成对", "检查括号，或改成每行一个 - 的写法"),
    ("found undefined alias", "值以 * 开头", "用英文引号把值括起来"),
    ("found unknown escape character", "英文双引号里的反斜杠不对", "改用英文单引号"),
)


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
        node = read_plain(text, first_line) or tree(text, first_line)
    except _Stop as stop:
        return None, (_full_width(text, first_line) or stop.problem,)
    except yaml.MarkedYAMLError as error:
        return None, (_full_width(text, first_line) or _syntax(error, first_line),)
    except yaml.YAMLError:
        problem = Problem(
            "yaml/syntax", first_line, 1, 1, "文件头里有不能用的字符", "删去不可见的字符"
        )
        return None, (problem,)
    swallowed = _swallowed(node, text, first_line, known)
    return (None, swallowed) if swallowed else (node, ())


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


def _syntax(error: yaml.MarkedYAMLError, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    said = f"{error.context or ''} {error.problem or ''}"
    for words, message, hint in _SAID:
        if words in said:
            return Problem("yaml/syntax", line, column, 1, message, hint)
    return Problem(
        "yaml/syntax",
        line,
        column,
        1,
        "格式不对",
        "写成 键: 值，每行一个，冒号用英文的，后面空一格",
    )


def _full_width(text: str, first_line: int) -> Problem | None:
    """The first key followed by a full-width colon, where the text could not be read."""
    for number, line in enumerate(text.split("\n"), first_line):
        if found := _FULL_WIDTH.match(line):
            return _colon(number, found)
    return None


def _swallowed(
    node: Node | None, text: str, first_line: int, known: Container[str]
) -> tuple[Problem, ...]:
    """Lines with a full-width colon that YAML took for the continuation of a value."""
    if node is None or "：" not in text:
        return ()
    lines = text.split("\n")
    found = []
    for scalar in _scalars(node):
        if not scalar.plain or "：" not in scalar.text:
            continue
        at = scalar.mark.line
        own = _FULL_WIDTH.match(scalar.text) if isinstance(node, Scalar) else None
        if own:
            found.append(_colon(at, _FULL_WIDTH.match(lines[at - first_line]) or own))
        for number in range(at + 1, at + 1 + scalar.text.count(" ") + scalar.text.count("\n")):
            index = number - first_line
            if index >= len(lines) or ": " in lines[index] or not lines[index].strip():
                break
            line = _FULL_WIDTH.match(lines[index])
            if line and line.group(2) in known:
                found.append(_colon(number, line))
    return tuple(found)


def _colon(line: int, found: re.Match[str]) -> Problem:
    return Problem(
        "yaml/full-width-colon",
        line,
        found.end(),
        1,
        f"「{found.group(2)}」后面用了全角冒号",
        f"写成 {found.group(2)}: 后面空一格，再写值",
    )


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
