"""The way of a policy: decision, document, interpretations, amendments, end, in order of days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from gongkai.library.catalogue import Catalogue, Resolve, Work
from gongkai.library.gazette import ItemPlace
from gongkai.library.link_outdated import made_on
from gongkai.library.status import Ending, effective_day
from gongkai.model.documents import Collection, Document
from gongkai.model.links import InterpretationLink
from gongkai.text.dates import chinese_date

# A document that amends or ends more others than this shows its own way alone: its related
# documents name them all.
_MOST = 5
_ORDER = ("预公开", "原文件", "公布", "公报", "修改", "新文本", "解读", "废止", "失效")


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `key` is the page it is: the id of a document, or the `Document.key` of a text
    of the chain's own; None where it is no page.

    `url` is root-relative. `words` add to the title what a reader wants to
    know at once (自2024年5月1日起施行), "" if nothing.
    """

    kind: str
    day: date
    title: str
    key: str | None = None
    number: str | None = None
    url: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """The way of the document `id`; at least two steps, the oldest first."""

    id: str
    title: str
    steps: tuple[Step, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The pages on the way."""
        return frozenset(step.key for step in self.steps if step.key)


@dataclass(slots=True)
class _Found:
    """What the front matter of all public documents says, by the id of whom it is said."""

    decisions: dict[str, list[Document]] = field(default_factory=lambda: defaultdict(list))
    amendments: dict[str, list[Document]] = field(default_factory=lambda: defaultdict(list))
    earlier: dict[str, list[Document]] = field(default_factory=lambda: defaultdict(list))


def chains(
    catalogue: Catalogue,
    resolve: Resolve,
    interpretations: Mapping[str, Sequence[InterpretationLink]],
) -> Mapping[str, tuple[Chain, ...]]:
    """The ways that lead over the page of each document, by its id, its own first.

    A clearance (清理结果) is a step of other ways and shows none: its lists say more.
    """
    works = {work.id: work for work in catalogue.works}
    found = _found(catalogue, resolve)
    ways = {}
    for work in catalogue.works:
        if work.collection.binding:
            steps = _steps(work, works, found, interpretations.get(work.id, ()), catalogue)
            if len(steps) > 1:
                ways[work.id] = Chain(work.id, work.texts[0].document.title, steps)
    over: dict[str, list[Chain]] = defaultdict(list)
    for chain in ways.values():
        for identity in chain.keys:
            if identity in works and identity != chain.id:
                over[identity].append(chain)
    return {
        identity: shown
        for identity in {*ways, *over}
        if works[identity].collection is not Collection.CLEARANCES
        and (shown := tuple(_shown(works[identity], ways.get(identity), over[identity])))
    }


def with_printing(
    ways: Mapping[str, tuple[Chain, ...]],
    catalogue: Catalogue,
    carried: Mapping[str, Sequence[ItemPlace]],
) -> Mapping[str, tuple[Chain, ...]]:
    """The ways with a step for each printing in the gazette of one of a document's texts."""
    steps: dict[str, tuple[Step, ...]] = {}
    for work in catalogue.works:
        printed = tuple(
            Step("公报", place.published, place.citation, url=place.url)
            for entry in work.texts
            for place in carried.get(entry.document.key, ())
        )
        if printed and work.collection.binding:
            steps[work.id] = printed
    if not steps:
        return ways
    started = {
        work.id: (_alone(work),)
        for work in catalogue.works
        if work.id in steps and work.id not in ways
    }
    return {
        identity: tuple(_with(chain, steps.get(chain.id, ())) for chain in chains)
        for identity, chains in (*ways.items(), *started.items())
    }


def _alone(work: Work) -> Chain:
    """The way of a document that was published and nothing else."""
    return Chain(work.id, work.texts[0].document.title, tuple(_texts(work)))


def _with(chain: Chain, steps: Sequence[Step]) -> Chain:
    if not steps:
        return chain
    unique = dict.fromkeys((*chain.steps, *steps))
    return replace(chain, steps=tuple(sorted(unique, key=_place)))


def _place(step: Step) -> tuple[date, int, str]:
    return step.day, _ORDER.index(step.kind), step.title


def _shown(work: Work, own: Chain | None, others: Sequence[Chain]) -> Iterator[Chain]:
    """The ways over a page without those that another of them holds whole."""
    if work.collection.binding:
        before = {step.key for step in own.steps if step.kind == "原文件"} if own else set()
        others = [
            chain
            for chain in others
            if chain.id not in before and _kind(chain, work.id) != "原文件"
        ]
        if len(others) > _MOST:
            others = []
    listed = [*([own] if own else []), *sorted(others, key=lambda chain: chain.id)]
    for chain in listed:
        if not any(chain.keys < other.keys for other in listed):
            yield chain


def _kind(chain: Chain, key: str) -> str:
    return next(step.kind for step in chain.steps if step.key == key)


def _found(catalogue: Catalogue, resolve: Resolve) -> _Found:
    found = _Found()
    for document in (entry.document for work in catalogue.works for entry in work.texts):
        for reference in document.amends:
            _note(found.amendments, resolve(reference), document)
        for reference in document.replaces:
            target = resolve(reference)
            if target and target[0].id != document.id:
                found.earlier[document.id].append(target[0])
        if document.decision and document.decision.result:
            _note(found.decisions, resolve(document.decision.result), document)
    return found


def _note(
    kept: dict[str, list[Document]],
    target: tuple[Document, tuple[str, ...]] | None,
    document: Document,
) -> None:
    if target and target[0].id != document.id and document not in kept[target[0].id]:
        kept[target[0].id].append(document)


def _steps(
    work: Work,
    works: Mapping[str, Work],
    found: _Found,
    interpretations: Iterable[InterpretationLink],
    catalogue: Catalogue,
) -> tuple[Step, ...]:
    steps = [_of("预公开", decision) for decision in found.decisions.get(work.id, ())]
    steps += [_of("原文件", document) for document in found.earlier.get(work.id, ())]
    steps += [
        _of("修改", document, f"自{chinese_date(effective_day(document))}起施行")
        for document in found.amendments.get(work.id, ())
    ]
    steps += _texts(work)
    for link in interpretations:
        if link.id in works:
            document = works[link.id].current.document
            steps.append(_of("解读", document, document.form or ""))
    steps += _end(work, catalogue.as_of.date())
    unique = dict.fromkeys(steps)
    return tuple(sorted(unique, key=_place))


def _texts(work: Work) -> Iterator[Step]:
    """The text that was made first, and each that took its place."""
    for place, entry in enumerate(work.texts):
        document, facts = entry.document, entry.facts
        starts = f"自{chinese_date(facts.effective)}起施行" if facts else ""
        url = work.url if document.key == work.current.document.key else entry.card.url
        if place == 0:
            day = made_on(document)
            yield Step("公布", day, document.title, document.key, document.number, url, starts)
        elif facts:
            yield Step("新文本", facts.effective, f"{starts}的文本", document.key, None, url)


def _end(work: Work, today: date) -> Iterator[Step]:
    """What took the whole document's force away, or will: the earliest end."""
    facts = work.current.facts
    if facts is None:
        return
    ends = [ending for ending in facts.endings if not ending.places]
    over = facts.expires + timedelta(days=1) if facts.expires else None
    if over and over <= today:
        ends.append(Ending(over, None, facts.expires_reason or "有效期届满", lapse=True))
    end = min(ends, key=lambda ending: ending.day, default=None)
    if end:
        kind, by, reason = "失效" if end.lapse else "废止", end.by, end.reason or ""
        if by:
            yield Step(kind, end.day, by.title, by.id, by.number, by.url, reason)
        else:
            yield Step(kind, end.day, reason or f"本文件{kind}")


def _of(kind: str, document: Document, words: str = "") -> Step:
    """A step that is another document's page."""
    day = document.published.date() if kind in ("预公开", "解读") else made_on(document)
    url = f"/{document.collection.value}/{document.id}/"
    return Step(kind, day, document.title, document.id, document.number, url, words)
