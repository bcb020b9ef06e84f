"""Plan the pages of documents: the current text, and every text of a work with several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.library.catalogue import Entry, Work
from gongkai.library.notes import history_note
from gongkai.library.relations import RESTING
from gongkai.model.documents import Collection, Document, PolicyCard
from gongkai.model.site import Column
from gongkai.pages.jobs import Job, Json
from gongkai.pages.reference_tags import reference_tags
from gongkai.pages.views import (
    article_meta,
    interval,
    names,
    status_view,
    under_root,
)
from gongkai.site.chains import chain_views
from gongkai.site.facts import fact_rows
from gongkai.site.frames import crumb, frame
from gongkai.site.gazette_places import printed_views
from gongkai.site.input import Library, Text
from gongkai.site.jsonld import legislation, script_text
from gongkai.site.prose import attachment_views, prose_values
from gongkai.site.relations import (
    NEIGHBOUR,
    citing,
    neighbour_view,
    neighbours,
    related_groups,
)
from gongkai.site.shell import column_of, columns
from gongkai.site.shelves import agency_slugs
from gongkai.site.timeline import first_days, timeline
from gongkai.text.dates import chinese_date, stamp

DOCUMENTS = (Collection.REGULATIONS, Collection.NORMATIVE, Collection.POLICIES)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the pages of one collection share while they are planned."""

    library: Library
    column: Column
    slugs: Mapping[str, str]
    neighbours: Mapping[str, NEIGHBOUR]
    days: Mapping[str, date]  # the first day of force of each work, by id

    @classmethod
    def of(cls, library: Library, collection: Collection) -> Surroundings:
        """Those of a collection."""
        return cls(
            library,
            column_of(collection, columns(library)),
            agency_slugs(library.catalogue.site),
            neighbours(library.catalogue.of(collection)),
            first_days(library.catalogue.works),
        )


def document_pages(library: Library) -> Iterator[Job]:
    """A page for each document, and one for each text of a work with several."""
    for collection in DOCUMENTS:
        around = Surroundings.of(library, collection)
        for work in library.catalogue.of(collection):
            yield _page(around, work, work.current, work.url)
            if len(work.texts) > 1:
                for entry in work.texts:
                    yield _page(around, work, entry, entry.card.url)


def _page(around: Surroundings, work: Work, entry: Entry, url: str) -> Job:
    document = entry.document
    text = around.library.texts[document.key]
    older = entry.document.key != work.current.document.key
    interpretations = () if older else text.interpretations
    resting = () if older else [link for link in text.relations if link.name == RESTING]
    prose = [prose_values(text.prose, interpretations, resting, above=older)] if text.prose else []
    site, address = around.library.catalogue.site, under_root(url)
    return Job.of(
        f"{address}index.html",
        "document.html",
        text.bodies,
        **common(around, document, text, address, work if url != work.url else None),
        prose=prose,
        note=history_note(document) or "",
        standing=status_view(entry.standing, entry.facts) if entry.standing else None,
        law=script_text(legislation(site, work, entry, text, url)) if entry.standing else "",
        as_of=_as_of(work, entry),
        rows=fact_rows(entry, around.slugs),
        printed=printed_views(around.library, document),
        card=card_values(document.card),
        related=related_groups(text),
        cited=[] if older else citing(text),
        timeline=timeline(work, entry, around.library.texts, around.days),
        **({"newer": None, "older": None} if older else neighbour_values(around, work)),
    )


def described(document: Document) -> str:
    """What search engines are told of a document that has no summary of its own."""
    title = document.title if "《" in document.title else f"《{document.title}》"
    issued = f"{names(document.agency)}发布的" if document.agency else ""
    number = f"（{document.number}）" if document.number else ""
    return f"{issued}{title}{number}全文"


def common(
    around: Surroundings, document: Document, text: Text, address: str, work: Work | None = None
) -> dict[str, Json]:
    """What the pages of every kind of document have; `work` is given for one text of several."""
    site = around.library.catalogue.site
    way = [crumb(around.column)]
    title = document.title
    if work is not None:
        way.append((document.title, under_root(work.url)))
        title = f"{title}（{document.version}）"
    return {
        **frame(
            around.column,
            title,
            [*way, (document.version if work and document.version else document.title, address)],
            description=document.summary or described(document),
            meta=[
                *article_meta(document, site.url + address),
                *reference_tags(document, site.url + address, site.name),
            ],
        ),
        "heading": document.title,
        "published": document.published.date().isoformat(),
        "published_words": stamp(document.published),
        "source": document.source or names(document.agency),
        "chains": chain_views(around.library, document),
        "attachments": attachment_views(text.attached),
        "corrections": corrections(document),
        "contact": contact(document),
        "checked": document.key,
    }


def neighbour_values(around: Surroundings, work: Work) -> dict[str, Json]:
    """The neighbours of a work in its year's list."""
    newer, older = around.neighbours[work.id]
    return {"newer": neighbour_view(newer), "older": neighbour_view(older)}


def _as_of(work: Work, entry: Entry) -> Json:
    """本页为自…起至…止施行的文本, and where the current text is."""
    standing = entry.standing
    if standing is None:
        return None
    current = entry.document.key == work.current.document.key
    return {
        "words": f"本页为{interval(standing)}施行的文本",
        "several": len(work.texts) > 1,
        "current": None
        if current
        else {"title": work.current.card.title, "url": under_root(work.url)},
    }


def corrections(document: Document) -> list[Json]:
    """The corrections of a text, newest first."""
    return [
        {
            "date": item.date.isoformat(),
            "date_words": chinese_date(item.date),
            "place": item.place,
            "was": item.was,
            "now": item.now,
            "reason": item.reason,
        }
        for item in sorted(document.corrections, key=lambda item: item.date, reverse=True)
    ]


def contact(document: Document) -> Json:
    """Whom to ask: the unit that drafted the document; the hotline stands beside it always."""
    agency = document.agency[0] if document.agency else ""
    return {"unit": document.drafter or document.lead or agency, "phone": document.contact}


def card_values(card: PolicyCard | None) -> Json:
    """The policy card, None where there is none."""
    if card is None:
        return None
    return {
        "audience": card.audience,
        "benefit": card.benefit,
        "how": card.how,
        "materials": card.materials,
        "where": card.where,
        "phone": card.phone,
        "hours": card.hours,
        "until": chinese_date(card.until) if card.until else None,
    }
