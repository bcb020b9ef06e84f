"""Plan the pages of decisions: every stage of one decision on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gongkai.library.catalogue import Work
from gongkai.library.decisions import Stage, feedback_shown, stages
from gongkai.model.documents import (
    Channel,
    Collection,
    Consultation,
    Decision,
    Document,
    Feedback,
)
from gongkai.model.links import InterpretationLink
from gongkai.pages.jobs import Job, Json
from gongkai.pages.views import under_root
from gongkai.site.catalogues import with_listing
from gongkai.site.documents import Surroundings, common, neighbour_values
from gongkai.site.facts import fact_rows
from gongkai.site.input import Library, Text
from gongkai.site.prose import attachment_views, interpretation_view, prose_values
from gongkai.site.relations import citing, related_groups, relation_view
from gongkai.site.rows import RESULT_RELATION
from gongkai.text.dates import chinese_date, stamp

_WEB = re.compile(r"https?://\S+$")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+$", re.ASCII)
_PHONE = re.compile(r"[0-9][0-9 -]{3,}[0-9](?=$|[（(])", re.ASCII)  # hours may stand behind it


def decision_pages(library: Library) -> Iterator[Job]:
    """A page for each decision."""
    around = Surroundings.of(library, Collection.DECISIONS)
    texts = {work.id: library.texts[work.current.document.key] for work in library.catalogue.works}
    for work in library.catalogue.of(Collection.DECISIONS):
        yield _page(around, work, texts)


def _page(around: Surroundings, work: Work, texts: Mapping[str, Text]) -> Job:
    document = work.current.document
    decision = with_listing(around.library, document)
    text = around.library.texts[document.key]
    address = under_root(work.url)
    result: list[Json] = [
        relation_view(item) for item in text.relations if item.name == RESULT_RELATION
    ]
    interpretations = _interpretations(text, texts)
    moment = around.library.catalogue.as_of
    way = stages(
        decision,
        moment,
        {name for name, _ in text.parts},
        result=bool(result),
        interpreted=bool(interpretations),
    )
    feedback = decision.feedback if feedback_shown(decision, moment) else None
    return Job.of(
        f"{address}index.html",
        "decision.html",
        text.bodies,
        **common(around, document, text, address),
        prose=_prose(text),
        own=bool(text.prose),
        stages=[_stage(stage) for stage in way],
        catalogue=_catalogue(around, decision),
        papers=_papers(document, text),
        consultation=_consultation(decision.consultation),
        channels=_channels(decision.consultation),
        amendments=_amendments(decision),
        events=_events(decision),
        feedback=_feedback(feedback),
        result=result,
        interpretations=[interpretation_view(link) for link in interpretations],
        rows=fact_rows(work.current, around.slugs),
        related=related_groups(text, {RESULT_RELATION}),
        cited=citing(text),
        **neighbour_values(around, work),
    )


def _interpretations(text: Text, texts: Mapping[str, Text]) -> list[InterpretationLink]:
    """What explains the decision or the documents that settled it, each once."""
    results = [item.id for item in text.relations if item.name == RESULT_RELATION and item.id]
    found = {link.id: link for link in text.interpretations}
    for name in results:
        settled = texts.get(name)
        found |= {link.id: link for link in (settled.interpretations if settled else ())}
    return list(found.values())


def _prose(text: Text) -> list[Json]:
    """The decision's own body, then its papers, each with ids of its own."""
    own = [prose_values(text.prose, text.interpretations)] if text.prose else []
    return own + [prose_values(prose, prefix=f"{name}-") for name, prose in text.parts]


def _stage(stage: Stage) -> Json:
    return {
        "id": stage.id,
        "title": stage.title,
        "state": stage.state.value,
        "words": stage.words,
        "anchor": f"stage-{stage.id}",
    }


def _catalogue(around: Surroundings, decision: Decision) -> Json:
    """The year's list in which the decision stands, linked where it is public."""
    if decision.catalogue is None:
        return None
    years = {year.year: year.title for year in around.library.catalogue.years}
    title = years.get(decision.catalogue)
    return {
        "title": title or f"{decision.catalogue}年度重大行政决策事项目录",
        "url": f"decisions/{decision.catalogue}/" if title else None,
    }


def _papers(document: Document, text: Text) -> list[Json]:
    """The public texts of the decision, in the order of `Text.parts`; `place` counts its bodies."""
    known = {part.name: part for part in document.decision.parts} if document.decision else {}
    first = 1 if text.prose else 0
    return [
        {
            "name": name,
            "title": known[name].title,
            "published": known[name].published.date().isoformat(),
            "published_words": stamp(known[name].published),
            "place": place,
            "attachments": attachment_views(prose.attachments),
        }
        for place, (name, prose) in enumerate(text.parts, first)
    ]


def _consultation(period: Consultation | None) -> Json:
    if period is None:
        return None
    return {
        "kind": period.kind,
        "opens": period.opens.isoformat(),
        "closes": period.closes.isoformat(),
        "opens_words": chinese_date(period.opens),
        "closes_words": f"{chinese_date(period.closes)}24时（北京时间）",
        "shortened": period.shortened or "",
    }


def _channels(period: Consultation | None) -> list[Json]:
    channels = period.channels if period else ()
    return [
        {"kind": channel.kind, "address": channel.address, "url": channel_url(channel)}
        for channel in channels
    ]


def channel_url(channel: Channel) -> str | None:
    """Where a way to take part leads when it is followed; None for a postal address or a room."""
    address = channel.address.strip()
    if _WEB.match(address):
        return address
    if _MAIL.match(address):
        return f"mailto:{address}"
    phone = _PHONE.match(address)
    if phone and channel.kind != "传真":
        return f"tel:{phone[0].replace(' ', '')}"
    return None


def _amendments(decision: Decision) -> list[Json]:
    return [
        {
            "date": item.date.isoformat(),
            "date_words": chinese_date(item.date),
            "paragraphs": _paragraphs(item.text),
        }
        for item in sorted(decision.amendments, key=lambda item: item.date)
    ]


def _events(decision: Decision) -> list[Json]:
    return [
        {
            "kind": event.kind,
            "date": event.date.isoformat(),
            "date_words": chinese_date(event.date),
            "paragraphs": _paragraphs(event.text),
        }
        for event in sorted(decision.events, key=lambda event: event.date)
    ]


def _feedback(feedback: Feedback | None) -> Json:
    if feedback is None:
        return None
    return {
        "published": feedback.published.date().isoformat(),
        "published_words": stamp(feedback.published),
        "received": feedback.received,
        "people": feedback.received_people,
        "paragraphs": _paragraphs(feedback.text or ""),
        "items": [
            {
                "clause": opinion.clause,
                "opinion": opinion.opinion,
                "count": opinion.count,
                "outcome": opinion.outcome,
                "reason": opinion.reason,
            }
            for opinion in feedback.opinions
        ],
    }


def _paragraphs(text: str) -> list[Json]:
    return [line.strip() for line in text.split("\n") if line.strip()]
