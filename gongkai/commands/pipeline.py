"""The whole build on one page: load, parse, link, check, plan, render, index, publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from time import monotonic

from gongkai.commands.assembling import Assembled, assemble, public_catalogue
from gongkai.commands.failures import UsageError
from gongkai.commands.indexing import index
from gongkai.commands.making import made
from gongkai.commands.reading import Content, read_content
from gongkai.library.checks import Checked, check
from gongkai.library.publication import Selection, as_stands, select
from gongkai.library.references import References
from gongkai.library.reporting import diagnostic, for_draft, in_order
from gongkai.model.diagnostics import Diagnostic, Severity
from gongkai.model.site import Site
from gongkai.output.publish import Copied, File, Report, publication
from gongkai.output.spool import Spool, spool
from gongkai.pages.environment import Pages, pages
from gongkai.pages.jobs import Job
from gongkai.pages.theme import Theme, theme
from gongkai.site.data import DATA_PLANNERS
from gongkai.site.plan import PLANNERS, plan
from gongkai.site.shell import shell
from gongkai.source.decode import decode
from gongkai.source.settings import read_settings
from gongkai.source.shipped import all_files, text_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One build as asked for. `preview` shows what is held or to come, marked.

    `kiosk_minutes` is for a touch screen in a hall: how long it waits without a touch, else 0.
    """

    root: Path
    output: Path
    as_of: datetime
    workers: int
    html_only: bool = False
    dry_run: bool = False
    preview: bool = False
    kiosk_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Understood:
    """The content after every stage that only looks."""

    content: Content
    selection: Selection
    assembled: Assembled
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. `report` is None when nothing was published."""

    diagnostics: tuple[Diagnostic, ...]
    unpublished: Mapping[str, int]
    planned: int = 0
    report: Report | None = None
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """Whether a problem stopped the build."""
        return fatal(self.diagnostics)


def build(request: Request) -> Outcome:
    """Build the site of `request.root` into `request.output`.

    On a problem that is an error nothing is written. Raises UsageError when
    there is no site.yaml, PublishError when the disk fails.
    """
    begun = monotonic()
    site, problems = read_site(request.root)
    if site is None:
        return Outcome(tuple(in_order(problems)), {})
    sources = [request.root / name for name in ("content", "site.yaml", "templates", "theme")]
    with ExitStack() as held:
        opened = None
        if not request.dry_run:
            opened = held.enter_context(publication(request.output, sources=sources))
        bodies = held.enter_context(spool())
        known = understand(request, site, bodies)
        counts = known.selection.counts()
        if fatal(known.diagnostics):
            return Outcome(known.diagnostics, counts, seconds=monotonic() - begun)
        library = replace(
            known.assembled.library,
            assets=_theme(request).assets,
            offline=not (request.preview or request.kiosk_minutes),
            kiosk_minutes=request.kiosk_minutes,
        )
        jobs = plan(library, PLANNERS if request.html_only else (*PLANNERS, *DATA_PLANNERS))
        report = None
        if opened:
            templates = pages(text_files(request.root, "templates"), shell(library))
            report = opened.publish(_files(request, known, jobs, templates, bodies))
        return Outcome(known.diagnostics, counts, len(jobs), report, monotonic() - begun)


def understand(request: Request, site: Site, bodies: Spool) -> Understood:
    """Every stage that only looks: load, parse, select, link, check."""
    content = read_content(request.root, site, request.as_of, bodies, request.workers)
    documents = tuple(as_stands(document, request.as_of) for document in content.documents)
    content = replace(content, documents=documents)
    selection = select(
        content.documents,
        content.years,
        request.as_of,
        review_required=site.review_required,
        preview=request.preview,
    )
    catalogue = public_catalogue(content, selection)
    assembled = assemble(request.root, content, selection, catalogue)
    checked = Checked(
        site=site,
        as_of=request.as_of,
        documents=content.documents,
        public=selection.documents,
        years=content.years,
        references=References(content.documents, content.bodies),
        public_references=assembled.references,
        catalogue=catalogue,
        bodies=content.bodies,
        texts=content.texts,
    )
    found = [*content.diagnostics, *assembled.diagnostics]
    found += [
        diagnostic(problem, path, site, secret=secret or path in content.secret)
        for path, problem, secret in check(checked)
    ]
    drafts = selection.drafts()
    return Understood(
        content,
        selection,
        assembled,
        tuple(in_order(for_draft(item) if item.path in drafts else item for item in found)),
    )


def read_site(root: Path) -> tuple[Site | None, list[Diagnostic]]:
    """site.yaml, or the problems in it. Raises UsageError when it is not there."""
    path = root / "site.yaml"
    if not path.is_file():
        raise UsageError(
            f"{root.resolve()} 里没有 site.yaml；用 --root 指明文件夹，或运行 gongkai new site 文件夹 新建一个"
        )
    text, problems = decode(path.read_bytes(), "site.yaml")
    site = None
    if text is not None:
        site, found = read_settings(text)
        problems += found
    nameless = Site(name="", url="", base="/", domain="")
    return site, [diagnostic(problem, "site.yaml", nameless) for problem in problems]


def fatal(found: tuple[Diagnostic, ...]) -> bool:
    """Whether one of the problems stops the build."""
    return any(item.severity is Severity.ERROR for item in found)


def _theme(request: Request) -> Theme:
    return theme(all_files(request.root, "theme"))


def _files(
    request: Request, known: Understood, jobs: list[Job], templates: Pages, bodies: Spool
) -> Iterator[File]:
    """Every file of the site, one at a time."""
    copies = (
        (path, Copied(request.root / file.path, known.assembled.digests.get(file.path, "")))
        for path, file in known.assembled.copies.items()
    )
    provisions = {facts.digest: len(facts.eids) for facts in known.content.bodies.values()}
    shards = index(known.assembled.library, provisions, bodies, request.workers)
    return chain(
        made(jobs, templates, bodies, request.workers),
        () if request.html_only else shards,
        _theme(request).files.items(),
        copies,
    )
