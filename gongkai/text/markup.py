"""Turn the body of a document into HTML, block by block, with an id where a provision begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.model.body import Part
from gongkai.model.diagnostics import Problem
from gongkai.model.provisions import Citation, Level, Provision
from gongkai.text.blocks import Block, Kind, joined
from gongkai.text.markup_citations import with_citations
from gongkai.text.markup_complex import is_plain
from gongkai.text.markup_finish import CLASSES, Finisher
from gongkai.text.markup_headings import heading_levels
from gongkai.text.markup_text import heading_words, plain_text
from gongkai.text.structure import Structure
from gongkai.text.structure_roles import Role

__all__ = ["Rendered", "plain_text", "render"]

# Enum members cost a call each time they are named; these are named for every block.
_ARTICLE, _PARAGRAPH, _ITEM = Level.ARTICLE, Level.PARAGRAPH, Level.ITEM
_PLAIN = Kind.PARAGRAPH
_GAPS = (" ", "\u3000")
_new = tuple.__new__  # makes a Part without the call in between that its constructor is


@dataclass(frozen=True, slots=True)
class Rendered:
    """The HTML of a body: `parts` joined are the whole. `files` are the local files it names."""

    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]
    files: tuple[str, ...] = ()


def render(
    blocks: Sequence[Block],
    structure: Structure,
    citations: Sequence[Citation] = (),
    reserved: frozenset[str] = frozenset(),
) -> Rendered:
    """The HTML of a body, one part for each block that shows anything, footnotes last.

    Plain paragraphs and headings are written here, byte for byte as
    Python-Markdown would; all else goes through it. The n-th of `citations`
    stands between marks that carry n. `reserved` are ids of the page itself.
    """
    marked = with_citations(blocks, citations) if citations else {}
    levels = heading_levels(blocks, structure)
    finisher: Finisher | None = None
    provisions, starts, roles = structure.provisions, structure.starts, structure.roles
    special = {*levels, *roles, *marked}
    parts: list[Part] = []
    for index, block in enumerate(blocks):
        start = starts[index]
        provision = provisions[start] if start >= 0 else None
        eid = provision.eid if provision else ""
        if block.kind is _PLAIN and provision and index not in special:
            # Nearly all blocks of a statute.
            level = provision.level
            if level is _PARAGRAPH:
                shown = f'<p class="para" id="{eid}">{provision.text}</p>\n'
            elif level is _ARTICLE:
                shown = _article(block.text, block, provision, provisions, start)
            else:
                name = "item" if level is _ITEM else CLASSES[level]
                shown = f'<p class="{name}" id="{eid}">{_line(block.text, block)}</p>\n'
        elif not is_plain(block):
            if finisher is None:
                finisher = Finisher(blocks, structure, marked, levels, reserved)
            shown = finisher.finish(index)
        elif provision is None:
            # A further line of a heading is shown with it.
            shown = "" if index in roles else _unstructured(block, levels.get(index, 2))
        else:
            text = marked.get(index, block.text)
            if index in levels:
                shown = _heading(index, text, blocks, structure, levels[index])
            elif provision.level is _ARTICLE:
                shown = _article(text, block, provision, provisions, start)
            else:
                name = roles[index].value if index in roles else CLASSES[provision.level]
                shown = f'<p class="{name}" id="{eid}">{_line(text, block)}</p>\n'
        if shown:
            parts.append(_new(Part, (eid, shown)))
    if finisher is None:
        return Rendered(tuple(parts), ())
    footnotes = finisher.footnotes()
    if footnotes:
        parts.append(Part("", footnotes))
    return Rendered(tuple(parts), tuple(finisher.problems), tuple(dict.fromkeys(finisher.files)))


def _line(text: str, block: Block) -> str:
    """The words of a plain block on one line, as they are shown."""
    if block.kind is Kind.HEADING:
        return heading_words(text)
    return joined(text) if "\n" in text or "\t" in text else text.strip()


def _unstructured(block: Block, level: int) -> str:
    """A plain block that begins no provision."""
    words = _line(block.text, block)
    if not words:
        return ""
    return f"<h{level}>{words}</h{level}>\n" if block.kind is Kind.HEADING else f"<p>{words}</p>\n"


def _article(
    text: str, block: Block, article: Provision, provisions: Sequence[Provision], start: int
) -> str:
    """An article's number and its first paragraph, each with its id."""
    eid, _, num, _, _, _, lines = article
    first = provisions[start + 1] if start + 1 < len(provisions) else None
    if first is not None and first.lines == lines and text is block.text:
        own, shown, behind = first.eid, first.text, len(num)
        gap = text[behind : behind + 1]
        # As nearly all are typed: one space behind the number, none around the line.
        if len(text) == behind + 1 + len(shown) and gap in _GAPS and text.startswith(num):
            return (
                f'<p class="article" id="{eid}"><span class="num">{num}</span>{gap}'
                f'<span id="{own}">{shown}</span></p>\n'
            )
    words = _line(text, block)
    if not words.startswith(num):
        text, words = block.text, _line(block.text, block)  # what looks cited begins in the number
    if first is None or first.lines != lines:
        gap, rest = words[len(num) :], ""
    elif text is block.text:
        gap = words[len(num) : len(words) - len(first.text)]
        rest = f'<span id="{first.eid}">{first.text}</span>'
    else:
        # With marks of citations in it: behind the number, hardly ever in the article's heading.
        plain = _line(block.text, block)
        head = plain[: len(plain) - len(first.text)]
        cut = len(head) if words.startswith(head) else len(num)
        gap = words[len(num) : cut]
        rest = f'<span id="{first.eid}">{words[cut:]}</span>'
    return f'<p class="article" id="{eid}"><span class="num">{num}</span>{gap}{rest}</p>\n'


def _heading(
    index: int, text: str, blocks: Sequence[Block], structure: Structure, level: int
) -> str:
    """A heading, with the further lines of its title."""
    provision = structure.provisions[structure.starts[index]]
    role = structure.roles.get(index)
    name = role.value if role else CLASSES[provision.level]
    words = _line(text, blocks[index])
    below = index + 1
    while below < len(blocks) and structure.starts[below] < 0:
        if structure.roles.get(below) not in (Role.ANNEX_TITLE, Role.INNER_TITLE):
            break
        words += f"<br>{_line(blocks[below].text, blocks[below])}"
        below += 1
    return f'<h{level} class="{name}" id="{provision.eid}">{words}</h{level}>\n'
