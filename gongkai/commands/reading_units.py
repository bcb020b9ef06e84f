"""One unit to what the library keeps of it: documents, read bodies, problems. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from gongkai.commands.reading_bodies import About, ReadBody, moved, read_items, read_text
from gongkai.library.subjects import Subjects
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Collection, DecisionCatalogue, Document
from gongkai.model.gazette import IssueRecord
from gongkai.model.places import Place
from gongkai.model.restoring import restored
from gongkai.source.decisions import without_texts
from gongkai.source.documents import Draft, is_shown
from gongkai.source.load import Reading, Taken, read_taken
from gongkai.text.personal import personal_data


@restored
@dataclass(frozen=True, slots=True)
class ReadUnit:
    """What came of one unit: documents without their texts, bodies, problems by file.

    The first `of_files` problems are those of its files, before anything was understood.
    `lasting`: its one document is secret on every day. `about` is what it was read with:
    the title of what an interpretation explains. `digest` is that of what its files held.
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
    issue: IssueRecord | None = None
    place: Place | None = None


def read_as_of(made: ReadUnit, as_of: datetime) -> ReadUnit:
    """What was read on another day, as it would be read today: what is secret follows the day."""
    if made.issue:
        return _issue_as_of(made, made.issue, as_of)
    (document,) = made.documents
    shown = is_shown(document.published, document.display_until, as_of)
    secret = made.lasting or not shown
    if secret == bool(made.secret):
        return made
    first, behind = made.problems[: made.of_files], made.problems[made.of_files :]
    problems = (*first, *((path, secret, problem) for path, _, problem in behind))
    return replace(made, problems=problems, secret=(document.path,) if secret else ())


@dataclass(frozen=True, slots=True)
class UnitReader:
    """Reads units as of a moment; `subjects` are what interpretations may explain."""

    as_of: datetime
    subjects: Subjects

    def __call__(self, batch: Sequence[Taken]) -> list[ReadUnit]:
        return [_read(taken, self.as_of, self.subjects) for taken in batch]


def read_about(batch: Sequence[tuple[Taken, str]]) -> list[dict[str, bytes]]:
    """The bodies by digest of units that are read again, on any day, knowing what each is about."""
    return [
        {body.facts.digest: body.encoded for body in _read(taken, datetime.max, about).bodies}
        for taken, about in batch
    ]


def read_again(taken: Taken, as_of: datetime, about: str) -> ReadUnit:
    """A unit as of a moment, knowing what it is about."""
    return _read(taken, as_of, about)


def _read(taken: Taken, as_of: datetime, known: Subjects | str) -> ReadUnit:
    """`known` are the subjects, or what the unit is about."""
    reading = read_taken(taken, as_of)
    if reading.issue:
        return _read_issue(reading, reading.issue, as_of)
    documents: list[Document] = []
    bodies: list[ReadBody] = []
    about = ""
    problems = [(path, False, problem) for path, problem in reading.problems]
    of_files = len(problems)
    for draft in reading.drafts:
        problems += [(draft.path, draft.secret, problem) for problem in draft.problems]
        if draft.document is None:
            continue
        documents.append(without_texts(draft.document))
        about = known if isinstance(known, str) else known.about(draft.document)
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
        place=reading.place,
    )


def _read_issue(reading: Reading, record: IssueRecord, as_of: datetime) -> ReadUnit:
    bodies, found = read_items(record)
    problems = [(path, False, problem) for path, problem in (*reading.problems, *found)]
    made = ReadUnit(
        (), tuple(bodies), None, tuple(problems), (), digest=reading.digest, issue=record.let_go()
    )
    return _issue_as_of(made, record, as_of)


def _issue_as_of(made: ReadUnit, record: IssueRecord, as_of: datetime) -> ReadUnit:
    """An issue that is not frozen, or whose day is to come, is secret."""
    secret = record.frozen is None or record.frozen.published > as_of.date()
    problems = tuple((path, secret, problem) for path, _, problem in made.problems)
    paths = (record.path, record.lock_path) if secret else ()
    return replace(made, problems=problems, secret=paths)


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
    named = About(
        document.title,
        document.number or "",
        document.transmits or "",
        about,
        page=document.collection is Collection.PAGES,
    )
    made, _, found = read_text(document.key, part, text, named, first_line)
    numbered = document.collection.binding or part != ""  # drafts of what will bind
    problems = [
        (path, moved(problem, first_line))
        for problem in (*found, *personal_data(text))
        if numbered or not problem.code.startswith("structure/")
    ]
    return made, problems
