"""The lists of a collection in which a text stands: by agency, topic and status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from gongkai.library.catalogue import Entry, Work
from gongkai.model.documents import Collection, Document
from gongkai.model.site import Site
from gongkai.model.status import Status
from gongkai.text.topics import topic_class, topic_slug

STATUSES = (
    Status.IN_FORCE,
    Status.NOT_YET,
    Status.PARTIAL,
    Status.SUSPENDED,
    Status.LAPSED,
    Status.REPEALED,
    Status.HISTORIC,
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list of a collection: `kind` is agency, topic or status."""

    kind: str
    slug: str
    title: str

    def url(self, collection: Collection) -> str:
        """Its address, under the root."""
        return f"{collection.folder}/{self.kind}/{self.slug}/"


def agency_slugs(site: Site) -> Mapping[str, str]:
    """The ids of the site's agencies by name."""
    return {agency.name: agency.id for agency in site.agencies}


def agency_shelf(name: str, slugs: Mapping[str, str]) -> Shelf:
    """The list of an organ.

    One that site.yaml does not name is called x- and ten hexadecimal digits
    of its name's digest: stable, whatever else the site has.
    """
    slug = slugs.get(name) or f"x-{sha256(name.encode()).hexdigest()[:10]}"
    return Shelf("agency", slug, name)


def topic_shelves(topic: str | None) -> Iterator[Shelf]:
    """The lists of a topic: its class and itself."""
    if not topic:
        return
    first = topic_class(topic)
    yield Shelf("topic", topic_slug(first), first)
    if topic != first:
        yield Shelf("topic", topic_slug(topic), topic)


def status_shelf(status: Status) -> Shelf:
    """The list of a status as readers see it."""
    return Shelf("status", status.slug, status.public.value)


def issuers(document: Document, slugs: Mapping[str, str]) -> Iterator[Shelf]:
    """The lists of the organs that issued a document; each co-issuer lists it."""
    for name in dict.fromkeys(document.agency):
        yield agency_shelf(name, slugs)


def charged(document: Document, slugs: Mapping[str, str]) -> Iterator[tuple[Shelf, str]]:
    """The lists of the organs that lead or carry it out without having issued it, with the role."""
    roles = dict.fromkeys(document.responsible, "责任单位")
    if document.lead:
        roles[document.lead] = "牵头单位"
    for name, role in roles.items():
        if name not in document.agency:
            yield agency_shelf(name, slugs), role


def by_status(work: Work) -> Iterator[tuple[Shelf, Entry]]:
    """The status lists of a work: of its current text, and of its other texts as such."""
    for entry in (work.current, *others(work)):
        if entry.standing is not None:
            yield status_shelf(entry.standing.status), entry


def shelved(work: Work, slugs: Mapping[str, str]) -> Iterator[tuple[Shelf, Entry]]:
    """Every list in which a work stands, with the text that it shows there."""
    filed: dict[Shelf, Entry] = {}
    for entry in (work.current, *others(work)):
        document = entry.document
        led = (shelf for shelf, _ in charged(document, slugs))
        for shelf in (*led, *issuers(document, slugs), *topic_shelves(document.topic)):
            filed.setdefault(shelf, entry)
    yield from filed.items()
    yield from by_status(work)


def others(work: Work) -> Iterator[Entry]:
    """The texts of a work beside the current one."""
    current = work.current.document.key
    return (entry for entry in work.texts if entry.document.key != current)
