"""The records of all documents for libraries and archives, as answers of OAI-PMH kept in files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from gongkai.formats.oai import Record, identify, list_records, list_sets
from gongkai.library.catalogue import Work
from gongkai.model.documents import UNDATED
from gongkai.model.site import Site
from gongkai.pages.jobs import Job
from gongkai.site.data_dates import day_text, last_events
from gongkai.site.data_parts import parts
from gongkai.site.input import Library

FOLDER = "data/oai/"


def oai_records(library: Library) -> Iterator[Job]:
    """/data/oai/: the records of each part, the collections as sets, and who answers.

    The moment of an answer is the newest event in it. Identify must name an
    address for mail: where site.yaml has none, there is no such file. What
    has no date at all could not say when it changed, and has no record.
    """
    site = library.catalogue.site
    updated = last_events(library)
    if not updated:
        return
    base = f"{site.url}{FOLDER}"
    last = max(updated.values())
    sets: dict[str, str] = {}
    for part in parts(library):
        held = [_record(site, work, updated[work.id]) for work in part.works if work.id in updated]
        if held:
            sets[part.collection.value] = part.collection.label
            newest = max(record.changed for record in held)
            words = list_records(base, part.collection.value, held, newest)
            yield Job.of(f"{FOLDER}ListRecords-{part.name}.xml", "text", text=words)
    yield Job.of(f"{FOLDER}ListSets.xml", "text", text=list_sets(base, sets.items(), last))
    if site.contact.email:
        first = min(updated.values())
        words = identify(base, site.name, site.contact.email, first, last)
        yield Job.of(f"{FOLDER}Identify.xml", "text", text=words)


def _record(site: Site, work: Work, changed: datetime) -> Record:
    document = work.current.document
    host = site.domain or urlsplit(site.url).hostname or ""
    published = None if document.published == UNDATED else document.published.date()
    said = [
        ("title", document.title),
        *(("creator", name) for name in document.agency),
        ("subject", document.topic),
        ("description", document.summary),
        ("publisher", site.name),
        ("date", day_text(published)),
        ("type", document.kind or work.collection.label),
        ("format", "text/html"),
        ("identifier", f"{site.url}{work.url[1:]}"),
        ("identifier", document.number),
        ("language", "zh-CN"),
    ]
    elements = tuple((name, words) for name, words in said if words)
    return Record(f"oai:{host}:{work.id}", changed, work.collection.value, elements)
