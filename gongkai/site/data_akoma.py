"""What index.akn.xml says of a text that binds, beside its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.formats.akoma import Event, RelatedText, StatuteValues
from gongkai.library.catalogue import Entry, Work
from gongkai.library.status import Facts
from gongkai.model.documents import UNDATED, Collection, Document
from gongkai.model.links import CitationLink
from gongkai.model.site import Site
from gongkai.model.status import StatusBy
from gongkai.site.input import Text

_NAMES = {
    Collection.REGULATIONS: "regulation",
    Collection.NORMATIVE: "normative-document",
    Collection.POLICIES: "policy",
}
_CHANGED_BY = frozenset({"被其修改", "被其废止", "被其替代"})
_CHANGES = frozenset({"修改了", "废止了", "替代了"})


def statute(site: Site, work: Work, entry: Entry, text: Text) -> StatuteValues:
    """The values of `gongkai.formats.akoma` for one text; it must have force to lose and a body.

    Work and manifestation have the addresses that the site serves. The
    expression is named after the convention of Akoma Ntoso: language and day.
    """
    document, facts = entry.document, entry.facts
    if facts is None or text.prose is None:
        raise ValueError(f"{document.key} is not a text that binds")
    address = f"{site.url}{work.url[1:]}"
    file = f"{document.version}/" if document.version and len(work.texts) > 1 else ""
    events, force = _life(site, work, facts, address)
    return {
        "name": _NAMES[document.collection],
        "title": document.title,
        "number": document.number,
        "work": address,
        "expression": f"{address}zho@{facts.effective.isoformat()}",
        "manifestation": f"{address}{file}index.akn.xml",
        "made": _made(document, facts).isoformat(),
        "effective": facts.effective.isoformat(),
        "published": None
        if document.published == UNDATED
        else document.published.date().isoformat(),
        "agencies": list(document.agency),
        "publisher": site.name,
        "events": events,
        "force": force,
        "references": list(_references(site, facts, text)),
        "links": [_full(site, link) for link in text.prose.links],
    }


def _made(document: Document, facts: Facts) -> date:
    return document.promulgated or document.written or facts.effective


def _life(site: Site, work: Work, facts: Facts, address: str) -> tuple[list[Event], list[int]]:
    """The events of the work up to the end of this text, and which of them bound its force."""
    events: list[Event] = []
    for place, entry in enumerate(work.texts):
        known = entry.facts
        if known and known.effective <= facts.effective:
            kind = "amendment" if place else "generation"
            events.append(_event(known.effective, kind, address))
    force = [len(events) - 1]
    events += [
        _event(ending.day, "amendment", _cause(site, ending.by, address))
        for ending in facts.endings
        if ending.places
    ]
    end = _end(site, facts, address)
    if end:
        force.append(len(events))
        events.append(end)
    return events, force


def _end(site: Site, facts: Facts, address: str) -> Event | None:
    """What takes the whole text's force away: the earliest end wins."""
    ends = [
        _event(ending.day, "repeal", _cause(site, ending.by, address))
        for ending in facts.endings
        if not ending.places
    ]
    if facts.expires:
        ends.append(_event(facts.expires + timedelta(days=1), "repeal", address))
    if facts.successor:
        ends.append(_event(facts.successor, "amendment", address))
    return min(ends, key=lambda event: event["date"], default=None)


def _event(day: date, kind: str, source: str) -> Event:
    return {"date": day.isoformat(), "type": kind, "source": source}


def _cause(site: Site, by: StatusBy | None, address: str) -> str:
    return _address(site, by.url) if by and by.url else address


def _references(site: Site, facts: Facts, text: Text) -> Iterator[RelatedText]:
    """The documents that events and relations name, those that changed this text first."""
    for ending in facts.endings:
        if ending.by and ending.by.url:
            href = _address(site, ending.by.url)
            yield {"href": href, "title": ending.by.title, "passive": True}
    for relation in text.relations:
        if relation.url and relation.name in _CHANGED_BY | _CHANGES:
            yield {
                "href": _address(site, relation.url),
                "title": relation.title,
                "passive": relation.name in _CHANGED_BY,
            }


def _full(site: Site, link: CitationLink) -> str | None:
    """The full address of a citation's target; a place of the same text is a fragment."""
    if link.target == "self":
        return f"#{link.eid}" if link.eid else None
    return _address(site, link.url) if link.url else None


def _address(site: Site, url: str) -> str:
    return f"{site.url}{url[1:]}" if url.startswith("/") else url
