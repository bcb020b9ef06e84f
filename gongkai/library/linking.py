"""Everything that leads from one public document to another: links, back-links, interpretations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gongkai.library.catalogue import Catalogue, Entry, Work
from gongkai.library.link_index import Named
from gongkai.library.link_interpretations import explained, explained_places
from gongkai.library.link_outdated import amended_on, outdated
from gongkai.library.link_references import Outcome
from gongkai.library.links import Link, cited_by, link
from gongkai.library.references import Bodies, References
from gongkai.library.subjects import called
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Collection, Document
from gongkai.model.links import BackLink, CitationLink, InterpretationLink
from gongkai.model.provisions import Citation
from gongkai.model.status import Status
from gongkai.text.names import fold_title

_PLAIN_LINKS = 10_000  # that many articles, paragraphs and items are often cited


@dataclass(frozen=True, slots=True)
class Links:
    """The links of the public library.

    `citations` are by `Document.key` and part, one link for each citation of
    that body. `cited_by` and `interpretations` are by id. `interprets` has,
    for each interpretation, the ids it explains with the eids in each.
    `problems` are by key and part, with lines counted in the body.
    """

    citations: Mapping[tuple[str, str], tuple[CitationLink, ...]]
    cited_by: Mapping[str, tuple[BackLink, ...]]
    interpretations: Mapping[str, tuple[InterpretationLink, ...]]
    interprets: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    problems: Mapping[tuple[str, str], tuple[Problem, ...]]


def links(catalogue: Catalogue, references: References, bodies: Bodies) -> Links:
    """Link every public body. `references` and `bodies` are those of the public documents."""
    works = {work.id: work for work in catalogue.works}
    resolved: dict[tuple[str, str], tuple[Link, ...]] = {}
    problems: dict[tuple[str, str], tuple[Problem, ...]] = {}
    for document, part in _bodies(catalogue):
        facts = bodies.get((document.key, part))
        if facts is None:
            continue
        own = references.places(document.id, document.version) if not part else facts.eids
        settled = settled_titles(document, references)
        found = link(
            document.id, facts.citations, references.index, references.places, own, settled
        )
        resolved[document.key, part] = found.links
        if found.problems:
            problems[document.key, part] = found.problems
    shown = {
        place: tuple(shown_link(item, place[0], works, catalogue.as_of.date()) for item in items)
        for place, items in resolved.items()
    }
    explains = dict(_interprets(catalogue, references, bodies, resolved))
    return Links(
        shown,
        _backlinks(works, bodies, resolved),
        _interpretations(explains, works, amended_on(catalogue, references.document)),
        explains,
        problems,
    )


def settled_titles(document: Document, references: References) -> Mapping[str, Named]:
    """The titles of what an interpretation explains, whatever else bears them."""
    settled = {}
    for reference in document.interprets:
        found = references.resolve(reference)
        if found.outcome is Outcome.FOUND:
            text = references.text(found.id, found.version)
            for title in (text.title, called(text)):
                settled[fold_title(title)] = Named((found.id,), found.version)
    return settled


def _bodies(catalogue: Catalogue) -> Iterator[tuple[Document, str]]:
    for work in catalogue.works:
        for entry in work.texts:
            yield entry.document, ""
            decision = entry.document.decision
            for part in decision.parts if decision else ():
                yield entry.document, part.name


def shown_link(found: Link, own_key: str, works: Mapping[str, Work], today: date) -> CitationLink:
    if found.target is None:
        return _plain_link(None, None, found.relation)
    eid = found.eid or None
    if found.target == own_key.partition("@")[0] and found.version is None:
        return _plain_link("self", eid, found.relation)
    work = works[found.target]
    entry = _entry(work, found.version)
    place = f"#{found.eid}" if eid else ""
    url = entry.card.url if found.version else work.url
    return CitationLink(
        found.target,
        eid,
        f"{url}{place}",
        entry.document.title,
        _note(entry),
        found.relation,
    )


@lru_cache(maxsize=_PLAIN_LINKS)
def _plain_link(target: str | None, eid: str | None, relation: str) -> CitationLink:
    """A link that leads to no other document: texts have the same ones, and each is kept once."""
    return CitationLink(target, eid, f"#{eid}" if eid else None, relation=relation)


def _entry(work: Work, version: str | None) -> Entry:
    if version is None:
        return work.current
    return next((entry for entry in work.texts if entry.document.version == version), work.current)


def _note(entry: Entry) -> str | None:
    """What a reader should know before following the link: the target's status."""
    standing = entry.standing
    if standing is None or standing.status.public is Status.IN_FORCE:
        return None
    return str(standing.status.public.value)


def _backlinks(
    works: Mapping[str, Work],
    bodies: Bodies,
    resolved: Mapping[tuple[str, str], tuple[Link, ...]],
) -> dict[str, tuple[BackLink, ...]]:
    """Who cites each document, from the current texts alone."""
    current = {}
    for work in works.values():
        key = (work.current.document.key, "")
        if key in resolved:
            current[work.id] = (bodies[key].citations, resolved[key])
    found: dict[str, tuple[BackLink, ...]] = {}
    for target, citations in cited_by(current).items():
        found[target] = tuple(
            BackLink(
                item.id,
                works[item.id].current.document.title,
                works[item.id].url,
                item.source,
                item.eid or None,
                item.text,
            )
            for item in citations
        )
    return found


def _interprets(
    catalogue: Catalogue,
    references: References,
    bodies: Bodies,
    resolved: Mapping[tuple[str, str], tuple[Link, ...]],
) -> Iterator[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]]:
    """What each interpretation explains: as its `interprets` says, else as its words tell."""
    for work in catalogue.of(Collection.INTERPRETATIONS):
        document = work.current.document
        key = (document.key, "")
        citations = bodies[key].citations if key in bodies else ()
        own = resolved.get(key, ())
        named: dict[str, list[str]] = {}
        for reference in document.interprets:
            found = references.resolve(reference)
            if found.outcome is Outcome.FOUND:
                named.setdefault(found.id, []).extend(found.eids)
        if not document.interprets:
            words = explained(document.title, citations, own, references.index)
            named = {identity: [] for identity in words.ids}
        if named:
            yield (
                work.id,
                tuple(
                    (target, _places(target, eids, citations, own))
                    for target, eids in named.items()
                ),
            )


def _places(
    target: str, eids: Sequence[str], citations: Sequence[Citation], own: Sequence[Link]
) -> tuple[str, ...]:
    if eids:
        return tuple(dict.fromkeys(eids))
    return explained_places(target, citations, own)


def _interpretations(
    explains: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]],
    works: Mapping[str, Work],
    amended: Mapping[str, Sequence[date]],
) -> dict[str, tuple[InterpretationLink, ...]]:
    found: dict[str, list[InterpretationLink]] = defaultdict(list)
    for identity, targets in explains.items():
        interpretation = works[identity].current.document
        for target, places in targets:
            if target not in works:
                continue
            found[target].append(
                InterpretationLink(
                    identity,
                    interpretation.title,
                    works[identity].url,
                    places,
                    outdated(interpretation, works[target], amended.get(target, ())),
                )
            )
    return {target: tuple(items) for target, items in found.items()}
