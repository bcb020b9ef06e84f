"""The HTML of a body to Typst source that says the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from gongkai.model.body import CITE_CLOSE, CITE_OPEN, CITE_TEXT, FILE_MARK

# What no font draws and no PDF may say: marks of our own, controls, the byte-order mark.
_UNSAID = re.compile(
    rf"{CITE_OPEN}[0-9]+{CITE_TEXT}|{CITE_CLOSE}|[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_SPACE = re.compile(r"[ \t\n]+")
_INLINE = {
    **dict.fromkeys(("strong", "b", "mark"), "strong"),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "emph"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "del"), "strike"),
    "sub": "sub",
    "sup": "super",
}
_CENTRED = frozenset({"own-title", "own-number", "own-note", "inner-title", "annex-title"})
_FLUSH = frozenset({"addressee"})
_BLOCKS = frozenset(
    {"blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "li"}
    | {"ol", "p", "pre", "summary", "table", "ul", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_VOID = frozenset({"br", "hr", "img", "col"})
_SKIPPED = frozenset({"rp", "colgroup"})
_TOP = 3  # level of the highest heading of a body: above stand section and item
_DEEPEST = 6


def literal(text: str) -> str:
    """A text as a Typst string: nothing in it is taken for markup."""
    said = _UNSAID.sub("", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{said}"'


def words(text: str) -> str:
    """A text as content."""
    return f"#{literal(text)};" if text else ""


def setting(html: str, files: Mapping[str, str]) -> str:
    """The Typst source of a body's HTML, with functions of press.typ.

    `files` gives the name of each picture for Typst by the name that the body
    has for it; one without a name shows its text alternative.
    """
    setter = _Setter(files)
    setter.feed(html)
    setter.close()
    return setter.ended()


@dataclass(slots=True)
class _Cell:
    content: str
    columns: int
    rows: int


@dataclass(slots=True)
class _Table:
    """The rows of a table as they come; `head` of them are its header."""

    rows: list[list[_Cell]] = field(default_factory=list)
    head: int = 0
    in_head: bool = False


@dataclass(slots=True)
class _Element:
    """An open element, and what was set in it so far."""

    tag: str
    attributes: Mapping[str, str]
    content: list[str] = field(default_factory=list)
    run: list[str] = field(default_factory=list)  # words that stand between blocks

    def settle(self) -> None:
        """Make a paragraph of words that stand beside blocks."""
        said = "".join(self.run)
        self.run.clear()
        if said.strip():
            self.content.append(f"#flush[{said}];\n")


class _Setter(HTMLParser):
    def __init__(self, files: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._files = files
        self._open = [_Element("", {})]
        self._tables: list[_Table] = []
        self._level = _TOP - 1
        self._skipping = 0

    def ended(self) -> str:
        while len(self._open) > 1:
            self._shut()
        self._open[0].settle()
        return "".join(self._open[0].content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _SKIPPED or "footnote-backref" in attributes.get("class", ""):
            self._skipping += tag not in _VOID
        if self._skipping and tag not in _SKIPPED and tag != "a":
            return
        if tag in _VOID:
            self._place(tag, attributes)
            return
        if tag == "table":
            self._tables.append(_Table())
        elif tag == "thead" and self._tables:
            self._tables[-1].in_head = True
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        self._open.append(_Element(tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        if all(element.tag != tag for element in self._open):
            return
        while self._open[-1].tag != tag:
            self._shut()
        self._shut()

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        pre = any(element.tag == "pre" for element in self._open)
        said = data if pre else _SPACE.sub(" ", data)
        if pre:
            said = "#linebreak();".join(words(line) for line in said.strip("\n").split("\n"))
            self._open[-1].run.append(said)
        elif said:
            self._open[-1].run.append(words(said) if said.strip(" ") else " ")

    def _place(self, tag: str, attributes: Mapping[str, str]) -> None:
        element = self._open[-1]
        if tag == "br":
            element.run.append("#linebreak();")
        elif tag == "hr":
            element.settle()
        elif tag == "img":
            name = self._files.get(attributes.get("src", "").strip(FILE_MARK))
            alternative = attributes.get("alt", "")
            if name:
                element.settle()
                element.content.append(f"#picture({literal(name)}, {literal(alternative)});\n")
            else:
                element.run.append(words(f"（图：{alternative}）"))

    def _shut(self) -> None:
        element = self._open.pop()
        if element.tag in _SKIPPED or "footnote-backref" in element.attributes.get("class", ""):
            self._skipping -= 1
            return
        around = self._open[-1]
        if element.tag in ("td", "th"):
            self._cell(element)
        elif element.tag == "thead" and self._tables:
            table = self._tables[-1]
            table.in_head, table.head = False, len(table.rows)
        elif element.tag == "table":
            around.settle()
            around.content.append(_table(self._tables.pop()) if self._tables else "")
        elif element.tag in _BLOCKS:
            if around.tag not in ("ol", "ul"):  # only white space stands between entries
                around.settle()
            around.content.append(self._block(element))
        else:
            said = "".join(element.run)
            function = _INLINE.get(element.tag)
            around.run.append(f"#{function}[{said}];" if function and said else said)
            around.content += element.content

    def _cell(self, element: _Element) -> None:
        if not self._tables or not self._tables[-1].rows:
            return
        said = "".join(element.run) if not element.content else ""
        if element.content:
            element.settle()
            said = "".join(element.content)
        cell = _Cell(said, _span(element, "colspan"), _span(element, "rowspan"))
        self._tables[-1].rows[-1].append(cell)

    def _block(self, element: _Element) -> str:
        tag = element.tag
        said = "".join(element.run)
        if element.content or tag in ("div", "figure", "blockquote", "ul", "ol", "dl", "details"):
            element.settle()
            return self._holding(element)
        if not said.strip():
            return ""
        if tag[0] == "h" and tag[1:].isdigit():
            return f"#inner({self._heading(int(tag[1:]))})[{said}];\n"
        if tag in ("caption", "figcaption", "summary"):
            return f"#caption[{said}];\n"
        if tag == "li":
            return f"[{said}],\n"
        return f"#{_paragraph(element)}[{said}];\n"

    def _holding(self, element: _Element) -> str:
        inside = "".join(element.content)
        if element.tag == "blockquote":
            return f"#quoted[\n{inside}];\n"
        if element.tag == "li":
            return f"[\n{inside}],\n"
        if element.tag == "ol":
            start = element.attributes.get("start", "1")
            return f"#enum(start: {start if start.isdecimal() else 1}, {inside});\n"
        if element.tag == "ul":
            return f"#list({inside});\n"
        return inside

    def _heading(self, typed: int) -> int:
        """A level that skips none: PDF/UA wants each heading one below another at most."""
        wanted = typed - 2 + _TOP
        self._level = max(_TOP, min(wanted, self._level + 1, _DEEPEST))
        return self._level


def _paragraph(element: _Element) -> str:
    classes = frozenset(element.attributes.get("class", "").split())
    if classes & _CENTRED:
        return "centred"
    if "signature" in classes:
        return "signature"
    if classes & _FLUSH or element.tag in ("dt", "pre"):
        return "flush"
    return "para"


def _span(element: _Element, name: str) -> int:
    typed = element.attributes.get(name, "1")
    return max(1, int(typed)) if typed.isdigit() and len(typed) < 4 else 1


def _table(table: _Table) -> str:
    rows = [row for row in table.rows if row]
    if not rows:
        return ""
    width, holes = _widths(rows)
    set_rows = [
        ", ".join([*map(_set_cell, row), *["[]"] * hole])
        for row, hole in zip(rows, holes, strict=True)
    ]
    head = min(table.head, len(rows))
    header = f"table.header({', '.join(set_rows[:head])}), " if head else ""
    return f"#rows({width}, {header}{', '.join(set_rows[head:])});\n"


def _set_cell(cell: _Cell) -> str:
    spans = [
        f"{name}: {number}"
        for name, number in (("colspan", cell.columns), ("rowspan", cell.rows))
        if number > 1
    ]
    return f"table.cell({', '.join(spans)})[{cell.content}]" if spans else f"[{cell.content}]"


def _widths(rows: Sequence[Sequence[_Cell]]) -> tuple[int, list[int]]:
    """How many columns a table has, and how many cells each row lacks at its end."""
    reaching = [0] * len(rows)  # columns that cells of rows above take
    for place, row in enumerate(rows):
        for cell in row:
            cell.rows = min(cell.rows, len(rows) - place)
            for below in range(place + 1, place + cell.rows):
                reaching[below] += cell.columns
    taken = [
        sum(cell.columns for cell in row) + more for row, more in zip(rows, reaching, strict=True)
    ]
    width = max(taken)
    return width, [width - number for number in taken]
