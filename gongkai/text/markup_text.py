"""Tell the words of a body that a reader sees, without its markup."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from gongkai.text.blocks import SPECIAL, Block, Kind, joined
from gongkai.text.markup_complex import complex_html

_TAGS = re.compile(
    r"<sup id=\"fnref[^>]*>.*?</sup>|<a class=\"footnote-backref\"[^>]*>.*?</a>|<[^>]*>", re.DOTALL
)
_BETWEEN = re.compile(r"</(?:td|th|p|li|tr|dt|dd|h[1-6]|div|figcaption|caption)>|<br ?/?>")
_SPACE = re.compile(r"[ \t\n]+")


def visible_texts(blocks: tuple[Block, ...]) -> list[str]:
    """The visible words of each block, "" where it shows none.

    White space as typed inside paragraphs; one space between the cells of a
    table and the entries of a list.
    """
    texts: list[str] = []
    complex_blocks = False
    add, paragraph = texts.append, Kind.PARAGRAPH
    for _, text, kind in blocks:
        if kind is paragraph:
            add(joined(text) if "\n" in text or "\t" in text else text.strip())
        elif kind is Kind.HEADING and not SPECIAL.search(text):
            add(heading_words(text))
        else:
            complex_blocks = True
            add("")
    if complex_blocks:
        for index, shown in complex_html(blocks).parts:
            texts[index] = visible(shown)
    return texts


def heading_words(source: str) -> str:
    """The words of a heading, without its marks: # before or after, or the line below."""
    source = source.strip()
    words = source.partition("\n")[0] if "\n" in source else source.lstrip("#").rstrip("#")
    return words.strip().replace("\t", " ")


def visible(shown: str) -> str:
    """The words that a piece of HTML shows."""
    spaced = _BETWEEN.sub(" ", shown)
    return _SPACE.sub(" ", html.unescape(_TAGS.sub("", spaced))).strip()


def plain_text(blocks: Sequence[Block]) -> str:
    """The visible text of a body, a line for each block: what search reads."""
    return "\n".join(filter(None, visible_texts(tuple(blocks))))
