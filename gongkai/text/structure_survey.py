"""Look once over the lines of a text: read their marks, note what wants a closer look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.text.blocks import Block, Kind
from gongkai.text.structure_marks import READERS, Mark, Style, decimal_mark, heading_mark

_LONGEST_DATE = 20  # characters
_NUMBERED_KINDS = (Kind.PARAGRAPH, Kind.MARKED, Kind.HEADING)


@dataclass(slots=True)
class Survey:
    """The marks of a text's blocks, None for lines without one, and indexes of some blocks."""

    marks: list[Mark | None]
    headings: list[int] = field(default_factory=list)  # headings by Markdown
    containers: list[int] = field(default_factory=list)  # 编 分编 章 节
    articles: list[int] = field(default_factory=list)
    annexes: list[int] = field(default_factory=list)
    contents: list[int] = field(default_factory=list)  # may be 目录
    dates: list[int] = field(default_factory=list)  # short lines that end with 日
    remarks: list[int] = field(default_factory=list)  # lines in brackets
    unbalanced: list[int] = field(default_factory=list)  # more opening quotes than closing
    apart: set[int] = field(default_factory=set)  # headings, tables, figures: no running text


def survey(blocks: Sequence[Block], texts: Sequence[str]) -> Survey:
    """Read all marks. A mark inside a table, a list or a quotation numbers nothing."""
    readers = READERS
    marks: list[Mark | None] = []
    seen = Survey(marks)
    for index, text in enumerate(texts):
        if not text:
            marks.append(None)
            continue
        first = text[0]
        reader = readers.get(first)
        kind = blocks[index].kind
        if kind is not Kind.PARAGRAPH and kind is not Kind.MARKED:
            seen.apart.add(index)
        mark = None
        if reader and (kind is Kind.PARAGRAPH or kind in _NUMBERED_KINDS):
            mark = reader(text)
        if kind is Kind.HEADING:
            seen.headings.append(index)
            mark = mark or heading_mark(text)
        marks.append(mark)
        if mark is not None and mark.style <= Style.ARTICLE:
            style = mark.style
            if style == Style.ARTICLE:
                seen.articles.append(index)
            elif style == Style.ANNEX:
                seen.annexes.append(index)
            else:
                seen.containers.append(index)
        elif first == "目":
            seen.contents.append(index)
        last = text[-1]
        if last == "日":
            if len(text) <= _LONGEST_DATE:
                seen.dates.append(index)
        elif last in "）)" and first in "（(":
            seen.remarks.append(index)
        if (
            ("“" in text and text.count("“") > text.count("”"))
            or ('"' in text and text.count('"') % 2)
            or ("「" in text and text.count("「") > text.count("」"))
            or ("‘" in text and text.count("‘") > text.count("’"))
        ):
            seen.unbalanced.append(index)
    _read_decimals(texts, seen)
    return seen


def _read_decimals(texts: Sequence[str], seen: Survey) -> None:
    """1.2.3 numbers provisions only where several lines are numbered so."""
    numbered = [index for index, text in enumerate(texts) if "0" <= text[:1] <= "9"]
    read = [decimal_mark(texts[index]) for index in numbered]
    if sum(mark is not None and "." in mark.branch for mark in read) > 1:
        for index, mark in zip(numbered, read, strict=True):
            seen.marks[index] = mark or seen.marks[index]
