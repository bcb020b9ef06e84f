"""Plan the pages of interpretations: what they explain, the text, the other forms, who signed off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gongkai.library.catalogue import Work
from gongkai.model.cards import Card
from gongkai.model.documents import Collection
from gongkai.model.status import Status
from gongkai.pages.jobs import Job, Json
from gongkai.pages.views import under_root
from gongkai.site.documents import Surroundings, common, neighbour_values
from gongkai.site.facts import fact_rows
from gongkai.site.input import Library
from gongkai.site.prose import prose_values
from gongkai.site.relations import citing, related_groups
from gongkai.text.place_names import place_name


def interpretation_pages(library: Library) -> Iterator[Job]:
    """A page for each interpretation."""
    around = Surroundings.of(library, Collection.INTERPRETATIONS)
    explained = _explained(library)
    for work in library.catalogue.of(Collection.INTERPRETATIONS):
        yield _page(around, work, explained.get(work.id, []))


def _explained(library: Library) -> dict[str, list[Json]]:
    """What each interpretation explains, by its id: the other side of `Text.interpretations`."""
    found: dict[str, list[Json]] = defaultdict(list)
    for work in library.catalogue.works:
        card = work.current.card
        for link in library.texts[work.current.document.key].interpretations:
            places: list[Json] = [
                {"name": place_name(eid), "url": f"{under_root(work.url)}#{eid}"}
                for eid in link.places
                if place_name(eid)
            ]
            found[link.id].append(
                {
                    "title": card.title,
                    "url": under_root(work.url),
                    "number": card.number or "",
                    "places": places,
                    "note": _note(card, link.outdated),
                }
            )
    return found


def _note(card: Card, outdated: bool) -> str:
    """What readers should know of the document: its status, or that it changed since."""
    standing = card.standing
    if standing and standing.status.public is not Status.IN_FORCE:
        return standing.status.value
    return "文件后来有改动，解读待更新" if outdated else ""


def _page(around: Surroundings, work: Work, explains: list[Json]) -> Job:
    document = work.current.document
    text = around.library.texts[document.key]
    address = under_root(work.url)
    transcript: list[Json] = [
        line.strip() for line in (document.transcript or "").split("\n") if line.strip()
    ]
    return Job.of(
        f"{address}index.html",
        "interpretation.html",
        text.bodies,
        **common(around, document, text, address),
        prose=[prose_values(text.prose)] if text.prose else [],
        explains=explains,
        form=document.form or "",
        audio=under_root(text.audio) if text.audio else None,
        transcript=transcript,
        rows=fact_rows(work.current, around.slugs),
        related=related_groups(text),
        cited=citing(text),
        **neighbour_values(around, work),
    )
