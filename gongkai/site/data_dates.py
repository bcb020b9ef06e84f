"""When a document changed last, by the dated events that its content records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from gongkai.library.catalogue import Entry, Work
from gongkai.library.status import Facts
from gongkai.model.documents import UNDATED, Document
from gongkai.site.input import Library, Text

_ZONE = "+08:00"  # of Asia/Shanghai
_DAY = timedelta(days=1)


def last_events(library: Library) -> dict[str, datetime]:
    """The newest event of each work that is not after the library's moment, by id.

    Events are what makes the page of a work say something else: texts
    published, corrections, force that begins, pauses or ends, steps of a
    decision, interpretations that appear. What has no date at all has none here.
    """
    catalogue = library.catalogue
    published = {work.id: work.current.document.published for work in catalogue.works}
    newest = {}
    for work in catalogue.works:
        moments = _moments(work, library.texts, published)
        past = [moment for moment in moments if moment != UNDATED and moment <= catalogue.as_of]
        if past:
            newest[work.id] = max(past)
    return newest


def _moments(
    work: Work, texts: Mapping[str, Text], published: Mapping[str, datetime]
) -> Iterator[datetime]:
    for entry in work.texts:
        document = entry.document
        text = texts[document.key]
        yield document.published
        for day in _days(entry):
            yield datetime.combine(day, time.min)
        for cause in _causes(entry.facts):
            yield published.get(cause, UNDATED)
        for link in text.interpretations:
            yield published.get(link.id, UNDATED)
        yield from _steps(document, {name for name, _ in text.parts})


def _days(entry: Entry) -> Iterator[date]:
    for correction in entry.document.corrections:
        yield correction.date
    facts = entry.facts
    if facts is None:
        return
    yield facts.effective
    if facts.successor:
        yield facts.successor
    if facts.expires:
        yield facts.expires + _DAY
    for ending in facts.endings:
        yield ending.day
    for pause in facts.pauses:
        yield pause.start
        if pause.end:
            yield pause.end + _DAY


def _causes(facts: Facts | None) -> Iterator[str]:
    """The documents that changed a text's force: its page changes when they are published."""
    if facts:
        causes = [ending.by for ending in facts.endings] + [pause.by for pause in facts.pauses]
        yield from (by.id for by in causes if by and by.id)


def _steps(document: Document, public_parts: set[str]) -> Iterator[datetime]:
    """The steps of a decision, parts that are held back left out."""
    decision = document.decision
    if decision is None:
        return
    yield from (part.published for part in decision.parts if part.name in public_parts)
    if decision.feedback:
        yield decision.feedback.published
    days = [event.date for event in decision.events]
    days += [amendment.date for amendment in decision.amendments]
    if decision.consultation:
        days += [decision.consultation.opens, decision.consultation.closes + _DAY]
    for day in days:
        yield datetime.combine(day, time.min)


def day_text(day: date | None) -> str | None:
    """A day as data has it: 2024-05-01."""
    return day.isoformat() if day else None


def moment_text(moment: datetime) -> str | None:
    """A day, or a moment with its zone where the office gave the time; None for undated."""
    if moment == UNDATED:
        return None
    if moment.time() == time.min:
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds") + _ZONE
