"""The first stages: files to documents and read bodies, with every problem on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from gongkai.commands.making import PARALLEL_FROM
from gongkai.commands.memory import Memory
from gongkai.commands.reading_units import ReadUnit, UnitReader, read_about, read_as_of
from gongkai.library.reporting import diagnostic
from gongkai.library.subjects import Subjects
from gongkai.model.diagnostics import Diagnostic
from gongkai.model.documents import Collection, DecisionCatalogue, Document
from gongkai.model.facts import BodyFacts
from gongkai.model.gazette import IssueRecord
from gongkai.model.places import Place
from gongkai.model.site import Site
from gongkai.model.synonyms import NO_SYNONYMS, Synonyms
from gongkai.output.crews import ALONE, Crew, Work
from gongkai.output.execution import batches_of
from gongkai.output.place import PublishError
from gongkai.output.spool import Spool
from gongkai.source.load import Taken, Unit, arrange, synonyms_of, take
from gongkai.source.tree import File, files
from gongkai.text.body_facts import TextFacts

_BATCH = 32
_NO_KEY = ("", "-")  # equal to no digest
_IN_AN_ISSUE = 20  # texts in an issue of the gazette, as a rule
_LOOKED_UP = 500  # units that are asked for at one time: bounds the memory


class ChangedError(PublishError):
    """A file was changed while the build was reading it."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} 在构建时被改动；请重新构建")


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that was read.

    `bodies` and `texts` are facts by `Document.key` and part ("" for its own body).
    `units` says of each body, by its digest, where it comes from and what it is about.
    """

    site: Site
    documents: tuple[Document, ...]
    years: tuple[DecisionCatalogue, ...]
    bodies: Mapping[tuple[str, str], BodyFacts]
    texts: Mapping[tuple[str, str], TextFacts]
    beside: Mapping[str, File]
    secret: frozenset[str]  # files whose words stay out of reports that travel
    diagnostics: tuple[Diagnostic, ...]
    synonyms: Synonyms = NO_SYNONYMS
    units: Mapping[str, tuple[Unit, str]] = field(default_factory=dict)
    records: tuple[IssueRecord, ...] = ()
    places: tuple[Place, ...] = ()


def read_content(
    root: Path,
    site: Site,
    as_of: datetime,
    bodies_kept: Spool,
    crew: Crew,
    memory: Memory | None = None,
) -> Content:
    """Read the whole content folder; read bodies go to `bodies_kept` by digest.

    Units that `memory` knows are not read again, and their bodies are not in
    `bodies_kept`: see `read_bodies`.
    """
    found, troubles = files(root)
    plan = arrange(found)
    documents: list[Document] = []
    years: list[DecisionCatalogue] = []
    records: list[IssueRecord] = []
    places: list[Place] = []
    bodies: dict[tuple[str, str], BodyFacts] = {}
    texts: dict[tuple[str, str], TextFacts] = {}
    secret: set[str] = set()
    synonyms, wrong = synonyms_of(root, plan)
    troubles = [*troubles, *plan.problems, *wrong]
    problems = [diagnostic(problem, path, site) for path, problem in troubles]

    sources: dict[str, tuple[Unit, str]] = {}
    for source, unit in _read_all(root, plan.units, as_of, crew, memory):
        documents += unit.documents
        years += [unit.year] if unit.year else []
        records += [unit.issue] if unit.issue else []
        places += [unit.place] if unit.place else []
        for path, hidden, problem in unit.problems:
            problems.append(diagnostic(problem, path, site, secret=hidden))
        secret.update(unit.secret)
        bodies.update({(body.key, body.part): body.facts for body in unit.bodies})
        texts.update({(body.key, body.part): body.text for body in unit.bodies})
        bodies_kept.put_many({b.facts.digest: b.encoded for b in unit.bodies if b.encoded})
        sources.update({body.facts.digest: (source, unit.about) for body in unit.bodies})
    documents.sort(key=lambda document: document.path)
    # In one order, whatever was remembered.
    bodies, texts = dict(sorted(bodies.items())), dict(sorted(texts.items()))
    return Content(
        site,
        tuple(documents),
        tuple(years),
        bodies,
        texts,
        plan.beside,
        frozenset(secret),
        tuple(problems),
        synonyms,
        sources,
        tuple(sorted(records, key=lambda record: record.path)),
        tuple(sorted(places, key=lambda place: place.path)),
    )


def read_bodies(
    root: Path,
    sources: Mapping[str, tuple[Unit, str]],
    wanted: Iterable[str],
    kept: Spool,
    crew: Crew,
) -> None:
    """Read again the bodies of these digests that are not in `kept`; `sources` are `Content.units`.

    Raises ChangedError when a file is not what it was when it was looked at.
    """
    missing = [name for name in dict.fromkeys(wanted) if name not in kept]
    units = {sources[name][0].path: sources[name] for name in missing}

    def taken(batch: Sequence[tuple[Unit, str]]) -> list[tuple[Taken, str]]:
        return [(take(root, unit), about) for unit, about in batch]

    batches = (crew if len(units) >= PARALLEL_FROM else ALONE).run(
        Work(taken, read_about),
        batches_of(units.values(), _BATCH),
        name=lambda unit: unit[0].path,
    )
    for batch in batches:
        for found in batch:
            kept.put_many(found)
    for name in missing:
        if name not in kept:
            raise ChangedError(sources[name][0].path)


def _read_all(
    root: Path, units: Sequence[Unit], as_of: datetime, crew: Crew, memory: Memory | None
) -> Iterator[tuple[Unit, ReadUnit]]:
    """Every unit read; interpretations last, when the titles of what they explain are known."""
    waiting: list[Unit] = []
    others: list[Unit] = []
    for unit in units:
        explains = unit.place and unit.place.collection is Collection.INTERPRETATIONS
        (waiting if explains else others).append(unit)
    documents: list[Document] = []
    for group in (others, waiting):
        subjects = Subjects(sorted(documents, key=lambda document: document.path))
        for unit, made in _read_group(root, group, as_of, subjects, crew, memory):
            documents += made.documents
            yield unit, made


def _read_group(
    root: Path,
    group: Sequence[Unit],
    as_of: datetime,
    subjects: Subjects,
    crew: Crew,
    memory: Memory | None,
) -> Iterator[tuple[Unit, ReadUnit]]:
    """Units in any order: first those that are remembered, then those that are read now."""
    keys = _keys(root, group, memory)
    known: dict[str, object] = {}
    remaining: list[Unit] = []
    for some in batches_of(group, _LOOKED_UP):
        if memory:
            known = memory.values(keys[unit.path][0] for unit in some if unit.path in keys)
        for unit in some:
            made = known.get(keys.get(unit.path, _NO_KEY)[0])
            if isinstance(made, ReadUnit) and all(
                subjects.about(document) == made.about for document in made.documents
            ):
                if memory:
                    memory.units[unit.path] = keys[unit.path][0]
                yield unit, read_as_of(made, as_of)
            else:
                remaining.append(unit)

    def taken(batch: Sequence[Unit]) -> list[Taken]:
        return [take(root, unit) for unit in batch]

    batches = (crew if _texts(remaining) >= PARALLEL_FROM else ALONE).run(
        Work(taken, UnitReader(as_of, subjects)),
        batches_of(remaining, _BATCH),
        name=lambda unit: unit.path,
    )
    for some, results in zip(batches_of(remaining, _BATCH), batches, strict=True):
        yield from zip(some, results, strict=True)
        if memory:
            whole = {
                unit.path: made
                for unit, made in zip(some, results, strict=True)
                if made.digest == keys.get(unit.path, _NO_KEY)[1]
                and (made.issue or len(made.documents) == 1)
            }
            memory.keep({keys[path][0]: remembered(made) for path, made in whole.items()})
            memory.units.update((path, keys[path][0]) for path in whole)


def _texts(units: Sequence[Unit]) -> int:
    """About how many texts the units hold."""
    return sum(_IN_AN_ISSUE if unit.kind == "issue" else 1 for unit in units)


def _keys(root: Path, units: Iterable[Unit], memory: Memory | None) -> dict[str, tuple[str, str]]:
    """Key and digest of the units that are remembered: documents and issues of the gazette, as
    decisions and lists are few.
    """
    keys = {}
    for unit in units if memory else ():
        if memory and unit.kind in ("document", "issue"):
            digests = [memory.digest_of(root, file) for file in unit.files]
            if all(digests):
                digest = " ".join(found for found in digests if found)
                keys[unit.path] = unit_key(memory, unit, digest), digest
    return keys


def unit_key(memory: Memory, unit: Unit, digest: str) -> str:
    """Under which a unit is kept whose files had this digest."""
    return memory.key("unit", repr(unit.place) if unit.place else unit.path, digest)


def remembered(made: ReadUnit) -> ReadUnit:
    """A unit without the texts of its bodies, which are read again when they are wanted."""
    return replace(made, bodies=tuple(replace(body, encoded=b"") for body in made.bodies))
