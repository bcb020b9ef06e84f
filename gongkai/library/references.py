"""The documents that references can name: all of them, or the public ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import lru_cache

from gongkai.library.link_index import KnownText, TitleIndex
from gongkai.library.link_references import Outcome, Resolution, resolve_reference
from gongkai.library.links import candidates_shown
from gongkai.model.documents import Document, Reference
from gongkai.model.facts import BodyFacts

_EIDS_KEPT = 256  # texts, of those that others cite

Bodies = Mapping[tuple[str, str], BodyFacts]  # by Document.key and part, "" for its own body


class References:
    """A set of documents by every name they answer to. Immutable once made.

    The newest text of a work stands for it, until `with_currents` says which does.
    """

    def __init__(self, documents: Iterable[Document], bodies: Bodies) -> None:
        self.texts: dict[str, list[Document]] = {}
        for document in documents:
            if not document.withdrawn:
                self.texts.setdefault(document.id, []).append(document)
        for texts in self.texts.values():
            texts.sort(key=lambda text: text.version or "")
        self.index = TitleIndex.of(
            KnownText.of(text) for texts in self.texts.values() for text in texts
        )
        self._bodies = bodies
        self._currents: Mapping[str, str | None] = {}
        # Not of every text: the provisions of a library fill the memory.
        self._eids = lru_cache(maxsize=_EIDS_KEPT)(self._eids_of)

    def with_currents(self, currents: Mapping[str, str | None]) -> References:
        """The same documents, with the versions of the current texts by id."""
        found = copy(self)
        found._currents = currents
        found._eids = lru_cache(maxsize=_EIDS_KEPT)(found._eids_of)
        return found

    def resolve(self, reference: Reference) -> Resolution:
        """What a reference of the front matter names (design.md §3)."""
        return resolve_reference(reference.text, self.index, self.places)

    def document(self, reference: Reference) -> tuple[Document, tuple[str, ...]] | None:
        """The document meant and the eids behind it, None when it is not certain or not here."""
        found = self.resolve(reference)
        if found.outcome is not Outcome.FOUND:
            return None
        return self.text(found.id, found.version), found.eids

    def text(self, identity: str, version: str | None) -> Document:
        """One text of a known work; the current one for None."""
        texts = self.texts[identity]
        wanted = version or self._currents.get(identity)
        return next((text for text in texts if text.version == wanted), texts[-1])

    def places(self, identity: str, version: str | None) -> Collection[str]:
        """The eids of a text's provisions."""
        return self._eids(self.text(identity, version).key)

    def _eids_of(self, key: str) -> frozenset[str]:
        facts = self._bodies.get((key, ""))
        return frozenset(facts.eids if facts else ())

    def shown(self, ids: Sequence[str]) -> str:
        """Documents as a hint lists them."""
        return candidates_shown(ids, self.index)
