"""Cut the body of a document into blocks."""

from __future__ import annotations

import re
from typing import NamedTuple

from gongkai.text.blocks_readers import OPENERS, BlockReader, Kind
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
_JOIN_CLOSED = re.compile(rf"(?<=[{_CJK}])[ \t\u3000]*\n\s*(?=[{_CJK}])")
_JOIN_OPEN = re.compile(r"[ \t\u3000]*\n\s*")
_BREAK = re.compile(r" {2,}\n\s*|\n[ ]*(?=\{:)")
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)


def without_comments(body: str) -> str:
    """The body as it may be published: no HTML comment, closed or not, and as many lines."""
    if "<!--" not in body:
        return body
    shown = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), body)
    return shown.partition("<!--")[0]


def split(body: str) -> tuple[Block, ...]:
    """Cut the body into blocks, in order. Lines end with "\n" alone.

    Comments are gone: what stands in one is in no block. One that is never
    closed hides all that follows, and a COMMENT block stands where it began.
    """
    shown = without_comments(body)
    blocks = _cut(shown)
    if shown is not body and _unclosed(body):
        blocks.append(Block(shown.count("\n") + 1, "", Kind.COMMENT))
    return tuple(blocks)


def joined(text: str) -> str:
    """A paragraph's lines as one: Chinese meets without a space, other words with one.

    Two spaces at the end of a line stay a line break, as Markdown has it; an
    attribute list keeps a line of its own.
    """
    text = text.strip()
    if "\n" in text:
        breaks = _BREAK.findall(text)
        parts = [_JOIN_OPEN.sub(" ", _JOIN_CLOSED.sub("", part)) for part in _BREAK.split(text)]
        text = parts[0]
        for gap, part in zip(breaks, parts[1:], strict=True):
            text += ("  \n" if gap.startswith("  ") else "\n") + part
    return text.replace("\\t", " ") if "\\t" in text else text


def _unclosed(body: str) -> bool:
    return "<!--" in _COMMENT.sub("", body)


def _cut(body: str) -> list[Block]:
    """One pass over the lines: paragraphs here, whatever an opener begins by its reader."""
    lines = body.split("\n")
    plain = not SPECIAL.search(body)
    blocks: list[Block] = []
    start = -1  # index of the first line of the open paragraph, -1 if none is open
    index, end = 0, len(lines)
    reader = BlockReader(lines)
    while index < end:
        line = lines[index]
        if not line or line.isspace():
            if start >= 0:
                blocks.append(_paragraph(lines, start, index, plain))
                start = -1
        elif line[0] in OPENERS:
            found = reader.read(index, start)
            if found:
                kind, first, after = found
                if 0 <= start < first:
                    blocks.append(_paragraph(lines, start, first, plain))
                blocks.append(Block(first + 1, "\n".join(lines[first:after]), kind))
                start, index = -1, after
                continue
            if start < 0:
                start = index
            elif begins_with_mark(line):
                blocks.append(_paragraph(lines, start, index, plain))
                start = index
        elif start < 0:
            start = index
        elif begins_with_mark(line):
            blocks.append(_paragraph(lines, start, index, plain))
            start = index
        index += 1
    if start >= 0:
        blocks.append(_paragraph(lines, start, end, plain))
    return blocks


def _paragraph(lines: list[str], start: int, end: int, plain: bool) -> Block:
    if end == start + 1:
        text = lines[start]
        marked = not plain and SPECIAL.search(text)
    else:
        text = "\n".join(lines[start:end])
        marked = (not plain and SPECIAL.search(text)) or _BREAK.search(text.strip())
    return Block(start + 1, text, Kind.MARKED if marked else Kind.PARAGRAPH)
