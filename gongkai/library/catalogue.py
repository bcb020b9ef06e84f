"""The published library on a day: works, their texts and their statuses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.library.status import (
    Ending,
    Facts,
    Pause,
    effective_day,
    expiry,
    standing,
)
from gongkai.model.cards import Card
from gongkai.model.clearances import Treatment
from gongkai.model.documents import Collection, DecisionCatalogue, Document, Reference
from gongkai.model.site import Site
from gongkai.model.status import Standing, Status, StatusBy


@dataclass(frozen=True, slots=True)
class Entry:
    """One published text, with what other pages show of it."""

    document: Document
    card: Card
    facts: Facts | None  # None for what has no legal force

    @property
    def standing(self) -> Standing | None:
        """Its status on the catalogue's day."""
        return self.card.standing


@dataclass(frozen=True, slots=True)
class Work:
    """A document with all its published texts, oldest first; most have one.

    `current` is the newest text in force on the catalogue's day; if none is,
    the newest that once was; else the earliest to come.
    """

    id: str
    collection: Collection
    current: Entry
    texts: tuple[Entry, ...]

    @property
    def url(self) -> str:
        """Root-relative address of the current text."""
        return f"/{self.collection.folder}/{self.id}/"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that is public at `as_of`, newest first.

    `withdrawn` are the documents of which only a neutral page remains.
    """

    site: Site
    as_of: datetime
    works: tuple[Work, ...]
    withdrawn: tuple[Document, ...]
    years: tuple[DecisionCatalogue, ...]  # 重大行政决策事项目录, newest year first

    def of(self, collection: Collection) -> tuple[Work, ...]:
        """The works of one collection, newest first."""
        return tuple(work for work in self.works if work.collection is collection)


Resolve = Callable[[Reference], tuple[Document, tuple[str, ...]] | None]


def catalogue(
    documents: Iterable[Document],
    years: Iterable[DecisionCatalogue],
    site: Site,
    as_of: datetime,
    resolve: Resolve,
) -> Catalogue:
    """Arrange the public documents.

    `documents` are those that `select` let through. `resolve` finds the
    document that a reference names among them, with the places named behind
    it; it gives None for what is not public, so relations to and from
    unpublished documents do not count.
    """
    withdrawn = tuple(d for d in documents if d.withdrawn and d.withdrawn.date <= as_of.date())
    gone = {d.key for d in withdrawn}
    shown = [d for d in documents if d.key not in gone]
    by_work: dict[str, list[Document]] = defaultdict(list)
    for document in shown:
        by_work[document.id].append(document)
    endings = _endings(shown, resolve)
    kept = frozenset(_kept(shown, as_of.date(), resolve))
    works = [
        _work(texts, site, as_of.date(), endings.get(work_id, []), work_id in kept, resolve)
        for work_id, texts in by_work.items()
    ]
    works.sort(key=lambda work: (work.current.document.published, work.id), reverse=True)
    return Catalogue(
        site,
        as_of,
        tuple(works),
        withdrawn,
        tuple(sorted(years, key=lambda year: year.year, reverse=True)),
    )


def named(document: Document) -> StatusBy:
    """A document as the cause of another's status."""
    return StatusBy(
        document.title,
        document.id,
        document.number,
        f"/{document.collection.value}/{document.id}/",
    )


def _endings(documents: Sequence[Document], resolve: Resolve) -> Mapping[str, list[Ending]]:
    """What the documents end in others, by the id of the work that ends.

    A document's `repeals` and `replaces` take effect on the first day of its
    own force, what a clearance lists on the clearance's date. A reference to a
    place ends that part only.
    """
    found: dict[str, list[Ending]] = defaultdict(list)
    for document in documents:
        if document.withdrawn:
            continue
        for reference in (*document.repeals, *document.replaces):
            target = resolve(reference)
            if target is None or target[0].id == document.id:
                continue
            places = _places(reference)
            found[target[0].id].append(
                Ending(effective_day(document), named(document), None, places)
            )
        for treatment, item in document.clearance.items() if document.clearance else ():
            target = resolve(item.ref) if treatment.ends else None
            if target and document.clearance:
                found[target[0].id].append(
                    Ending(
                        document.clearance.date,
                        named(document),
                        item.reason,
                        _places(item.ref),
                        lapse=treatment is Treatment.LAPSE,
                    )
                )
    return found


def _kept(documents: Sequence[Document], day: date, resolve: Resolve) -> Iterator[str]:
    """The works that a clearance confirmed by `day`: how long they last is settled."""
    for document in documents:
        if document.clearance and document.clearance.date <= day and not document.withdrawn:
            for item in document.clearance.keep:
                target = resolve(item.ref)
                if target:
                    yield target[0].id


def _places(reference: Reference) -> tuple[str, ...]:
    _, _, place = reference.text.partition("#")
    return (place,) if place else ()


def _work(
    texts: list[Document],
    site: Site,
    day: date,
    endings: Sequence[Ending],
    kept: bool,
    resolve: Resolve,
) -> Work:
    texts.sort(key=lambda text: (effective_day(text), text.version or ""))
    binding = texts[0].collection.binding
    facts = [
        _facts(text, follower, site, endings, kept, resolve) if binding else None
        for text, follower in zip(texts, [*texts[1:], None], strict=True)
    ]
    several = len(texts) > 1
    entries = []
    for text, known in zip(texts, facts, strict=True):
        status = standing(known, day) if known else None
        entries.append(Entry(text, card(text, status, versioned=several), known))
    current = _current(entries, day)
    return Work(
        texts[0].id,
        texts[0].collection,
        Entry(current.document, card(current.document, current.standing), current.facts),
        tuple(entries),
    )


def _current(entries: Sequence[Entry], day: date) -> Entry:
    begun = [entry for entry in entries if entry.facts is None or (entry.facts.effective <= day)]
    in_force = [
        entry
        for entry in begun
        if entry.standing is None
        or entry.standing.status
        not in (Status.HISTORIC, Status.LAPSED, Status.REPEALED, Status.NOT_YET)
    ]
    return (in_force or begun or [entries[0]])[-1] if (in_force or begun) else entries[0]


def _facts(
    text: Document,
    follower: Document | None,
    site: Site,
    endings: Sequence[Ending],
    kept: bool,
    resolve: Resolve,
) -> Facts:
    expires, basis = expiry(text, site.validity)
    own = list(endings)
    if text.repealed:
        own.append(Ending(text.repealed.date, _by(text.repealed.by, resolve), text.repealed.reason))
    own += [Ending(part.date, _by(part.by, resolve), None, part.places) for part in text.partial]
    return Facts(
        effective=effective_day(text),
        successor=effective_day(follower) if follower else None,
        expires=expires,
        expires_reason=f"有效期届满（{basis}）" if basis else None,
        endings=tuple(own),
        pauses=tuple(
            Pause(pause.start, pause.end, _by(pause.by, resolve)) for pause in text.suspended
        ),
        confirmed=kept or text.collection is not Collection.NORMATIVE or expires is not None,
    )


def _by(reference: Reference | None, resolve: Resolve) -> StatusBy | None:
    """The named cause. What is not in the public library is named only with its own address."""
    if reference is None:
        return None
    found = resolve(reference)
    if found:
        return named(found[0])
    return StatusBy(reference.text, url=reference.url) if reference.url else None


def card(document: Document, status: Standing | None, *, versioned: bool = False) -> Card:
    """What other pages show of a text; with `versioned`, its own address rather than the work's."""
    url = f"/{document.collection.value}/{document.id}/"
    return Card(
        id=document.id,
        collection=document.collection,
        url=f"{url}{document.version}/" if versioned and document.version else url,
        title=document.title,
        number=document.number,
        index=document.index,
        agency=document.agency,
        topic=document.topic,
        kind=document.kind,
        form=document.form,
        summary=document.summary,
        written=document.written,
        published=document.published,
        standing=status,
        version=document.version,
        responsible=document.responsible,
        lead=document.lead,
    )
