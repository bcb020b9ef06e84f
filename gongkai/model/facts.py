"""What other stages know of a read body without holding its text."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.model.documents import Mark
from gongkai.model.provisions import Citation


@dataclass(frozen=True, slots=True)
class PageLink:
    """An address that a body links, as typed, and where it stands in the file."""

    url: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """The facts of one body. `digest` names the body in the store.

    `eids` are the ids of its provisions in document order. `files` are the
    local files that it shows or links, `file_marks` where each is first named
    in the file. `links` are the pages and places that it links by address,
    `anchors` the ids that its author gave.
    """

    digest: str
    citations: tuple[Citation, ...] = ()
    eids: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    file_marks: tuple[Mark, ...] = ()
    links: tuple[PageLink, ...] = ()
    anchors: tuple[str, ...] = ()
