"""The first stages: files to documents and read bodies, with every problem on the way."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gongkai.commands.making import PARALLEL_FROM, cut
from gongkai.formats.bodies import encode
from gongkai.library.reporting import diagnostic
from gongkai.library.subjects import Subjects
from gongkai.model.diagnostics import Diagnostic, Problem
from gongkai.model.documents import Collection, DecisionCatalogue, Document, Mark
from gongkai.model.facts import BodyFacts
from gongkai.model.site import Site
from gongkai.model.synonyms import NO_SYNONYMS, Synonyms
from gongkai.output.execution import run_batches
from gongkai.output.spool import Spool
from gongkai.source.decisions import without_texts
from gongkai.source.documents import Draft
from gongkai.source.load import Unit, arrange, read_unit, synonyms_of
from gongkai.source.tree import File, files
from gongkai.text.body import read_body
from gongkai.text.body_facts import TextFacts, facts_of
from gongkai.text.personal import personal_data

_BATCH = 32


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
    """What came of one unit: documents without their texts, bodies, problems by file."""

    documents: tuple[Document, ...]
    bodies: tuple[ReadBody, ...]
    year: DecisionCatalogue | None
    problems: tuple[tuple[str, bool, Problem], ...]  # file, whether secret, problem
    secret: tuple[str, ...]  # files whose words stay out of reports that travel


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that was read.

    `bodies` and `texts` are facts by `Document.key` and part ("" for its own body).
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


def read_content(
    root: Path, site: Site, as_of: datetime, bodies_kept: Spool, workers: int
) -> Content:
    """Read the whole content folder; read bodies go to `bodies_kept` by digest."""
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

    for unit in _read_all(root, plan.units, as_of, workers):
        documents += unit.documents
        years += [unit.year] if unit.year else []
        for path, hidden, problem in unit.problems:
            problems.append(diagnostic(problem, path, site, secret=hidden))
        secret.update(unit.secret)
        bodies.update({(body.key, body.part): body.facts for body in unit.bodies})
        texts.update({(body.key, body.part): body.text for body in unit.bodies})
        bodies_kept.put_many({body.facts.digest: body.encoded for body in unit.bodies})
    documents.sort(key=lambda document: document.path)
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
    )


def _read_all(
    root: Path, units: Sequence[Unit], as_of: datetime, workers: int
) -> Iterator[ReadUnit]:
    """Every unit read; interpretations last, when the titles of what they explain are known."""
    waiting: list[Unit] = []
    others: list[Unit] = []
    for unit in units:
        explains = unit.place and unit.place.collection is Collection.INTERPRETATIONS
        (waiting if explains else others).append(unit)
    documents: list[Document] = []
    for group in (others, waiting):
        subjects = Subjects(documents)

        def read(batch: Sequence[Unit], known: Subjects = subjects) -> list[ReadUnit]:
            return [_read(root, unit, as_of, known) for unit in batch]

        for batch in run_batches(
            read,
            cut(group, _BATCH),
            workers if len(group) >= PARALLEL_FROM else 1,
            name=lambda unit: unit.path,
        ):
            for made in batch:
                documents += made.documents
                yield made


def _read(root: Path, unit: Unit, as_of: datetime, subjects: Subjects) -> ReadUnit:
    reading = read_unit(root, unit, as_of)
    documents: list[Document] = []
    bodies: list[ReadBody] = []
    problems = [(path, False, problem) for path, problem in reading.problems]
    for draft in reading.drafts:
        problems += [(draft.path, draft.secret, problem) for problem in draft.problems]
        if draft.document is None:
            continue
        documents.append(without_texts(draft.document))
        for made, found in _bodies(draft, subjects.about(draft.document)):
            bodies.append(made)
            problems += [(path, draft.secret, problem) for path, problem in found]
    secret = tuple(draft.path for draft in reading.drafts if draft.secret)
    return ReadUnit(tuple(documents), tuple(bodies), reading.year, tuple(problems), secret)


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
