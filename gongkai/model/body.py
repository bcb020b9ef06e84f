"""The text of one document, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.model.provisions import Citation, Level, Provision

# Marks inside `Part.html`. They are Unicode noncharacters, which content may
# not hold, so nothing that a document says can be taken for one.
CITE_OPEN, CITE_TEXT, CITE_CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"  # OPEN index TEXT words CLOSE
FILE_MARK = "\ufdd3"  # around a local file name in src="" or href=""


class Part(NamedTuple):
    """A top-level block of the body. `eid` is the provision it begins, "" if none."""

    eid: str
    html: str


class Columns(NamedTuple):
    """The provisions of a body by column, for what runs over all of them; "" for no parent."""

    eids: Sequence[str]
    levels: Sequence[Level]
    nums: Sequence[str]
    headings: Sequence[str]
    texts: Sequence[str]
    parents: Sequence[str]


def columns_of(provisions: Sequence[Provision]) -> Columns:
    """Provisions by column."""
    eids, levels, nums, headings, texts, parents, _ = (
        zip(*provisions, strict=True) if provisions else ((),) * 7
    )
    return Columns(eids, levels, nums, headings, texts, [parent or "" for parent in parents])


@dataclass(frozen=True, slots=True)
class Body:
    """What reading a body gives: a pure function of its text, title and number.

    `parts` joined are the body's HTML, with marks where citations and local
    files stand; the n-th citation's mark carries n, counted from 0. `markdown`
    is the body as published beside the page: without comments. `files` are the
    local files that the text shows or links, `contents` its contents list as
    HTML, "" for a short text. `gongkai.formats.bodies` has one
    that is read from bytes as far as it is asked.
    """

    parts: tuple[Part, ...]
    provisions: tuple[Provision, ...]
    citations: tuple[Citation, ...]
    markdown: str
    files: tuple[str, ...] = ()
    contents: str = ""

    @property
    def html(self) -> str:
        """All parts as one."""
        return "".join([part.html for part in self.parts])

    @property
    def published(self) -> bytes:
        """The Markdown as a file."""
        return self.markdown.encode()

    @property
    def columns(self) -> Columns:
        """The provisions by column."""
        return columns_of(self.provisions)

    @property
    def lines(self) -> list[str]:
        """The visible text, a line for each provision, in order."""
        columns = self.columns
        words = zip(columns.nums, columns.headings, columns.texts, strict=True)
        return [
            text if not num and not heading else " ".join(filter(None, (num, heading, text)))
            for num, heading, text in words
        ]

    @property
    def plain(self) -> str:
        """The lines as one text: what search reads."""
        return "\n".join(self.lines)
