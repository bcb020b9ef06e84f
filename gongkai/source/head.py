"""A Markdown file's front matter: where it ends, and what its keys hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gongkai.formats import yaml
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Mark
from gongkai.source.kinds import Field, Reading, by_name, read_fields
from gongkai.text.personal import personal_data

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
# What Word makes of three hyphens, or somebody types for them.
_LIKE_FENCE = re.compile(r"^[ \t]*[-‐-―－─━_~*=]{1,8}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Head:
    """The values that could be read, where each stands, and the text behind.

    `body_line` is the line of the file on which `body` begins, from 1.
    """

    values: dict[str, Any]
    marks: dict[str, Mark]
    body: str
    body_line: int
    problems: list[Problem] = field(default_factory=list)


def read_head(text: str, fields: Sequence[Field]) -> Head:
    """Read the block between the two `---` lines at the top of `text`."""
    opening = _FENCE.match(text)
    if not opening:
        hint = "第一行写 ---，下面写 标题: 等键，再写一行 ---，然后是正文"
        if like := _LIKE_FENCE.match(text):
            return _without(_not_a_fence("front-matter/missing", text, like))
        return _without(Problem("front-matter/missing", 1, 1, 1, "文件开头没有文件头", hint))
    closing = _FENCE.search(text, opening.end())
    if not closing:
        if like := _LIKE_FENCE.search(text, opening.end() + 1):
            return _without(_not_a_fence("front-matter/unclosed", text, like))
        hint = "文件头写完后，单独写一行 ---"
        return _without(Problem("front-matter/unclosed", 1, 1, 3, "文件头没有结束", hint))
    values, marks, problems = read_keys(text[opening.end() + 1 : closing.start()], fields, 2)
    body = text[closing.end() + 1 :]
    return Head(values, marks, body, text.count("\n", 0, closing.end()) + 2, problems)


def read_keys(
    text: str, fields: Sequence[Field], first_line: int = 1
) -> tuple[dict[str, Any], dict[str, Mark], list[Problem]]:
    """Read a YAML text that is a group of keys: values, their places, and problems."""
    node, problems = yaml.read(text, first_line, by_name(fields))
    if problems:
        return {}, {}, list(problems)
    if not isinstance(node, yaml.Mapping):
        mark = node.mark if node else Mark(first_line, 1)
        problem = Problem(
            "front-matter/type",
            mark.line,
            mark.column,
            1,
            "这里要写 键: 值",
            "例如 标题: 示例市停车管理办法",
        )
        return {}, {}, [problem]
    reading = Reading()
    values, marks = read_fields(node, fields, reading)
    for found in personal_data(text):
        reading.report(
            found.code,
            Mark(found.line + first_line - 1, found.column, found.span),
            found.message,
            found.hint,
        )
    return values, marks, reading.problems


def _not_a_fence(code: str, text: str, found: re.Match[str]) -> Problem:
    line = text.count("\n", 0, found.start()) + 1
    message = f"这一行要写三个英文减号，不是 {found.group().strip()}"
    return Problem(code, line, 1, len(found.group()), message, "写成 ---，前后不留空格")


def _without(problem: Problem) -> Head:
    return Head({}, {}, "", 1, [problem])
