"""The yearly list of decisions (重大行政决策事项目录) on top of its year."""

from __future__ import annotations

from dataclasses import replace

from gongkai.model.documents import Decision, DecisionCatalogue, Document
from gongkai.pages.jobs import Json
from gongkai.pages.views import names, under_root
from gongkai.site.input import Library
from gongkai.text.dates import chinese_date, stamp


def with_listing(library: Library, document: Document) -> Decision:
    """What the decision's file says, with the year of the newest public list that names it.

    A year that the file itself gives (`catalogue`) stays.
    """
    decision = document.decision or Decision()
    if decision.catalogue is not None:
        return decision
    years = [
        year.year
        for year in library.catalogue.years
        for item in year.items
        if item.decision
        and (card := library.named.get(item.decision.text))
        and card.id == document.id
    ]
    return replace(decision, catalogue=max(years)) if years else decision


def catalogue_view(library: Library, year: DecisionCatalogue) -> Json:
    """The list as its page shows it; a decision that has a page is linked."""
    items: list[Json] = []
    for item in year.items:
        card = library.named.get(item.decision.text) if item.decision else None
        items.append(
            {
                "title": item.title,
                "url": under_root(card.url) if card else None,
                "lead": item.lead or "",
                "planned": item.planned or "",
            }
        )
    changes: list[Json] = [
        {
            "date": change.date.isoformat(),
            "date_words": chinese_date(change.date),
            "item": change.item,
            "change": change.change,
            "reason": change.reason,
        }
        for change in sorted(year.changes, key=lambda change: change.date, reverse=True)
    ]
    return {
        "title": year.title,
        "agency": names(year.agency),
        "published": stamp(year.published),
        "items": items,
        "changes": changes,
    }
