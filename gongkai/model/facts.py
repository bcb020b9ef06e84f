"""What other stages know of a read body without holding its text."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.model.provisions import Citation


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """The facts of one body. `digest` names the body in the store.

    `eids` are the ids of its provisions in document order. `opening` is the
    number of the line up to which a reference counts as naming what the text
    is about. `markdown_sha256` is that of the published Markdown. `images`
    counts pictures.
    """

    digest: str
    citations: tuple[Citation, ...] = ()
    eids: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    markdown_sha256: str = ""
    opening: int = 0
