"""Turn the blocks that are more than plain paragraphs into HTML, through Python-Markdown."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

import markdown
from markdown.extensions.attr_list import (
    AttrListExtension,
    AttrListTreeprocessor,
    get_attrs_and_remainder,
)
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension

from gongkai.text import sanitize
from gongkai.text.blocks import SPECIAL, Block, Kind, joined

_DEEPEST = 24  # levels of quotes, brackets, lists or elements; no legal text has more
_MOST_MARKS = 4000  # inline marks in one paragraph: Python-Markdown's time grows with their square
_MOST_NOTES = 1500  # references to footnotes and footnotes in one body, for the same reason
_LONGEST = 200_000  # characters of one block that is not plain
_QUOTE_MARKS = re.compile(r"[ \t>]*")
# Lists within lists on one line (- - - 甲).
_LIST_MARKS = re.compile(r"(?:\[\^[^\]]*\]:)?[ \t>]*((?:[-*+][ \t]+)+)")
_INLINE_MARKS = re.compile(r"[\\`*_\[\]<>&!{}]")
# Python-Markdown's way to align a table's column; the page's style sheet has a class for it.
_ALIGNED = re.compile(r'(?<=<t[dh]) style="text-align: (left|center|right);"')
_TITLE = re.compile(r' title="([^"]*)"')
_FOOTNOTES = re.compile(r'<li id="fn:([^"]*)">(.*?)</li>', re.DOTALL)
_BACKLINK = re.compile(r'(?:&nbsp;|\xa0)?<a class="footnote-backref" href="#([^"]*)"[^>]*>.*?</a>')
_REFERENCE_ID = re.compile(r' id="(fnref\d*:[^"]*)"')
_ATTRIBUTES = re.compile(r"\{[^}\n]*\}")  # attribute lists, and what looks like one
_ELEMENT = re.compile(r"<(/?)[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Converted:
    """The HTML of the complex blocks of one body.

    `parts` are (index of the block, HTML) in order. `footnotes` is the list of
    footnotes, "" if none. `too_deep` are the blocks shown as typed; `removed`
    says what was taken from which block; `attributes` are names of attributes
    that an attribute list may not set, by block.
    """

    parts: tuple[tuple[int, str], ...]
    footnotes: str
    too_deep: tuple[int, ...]
    removed: tuple[tuple[int, str], ...]
    attributes: tuple[tuple[int, str], ...]


def is_plain(block: Block) -> bool:
    """Whether a block needs no converter."""
    if block.kind is Kind.PARAGRAPH:
        return True
    return block.kind is Kind.HEADING and not SPECIAL.search(block.text)


@lru_cache(maxsize=4)
def complex_html(blocks: tuple[Block, ...]) -> Converted:
    """Convert all blocks of a body that are not plain, each to clean HTML of its own.

    Asked twice for each body, by structure and by rendering: the last few are kept.
    """
    too_deep: list[int] = []
    notes = 0
    sources: list[tuple[int, str]] = []
    parts: dict[int, str] = {}
    for index, block in enumerate(blocks):
        if is_plain(block):
            continue
        if block.kind is Kind.COMMENT or block.kind is Kind.ATTRIBUTES:
            continue
        notes += block.text.count("[^")
        if notes > _MOST_NOTES or _is_too_deep(block):
            too_deep.append(index)
            parts[index] = f"<p>{html.escape(joined(block.text), quote=False)}</p>"
        else:
            sources.append((index, source_of(block)))
    taken: list[tuple[int, str]] = []
    dropped: list[tuple[int, str]] = []
    footnotes = ""
    if sources:
        converter = _converter()
        shown, footnotes = converter.convert([source for _, source in sources])
        for (index, source), raw in zip(sources, shown, strict=True):
            raw = _ALIGNED.sub(r' class="align-\1"', raw)
            clean = sanitize.clean(raw)
            taken += [(index, name) for name in sanitize.removed(raw, clean)]
            lists = "".join(_ATTRIBUTES.findall(source)) if converter.dropped else ""
            dropped += [(index, name) for name in converter.dropped if name in lists]
            block = blocks[index]
            parts[index] = _figure(clean, block) if block.kind is Kind.FIGURE else clean
        footnotes = _referred(sanitize.clean(footnotes), parts.values()) if footnotes else ""
        words = dict(_FOOTNOTES.findall(footnotes))
        for index, block in enumerate(blocks):
            if block.kind is Kind.FOOTNOTE:
                parts[index] = words.get(html.escape(footnote_name(block)), "")
    return Converted(
        tuple(sorted(parts.items())),
        footnotes,
        tuple(too_deep),
        tuple(taken),
        tuple(dropped),
    )


def _referred(footnotes: str, parts: Iterable[str]) -> str:
    """Footnotes without ways back to references that are not there."""
    known = {name for part in (*parts, footnotes) for name in _REFERENCE_ID.findall(part)}
    return _BACKLINK.sub(lambda link: link[0] if unquote(link[1]) in known else "", footnotes)


def markdown_html(source: str) -> str:
    """What Python-Markdown, as this project sets it up, makes of a whole source."""
    return _Converter().md.convert(source)


def source_of(block: Block) -> str:
    """The Markdown that stands for a block: paragraphs and headings on one line."""
    if block.kind is Kind.HEADING:
        words = block.text.strip()
        if "\n" in words:
            return words.partition("\n")[0].strip().replace("\t", " ") + "\n==="
        return re.sub(r"^(#+)[ \t\u3000]*", r"\1 ", words).replace("\t", " ")
    if block.kind in (Kind.PARAGRAPH, Kind.MARKED):
        words = joined(block.text)
        return f"\\{words}" if words[:1] in ("#", "-", "+") else words
    if block.kind is Kind.FIGURE:
        return block.text.strip().partition("\n")[0].strip()
    if block.kind is Kind.DEFINITIONS:
        return re.sub(r"(?m)^[ ]*:[ \t]+", ":   ", block.text)
    return block.text.strip("\n")


def _figure(image: str, block: Block) -> str:
    """An image with its caption: the line below it, else its title."""
    image = image.removeprefix("<p>").removesuffix("</p>")
    caption = block.text.strip().rpartition("\n")[2].strip() if "\n" in block.text.strip() else ""
    title = _TITLE.search(image)
    shown = html.escape(caption, quote=False) or (title[1] if title else "")
    if title and shown:
        image = image.replace(title[0], "", 1)
    return f"<figure>{image}{f'<figcaption>{shown}</figcaption>' if shown else ''}</figure>"


def footnote_name(block: Block) -> str:
    """The name of the footnote that a block defines: a of [^a]."""
    return block.text.strip()[2:].partition("]")[0]


def _is_too_deep(block: Block) -> bool:
    """Whether converting the block could take more than its share of time."""
    text = block.text
    if len(text) > _LONGEST:
        return True
    if block.kind in (Kind.PARAGRAPH, Kind.MARKED, Kind.HEADING, Kind.FIGURE):
        marks = _INLINE_MARKS.findall(text)
        if len(marks) > _MOST_MARKS:
            return True
    elif any(len(_INLINE_MARKS.findall(line)) > _MOST_MARKS for line in text.split("\n")):
        return True
    if ">" in text and any(
        marks[0].count(">") > _DEEPEST
        for marks in map(_QUOTE_MARKS.match, text.split("\n"))
        if marks
    ):
        return True
    return _depth(text) > _DEEPEST


def _depth(text: str) -> int:
    """How deep brackets and elements nest at most, and lists by their indentation."""
    depth = deepest = 0
    for mark in re.finditer(r"[\[\]]", text):
        depth = depth + 1 if mark[0] == "[" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    depth = 0
    for element in _ELEMENT.finditer(text):
        depth = max(depth - 1, 0) if element[1] else depth + 1
        deepest = max(deepest, depth)
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" \t"))
        deepest = max(deepest, (indent + 3 * line[:indent].count("\t")) // 4)
        # A line of nothing but marks is a rule, or an empty list.
        if (marks := _LIST_MARKS.match(line)) and line.strip("-*+> \t"):
            deepest = max(deepest, len(marks[1].split()))
    return deepest


class _IdAndClass(AttrListTreeprocessor):
    """Attribute lists that set nothing but id and class."""

    def __init__(self, md: markdown.Markdown, dropped: dict[str, None]) -> None:
        super().__init__(md)
        self.dropped = dropped

    def assign_attrs(self, elem: etree.Element, attrs_string: str, *, strict: bool = False) -> str:
        attributes, remainder = get_attrs_and_remainder(attrs_string)
        kept = []
        for name, value in attributes:
            if name == ".":
                kept.append(f".{value}")
            elif name in ("id", "class") and value:
                kept.append(f'{name}="{value}"')
            else:
                self.dropped[name] = None
        if strict and remainder:
            return remainder
        super().assign_attrs(elem, " ".join(kept), strict=strict)
        return remainder


@lru_cache(maxsize=1)
def _converter() -> _Converter:
    """One for the process: setting one up takes longer than most bodies. It is reset each time."""
    return _Converter()


class _Converter:
    """Python-Markdown as this project sets it up."""

    def __init__(self) -> None:
        self.footnotes = FootnoteExtension(BACKLINK_TITLE="回到正文中注{}的位置")
        self.md = markdown.Markdown(
            extensions=[
                TableExtension(),
                self.footnotes,
                AttrListExtension(),
                DefListExtension(),
            ],
            output_format="html",
        )
        self.dropped: dict[str, None] = {}
        # Typed numbers stay as typed, and clerks indent with spaces.
        self.md.parser.blockprocessors.deregister("olist")
        self.md.parser.blockprocessors.deregister("code")
        self.md.treeprocessors.deregister("attr_list")
        self.md.treeprocessors.register(_IdAndClass(self.md, self.dropped), "attr_list", 8)

    def convert(self, sources: Sequence[str]) -> tuple[list[str], str]:
        """The HTML of each source, and the footnotes of all; references work across sources."""
        md = self.md
        md.reset()
        self.dropped.clear()
        root = etree.Element(md.doc_tag)
        boxes = []
        for source in sources:
            box = etree.SubElement(root, "div")
            boxes.append(box)
            lines = source.split("\n")
            for preprocessor in md.preprocessors:
                lines = preprocessor.run(lines)
            md.parser.parseChunk(box, "\n".join(lines))
        for treeprocessor in md.treeprocessors:
            root = treeprocessor.run(root) or root
        shown = [self._serialize(box) for box in boxes]
        rest = [child for child in root if child not in boxes]
        return shown, "".join(self._serialize(child, keep=True) for child in rest)

    def _serialize(self, element: etree.Element, keep: bool = False) -> str:
        element.tail = None
        text = self.md.serializer(element)
        if not keep:
            text = text.partition("<div>")[2].rpartition("</div>")[0].strip()
        for postprocessor in self.md.postprocessors:
            text = postprocessor.run(text)
        return text.strip()
