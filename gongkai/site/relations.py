"""The other documents that a page names: relations, interpretations, citations, neighbours, texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from gongkai.library.catalogue import Work
from gongkai.model.links import BackLink, Relation
from gongkai.pages.jobs import Json
from gongkai.pages.views import under_root
from gongkai.site.input import Text
from gongkai.text.place_names import place_name

NEIGHBOUR = tuple[Work | None, Work | None]  # newer, older


def related_groups(text: Text, leave_out: Iterable[str] = ()) -> list[Json]:
    """Relations by name in the order in which they come, without those named in `leave_out`."""
    found: dict[str, list[Json]] = {}
    if text.interpretations:
        found["政策解读"] = [
            {
                "title": link.title,
                "url": under_root(link.url),
                "number": "",
                "place": places_words(link.places),
                "note": "待更新" if link.outdated else "",
            }
            for link in text.interpretations
        ]
    skipped = set(leave_out)
    for relation in text.relations:
        if relation.name not in skipped:
            found.setdefault(relation.name, []).append(relation_view(relation))
    return [{"title": title, "items": items} for title, items in found.items()]


def relation_view(relation: Relation) -> Json:
    """One related document."""
    return {
        "title": relation.title,
        "url": under_root(relation.url) if relation.url else None,
        "number": relation.number or "",
        "place": relation.place or "",
        "note": relation.status or "",
    }


def citing(text: Text) -> list[Json]:
    """The documents that cite this one, each once, with the places they cite.

    Those that the page names as related already are left out.
    """
    named = {link.id for link in text.interpretations}
    named |= {relation.id for relation in text.relations if relation.id}
    found: dict[str, list[BackLink]] = {}
    for link in text.cited_by:
        if link.id not in named:
            found.setdefault(link.url.partition("#")[0], []).append(link)
    return [
        {
            "title": group[0].title,
            "url": under_root(url),
            "number": "",
            "place": places_words(tuple(link.place for link in group if link.place)),
            "note": "",
        }
        for url, group in found.items()
    ]


def places_words(eids: Iterable[str]) -> str:
    """Places in words, each once: 第三条、第十二条第二款."""
    return "、".join(dict.fromkeys(word for eid in eids if (word := place_name(eid))))


def neighbours(works: Sequence[Work]) -> Mapping[str, NEIGHBOUR]:
    """The works before and after each in its year's list, by id; `works` is one collection's."""
    found: dict[str, NEIGHBOUR] = {work.id: (None, None) for work in works}
    for newer, older in pairwise(works):
        if newer.current.card.published.year == older.current.card.published.year:
            found[newer.id] = (found[newer.id][0], older)
            found[older.id] = (newer, found[older.id][1])
    return found


def neighbour_view(work: Work | None) -> Json:
    """A neighbour, None where the year's list ends."""
    if work is None:
        return None
    return {"title": work.current.card.title, "url": under_root(work.url)}
