"""Find the document that a title, a 文号 or an id names."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from heapq import nlargest
from typing import TypeAlias

from gongkai.model.documents import Collection, Document
from gongkai.text.names import (
    edition_year,
    fold_title,
    transmitted,
    without_agency,
    without_edition,
    without_trial,
)
from gongkai.text.numbers import fold_number

_Names: TypeAlias = dict[str, tuple[str, ...]]  # ids by folded name

_SHORTLIST = 24
_LIKELY = 0.55  # of difflib's ratio; below it a guess helps nobody


@dataclass(frozen=True, slots=True)
class KnownText:
    """One text of a document, as far as references need to know it.

    `day` is the one by which the text is known among those of its work.
    """

    id: str
    collection: Collection
    title: str
    version: str | None = None
    number: str | None = None
    agency: tuple[str, ...] = ()
    transmits: str | None = None
    day: date = date.min

    @classmethod
    def of(cls, document: Document) -> KnownText:
        return cls(
            document.id,
            document.collection,
            document.title,
            document.version,
            document.number,
            document.agency,
            document.transmits,
            document.promulgated or document.written or document.published.date(),
        )


@dataclass(frozen=True, slots=True)
class Named:
    """The documents that a name may mean.

    `version` is the text meant where the name tells it, None for the current
    one. `doubtful` says that even a single one is only a guess.
    """

    ids: tuple[str, ...] = ()
    version: str | None = None
    doubtful: bool = False

    @property
    def id(self) -> str | None:
        """The id of the document meant, None when there is none, several, or a guess."""
        return self.ids[0] if len(self.ids) == 1 and not self.doubtful else None


NOBODY = Named()


class TitleIndex:
    """The names of all documents, folded. Immutable once made."""

    def __init__(self, texts: Mapping[str, tuple[KnownText, ...]]) -> None:
        self.texts = texts
        self._titles: _Names = {}
        # Names that are certain only while one document answers to them.
        self._looser: _Names = {}
        self._numbers: _Names = {}
        for document_id, known in texts.items():
            for text in known:
                self._enter(document_id, text)

    @classmethod
    def of(cls, texts: Iterable[KnownText]) -> TitleIndex:
        """Index the texts of all documents, in any order."""
        grouped: dict[str, list[KnownText]] = defaultdict(list)
        for text in texts:
            grouped[text.id].append(text)
        return cls(
            {
                document_id: tuple(sorted(grouped[document_id], key=lambda t: t.version or ""))
                for document_id in sorted(grouped)
            }
        )

    def _enter(self, document_id: str, text: KnownText) -> None:
        for title in (text.title, text.transmits):
            if not title:
                continue
            folded = fold_title(title)
            _add(self._titles, folded, document_id)
            for looser in (
                without_agency(folded, text.agency),
                transmitted(folded),
                without_trial(folded),
                without_edition(folded),
            ):
                if looser and looser != folded:
                    _add(self._looser, looser, document_id)
        if text.number and (number := fold_number(text.number)):
            _add(self._numbers, number, document_id)

    def by_number(self, number: str) -> Named:
        """The documents that bear a 文号 or 令号."""
        folded = fold_number(number)
        ids = self._numbers.get(folded, ())
        return Named(ids, self._version_of_number(ids[0], folded)) if len(ids) == 1 else Named(ids)

    def by_title(self, title: str, issuer: str = "") -> Named:
        """The documents that a title may mean.

        The title itself goes first, then the one without the organ it opens
        with, without the bracket that names an edition, the 办法 inside a
        通知, and last the only 试行 text of that name. `issuer` is the organ
        named before it, which decides between several.
        """
        folded = fold_title(title)
        ids = self._titles.get(folded)
        if not ids and (plain := without_edition(folded)) != folded:
            ids = self._titles.get(plain)
        if not ids:
            ids = self._issued(folded) or self._looser.get(folded)
        if not ids:
            return NOBODY
        if len(ids) > 1:
            ids = self._told_apart(ids, fold_title(issuer))
        if len(ids) > 1:
            return Named(ids)
        return Named(ids, self._edition(ids[0], folded))

    def titles_of(self, document_id: str) -> frozenset[str]:
        """Every folded title that a document has or had."""
        found: set[str] = set()
        for text in self.texts.get(document_id, ()):
            found.update(fold_title(title) for title in (text.title, text.transmits) if title)
        return frozenset(found)

    def numbers_of(self, document_id: str) -> frozenset[str]:
        """Every folded number that a document's texts bear."""
        numbers = (fold_number(t.number) for t in self.texts.get(document_id, ()) if t.number)
        return frozenset(number for number in numbers if number)

    def likeliest(self, name: str, count: int = 3) -> tuple[str, ...]:
        """The ids whose titles are most like `name`, best first: guesses for a message."""
        folded = fold_title(name)
        wanted = _pairs(folded)
        titles, sizes, having = self._title_pairs
        shared: Counter[int] = Counter()
        for pair in wanted:
            shared.update(having.get(pair, ()))
        close = nlargest(
            _SHORTLIST,
            (
                (2 * count / (len(wanted) + sizes[number]), titles[number])
                for number, count in shared.items()
            ),
        )
        scored = nlargest(
            count,
            ((SequenceMatcher(None, folded, title).ratio(), title) for _, title in close),
        )
        ids = (self._titles[title][0] for score, title in scored if score >= _LIKELY)
        return tuple(dict.fromkeys(ids))

    @cached_property
    def _title_pairs(self) -> tuple[list[str], array[int], dict[str, array[int]]]:
        """All titles, how many pairs of characters each has, and the titles that have a pair."""
        titles = list(self._titles)
        sizes = array("I")
        having: dict[str, array[int]] = {}
        for number, title in enumerate(titles):
            pairs = _pairs(title)
            sizes.append(len(pairs))
            for pair in pairs:
                having.setdefault(pair, array("I")).append(number)
        return titles, sizes, having

    def _issued(self, folded: str) -> tuple[str, ...]:
        """国务院关于X的决定, where the library has 关于X的决定 of 国务院."""
        start = folded.find("关于")
        if start <= 0:
            return ()
        opening = folded[:start]
        return tuple(
            document_id
            for document_id in self._titles.get(folded[start:], ())
            if any(fold_title(agency) == opening for agency in self._agencies(document_id))
        )

    def _told_apart(self, ids: tuple[str, ...], issuer: str) -> tuple[str, ...]:
        """Those of several documents with one title that may be meant.

        What binds goes before what speaks about it (a 规章 before the
        decision that led to it); then the organ named before the title.
        """
        binding = tuple(i for i in ids if self.texts[i][0].collection.binding)
        left = binding or ids
        if len(left) > 1 and issuer:
            own = tuple(
                i for i in left if any(issuer.endswith(fold_title(a)) for a in self._agencies(i))
            )
            left = own or left
        return left

    def _agencies(self, document_id: str) -> set[str]:
        return {agency for text in self.texts[document_id] for agency in text.agency}

    def _edition(self, document_id: str, folded: str) -> str | None:
        """The version that （2018年修正） names, or whose title alone the name is."""
        texts = self.texts[document_id]
        if len(texts) == 1:
            return None
        if year := edition_year(folded):
            named = [t.version for t in texts if (t.version or "").startswith(year)]
            return named[0] if len(named) == 1 else None
        titled = [t.version for t in texts if fold_title(t.title) == folded]
        return titled[0] if len(titled) == 1 and titled[0] != texts[-1].version else None

    def _version_of_number(self, document_id: str, folded: str) -> str | None:
        """The text that a number made: of several that bear it, the first.

        A later text may keep the number of the order before it; one that all
        texts bear names the work, and so the current text.
        """
        texts = self.texts[document_id]
        bearing = [t.version for t in texts if t.number and fold_number(t.number) == folded]
        return bearing[0] if bearing and len(bearing) < len(texts) else None


def _add(names: _Names, name: str, document_id: str) -> None:
    ids = names.get(name, ())
    if not ids or ids[-1] != document_id:
        names[name] = (*ids, document_id)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[index : index + 2] for index in range(len(text) - 1))
