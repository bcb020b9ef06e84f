"""A row of a list: the card of a text, filed under the day it was published."""

from __future__ import annotations

from dataclasses import replace

from gongkai.library.catalogue import Entry, Work
from gongkai.library.decisions import phase
from gongkai.model.documents import Collection
from gongkai.pages.views import card_view
from gongkai.site.calendar import Row
from gongkai.site.catalogues import with_listing
from gongkai.site.input import Library

RESULT_RELATION = "结果文件"  # what `Relation.name` calls the document that settled a decision


def row(library: Library, entry: Entry, work: Work | None) -> Row:
    """The row of a text. `work` is None for an older text, which stands for itself alone."""
    card = entry.card
    if entry.document.collection is Collection.DECISIONS:
        card = replace(card, phase=decision_phase(library, entry))
    texts = len(work.texts) if work else 1
    return Row(card.published.date(), card_view(card, texts))


def decision_phase(library: Library, entry: Entry) -> str | None:
    """How far a decision has come, None where its file says nothing of it."""
    if entry.document.decision is None:
        return None
    decision = with_listing(library, entry.document)
    text = library.texts[entry.document.key]
    papers = {name for name, _ in text.parts}
    result = any(relation.name == RESULT_RELATION for relation in text.relations)
    return phase(decision, library.catalogue.as_of, papers, result=result)
