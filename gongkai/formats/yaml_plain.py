"""Read the YAML that nearly every front matter is, a line at a time: keys, values, plain lists."""

from __future__ import annotations

import re

from gongkai.formats.yaml_nodes import Mapping, Node, Scalar, Sequence
from gongkai.model.documents import Mark

# Characters that mean nothing to YAML wherever they stand in a value, and those that mean nothing
# behind the first.
_WORD = r"A-Za-z0-9\u3001-\u9fff\uff01-\uff5e"
_SOME = rf"[{_WORD}“”‘’·—…/._<> -]*"
_WORDS = rf"{_SOME}(?::(?=[0-9]){_SOME})*"  # a colon as in 09:30
_LINE = re.compile(
    rf"(  )?(- )?(?:([A-Za-z_]+|[\u4e00-\u9fff]+):(?: |$))?"
    rf"(?:([{_WORD}](?:{_WORDS}[{_WORD}”’…)/.>-])?)|'({_WORDS})'|\"({_WORDS})\")?"
)

_new = tuple.__new__  # makes a Scalar or a Mark without the call in between that its constructor is


def read_plain(text: str, first_line: int) -> Mapping | None:
    """The tree that YAML's own reader gives, at a quarter of the time; None for what it must read.

    Read here are lines with a key and a value, quoted or not, and keys with a
    list below, of values or of such groups of keys.
    """
    lines = text.removesuffix("\n").split("\n")
    entries: list[tuple[Scalar, Node]] = []
    index, end = 0, len(lines)
    while index < end:
        found = _LINE.fullmatch(lines[index])
        if found is None or not found[3] or found[1] or found[2]:
            return None
        line = first_line + index
        index += 1
        key, value = _key(found, line), _value(found, line)
        if value is not None:
            entries.append((key, value))
            continue
        listed, index = _list(lines, index, first_line)
        if listed is None:
            return None
        entries.append((key, listed))
    return Mapping(tuple(entries), Mark(first_line, 1)) if entries else None


def _list(lines: list[str], index: int, first_line: int) -> tuple[Sequence | None, int]:
    """The list that begins at `index`, None if none can be read, and the index behind it."""
    items: list[Node] = []
    start = index
    indent = "  " if lines[index:] and lines[index].startswith("  ") else ""
    below = f"{indent}  "  # how the other keys of a group stand below its first
    while index < len(lines):
        found = _LINE.fullmatch(lines[index])
        if found is None:
            return None, index
        if not (found[1] or found[2]):
            break
        line = first_line + index
        value = _value(found, line)
        if value is None or not found[2] or (found[1] or "") != indent:
            return None, index
        index += 1
        if not found[3]:
            items.append(value)
            continue
        key = _key(found, line)
        entries: list[tuple[Scalar, Node]] = [(key, value)]
        while index < len(lines) and lines[index].startswith(below):
            inner = _LINE.fullmatch(lines[index][len(below) :])
            if inner is None or inner[1] or inner[2] or not inner[3]:
                return None, index
            another = _value(inner, first_line + index, len(below))
            if another is None:
                return None, index
            entries.append((_key(inner, first_line + index, len(below)), another))
            index += 1
        items.append(Mapping(tuple(entries), key.mark._replace(span=1)))
    if not items:
        return None, index
    return Sequence(tuple(items), Mark(first_line + start, len(indent) + 1)), index


def _key(found: re.Match[str], line: int, shift: int = 0) -> Scalar:
    start, end = found.span(3)
    return _new(Scalar, (found[3], _new(Mark, (line, shift + start + 1, end - start)), True))


def _value(found: re.Match[str], line: int, shift: int = 0) -> Scalar | None:
    """The value of a line, None if it has none."""
    group = found.lastindex or 0
    if group < 4:
        return None
    start, end = found.span(group)
    if group == 4:
        return _new(Scalar, (found[4], _new(Mark, (line, shift + start + 1, end - start)), True))
    mark = _new(Mark, (line, shift + start, end - start + 2))
    return _new(Scalar, (found[group], mark, False))
