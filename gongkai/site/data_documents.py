"""The data beside each page: index.json, index.md and, for texts that bind, index.akn.xml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import cast

from gongkai.formats.documents import TextValues
from gongkai.library.catalogue import Entry, Work
from gongkai.model.documents import Document
from gongkai.model.links import CitationLink
from gongkai.model.status import Standing
from gongkai.pages.jobs import Job, Json
from gongkai.site.data_akoma import statute
from gongkai.site.data_dates import day_text, moment_text
from gongkai.site.gazette_places import printed_record
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
            texts = _texts(url, entry.document, text)
            printed = printed_record(library, entry.document)
            yield _index_json(url, entry, text, texts, versions, interprets, printed)
            if texts:
                titles = [one["title"] for one in texts]
                yield Job.of(f"{url[1:]}index.md", "markdown", text.bodies, titles=titles)
            if text.prose and entry.facts:
                values = cast(Json, statute(library.catalogue.site, work, entry, text))
                own = (text.prose.body,)
                yield Job.of(f"{url[1:]}index.akn.xml", "akoma-ntoso", own, statute=values)


def _index_json(
    url: str,
    entry: Entry,
    text: Text,
    texts: list[TextValues],
    versions: list[Json],
    interprets: _Interprets,
    printed: Json,
) -> Job:
    return Job.of(
        f"{url[1:]}index.json",
        "document-json",
        text.bodies,
        record={
            **_front(entry, url),
            "versions": versions,
            **_related(text),
            "interprets": interprets.get(entry.document.id, []),
            "gazette": printed,
            "attachments": _attachments(text),
            "corrections": _corrections(entry.document),
        },
        texts=cast(Json, texts),
    )


def _texts(url: str, document: Document, text: Text) -> list[TextValues]:
    """The texts of the page at `url` in the order of `Text.bodies`.

    A decision's parts have titles, and ids that begin with the part's name
    as they do on its page; a text of its own has neither.
    """
    titles = (
        {part.name: part.title for part in document.decision.parts} if document.decision else {}
    )
    texts: list[TextValues] = []
    if text.prose:
        texts.append(text_values(url, text.prose, None, ""))
    for name, prose in text.parts:
        texts.append(text_values(url, prose, titles[name], f"{name}-"))
    return texts


def text_values(url: str, prose: Prose, title: str | None, prefix: str) -> TextValues:
    """What index.json at `url` needs of one text."""
    return {
        "title": title,
        "prefix": prefix,
        "links": [_link(link, url, prefix) for link in prose.links],
    }


def _link(link: CitationLink, url: str, prefix: str) -> list[str | None]:
    """A link as index.json at `url` has it: a place of the same text with its page's address."""
    if link.target != "self":
        return [link.target, link.eid, link.url, link.relation]
    eid = f"{prefix}{link.eid}" if link.eid else None
    return ["self", eid, f"{url}#{eid}" if eid else None, link.relation]


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


def _attachments(text: Text) -> list[Json]:
    return [
        {"title": item.title, "url": item.url, "size": item.size, "sha256": item.sha256}
        for attached in (text.attached, *(prose.attachments for _, prose in text.parts))
        for item in attached
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
