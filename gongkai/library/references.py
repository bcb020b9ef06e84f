"""The documents that references can name: all of them, or the public ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from gongkai.library.link_index import KnownText, TitleIndex
from gongkai.library.link_references import Outcome, Resolution, resolve_reference
from gongkai.library.links import candidates_shown
from gongkai.model.documents import Document, Reference
from gongkai.model.facts import BodyFacts

Bodies = Mapping[tuple[str, str], BodyFacts]  # by Document.key and part, "" for its own body


class References:
    """A set of documents by every name they answer to. Immutable once made.

    `currents` are the versions of the current texts, by id; without it the
    newest text of a work stands for it.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        bodies: Bodies,
        currents: Mapping[str, str | None] | None = None,
    ) -> None:
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
        self._currents = currents or {}
        self._eids: dict[str, frozenset[str]] = {}

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
        key = self.text(identity, version).key
        if key not in self._eids:
            facts = self._bodies.get((key, ""))
            self._eids[key] = frozenset(facts.eids if facts else ())
        return self._eids[key]

    def shown(self, ids: Sequence[str]) -> str:
        """Documents as a hint lists them."""
        return candidates_shown(ids, self.index)
