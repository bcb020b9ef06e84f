"""What other stages know of a read body without holding its text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from gongkai.model.documents import Mark
from gongkai.model.provisions import Citation


@dataclass(frozen=True, slots=True)
class PageLink:
    """An address that a body links, as typed, and where it stands in the file."""

    url: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Eids(Collection[str]):
    """The ids of the provisions of a body, in their order. One text, because a text for each of
    them would be the greater part of what a build keeps of a document.
    """

    joined: str

    @classmethod
    def of(cls, eids: Iterable[str]) -> Eids:
        """The ids, none of which holds a space."""
        return cls(" ".join(eids))

    def __iter__(self) -> Iterator[str]:
        return iter(self.joined.split())

    def __len__(self) -> int:
        return self.joined.count(" ") + 1 if self.joined else 0

    def __contains__(self, eid: object) -> bool:
        return eid in self.joined.split()


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
    eids: Collection[str] = ()
    files: tuple[str, ...] = ()
    file_marks: tuple[Mark, ...] = ()
    links: tuple[PageLink, ...] = ()
    anchors: tuple[str, ...] = ()
