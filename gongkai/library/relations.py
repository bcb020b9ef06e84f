"""The relations between public documents, as each of the two sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from gongkai.library.catalogue import Catalogue, Resolve
from gongkai.library.status import standing
from gongkai.model.clearances import Treatment
from gongkai.model.documents import Document, Reference
from gongkai.model.links import Relation
from gongkai.model.status import Status

RESTING = "以本文件为依据"

# key of the front matter -> what the other is to this one, and this one to the other
_NAMES = {
    "basis": ("制定依据", RESTING),
    "implements": ("落实", "由其落实"),
    "amends": ("修改了", "被其修改"),
    "replaces": ("替代了", "被其替代"),
    "repeals": ("废止了", "被其废止"),
}

_TREATMENTS = {
    Treatment.REPEAL: ("废止了", "被其废止"),
    Treatment.LAPSE: ("宣布失效", "被其宣布失效"),
    Treatment.AMEND: ("列为需要修改", "被其列为需要修改"),
    Treatment.KEEP: ("确认继续有效", "经其确认继续有效"),
}


def relations(catalogue: Catalogue, resolve: Resolve) -> Mapping[str, tuple[Relation, ...]]:
    """Every relation that the front matter of public documents names, by `Document.key`.

    Both ends see it. What a reference names but the public library lacks is
    shown only where the author gave it as outside law, by title and address;
    the same relation named from both ends is shown once.
    """
    found: dict[str, list[Relation]] = defaultdict(list)
    keys = {work.id: [entry.document.key for entry in work.texts] for work in catalogue.works}
    states = _states(catalogue)
    for work in catalogue.works:
        for entry in work.texts:
            document = entry.document
            for name, back, reference in _named(document):
                target = resolve(reference)
                if target is None:
                    if reference.url is not None:
                        found[document.key].append(
                            Relation(name, reference.text, url=reference.url or None)
                        )
                    continue
                other = target[0]
                if other.id == document.id:
                    continue
                found[document.key].append(_seen(name, other, _place(reference), states))
                for key in keys.get(other.id, ()):
                    # Places are those of one text; in the others the number may be another's.
                    places = target[1] if key == other.key else ()
                    found[key].append(_seen(back, document, _place(reference), states, places))
    return {key: tuple(dict.fromkeys(items)) for key, items in found.items()}


def _named(document: Document) -> Iterator[tuple[str, str, Reference]]:
    for key, (name, back) in _NAMES.items():
        references: Sequence[Reference] = getattr(document, key)
        for reference in references:
            yield name, back, reference
    causes = (
        ("被其废止", "废止了", [document.repealed] if document.repealed else []),
        ("停止执行的依据", "停止执行了", document.suspended),
        ("部分失效的依据", "使其部分失效", document.partial),
        ("延长有效期的依据", "延长了有效期", document.extended),
    )
    for name, back, events in causes:
        for event in events:
            if event.by:
                yield name, back, event.by
    for treatment, item in document.clearance.items() if document.clearance else ():
        yield *_TREATMENTS[treatment], item.ref
    if document.decision and document.decision.result:
        yield "结果文件", "来自决策", document.decision.result


def _seen(
    name: str,
    other: Document,
    place: str | None,
    states: Mapping[str, str | None],
    places: tuple[str, ...] = (),
) -> Relation:
    return Relation(
        name,
        other.title,
        other.id,
        other.number,
        f"/{other.collection.value}/{other.id}/",
        place,
        states.get(other.id),
        places,
    )


def _place(reference: Reference) -> str | None:
    return reference.text.partition("#")[2] or None


def _states(catalogue: Catalogue) -> dict[str, str | None]:
    """The status of each work where it is not 现行有效."""
    day = catalogue.as_of.date()
    states: dict[str, str | None] = {}
    for work in catalogue.works:
        facts = work.current.facts
        status = standing(facts, day).status.public if facts else Status.IN_FORCE
        states[work.id] = None if status is Status.IN_FORCE else status.value
    return states
