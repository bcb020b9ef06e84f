"""The data beside each page: index.json, index.md and, for texts that bind, index.akn.xml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import cast

from gongkai.library.catalogue import Entry, Work
from gongkai.model.documents import Document
from gongkai.model.links import CitationLink
from gongkai.model.status import Standing
from gongkai.pages.jobs import Job, Json
from gongkai.site.data_akoma import statute
from gongkai.site.data_dates import day_text, moment_text
from gongkai.site.input import Library, Prose, Text

_Interprets = Mapping[str, list[Json]]


def document_files(library: Library) -> Iterator[Job]:
    """The data of every document, and of every text of a work with several."""
    interprets = _interprets(library)
    for work in library.catalogue.works:
        versions = _versions(work)
        entries = [(work.url, work.current)]
        if len(work.texts) > 1:
            entries += [(entry.card.url, entry) for entry in work.texts]
        for url, entry in entries:
            text = library.texts[entry.document.key]
            yield _index_json(url, entry, text, versions, interprets)
            if text.bodies:
                titles = _titles(entry.document, text)
                yield Job.of(f"{url[1:]}index.md", "markdown", text.bodies, titles=titles)
            if text.prose and entry.facts:
                values = cast(Json, statute(library.catalogue.site, work, entry, text))
                own = (text.prose.body,)
                yield Job.of(f"{url[1:]}index.akn.xml", "akoma-ntoso", own, statute=values)


def _index_json(
    url: str, entry: Entry, text: Text, versions: list[Json], interprets: _Interprets
) -> Job:
    prose = _proses(text)
    return Job.of(
        f"{url[1:]}index.json",
        "document-json",
        text.bodies,
        record={
            **_front(entry, url),
            "versions": versions,
            **_related(text),
            "interprets": interprets.get(entry.document.id, []),
            "attachments": _attachments(prose),
            "corrections": _corrections(entry.document),
        },
        own=text.prose is not None,
        links=[[_link(link, url) for link in one.links] for one in prose],
        titles=_titles(entry.document, text),
    )


def _proses(text: Text) -> list[Prose]:
    """The read bodies in the order of `Text.bodies`."""
    return ([text.prose] if text.prose else []) + [prose for _, prose in text.parts]


def _titles(document: Document, text: Text) -> list[Json]:
    """The heading of each body in index.md: a decision's parts have one, a text of its own none."""
    parts = document.decision.parts if document.decision else ()
    named = {part.name: part.title for part in parts}
    own: list[Json] = [None] if text.prose else []
    return own + [named[name] for name, _ in text.parts]


def _front(entry: Entry, url: str) -> dict[str, Json]:
    document = entry.document
    facts = entry.facts
    return {
        "id": document.id,
        "collection": document.collection.value,
        "kind": document.kind,
        "url": url,
        "title": document.title,
        "number": document.number,
        "index": document.index,
        "agency": list(document.agency),
        "lead": document.lead,
        "responsible": list(document.responsible),
        "topic": document.topic,
        "written": day_text(document.written),
        "promulgated": day_text(document.promulgated),
        "published": moment_text(document.published),
        "effective": day_text(document.effective),
        "expires": day_text(facts.expires if facts else document.expires),
        **_status(entry.standing),
    }


def _status(held: Standing | None) -> dict[str, Json]:
    by = held.by if held else None
    return {
        "status": held.status.public.value if held else None,
        "status_since": day_text(held.since) if held else None,
        "status_by": {"id": by.id, "title": by.title, "number": by.number, "url": by.url}
        if by
        else None,
    }


def _versions(work: Work) -> list[Json]:
    """Every text of a work with several; a single text has no versions."""
    if len(work.texts) < 2:
        return []
    return [_version(entry) for entry in work.texts]


def _version(entry: Entry) -> Json:
    held = entry.standing
    return {
        "version": entry.document.version,
        "url": entry.card.url,
        "status": held.status.public.value if held else None,
        "from": day_text(held.effective) if held else None,
        "to": day_text(held.ends) if held else None,
    }


def _related(text: Text) -> dict[str, Json]:
    return {
        "cited_by": [
            {"id": link.id, "title": link.title, "url": link.url, "from": link.source or None}
            for link in text.cited_by
        ],
        "interpretations": [
            {"id": link.id, "url": link.url, "title": link.title, "places": list(link.places)}
            for link in text.interpretations
        ],
    }


def _interprets(library: Library) -> _Interprets:
    """What each interpretation explains, by its id: the other side of `Text.interpretations`."""
    found: dict[str, list[Json]] = defaultdict(list)
    for work in library.catalogue.works:
        for entry in work.texts:
            for link in library.texts[entry.document.key].interpretations:
                for eid in link.places or (None,):
                    place: Json = {"target": work.id, "eid": eid}
                    if place not in found[link.id]:
                        found[link.id].append(place)
    return found


def _attachments(proses: list[Prose]) -> list[Json]:
    return [
        {"title": item.title, "url": item.url, "size": item.size, "sha256": item.sha256}
        for prose in proses
        for item in prose.attachments
    ]


def _corrections(document: Document) -> list[Json]:
    return [
        {
            "date": correction.date.isoformat(),
            "place": correction.place,
            "was": correction.was,
            "now": correction.now,
            "reason": correction.reason,
        }
        for correction in document.corrections
    ]


def _link(link: CitationLink, url: str) -> Json:
    """A link as index.json at `url` has it: a place of the same text with its page's address."""
    target = f"{url}{link.url}" if link.url and link.url.startswith("#") else link.url
    return [link.target, link.eid, target, link.relation]
