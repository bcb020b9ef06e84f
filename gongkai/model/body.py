"""The text of one document, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from gongkai.model.provisions import Citation, Provision

# Marks inside `Part.html`. They are Unicode noncharacters, which content may
# not hold, so nothing that a document says can be taken for one.
CITE_OPEN, CITE_TEXT, CITE_CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"  # OPEN index TEXT words CLOSE
FILE_MARK = "\ufdd3"  # around a local file name in src="" or href=""


class Part(NamedTuple):
    """A top-level block of the body. `eid` is the provision it begins, "" if none."""

    eid: str
    html: str


@dataclass(frozen=True, slots=True)
class Body:
    """What reading a body gives: a pure function of its text, title and number.

    `parts` joined are the body's HTML, with marks where citations and local
    files stand; the n-th citation's mark carries n, counted from 0. `markdown`
    is the body as published beside the page: without comments. `plain` is the
    visible text. `files` are the local files that the text shows or links.
    """

    parts: tuple[Part, ...]
    provisions: tuple[Provision, ...]
    citations: tuple[Citation, ...]
    markdown: str
    plain: str
    files: tuple[str, ...] = ()
