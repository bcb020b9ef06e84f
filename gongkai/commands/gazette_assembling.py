"""The gazette's stage of a build: its public issues, their links, files and differences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

from gongkai.commands.assembling import Assembled
from gongkai.commands.memory import Memory
from gongkai.commands.reading import Content, read_bodies
from gongkai.formats import pdf
from gongkai.formats.bodies import decode
from gongkai.library.chain import with_printing
from gongkai.library.gazette import Gazette, PublicIssue, gazette, issue_url, printed_in
from gongkai.library.gazette_freezing import PrintedText, Scan, Sources, frozen
from gongkai.library.gazette_links import item_links
from gongkai.library.gazette_parity import differences, doubtful
from gongkai.library.publication import Selection
from gongkai.library.references import Bodies, References
from gongkai.library.reporting import diagnostic
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Document, Mark
from gongkai.model.facts import BodyFacts
from gongkai.model.gazette import FrozenIssue, Issue, IssueRecord
from gongkai.model.links import CitationLink
from gongkai.output.crews import Crew
from gongkai.output.spool import Spool
from gongkai.site.input import Attachment, Prose
from gongkai.source.attachments import SHARED, locate, sha256_of
from gongkai.source.tree import File


@dataclass(slots=True)
class IssueFiles:
    """The files that issues name, found one by one; problems are by file."""

    root: Path
    content: Content
    memory: Memory | None = None
    problems: list[tuple[str, Problem]] = field(default_factory=list)

    def named(self, name: str, issue: Issue, mark: Mark) -> File | None:
        """The file that a clerk means by a name."""
        found = locate(name, issue.path, "/gazette/", self.content.beside, mark)
        if isinstance(found, Problem):
            self.problems.append((issue.path, found))
            return None
        return found.file

    def kept(self, path: str, digest: str, record: IssueRecord, what: str) -> File | None:
        """The file that was frozen, if it is there and is what it was."""
        file = self.content.beside.get(f"content/{path}")
        if file is None:
            message = f"{what}的文件 content/{path} 不在了"
            self._changed(
                "attachment/missing", record, message, "用 git 取回它；定稿以后不能改名、删除"
            )
            return None
        if self.digest(file) != digest:
            message = f"{what}的文件 content/{path} 与定稿时不同"
            self._changed(
                "gazette/file-changed", record, message, "用 git 取回原来的；新文件用新的名字"
            )
            return None
        return file

    def digest(self, file: File) -> str:
        """The SHA-256 of a file, which is not read again where it looks as it did."""
        known = self.memory.digest_of(self.root, file) if self.memory else None
        return known or sha256_of(self.root, file)

    def pdf_fault(self, file: File, issue: Issue, mark: Mark, last: int) -> bool:
        """Whether a PDF cannot be kept, or has not the page `last`; says why."""
        found = pdf.facts(self.root / file.path)
        if found.fault:
            hint = "用没有密码、能打开的 PDF；太长的按期拆开"
            self._at("gazette/scan", issue, mark, f"{file.name} {found.fault.value}", hint)
        elif last > found.pages:
            message = f"{file.name} 只有 {found.pages} 页，这一篇到第 {last} 页"
            hint = "核对「页码」；PDF 的页与页码不同的写「PDF页」"
            self._at("gazette/pages-beyond", issue, mark, message, hint)
        return found.fault is not None

    def _at(self, code: str, issue: Issue, mark: Mark, message: str, hint: str) -> None:
        problem = Problem(code, mark.line, mark.column, mark.span, message, hint)
        self.problems.append((issue.path, problem))

    def _changed(self, code: str, record: IssueRecord, message: str, hint: str) -> None:
        self.problems.append((record.lock_path, Problem(code, 0, 0, 0, message, hint)))


def with_gazette(
    root: Path,
    content: Content,
    selection: Selection,
    assembled: Assembled,
    bodies: Spool,
    crew: Crew,
    *,
    preview: bool = False,
    memory: Memory | None = None,
) -> Assembled:
    """The public library with its gazette. A preview also shows what is not frozen."""
    files = IssueFiles(root, content, memory)
    catalogue = assembled.library.catalogue
    drafts = dict(_drafts(content, assembled.references, files)) if preview else None
    found = gazette(content.records, catalogue, drafts)
    for record in content.records:
        if record.issue and not record.frozen:
            check_files(record.issue, files)
    items = [item for public in found.issues for item in public.items if not item.withdrawn]
    read = {**content.bodies, **dict(_borrowed(found, content))} if preview else content.bodies
    links = dict(item_links(items, catalogue, assembled.references, read))
    records = {record.path: record for record in content.records}
    parts = _Parts(content, read, links)
    for public in found.issues:
        parts.add(public, _issue_files(public, records[public.path], files))
    library = replace(
        assembled.library,
        gazette=found,
        gazette_texts=parts.texts,
        gazette_files=parts.kept,
        chains=with_printing(assembled.library.chains, catalogue, found.carried),
        places=tuple(place for place in content.places if place.is_open(selection.as_of.date())),
    )
    problems = [*files.problems, *_differing(root, content, found, bodies, crew)]
    told = [
        diagnostic(one, path, content.site, secret=path in content.secret) for path, one in problems
    ]
    return replace(
        assembled,
        library=library,
        copies={**assembled.copies, **parts.copies},
        digests={**assembled.digests, **parts.digests},
        diagnostics=(*assembled.diagnostics, *told),
    )


@dataclass(slots=True)
class _Parts:
    """What pages need of the issues beside their facts, gathered issue by issue."""

    content: Content
    bodies: Bodies
    links: Mapping[str, tuple[CitationLink, ...]]
    texts: dict[str, Prose] = field(default_factory=dict)
    kept: dict[str, Attachment] = field(default_factory=dict)
    copies: dict[str, File] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    def add(self, public: PublicIssue, files: Iterable[tuple[str, File, str]]) -> None:
        for path, file, digest in files:
            folder = f"{issue_url(public.issue.key)}files/"
            taken = self.copies.get(f"{folder[1:]}{file.name}", file) != file
            url = f"{folder}{digest[:8] + '-' if taken else ''}{quote(file.name)}"
            ending = file.name.rpartition(".")[2].upper()
            self.kept[path] = Attachment(file.name, url, ending, file.size, digest)
            self.copies[unquote(url)[1:]] = file
            self.digests[file.path] = digest
        for item in public.items:
            facts = self.bodies.get((item.key, ""))
            if facts and not item.withdrawn:
                shown = {
                    one.name: self.kept[one.path].url
                    for one in item.item.pictures
                    if one.path in self.kept
                }
                pictures = tuple(
                    (name, shown.get(name) or self._page(name)) for name in facts.files
                )
                own = self.links.get(item.key, ())
                self.texts[item.key] = Prose(body=facts.digest, links=own, files=pictures)

    def _page(self, name: str) -> str:
        """The root-relative address of a page of the site that a text links; "" for a lost file."""
        plain, base = unescape(name), self.content.site.base
        if base != "/" and plain.startswith(base):
            return "/" + plain.removeprefix(base)
        return plain if plain.startswith("/") else ""


def _borrowed(found: Gazette, content: Content) -> Iterator[tuple[tuple[str, str], BodyFacts]]:
    """The bodies of documents in issues that are not frozen: those of the library, by item."""
    for public in found.issues:
        for item in public.items:
            facts = content.bodies.get((item.entry.document.key, "")) if item.entry else None
            if public.draft and facts and (item.key, "") not in content.bodies:
                yield (item.key, ""), facts


def check_files(issue: Issue, files: IssueFiles) -> None:
    """Report the scans and the paper issue that are not there or cannot be kept."""
    for _, item in issue.items:
        file = files.named(item.file, issue, item.mark) if item.file else None
        if file:
            pages = item.pages.last - item.pages.first if item.pages else 0
            first = item.sheet or (item.pages.first if item.pages else 1)
            files.pdf_fault(file, issue, item.mark, first + pages)
    file = files.named(issue.paper, issue, issue.mark("paper")) if issue.paper else None
    if file:
        last = max((item.pages.last for _, item in issue.items if item.pages), default=1)
        files.pdf_fault(file, issue, issue.mark("paper"), last)


def below_content(file: File) -> str:
    """The path of a file as a lock has it."""
    return file.path.removeprefix("content/")


def _drafts(
    content: Content, references: References, files: IssueFiles
) -> Iterator[tuple[str, FrozenIssue]]:
    """Issues that are not frozen, as they would be: without texts, which pages take from the library."""
    for record in content.records:
        issue = record.issue
        if issue is None or record.frozen or record.torn:
            continue
        documents: dict[int, Document] = {}
        texts: dict[int, PrintedText] = {}
        scans: dict[int, Scan] = {}
        left = []
        for number, (_, item) in enumerate(issue.items, 1):
            document = printed_in(issue, item, references)
            file = content.beside.get(f"{SHARED}{item.file}") if item.file else None
            if document:
                documents[number] = document
                texts[number] = PrintedText("")
            elif item.text is not None:
                texts[number] = PrintedText(item.text)
            elif file:
                scans[number] = Scan(below_content(file), files.digest(file))
            else:
                left.append(number)
        if not left:
            yield record.path, frozen(issue, Sources(documents, texts, scans))


def _issue_files(
    public: PublicIssue, record: IssueRecord, files: IssueFiles
) -> Iterator[tuple[str, File, str]]:
    """The files of an issue: path below content/, the file, its SHA-256; each once."""
    issue = public.issue
    named: dict[str, tuple[str, str]] = {}
    for item in public.items:
        if item.withdrawn:
            continue
        what = f"第 {item.item.number} 篇"
        if item.item.file:
            named.setdefault(item.item.file, (item.item.digest, what))
        for picture in item.item.pictures:
            named.setdefault(picture.path, (picture.digest, what))
    if issue.paper and issue.paper_sha256:
        named.setdefault(issue.paper, (issue.paper_sha256, "纸质版"))
    for path, (digest, what) in named.items():
        file = files.kept(path, digest, record, what)
        if file:
            yield path, file, digest


def _differing(
    root: Path, content: Content, found: Gazette, bodies: Spool, crew: Crew
) -> list[tuple[str, Problem]]:
    """Where a frozen text and the text of the library differ (电子版 = 纸质版)."""
    pairs = doubtful(found, content.bodies)
    wanted = [digest for pair in pairs for digest in (pair.frozen, pair.library)]
    read_bodies(root, content.units, wanted, bodies, crew)
    html: Callable[[str], str] = lambda digest: decode(bodies.get(digest)).html  # noqa: E731
    return list(differences(pairs, html))
