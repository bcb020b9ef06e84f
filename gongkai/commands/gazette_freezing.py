"""Freeze one issue of the gazette: gather what it prints, and write the lock file beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from gongkai.commands.gazette_assembling import IssueFiles, below_content, check_files
from gongkai.commands.reading import read_bodies
from gongkai.commands.reading_bodies import about_item, read_text
from gongkai.commands.requests import Request
from gongkai.commands.understanding import Understood
from gongkai.formats import pdf
from gongkai.formats.bodies import decode
from gongkai.formats.gazette_lock import Lock, lock_text
from gongkai.formats.typst import TypesettingError
from gongkai.gazette.press import typeset
from gongkai.gazette.printed import Printed
from gongkai.library.gazette import item_key, printed_in
from gongkai.library.gazette_freezing import (
    Paper,
    PrintedText,
    Scan,
    Sources,
    fingerprints,
    frozen,
    with_pages,
)
from gongkai.library.reporting import diagnostic, in_order
from gongkai.model.diagnostics import Diagnostic, Problem, Severity
from gongkai.model.documents import Document
from gongkai.model.gazette import (
    FrozenIssue,
    FrozenItem,
    FrozenPicture,
    Issue,
    IssueItem,
    IssueRecord,
)
from gongkai.output.crews import ALONE
from gongkai.output.spool import Spool
from gongkai.source.attachments import locate
from gongkai.text.rooted import rooted


@dataclass(frozen=True, slots=True)
class Freezing:
    """What became of the wish to freeze an issue: its lock, or the problems that forbid it."""

    issue: FrozenIssue | None
    diagnostics: tuple[Diagnostic, ...]
    note: str = ""  # what the clerk should know of the lock, in Chinese


def freeze(request: Request, known: Understood, record: IssueRecord, bodies: Spool) -> Freezing:
    """Freeze the issue of `record`, which is neither frozen nor torn, and write its lock."""
    issue, site = record.issue, known.content.site
    found = [
        one
        for one in known.diagnostics
        if one.path == record.path and one.code != "gazette/unfrozen"
    ]
    if issue is None or _stops(found):
        return Freezing(None, tuple(found))
    gathering = _Gathering(request, known, issue, bodies)
    sources = gathering.sources()
    printed = {document.path for document in sources.documents.values()} if sources else set()
    found += [one for one in known.diagnostics if one.path in printed and _is_error(one)]
    told = [diagnostic(problem, path, site) for path, problem in gathering.problems]
    found = in_order([*found, *told])
    if sources is None or _stops(found):
        return Freezing(None, tuple(found))
    made, note = gathering.paged(frozen(issue, sources))
    _write(request.root / record.lock_path, lock_text(Lock(made, fingerprints(issue))))
    return Freezing(made, tuple(found), note)


def _is_error(found: Diagnostic) -> bool:
    return found.severity is Severity.ERROR


def _stops(found: Sequence[Diagnostic]) -> bool:
    """What is only a warning while an issue is written stops its freezing: it cannot be mended then."""
    return any(_is_error(one) or one.code in _FORBIDDING for one in found)


_FORBIDDING = frozenset(
    {"gazette/unpublished", "gazette/empty", "reference/ambiguous", "reference/unpublished"}
)


class _Gathering:
    """The texts, scans and pictures of one issue, found one by one."""

    def __init__(self, request: Request, known: Understood, issue: Issue, bodies: Spool) -> None:
        self._request, self._known, self._issue, self._bodies = request, known, issue, bodies
        self._content = known.content
        self._files = IssueFiles(request.root, known.content)
        self.problems = self._files.problems

    def sources(self) -> Sources | None:
        """What the issue prints; None where something of it is missing."""
        references = self._known.assembled.references
        documents: dict[int, Document] = {}
        texts: dict[int, PrintedText] = {}
        scans: dict[int, Scan] = {}
        check_files(self._issue, self._files)
        for number, (_, item) in enumerate(self._issue.items, 1):
            document = printed_in(self._issue, item, references)
            if document:
                documents[number] = document
                texts[number] = self._text(document.key, document.path, document, item)
            elif item.text is not None:
                key = item_key(self._issue.key, number)
                texts[number] = self._text(key, self._issue.path, None, item)
            elif not self.problems and item.file:
                scans[number] = self._scan(item)
            elif item.ref:
                self._report(
                    "reference/unresolved", item, f"公报内容“{item.ref.text}”在公开的文件里找不到"
                )
        if self.problems:
            return None
        return Sources(documents, texts, scans, self._paper())

    def _text(self, key: str, path: str, document: Document | None, item: IssueItem) -> PrintedText:
        facts = self._content.bodies.get((key, ""))
        if facts is None:
            self._report("gazette/empty", item, "这个文件没有正文，不能刊登")
            return PrintedText("")
        units = self._content.units
        read_bodies(self._request.root, units, [facts.digest], self._bodies, ALONE)
        body = decode(self._bodies.get(facts.digest))
        pictures = tuple(self._pictures(body.files, path, document))
        about = self._content.units[facts.digest][1] if document else ""
        markdown = body.markdown
        if document:
            markdown = rooted(markdown, f"/{document.collection.value}/{document.id}/")
        return PrintedText(markdown, pictures, about)

    def _pictures(
        self, names: Sequence[str], path: str, document: Document | None
    ) -> Iterator[FrozenPicture]:
        """The local files that a text shows; what it links on the site needs no freezing."""
        folder = f"/{document.collection.value}/{document.id}/" if document else "/gazette/"
        for name in names:
            plain = unescape(name)
            if plain.startswith("/"):
                continue
            found = locate(plain, path, folder, self._content.beside)
            if isinstance(found, Problem):
                self.problems.append((path, found))
            else:
                digest = self._files.digest(found.file)
                yield FrozenPicture(name, below_content(found.file), digest)

    def _scan(self, item: IssueItem) -> Scan:
        file = self._files.named(item.file or "", self._issue, item.mark)
        if file is None:
            return Scan("", "")
        first = item.sheet or (item.pages.first if item.pages else 1)
        count = item.pages.last - item.pages.first if item.pages else 0
        path = self._request.root / file.path
        layer = "\n".join(text.strip() for text in pdf.page_texts(path, first, first + count))
        return Scan(below_content(file), self._files.digest(file), layer.strip("\n"))

    def _paper(self) -> Paper | None:
        issue = self._issue
        if issue.paper is None:
            return None
        file = self._files.named(issue.paper, issue, issue.mark("paper"))
        if file is None:
            return None
        pages = pdf.facts(self._request.root / file.path).pages
        return Paper(below_content(file), self._files.digest(file), pages)

    def paged(self, issue: FrozenIssue) -> tuple[FrozenIssue, str]:
        """The issue with its pages: as typed from the paper or the scan, else as its PDF is set."""
        if issue.paper or any(item.pages or item.kind == "scan" for item in issue.items):
            return issue, ""
        texts = [self._printed(item) for item in issue.items]
        try:
            made = typeset(issue, self._content.site.gazette, texts)
        except TypesettingError as error:
            return issue, f"没有编页码：{error}"
        return with_pages(issue, made.pages, made.page_count), ""

    def _printed(self, item: FrozenItem) -> Printed:
        _, body, _ = read_text("", "", item.markdown, about_item(item))
        root = self._request.root / "content"
        pictures = tuple((one.name, (root / one.path).read_bytes()) for one in item.pictures)
        return Printed(body.html, pictures)

    def _report(self, code: str, item: IssueItem, message: str) -> None:
        mark = item.mark
        hint = "先让它公开；写错了的改成标识、文号或标题"
        problem = Problem(code, mark.line, mark.column, mark.span, message, hint)
        self.problems.append((self._issue.path, problem))


def _write(path: Path, text: str) -> None:
    """Write a lock whole or not at all."""
    beside = path.with_name(f"{path.name}.tmp")
    with beside.open("w", encoding="utf-8", newline="\n") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(path)
