"""Read the blocks of a body that are more than a paragraph."""

from __future__ import annotations

import re
from enum import Enum

from gongkai.text.structure_marks import begins_with_mark


class Kind(Enum):
    """What a block is. Only PARAGRAPH and HEADING are common in legal texts."""

    PARAGRAPH = "paragraph"  # text without any markup inside
    MARKED = "marked paragraph"  # a paragraph with Markdown or HTML inside
    HEADING = "heading"  # # or underlined
    TABLE = "table"
    LIST = "list"  # bullets; typed numbers stay text
    QUOTE = "quote"
    HTML = "html"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"  # [name]: address
    DEFINITIONS = "definitions"
    ATTRIBUTES = "attributes"  # {: #id .class } alone
    FIGURE = "figure"  # an image alone, with its caption line if it has one
    RULE = "rule"
    COMMENT = "comment"  # only one that is never closed; others are gone before


_RULE = re.compile(r"(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_BULLET = re.compile(r"[-*+][ \t]+\S")
_HEADING = re.compile(r"#{1,6}(?!#)")
_DELIMITER = re.compile(r":?-+:?")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]:")
_REFERENCE = re.compile(r"\[[^\]\n^][^\]\n]*\]:[ \t]*\S")
_DEFINITION = re.compile(r":[ \t]{1,3}\S")
_ATTRIBUTES = re.compile(r"\{:?[^\n{}]*\}[ \t]*")
_IMAGE = re.compile(
    r"!\[[^\]\n]*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])(?:\{:?[^{}\n]*\})?[ \t]*"
)
_CAPTION = re.compile(
    r"[ \t\u3000]*图[ \t\u3000]*[0-9０-９一二三四五六七八九十]+(?:[-.．－][0-9]+)?[ \t\u3000:：.．、]"
)
_TAG = re.compile(
    r"</?(address|article|aside|blockquote|center|dd|details|dialog|dir|div|dl|dt|fieldset"
    r"|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|legend|li|link|main|menu|meta|nav"
    r"|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|title|tr|ul|video"
    r"|audio|object|embed|svg|math|template|noscript)(?=[\s/>]|$)",
    re.IGNORECASE,
)
_OTHER_MARKUP = re.compile(r"<[!?]")
# What a line may begin with that makes it more than a paragraph's line.
OPENERS = frozenset("#-*+_=>|<[:{! \t\u3000\xa0")
_INDENT = " \t\u3000\xa0"
_LONGEST_UNDERLINED = 60  # characters; a longer line above --- has a rule under it

# What was read: its kind, the index of its first line and of the line after it.
Found = tuple[Kind, int, int]


class BlockReader:
    """Reads one block at a time from the lines of a body."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.unclosed: set[str] = set()  # elements found never to close: not looked for again

    def read(self, index: int, start: int) -> Found | None:
        """The block that the line at `index` begins; None if it is a paragraph's line.

        `start` is the index of the open paragraph's first line, -1 if none is
        open. A block may take that paragraph's last line (the head of a table)
        or all of it (what is underlined, the term of a definition).
        """
        words = self.lines[index].lstrip(_INDENT)
        open_from = start if start >= 0 else None
        match words[0]:
            case "#":
                return (Kind.HEADING, index, index + 1) if is_heading(words) else None
            case ">":
                return Kind.QUOTE, index, self._until_blank(index)
            case "|" | ":":
                return self._delimiters(index, open_from) or self._definitions(index, open_from)
            case "-" | "*" | "+" | "_" | "=":
                return self._delimiters(index, open_from) or self._line(index, words, open_from)
            case "<":
                return self._html(index, words)
            case "[":
                return self._named(index, words)
            case "{" if open_from is None and _ATTRIBUTES.fullmatch(words):
                return Kind.ATTRIBUTES, index, index + 1
            case "!" if open_from is None and _IMAGE.fullmatch(words):
                return Kind.FIGURE, index, self._caption(index + 1)
        return None

    def _until_blank(self, index: int) -> int:
        """The end of a block that runs to a blank line, or to a line with a numbering mark."""
        after = index + 1
        while after < len(self.lines):
            line = self.lines[after]
            if not line.strip() or begins_with_mark(line):
                break
            after += 1
        return after

    def _next_filled(self, index: int) -> int:
        """The index of the first line from `index` on that is not blank, or the end."""
        while index < len(self.lines) and not self.lines[index].strip():
            index += 1
        return index

    def _delimiters(self, index: int, open_from: int | None) -> Found | None:
        """A table, met at its second row or at its first."""
        first = index
        if _is_delimiters(self.lines[index]):
            if open_from is None or "|" not in self.lines[index - 1]:
                return None
            first = index - 1
        elif not self._heads_table(index):
            return None
        after = first + 2
        while after < len(self.lines) and "|" in self.lines[after]:
            after += 1
        if after < len(self.lines) and _ATTRIBUTES.fullmatch(self.lines[after].strip()):
            after += 1
        return Kind.TABLE, first, after

    def _heads_table(self, index: int) -> bool:
        if "|" not in self.lines[index] or index + 1 >= len(self.lines):
            return False
        return _is_delimiters(self.lines[index + 1])

    def _definitions(self, index: int, open_from: int | None) -> Found | None:
        if open_from is None or not _DEFINITION.match(self.lines[index].lstrip(" ")):
            return None
        after = self._until_blank(index)
        while True:
            filled = self._next_filled(after)
            ahead = self.lines[filled : filled + 2]
            if not any(_DEFINITION.match(line.lstrip(" ")) for line in ahead):
                return Kind.DEFINITIONS, open_from, after
            after = self._until_blank(filled)

    def _line(self, index: int, words: str, open_from: int | None) -> Found | None:
        """A line under a heading, a rule, or a list."""
        line = self.lines[index].strip()
        if open_from == index - 1 and _UNDERLINE.fullmatch(line):
            above = self.lines[index - 1].strip()
            if above[0] not in "#:" and len(above) <= _LONGEST_UNDERLINED and "。" not in above:
                return Kind.HEADING, index - 1, index + 1
        if _RULE.fullmatch(line):
            return Kind.RULE, index, index + 1
        return (Kind.LIST, index, self._list(index)) if _BULLET.match(words) else None

    def _list(self, index: int) -> int:
        after = index + 1
        while after < len(self.lines):
            filled = self._next_filled(after)
            if filled == len(self.lines):
                break
            line = self.lines[filled]
            words = line.lstrip(_INDENT)
            if not _BULLET.match(words):
                gap = filled > after
                deep = line.startswith(("    ", "\t"))
                if (gap and not deep) or words[0] == "#" or begins_with_mark(words):
                    break
            elif _RULE.fullmatch(words):
                break
            after = filled + 1
        return after

    def _named(self, index: int, words: str) -> Found | None:
        if _FOOTNOTE.match(words):
            after = index + 1
            while True:
                filled = self._next_filled(after)
                if filled == len(self.lines):
                    return Kind.FOOTNOTE, index, after
                line = self.lines[filled]
                deep = line.startswith(("    ", "\t"))
                if not deep and (filled > after or _FOOTNOTE.match(line) or begins_with_mark(line)):
                    return Kind.FOOTNOTE, index, after
                after = filled + 1
        return (Kind.REFERENCE, index, index + 1) if _REFERENCE.match(words) else None

    def _caption(self, index: int) -> int:
        """The end of a figure: past the caption line below the image, if there is one."""
        filled = self._next_filled(index)
        is_caption = filled < len(self.lines) and _CAPTION.match(self.lines[filled])
        return filled + 1 if is_caption else index

    def _html(self, index: int, words: str) -> Found | None:
        """Raw HTML: to the end tag of its element, else to a blank line."""
        match = _TAG.match(words)
        if not match:
            found = _OTHER_MARKUP.match(words)
            return (Kind.HTML, index, self._until_blank(index)) if found else None
        name = match[1].lower()
        if words[1] != "/" and name not in self.unclosed:
            depth = 0
            tags = re.compile(rf"<(/?){name}(?=[\s/>]|$)", re.IGNORECASE)
            for after in range(index, len(self.lines)):
                for tag in tags.finditer(self.lines[after]):
                    depth += -1 if tag[1] else 1
                if depth <= 0:
                    return Kind.HTML, index, after + 1
            self.unclosed.add(name)
        return Kind.HTML, index, self._until_blank(index)


def is_heading(words: str) -> bool:
    """Whether a line without its indentation is a heading with # before it."""
    return _HEADING.match(words) is not None and words.strip("# \t\u3000") != ""


def _is_delimiters(line: str) -> bool:
    """Whether a line is the one below a table's head: |---|:-:|."""
    if "|" not in line or "-" not in line:
        return False
    cells = line.strip().strip("|").split("|")
    return all(_DELIMITER.fullmatch(cell.strip()) for cell in cells)
