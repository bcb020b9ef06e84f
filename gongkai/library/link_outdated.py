"""Whether a document changed after an interpretation of it was written (待更新)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from gongkai.library.catalogue import Catalogue, Resolve, Work
from gongkai.library.status import effective_day
from gongkai.model.documents import Document


def amended_on(catalogue: Catalogue, resolve: Resolve) -> Mapping[str, tuple[date, ...]]:
    """When public documents in force amended each work, by its id."""
    found: dict[str, list[date]] = defaultdict(list)
    for work in catalogue.works:
        for entry in work.texts:
            document = entry.document
            if effective_day(document) > catalogue.as_of.date():
                continue
            for reference in document.amends:
                target = resolve(reference)
                if target and target[0].id != document.id:
                    found[target[0].id].append(made_on(document))
    return {identity: tuple(days) for identity, days in found.items()}


def outdated(interpretation: Document, work: Work, amended: Sequence[date]) -> bool:
    """Whether a newer text, a correction or an amendment came after the interpretation.

    An interpretation that was itself corrected is as new as its last correction.
    """
    corrected = (correction.date for correction in interpretation.corrections)
    seen = max([interpretation.published.date(), *corrected])
    current = work.current.document
    changes = [correction.date for correction in current.corrections]
    if current.key != work.texts[0].document.key:
        changes.append(made_on(current))
    return any(day > seen for day in (*changes, *amended))


def made_on(document: Document) -> date:
    """The day on which a text was made, as far as it is known: never later than it took effect."""
    known = document.promulgated or document.written
    return known or min(document.published.date(), effective_day(document))
