"""Cut the body of a document into blocks."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from gongkai.text.blocks_readers import OPENERS, BlockReader, Kind, is_heading
from gongkai.text.structure_marks import begins_with_mark

__all__ = ["SPECIAL", "Block", "Kind", "joined", "split", "without_comments"]


class Block(NamedTuple):
    """A block of the body as typed. A tuple, because a library has millions of them.

    `line` counts from 1. `text` is the lines of the body from there, indented
    as typed, joined by "\\n", so that places in it are places in the body. A
    comment's text is "".
    """

    line: int
    text: str
    kind: Kind


# A character that Markdown or HTML could read as more than itself. Control
# characters count: Python-Markdown keeps some of them for its own use.
SPECIAL = re.compile(r"[\\`*_\[\]<>&{}|\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef]")
_CJK = (
    "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·\ufdd0-\ufdd2"
)
# What Markdown could take a paragraph for, once its lines are joined: a heading, a term, a list.
_ODD = "#:-+"
# What a line begins with where it may be more than a paragraph's, or nothing.
_WATCHED = OPENERS.union(filter(str.isspace, map(chr, range(0x3001))))
_PAST_WATCHED = "\u3001"  # each of them comes before
_IS_CJK = re.compile(f"[{_CJK}]").match

_ASIDE = re.compile(
    r"^ {0,3}\[[^\]\n]*\]:[ \t]*(?:#|<#?>)(?:[ \t]+(?:\([^\n]*\)|\"[^\n]*\"|'[^\n]*'))?[ \t]*$",
    re.MULTILINE,
)
_BOGUS = re.compile(r"<[!?][^<>]*>")


def without_comments(body: str) -> str:
    """The body as it may be published: no comment, closed or not, and as many lines.

    Comments are those of HTML, what a browser takes for one (<?…>, <!…>), and
    the custom of Markdown that has none of its own: [//]: # (words).
    """
    return _uncommented(body)[0]


def _uncommented(body: str) -> tuple[str, bool]:
    """The body without comments, and whether one is never closed."""
    unclosed = False
    # One character is found many times faster than two.
    if "<" in body and "<!--" in body:
        body, unclosed = _without_html_comments(body)
    if "]" in body:
        body = _ASIDE.sub("", body)
    if "<" in body:
        body = _BOGUS.sub(lambda match: "\n" * match[0].count("\n"), body)
    return body, unclosed


def _without_html_comments(body: str) -> tuple[str, bool]:
    shown: list[str] = []
    after = 0
    while (opened := body.find("<!--", after)) >= 0:
        shown.append(body[after:opened])
        closed = body.find("-->", opened + 4)
        if closed < 0:
            return "".join(shown), True
        shown.append("\n" * body.count("\n", opened, closed))
        after = closed + 3
    return "".join(shown) + body[after:], False


def split(body: str) -> tuple[Block, ...]:
    """Cut the body into blocks, in order. Lines end with "\n" alone.

    Comments are gone: what stands in one is in no block. One that is never
    closed hides all that follows, and a COMMENT block stands where it began.
    """
    shown, unclosed = _uncommented(body)
    blocks = _cut(shown)
    if unclosed:
        blocks.append(Block(shown.count("\n") + 1, "", Kind.COMMENT))
    return tuple(blocks)


def joined(text: str) -> str:
    """A paragraph's lines as one: Chinese meets without a space, other words with one.

    Two spaces at the end of a line stay a line break, as Markdown has it; an
    attribute list keeps a line of its own.
    """
    text = text.strip()
    if "\n" in text:
        lines = text.split("\n")
        shown = [lines[0].strip()]
        for above, line in pairwise(lines):
            words = line.strip()
            if above.endswith("  "):
                shown.append("  \n")
            elif words.startswith("{"):
                shown.append("\n")
            elif not (_IS_CJK(shown[-1][-1:]) and _IS_CJK(words)):
                shown.append(" ")
            shown.append(words)
        text = "".join(shown)
    return text.replace("\t", " ") if "\t" in text else text


def _cut(body: str) -> list[Block]:
    plain = not SPECIAL.search(body)
    return (_lonely(body) if plain else None) or _read(body, plain)


def _lonely(body: str) -> list[Block] | None:
    """The blocks of a plain body whose every line stands between blank ones, as nearly all do.

    None for any other, and for one with a line that may be more than a paragraph or a heading.
    """
    inner = body.strip("\n")
    chunks = inner.split("\n\n")
    if inner.count("\n") != len(chunks) * 2 - 2:
        return None
    line = len(body) - len(body.lstrip("\n")) - 1
    blocks: list[Block] = []
    add, new, paragraph = blocks.append, tuple.__new__, Kind.PARAGRAPH
    for chunk in chunks:
        line += 2
        if chunk >= _PAST_WATCHED:
            add(new(Block, (line, chunk, paragraph)))
        elif not chunk:
            continue
        elif chunk[0] not in _WATCHED:
            add(new(Block, (line, chunk, paragraph)))
        elif is_heading(chunk):
            add(new(Block, (line, chunk, Kind.HEADING)))
        else:
            return None
    return blocks


def _read(body: str, plain: bool) -> list[Block]:
    """One pass over the lines: paragraphs here, whatever an opener begins by its reader."""
    lines = body.split("\n")
    reader = BlockReader(lines)
    blocks: list[Block] = []
    add, new, openers, paragraph = blocks.append, tuple.__new__, OPENERS, Kind.PARAGRAPH
    start = -1  # index of the first line of the open paragraph, -1 if none is open
    odd = -1  # the same of a paragraph that Markdown could take for something else
    index, end = 0, len(lines)
    while index < end:
        line = lines[index]
        if not line or line.isspace():
            if start >= 0:
                if plain and index == start + 1 and start != odd:
                    add(new(Block, (index, lines[start], paragraph)))
                else:
                    add(_paragraph(lines, start, index, plain and start != odd))
                start = -1
        elif line[0] in openers:
            found = reader.read(index, start)
            if found:
                kind, first, after = found
                if 0 <= start < first:
                    add(_paragraph(lines, start, first, plain and start != odd))
                add(Block(first + 1, "\n".join(lines[first:after]), kind))
                start, index = -1, after
                continue
            if start < 0:
                start = index
                if line.lstrip()[0] in _ODD:
                    odd = start
            elif begins_with_mark(line):
                add(_paragraph(lines, start, index, plain and start != odd))
                start = index
        elif start < 0:
            start = index
        elif begins_with_mark(line):
            add(_paragraph(lines, start, index, plain and start != odd))
            start = index
        index += 1
    if start >= 0:
        add(_paragraph(lines, start, end, plain and start != odd))
    return blocks


def _paragraph(lines: list[str], start: int, end: int, plain: bool) -> Block:
    """The paragraph of lines start to end. Not `plain` only means that it may be MARKED."""
    text = lines[start] if end == start + 1 else "\n".join(lines[start:end])
    marked = not plain and bool(SPECIAL.search(text.replace("\n", "")) or text.lstrip()[0] in _ODD)
    if end > start + 1:
        marked = marked or "  \n" in text.rstrip()
    return Block(start + 1, text, Kind.MARKED if marked else Kind.PARAGRAPH)
