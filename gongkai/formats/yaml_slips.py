"""What somebody who does not know YAML mistyped, said in words that need no YAML."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from gongkai.formats.yaml_nodes import Scalar
from gongkai.model.diagnostics import Problem

_KEY = r"[A-Za-z_]+|[\u4e00-\u9fff]{2,8}"
_FULL_WIDTH = re.compile(rf"^(\s*(?:- )?)({_KEY})：")
_TIGHT = re.compile(rf"^(\s*(?:- )?)({_KEY}):(?:\u3000|[^\s:/])")
_INDENTED = re.compile(rf"^ +({_KEY})$")
_VALUED = re.compile(r"^(\s*)(?:- )?[^\s#:]+: +[^\s#|>]")

# What libyaml says, and how to say it.
_SAID = (
    (
        "could not find expected ':'",
        "这一行的键后面没有冒号",
        "写成 键: 值，冒号用英文的，后面空一格",
    ),
    (
        "found character that cannot start any token",
        "这里的符号不能这样用",
        "值以 @ ` % 等开头时，用英文引号括起来",
    ),
    ("tab character", "缩进用了 Tab", "换成空格"),
    ("found unexpected", "引号没有成对", "检查引号是否有头有尾，是否都是英文引号"),
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
# Where what was begun is at fault, and not the place much further down at which YAML notices it.
_BEGUN = ("could not find expected ':'", "quoted scalar", "flow sequence", "flow mapping")

Place = tuple[int, int]  # line and column, both from 0, as libyaml counts


def explained(
    text: str, first_line: int, said: str, found: Place | None, begun: Place | None
) -> Problem:
    """The problem that libyaml met at `found`, in something that it began to read at `begun`."""
    lines = text.split("\n")
    at = (begun if any(words in said for words in _BEGUN) else None) or found or begun or (0, 0)
    slip = _full_width(lines, first_line) or _slip(lines, at, first_line, said)
    if slip:
        return slip
    for words, message, hint in _SAID:
        if words in said:
            return _problem(at[0] + first_line, at[1] + 1, 1, message, hint)
    hint = "写成 键: 值，每行一个，冒号用英文的，后面空一格"
    return _problem(at[0] + first_line, at[1] + 1, 1, "格式不对", hint)


def mistaken(scalars: Iterable[Scalar], text: str, first_line: int) -> Iterator[Problem]:
    """Values that YAML reads, as nobody meant who wrote them so."""
    lines = text.split("\n")
    for scalar in scalars:
        value, mark = scalar.text, scalar.mark
        if not scalar.plain:
            continue
        line = lines[mark.line - first_line] if mark.line - first_line < len(lines) else ""
        before, behind = line[: mark.column - 1], line[mark.column - 1 :]
        if not value and behind.lstrip().startswith("#"):
            column = len(line) - len(behind.lstrip()) + 1
            hint = "值以 # 开头的，用英文引号把值括起来"
            yield _problem(mark.line, column, 1, "# 后面的话读不到", hint)
        elif re.match(r"-[\u4e00-\u9fff“《]", value):
            hint = "写成 - 后面空一格，再写值"
            yield _problem(mark.line, mark.column, 1, "列表的 - 后面少一个空格", hint)
        elif "，" in value and before.endswith("[") and behind.startswith(f"{value}]"):
            hint = "几项之间用英文逗号；就是一项的，用英文引号括起来"
            column = mark.column + value.index("，")
            yield _problem(mark.line, column, 1, "列表里用了全角逗号", hint)


def swallowed(
    scalars: Sequence[Scalar], text: str, first_line: int, known: Container[str], *, alone: bool
) -> Iterator[Problem]:
    """Lines with a full-width colon that YAML took for the continuation of a value.

    `known` are the words that are keys. `alone` says that the value is all that the text holds.
    """
    lines = text.split("\n")
    for scalar in scalars:
        if not scalar.plain or "：" not in scalar.text:
            continue
        at = scalar.mark.line
        own = _FULL_WIDTH.match(scalar.text) if alone else None
        if own:
            yield _colon(at, _FULL_WIDTH.match(lines[at - first_line]) or own)
        for number in range(at + 1, at + 1 + scalar.text.count(" ") + scalar.text.count("\n")):
            index = number - first_line
            if index >= len(lines) or ": " in lines[index] or not lines[index].strip():
                break
            line = _FULL_WIDTH.match(lines[index])
            if line and line.group(2) in known:
                yield _colon(number, line)


def full_width(text: str, first_line: int) -> Problem | None:
    """The first key followed by a full-width colon, where the text could not be read."""
    return _full_width(text.split("\n"), first_line)


def _full_width(lines: Sequence[str], first_line: int) -> Problem | None:
    for number, line in enumerate(lines, first_line):
        if found := _FULL_WIDTH.match(line):
            return _colon(number, found)
    return None


def _slip(lines: Sequence[str], at: Place, first_line: int, said: str) -> Problem | None:
    """What was mistyped on the line of a fault or on the one before it."""
    index, column = at
    line = lines[index] if index < len(lines) else ""
    above = max((i for i in range(index) if lines[i].strip()), default=index)
    if "\t" in line[: column + 1] and not line[:column].strip():
        return _problem(index + first_line, 1, max(1, column + 1), "缩进用了 Tab", "换成空格")
    for number in (above, index):
        if tight := _TIGHT.match(lines[number] if number < len(lines) else ""):
            wide = tight.group().endswith("\u3000")
            fault = "是全角空格" if wide else "没有空格"
            return _problem(
                number + first_line, tight.end(2) + 1, 1,
                f"「{tight.group(2)}」的冒号后面{fault}",
                f"写成 {tight.group(2)}: 后面空一个英文空格，再写值",
            )  # fmt: skip
    if "mapping values are not allowed" not in said:
        return None
    indented, valued = _INDENTED.match(line[:column]), _VALUED.match(lines[above])
    if indented and valued and len(valued.group(1)) < indented.start(1):
        message = f"「{indented.group(1)}」前面多了空格"
        return _problem(index + first_line, 1, indented.start(1), message, "与上一行的键左边对齐")
    hint = "值里有冒号时，用英文引号把整个值括起来"
    if re.search(r": *[“‘]", line[: column + 1]):
        hint += "；中文引号不算"
    return _problem(index + first_line, column + 1, 1, "这一行多了一个冒号", hint)


def _colon(line: int, found: re.Match[str]) -> Problem:
    return Problem(
        "yaml/full-width-colon",
        line,
        found.end(),
        1,
        f"「{found.group(2)}」后面用了全角冒号",
        f"写成 {found.group(2)}: 后面空一格，再写值",
    )


def _problem(line: int, column: int, span: int, message: str, hint: str) -> Problem:
    return Problem("yaml/syntax", line, column, span, message, hint)
