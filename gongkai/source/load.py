"""The whole content/ folder to drafts: every file has its place, or a problem."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Collection, DecisionCatalogue
from gongkai.model.gazette import IssueRecord
from gongkai.model.places import Place as OpenPlace
from gongkai.model.synonyms import NO_SYNONYMS, Synonyms
from gongkai.source.clearances import read_clearance
from gongkai.source.decisions import FILES, YEAR, read_decision, read_year
from gongkai.source.decode import MAX_BYTES, decode
from gongkai.source.documents import VERSION, Draft, Place, read_document
from gongkai.source.gazette import LOCK, YAML, read_record
from gongkai.source.misplaced import COMING, coming, folders, misplaced, renamed
from gongkai.source.places import read_place
from gongkai.source.synonyms import PATH as SYNONYMS
from gongkai.source.synonyms import read_synonyms
from gongkai.source.tree import File, read_bytes

_COLLECTIONS = {collection.value: collection for collection in Collection}
_WITH_WORKS = frozenset({Collection.REGULATIONS, Collection.NORMATIVE, Collection.POLICIES})


@dataclass(frozen=True, slots=True)
class Unit:
    """What is read at one time: a document's file, a decision's folder, a yearly list, a gazette
    issue with its lock, or a place.
    """

    kind: str  # document, clearance, decision, year, issue, place
    path: str  # of the file, or of the decision's folder
    files: tuple[File, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What the files of a unit held, or why one could not be read, in the order of the files."""

    unit: Unit
    contents: tuple[bytes | Problem, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a content folder is read: its units in order of path, and what cannot be read.

    `beside` are the files that documents may name as attachments or pictures,
    by path. `synonyms` is the file of words for the search.
    """

    units: tuple[Unit, ...]
    beside: Mapping[str, File]
    problems: tuple[tuple[str, Problem], ...]
    synonyms: File | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one unit. `digest` names what its files held as they were read."""

    drafts: tuple[Draft, ...]
    year: DecisionCatalogue | None = None
    problems: tuple[tuple[str, Problem], ...] = field(default=())
    digest: str = ""
    issue: IssueRecord | None = None
    place: OpenPlace | None = None


def arrange(files: Iterable[File]) -> Plan:
    """Say what each file under content/ is. Pure: only paths are looked at."""
    units: list[Unit] = []
    beside: dict[str, File] = {}
    problems: list[tuple[str, Problem]] = []
    decisions: dict[str, list[File]] = defaultdict(list)
    issues: dict[str, list[File]] = defaultdict(list)
    listed = list(files)
    works = set(_works(listed))
    synonyms = next((file for file in listed if file.path == SYNONYMS), None)
    for file in listed:
        if file is synonyms:
            continue
        top = file.path.split("/")[1]
        collection = _COLLECTIONS.get(top)
        if file.path.count("/") == 1:
            problems.append((file.path, misplaced(f"放进 {folders()} 中的一个文件夹")))
        elif top == "files":
            beside[file.path] = file
        elif top in COMING:
            problems.append((file.path, coming(top)))
        elif top == "gazette":
            _gazette_file(file, issues, beside, problems)
        elif top == "places":
            _place_file(file, units, problems)
        elif collection is None:
            problems.append((file.path, misplaced(f"文件夹只能是 {folders()}")))
        elif collection is Collection.DECISIONS:
            _decision_file(file, units, decisions, beside, problems)
        elif collection is Collection.CLEARANCES:
            _clearance_file(file, units, beside, problems)
        elif file.name.endswith(".md"):
            place = _place(file, collection, works)
            units.append(Unit("document", file.path, (file,), place))
        elif re.search(r"\.(ya?ml|MD|markdown|mdown|txt)$", file.name):
            problems.append((file.path, misplaced(renamed(file.name))))
        else:
            beside[file.path] = file
    for path, members in issues.items():
        if any(file.path == path for file in members):
            units.append(Unit("issue", path, tuple(members)))
        else:
            hint = "用 git 取回同名的 .yaml；定稿的公报不能只留定稿文件"
            problems += [(file.path, misplaced(hint)) for file in members]
    for folder, members in decisions.items():
        if any(file.name == "decision.yaml" for file in members):
            units.append(Unit("decision", folder, tuple(members)))
        else:
            problems += [
                (file.path, misplaced("同一个文件夹里要有 decision.yaml")) for file in members
            ]
    units.sort(key=lambda unit: unit.path)
    return Plan(tuple(units), beside, tuple(problems), synonyms)


def synonyms_of(root: Path, plan: Plan) -> tuple[Synonyms, list[tuple[str, Problem]]]:
    """Read the words for the search from disk, and what is wrong with them."""
    if plan.synonyms is None:
        return NO_SYNONYMS, []
    text, problems, _ = _text(plan.synonyms, _bytes(root, plan.synonyms))
    found = NO_SYNONYMS
    if text is not None:
        found, wrong = read_synonyms(text)
        problems += wrong
    return found, [(SYNONYMS, problem) for problem in problems]


def read_unit(root: Path, unit: Unit, as_of: datetime) -> Reading:
    """Read one unit from disk. No problem of the content raises."""
    return read_taken(take(root, unit), as_of)


def take(root: Path, unit: Unit) -> Taken:
    """What the files of a unit hold now."""
    return Taken(unit, tuple(_bytes(root, file) for file in unit.files))


def read_taken(taken: Taken, as_of: datetime) -> Reading:
    """Read a unit from what its files held. Pure."""
    unit = taken.unit
    texts: dict[str, str] = {}
    problems: list[tuple[str, Problem]] = []
    digests: list[str] = []
    for file, raw in zip(unit.files, taken.contents, strict=True):
        text, found, digest = _text(file, raw)
        digests.append(digest)
        problems += [(file.path, problem) for problem in found]
        if text is not None:
            texts[file.name] = text
    if unit.kind == "decision":
        if "decision.yaml" not in texts:
            return Reading((), None, tuple(problems))
        draft, others = read_decision(unit.path, texts, as_of)
        return Reading((draft, *others), None, tuple(problems))
    if unit.kind == "issue":
        issue, wrong = read_record(unit.path, texts)
        return Reading((), None, (*problems, *wrong), " ".join(digests), issue)
    name = unit.files[0].name
    if name not in texts:
        return Reading((), None, tuple(problems))
    if unit.kind == "year":
        year, draft = read_year(unit.path, texts[name], as_of)
        return Reading((draft,), year, tuple(problems))
    if unit.kind == "place":
        place, found = read_place(unit.path, texts[name])
        listed = tuple((unit.path, problem) for problem in (*found,))
        return Reading((), None, (*problems, *listed), place=place)
    assert unit.place is not None
    if unit.kind == "clearance":
        return Reading((read_clearance(unit.place, texts[name], as_of),), None, tuple(problems))
    draft = read_document(unit.place, texts[name], as_of)
    return Reading((draft,), None, tuple(problems), digests[0])


def _bytes(root: Path, file: File) -> bytes | Problem:
    return _too_large(file) if file.size > MAX_BYTES else read_bytes(root, file)


def _text(file: File, raw: bytes | Problem) -> tuple[str | None, list[Problem], str]:
    """The text of a file, its problems, and the digest of its bytes."""
    if isinstance(raw, Problem):
        return None, [raw], ""
    text, problems = decode(raw, file.path)
    if text is not None and not text.strip():
        text = None
        problems = [Problem("file/empty", 0, 0, 0, "文件是空的", "写上内容，或删去这个文件")]
    return text, problems, sha256(raw).hexdigest()


def _too_large(file: File) -> Problem:
    return Problem(
        "file/too-large", 0, 0, 0,
        f"文件有 {file.size / 1_000_000:.1f} MB，超过 {MAX_BYTES // 1_000_000} MB",
        "把长表格和图片放进 content/files 作附件，正文只留文字",
    )  # fmt: skip


def _works(files: Iterable[File]) -> Iterator[str]:
    """The folders that are works: every .md in them is a version, and the name is no bare year."""
    names: dict[str, list[str]] = defaultdict(list)
    for file in files:
        if file.name.endswith(".md"):
            names[file.folder].append(file.name.removesuffix(".md"))
    for folder, versions in names.items():
        own = folder.rpartition("/")[2]
        parts = folder.split("/")
        if (
            len(parts) > 2
            and _COLLECTIONS.get(parts[1]) in _WITH_WORKS
            and not re.fullmatch(r"[0-9]{4}", own)
            and all(VERSION.fullmatch(version) for version in versions)
        ):
            yield folder


def _place(file: File, collection: Collection, works: set[str]) -> Place:
    work = file.folder.rpartition("/")[2] if file.folder in works else ""
    return Place(file.path, collection, file.name.removesuffix(".md"), work)


def _decision_file(
    file: File,
    units: list[Unit],
    decisions: dict[str, list[File]],
    beside: dict[str, File],
    problems: list[tuple[str, Problem]],
) -> None:
    if file.path.count("/") == 2 and YEAR.fullmatch(file.name):
        units.append(Unit("year", file.path, (file,)))
    elif file.name in FILES and file.path.count("/") >= 3:
        decisions[file.folder].append(file)
    elif re.search(r"\.(md|ya?ml)$", file.name):
        hint = f"决策文件夹里只放 {'、'.join(sorted(FILES))}；目录清单写成 decisions/2026.yaml"
        problems.append((file.path, misplaced(hint)))
    else:
        beside[file.path] = file


def _gazette_file(
    file: File,
    issues: dict[str, list[File]],
    beside: dict[str, File],
    problems: list[tuple[str, Problem]],
) -> None:
    if file.name.endswith(LOCK):
        issues[file.path.removesuffix(LOCK) + YAML].append(file)
    elif file.name.endswith(YAML):
        issues[file.path].append(file)
    elif re.search(r"\.(md|yml|YAML|txt|json)$", file.name):
        problems.append((file.path, misplaced("公报写成 2024-03.yaml；扫描件放进 content/files")))
    else:
        beside[file.path] = file


def _place_file(file: File, units: list[Unit], problems: list[tuple[str, Problem]]) -> None:
    if file.name.endswith(YAML):
        units.append(Unit("place", file.path, (file,)))
    else:
        problems.append((file.path, misplaced("场所写成 .yaml 文件")))


def _clearance_file(
    file: File,
    units: list[Unit],
    beside: dict[str, File],
    problems: list[tuple[str, Problem]],
) -> None:
    if file.name.endswith(".yaml"):
        place = Place(file.path, Collection.CLEARANCES, file.name.removesuffix(".yaml"))
        units.append(Unit("clearance", file.path, (file,), place))
    elif re.search(r"\.(md|yml|YAML|txt)$", file.name):
        problems.append((file.path, misplaced("清理结果写成 .yaml 文件；附件放进 content/files")))
    else:
        beside[file.path] = file
