"""Showing problems: to a person, to a program, to a forge."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gongkai.model.diagnostics import Diagnostic, Severity
from gongkai.model.rules import RULES

FORMATS = ("text", "json", "github")
_FORGE = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def show(found: Sequence[Diagnostic], root: Path, form: str = "text") -> None:
    """Print the problems: text on standard error, other forms on standard output."""
    if form == "text":
        sys.stderr.write("".join([f"{item.render()}\n" for item in with_lines(found, root)]))
        return
    for item in found:
        print(_line(item) if form == "json" else _annotation(item))


def summary(found: Iterable[Diagnostic]) -> str:
    """错误 2 处，提醒 5 处 — or "" where nothing was found."""
    counts: dict[Severity, int] = {}
    for item in found:
        counts[item.severity] = counts.get(item.severity, 0) + 1
    return "，".join(f"{kind.label} {counts[kind]} 处" for kind in Severity if kind in counts)


def with_lines(found: Iterable[Diagnostic], root: Path) -> Iterator[Diagnostic]:
    """The problems with the lines they stand on, read again from the files where not known.

    Those of one file stand together, so the text of one file is in memory.
    """
    path = text = ""
    for item in found:
        if item.line is None or item.source:
            yield item
            continue
        if item.path != path:
            path, text = item.path, _text(root / item.path)
        lines = text.split("\n", item.line)  # most stand in the front matter of long texts
        source = lines[item.line - 1] if item.line <= len(lines) else ""
        yield replace(item, source=source)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()[:20_000_000]
    except OSError:
        return ""
    text = raw.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _public(item: Diagnostic) -> tuple[str, str]:
    """Message and hint as they may leave the office's terminal (design.md §7)."""
    if item.confidential:
        return RULES[item.code].title, ""
    return item.message, item.hint


def _line(item: Diagnostic) -> str:
    message, hint = _public(item)
    fields = {
        "code": item.code,
        "severity": item.severity.value,
        "path": item.path,
        "line": item.line,
        "column": item.column,
        "message": message,
        "hint": hint,
    }
    return json.dumps(fields, ensure_ascii=False)


def _annotation(item: Diagnostic) -> str:
    """A workflow command of GitHub and the forges that follow it."""
    message, hint = _public(item)
    text = f"{message}（改法：{hint}）" if hint else message
    place = f"file={_escaped(item.path, ',:')}"
    if item.line is not None:
        place += f",line={item.line},col={item.column or 1}"
    return f"::{_FORGE[item.severity]} {place},title={item.code}::{_escaped(text, '')}"


def _escaped(text: str, more: str) -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
