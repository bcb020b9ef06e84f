"""Look once over the lines of a text: read their marks, note what wants a closer look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gongkai.text.blocks import Block, Kind
from gongkai.text.structure_marks import READERS, Mark, Style, decimal_mark, heading_mark

_LONGEST_DATE = 20  # characters
_QUOTATIONS = (("“", "”"), ('"', '"'), ("「", "」"), ("‘", "’"))
_DIGITS = frozenset("0123456789")


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
    digits: list[int] = field(default_factory=list)  # lines that open with an Arabic digit
    apart: set[int] = field(default_factory=set)  # headings, tables, figures: no running text


def survey(blocks: Sequence[Block], texts: Sequence[str]) -> Survey:
    """Read all marks. A mark inside a table, a list or a quotation numbers nothing."""
    marks: list[Mark | None] = []
    seen = Survey(marks)
    add, add_article, reader_of = marks.append, seen.articles.append, READERS.get
    paragraph, article = Kind.PARAGRAPH, Style.ARTICLE
    for index, ((_, _, kind), text) in enumerate(zip(blocks, texts, strict=True)):
        if not text:
            add(None)
            continue
        reader = reader_of(text[0])
        if kind is paragraph:
            mark = reader(text) if reader else None
        else:
            mark = _other(index, kind, text, reader, seen)
        add(mark)
        if mark is None:
            _unmarked(index, text, seen)
        elif (style := mark[0]) == article:
            add_article(index)
        elif style < article:
            (seen.containers if style else seen.annexes).append(index)
        elif style == Style.DOTTED:
            seen.digits.append(index)
    _read_decimals(texts, seen)
    _find_unbalanced(texts, seen)
    return seen


def _other(
    index: int, kind: Kind, text: str, reader: Callable[[str], Mark | None] | None, seen: Survey
) -> Mark | None:
    """The mark of what is no plain paragraph."""
    if kind is Kind.MARKED:
        return reader(text) if reader else None
    seen.apart.add(index)
    if kind is not Kind.HEADING:
        return None
    seen.headings.append(index)
    return (reader(text) if reader else None) or heading_mark(text)


def _unmarked(index: int, text: str, seen: Survey) -> None:
    """Note a line without a mark that may be 目录, a date or a remark."""
    last = text[-1]
    first = text[0]
    if first == "目":
        seen.contents.append(index)
    elif first in _DIGITS:
        seen.digits.append(index)
    if last == "日":
        if len(text) <= _LONGEST_DATE:
            seen.dates.append(index)
    elif last in "）)" and first in "（(":
        seen.remarks.append(index)


def _find_unbalanced(texts: Sequence[str], seen: Survey) -> None:
    """Note the lines that open more quotations than they close; most texts hold no quotation."""
    words = "".join(texts)
    found: set[int] = set()
    for opener, closer in _QUOTATIONS:
        if opener not in words:
            continue
        for index, text in enumerate(texts):
            if opener in text:
                opened = text.count(opener)
                if opened % 2 if opener == closer else opened > text.count(closer):
                    found.add(index)
    seen.unbalanced += sorted(found)


def _read_decimals(texts: Sequence[str], seen: Survey) -> None:
    """1.2.3 numbers provisions only where several lines are numbered so."""
    numbered = seen.digits
    read = [decimal_mark(texts[index]) for index in numbered]
    if sum(mark is not None and "." in mark.branch for mark in read) > 1:
        for index, mark in zip(numbered, read, strict=True):
            seen.marks[index] = mark or seen.marks[index]
