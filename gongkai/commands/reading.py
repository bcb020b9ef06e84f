"""The first stages: files to documents and read bodies, with every problem on the way."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from gongkai.commands.making import PARALLEL_FROM, cut
from gongkai.commands.memory import Memory
from gongkai.formats.bodies import encode
from gongkai.library.reporting import diagnostic
from gongkai.library.subjects import Subjects
from gongkai.model.diagnostics import Diagnostic, Problem
from gongkai.model.documents import Collection, DecisionCatalogue, Document, Mark
from gongkai.model.facts import BodyFacts
from gongkai.model.site import Site
from gongkai.model.synonyms import NO_SYNONYMS, Synonyms
from gongkai.output.execution import run_batches
from gongkai.output.place import PublishError
from gongkai.output.spool import Spool
from gongkai.source.decisions import without_texts
from gongkai.source.documents import Draft, is_shown
from gongkai.source.load import Unit, arrange, read_unit, synonyms_of
from gongkai.source.tree import File, files
from gongkai.text.body import read_body
from gongkai.text.body_facts import TextFacts, facts_of
from gongkai.text.personal import personal_data

_BATCH = 32
_NO_KEY = ("", "-")  # equal to no digest
_LOOKED_UP = 500  # units that are asked for at one time: bounds the memory


class ChangedError(PublishError):
    """A file was changed while the build was reading it."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} 在构建时被改动；请重新构建")


@dataclass(frozen=True, slots=True)
class ReadBody:
    """One body: whose it is (`Document.key`, and the decision's part), its facts and bytes.

    `text` is what the body says about itself.
    """

    key: str
    part: str
    facts: BodyFacts
    text: TextFacts
    encoded: bytes


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """What came of one unit: documents without their texts, bodies, problems by file.

    The first `of_files` problems are those of its files, before anything was understood.
    `lasting`: its one document is secret on every day. `about` is what it was read with:
    the title of what an interpretation explains. `digest` is that of a document's file.
    """

    documents: tuple[Document, ...]
    bodies: tuple[ReadBody, ...]
    year: DecisionCatalogue | None
    problems: tuple[tuple[str, bool, Problem], ...]  # file, whether secret, problem
    secret: tuple[str, ...]  # files whose words stay out of reports that travel
    of_files: int = 0
    lasting: bool = False
    about: str = ""
    digest: str = ""


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


def read_content(
    root: Path,
    site: Site,
    as_of: datetime,
    bodies_kept: Spool,
    workers: int,
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
    bodies: dict[tuple[str, str], BodyFacts] = {}
    texts: dict[tuple[str, str], TextFacts] = {}
    secret: set[str] = set()
    synonyms, wrong = synonyms_of(root, plan)
    troubles = [*troubles, *plan.problems, *wrong]
    problems = [diagnostic(problem, path, site) for path, problem in troubles]

    sources: dict[str, tuple[Unit, str]] = {}
    for source, unit in _read_all(root, plan.units, as_of, workers, memory):
        documents += unit.documents
        years += [unit.year] if unit.year else []
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
    )


def read_bodies(
    root: Path, content: Content, wanted: Iterable[str], kept: Spool, workers: int
) -> None:
    """Read again the bodies of these digests that are not in `kept`.

    Raises ChangedError when a file is not what it was when it was looked at.
    """
    missing = [name for name in dict.fromkeys(wanted) if name not in kept]
    units = {content.units[name][0].path: content.units[name] for name in missing}

    def read(batch: Sequence[tuple[Unit, str]]) -> list[dict[str, bytes]]:
        return [
            {body.facts.digest: body.encoded for body in read_unit_about(root, unit, about).bodies}
            for unit, about in batch
        ]

    batches = run_batches(
        read,
        cut(units.values(), _BATCH),
        workers if len(units) >= PARALLEL_FROM else 1,
        name=lambda unit: unit[0].path,
    )
    for batch in batches:
        for found in batch:
            kept.put_many(found)
    for name in missing:
        if name not in kept:
            raise ChangedError(content.units[name][0].path)


def _read_all(
    root: Path, units: Sequence[Unit], as_of: datetime, workers: int, memory: Memory | None
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
        for unit, made in _read_group(root, group, as_of, subjects, workers, memory):
            documents += made.documents
            yield unit, made


def _read_group(
    root: Path,
    group: Sequence[Unit],
    as_of: datetime,
    subjects: Subjects,
    workers: int,
    memory: Memory | None,
) -> Iterator[tuple[Unit, ReadUnit]]:
    """Units in any order: first those that are remembered, then those that are read now."""
    keys = _keys(root, group, memory)
    known: dict[str, object] = {}
    remaining: list[Unit] = []
    for some in cut(group, _LOOKED_UP):
        if memory:
            known = memory.values(keys[unit.path][0] for unit in some if unit.path in keys)
        for unit in some:
            made = known.get(keys.get(unit.path, _NO_KEY)[0])
            if isinstance(made, ReadUnit) and subjects.about(made.documents[0]) == made.about:
                yield unit, _as_of(made, as_of)
            else:
                remaining.append(unit)

    def read(batch: Sequence[Unit]) -> list[ReadUnit]:
        return [_read(root, unit, as_of, subjects) for unit in batch]

    batches = run_batches(
        read,
        cut(remaining, _BATCH),
        workers if len(remaining) >= PARALLEL_FROM else 1,
        name=lambda unit: unit.path,
    )
    for some, results in zip(cut(remaining, _BATCH), batches, strict=True):
        yield from zip(some, results, strict=True)
        if memory:
            memory.keep(
                {
                    keys[unit.path][0]: _remembered(made)
                    for unit, made in zip(some, results, strict=True)
                    if len(made.documents) == 1 and made.digest == keys.get(unit.path, _NO_KEY)[1]
                }
            )


def _keys(root: Path, units: Iterable[Unit], memory: Memory | None) -> dict[str, tuple[str, str]]:
    """Key and digest of the units that are remembered: documents, as decisions and lists are few."""
    keys = {}
    for unit in units if memory else ():
        if memory and unit.kind == "document":
            digest = memory.digest_of(root, unit.files[0])
            if digest:
                keys[unit.path] = memory.key("unit", repr(unit.place), digest), digest
    return keys


def _remembered(made: ReadUnit) -> ReadUnit:
    """A unit without the texts of its bodies, which are read again when they are wanted."""
    return replace(made, bodies=tuple(replace(body, encoded=b"") for body in made.bodies))


def _as_of(made: ReadUnit, as_of: datetime) -> ReadUnit:
    """What was read on another day, as it would be read today: what is secret follows the day."""
    (document,) = made.documents
    shown = is_shown(document.published, document.display_until, as_of)
    secret = made.lasting or not shown
    if secret == bool(made.secret):
        return made
    first, behind = made.problems[: made.of_files], made.problems[made.of_files :]
    problems = (*first, *((path, secret, problem) for path, _, problem in behind))
    return replace(made, problems=problems, secret=(document.path,) if secret else ())


def read_unit_about(root: Path, unit: Unit, about: str) -> ReadUnit:
    """Read a unit again on any day, knowing what it is about."""
    return _read(root, unit, datetime.max, None, about)


def _read(
    root: Path, unit: Unit, as_of: datetime, subjects: Subjects | None, about: str = ""
) -> ReadUnit:
    reading = read_unit(root, unit, as_of)
    documents: list[Document] = []
    bodies: list[ReadBody] = []
    problems = [(path, False, problem) for path, problem in reading.problems]
    of_files = len(problems)
    for draft in reading.drafts:
        problems += [(draft.path, draft.secret, problem) for problem in draft.problems]
        if draft.document is None:
            continue
        documents.append(without_texts(draft.document))
        about = subjects.about(draft.document) if subjects else about
        for made, found in _bodies(draft, about):
            bodies.append(made)
            problems += [(path, draft.secret, problem) for path, problem in found]
    secret = tuple(draft.path for draft in reading.drafts if draft.secret)
    lasting = any(draft.lasting for draft in reading.drafts)
    return ReadUnit(
        tuple(documents),
        tuple(bodies),
        reading.year,
        tuple(problems),
        secret,
        of_files,
        lasting,
        about,
        reading.digest,
    )


def _bodies(draft: Draft, about: str) -> list[tuple[ReadBody, list[tuple[str, Problem]]]]:
    document = draft.document
    assert document is not None
    found = []
    if draft.path.endswith(".md"):
        found.append(_body(document, "", draft.path, draft.body, document.body_line, about))
    parts = document.decision.parts if document.decision else ()
    found += [_body(document, part.name, part.path, part.text, part.line, "") for part in parts]
    return found


def _body(
    document: Document, part: str, path: str, text: str, first_line: int, about: str
) -> tuple[ReadBody, list[tuple[str, Problem]]]:
    title, number = document.title, document.number or ""
    transmits = document.transmits or ""
    reading = read_body(text, title=title, number=number, transmits=transmits, about=about)
    named = hashlib.sha256("\0".join((text, title, number, transmits, about)).encode()).hexdigest()
    body = reading.body
    facts = BodyFacts(
        digest=named,
        citations=body.citations,
        eids=tuple([provision.eid for provision in body.provisions]),
        files=body.files,
        file_marks=tuple(_named_at(name, text, first_line) for name in body.files),
    )
    numbered = document.collection.binding or part != ""  # drafts of what will bind
    problems = [
        (path, _moved(problem, first_line))
        for problem in (*reading.problems, *personal_data(text))
        if numbered or not problem.code.startswith("structure/")
    ]
    said = facts_of(body.markdown, page=document.collection is Collection.PAGES)
    return ReadBody(document.key, part, facts, said, encode(body)), problems


def _named_at(name: str, text: str, first_line: int) -> Mark:
    """Where the body first names a local file."""
    plain = html.unescape(name)
    start = max(text.find(plain), 0)
    column = start - text.rfind("\n", 0, start)
    return Mark(text.count("\n", 0, start) + first_line, column, len(plain))


def _moved(problem: Problem, first_line: int) -> Problem:
    """A problem counted in the body, counted in the file."""
    if problem.line == 0:
        return problem
    return Problem(
        problem.code,
        problem.line + first_line - 1,
        problem.column,
        problem.span,
        problem.message,
        problem.hint,
    )
