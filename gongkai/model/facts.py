"""What other stages know of a read body without holding its text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import overload

from gongkai.model.documents import Mark
from gongkai.model.provisions import Citation
from gongkai.model.restoring import restored

_new = tuple.__new__  # makes a Citation without the call in between that its constructor is


@dataclass(frozen=True, slots=True)
class PageLink:
    """An address that a body links, as typed, and where it stands in the file."""

    url: str
    mark: Mark


@restored
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


@restored
@dataclass(frozen=True, slots=True)
class Citations(Sequence[Citation]):
    """The references of a body as two texts: tuples of ten values each would take four times
    the memory, and most of the time that passing them to another process does.

    `places` has what is ASCII, `words` what is Chinese; controls, which no body holds, part the
    citations and their values.
    """

    places: str
    words: str

    @classmethod
    def of(cls, citations: Iterable[Citation]) -> Citations:
        """The citations, of which no value holds a control character."""
        places, words = [], []
        for source, text, line, column, span, title, number, eids, relation, issuer in citations:
            places.append(f"{source}\0{line}\0{column}\0{span}\0{relation}\0{' '.join(eids)}")
            words.append(f"{text}\0{title}\0{number}\0{issuer}")
        return cls("\1".join(places), "\1".join(words))

    def __iter__(self) -> Iterator[Citation]:
        if not self.places:
            return
        rows = zip(self.places.split("\1"), self.words.split("\1"), strict=True)
        for place, words in rows:
            source, line, column, span, relation, eids = place.split("\0")
            text, title, number, issuer = words.split("\0")
            where = source, text, int(line), int(column), int(span)
            yield _new(Citation, (*where, title, number, (*eids.split(),), relation, issuer))

    def __len__(self) -> int:
        return self.places.count("\1") + 1 if self.places else 0

    @overload
    def __getitem__(self, index: int) -> Citation: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Citation]: ...

    def __getitem__(self, index: int | slice) -> Citation | Sequence[Citation]:
        return tuple(self)[index]


@restored
@dataclass(frozen=True, slots=True)
class BodyFacts:
    """The facts of one body. `digest` names the body in the store.

    `eids` are the ids of its provisions in document order. `files` are the
    local files that it shows or links, `file_marks` where each is first named
    in the file. `links` are the pages and places that it links by address,
    `anchors` the ids that its author gave.
    """

    digest: str
    citations: Sequence[Citation] = ()
    eids: Collection[str] = ()
    files: tuple[str, ...] = ()
    file_marks: tuple[Mark, ...] = ()
    links: tuple[PageLink, ...] = ()
    anchors: tuple[str, ...] = ()

    def unplaced(self) -> BodyFacts:
        """The facts without the body's name, without the ids of its provisions, and without where
        in the file anything stands.
        """
        nowhere = Mark(0, 0, 0)
        return replace(
            self,
            digest="",
            eids=(),
            citations=Citations.of(
                [one._replace(line=0, column=0, span=0) for one in self.citations]
            ),
            file_marks=(nowhere,) * len(self.file_marks),
            links=tuple([replace(link, mark=nowhere) for link in self.links]),
        )

    def related(self, relation: str) -> Sequence[Citation]:
        """The references of one relation (`Citation.relation`); most bodies have none but cites."""
        kept = self.citations
        # Nothing is read where the word does not stand: the whole library is asked.
        if isinstance(kept, Citations) and f"\0{relation}\0" not in kept.places:
            return ()
        return [citation for citation in kept if citation.relation == relation]
