"""What the public clearances (清理结果) say of public documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.library.catalogue import Catalogue, Resolve, Work
from gongkai.model.cards import Card
from gongkai.model.clearances import Treatment
from gongkai.model.documents import Collection


@dataclass(frozen=True, slots=True)
class Cleared:
    """One line of a clearance: what becomes of a document, or of `place` in it.

    `card` is that of the document's current text. `amended` is the day from
    which a later text of it has been in force, None if there is none.
    """

    treatment: Treatment
    card: Card
    place: str | None = None
    reason: str | None = None
    amended: date | None = None


def cleared(catalogue: Catalogue, resolve: Resolve) -> Mapping[str, tuple[Cleared, ...]]:
    """The lines of each public clearance, by its id; what is not public is left out."""
    works = {work.id: work for work in catalogue.works}
    return {
        work.id: tuple(_lines(work, works, resolve)) for work in catalogue.of(Collection.CLEARANCES)
    }


def _lines(work: Work, works: Mapping[str, Work], resolve: Resolve) -> Iterator[Cleared]:
    clearance = work.current.document.clearance
    if clearance is None:
        return
    for treatment, item in clearance.items():
        found = resolve(item.ref)
        target = works.get(found[0].id) if found else None
        if target:
            place = item.ref.text.partition("#")[2] or None
            later = _later_text(target, clearance.date)
            yield Cleared(treatment, target.current.card, place, item.reason, later)


def _later_text(work: Work, day: date) -> date | None:
    facts = work.current.facts
    return facts.effective if facts and len(work.texts) > 1 and facts.effective > day else None
