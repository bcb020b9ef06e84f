"""The whole build on one page: load, parse, link, check, plan, render, index, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from gongkai.commands.addressing import with_addresses
from gongkai.commands.assembling import Assembled, assemble, public_catalogue
from gongkai.commands.bundling import bundled, bundles
from gongkai.commands.compressing import compressed_with, precompressed
from gongkai.commands.failures import UsageError
from gongkai.commands.for_folder import for_folder
from gongkai.commands.gazette_assembling import with_gazette
from gongkai.commands.history import changed_since, clean_head, commit_of
from gongkai.commands.indexing import index
from gongkai.commands.keeping import Keeping
from gongkai.commands.making import Rendering, made
from gongkai.commands.memory import Memory, memory
from gongkai.commands.moment import moment
from gongkai.commands.ofd_attachments import with_ofd_facts
from gongkai.commands.planned import Planned
from gongkai.commands.printing import Editions, typeset_with
from gongkai.commands.reading import Content, read_bodies, read_content
from gongkai.commands.recording import lost_addresses
from gongkai.commands.requests import Outcome, Request, fatal
from gongkai.commands.settled import Settling
from gongkai.commands.web_font import made_with, problem, with_web_font
from gongkai.library.checks import Checked, check
from gongkai.library.gazette import withheld
from gongkai.library.publication import Selection, as_stands, select
from gongkai.library.references import References
from gongkai.library.reporting import diagnostic, for_draft, in_order
from gongkai.model.diagnostics import Diagnostic
from gongkai.model.site import Site
from gongkai.output.crews import Crew, Local
from gongkai.output.dask_scheduler import cluster
from gongkai.output.kinds import PAGES, kind_of
from gongkai.output.publish import Copied, File, Publication, Unchanged, publication
from gongkai.output.publishing_history import published_keys, published_manifests
from gongkai.output.spool import Spool, spool
from gongkai.pages.theme import Theme, theme
from gongkai.site.data import DATA_PLANNERS
from gongkai.site.data_openapi import SCHEMAS
from gongkai.site.input import Attachment, Library
from gongkai.site.plan import PLANNERS, plan
from gongkai.site.shell import shell
from gongkai.source.decode import decode
from gongkai.source.settings import read_settings
from gongkai.source.shipped import all_files, schemas, text_files

_KEPT_DAYS = 30  # what was not used for so long is removed by --tidy


@dataclass(frozen=True, slots=True)
class Understood:
    """The content after every stage that only looks."""

    content: Content
    selection: Selection
    assembled: Assembled
    checked: Checked
    diagnostics: tuple[Diagnostic, ...]


def build(request: Request) -> Outcome:
    """Build the site of `request.root` into `request.output`.

    On a problem that is an error nothing is written. Raises UsageError when
    there is no site.yaml, PublishError when the disk fails, ClusterError when the cluster does.
    """
    begun = monotonic()
    site, problems = read_site(request.root)
    if site is None:
        return Outcome(tuple(in_order(problems)), {})
    sources = [request.root / name for name in ("content", "site.yaml", "templates", "theme")]
    with ExitStack() as held:
        kept = held.enter_context(
            memory(request.cache, request.root, request.output, moment(None).date())
        )
        settling = None
        if kept and not (request.dry_run or request.tidy):
            settling = Settling(request, kept, _tools(request.root, site))
            settled = settling.outcome()
            if settled:
                return replace(settled, seconds=monotonic() - begun)
        opened = None
        if not request.dry_run:
            opened = held.enter_context(publication(request.output, sources=sources))
        bodies = held.enter_context(spool())
        crew = held.enter_context(_crew(request))
        distrusted = _asked_git(request, kept)
        known = understand(request, site, bodies, kept, crew)
        counts = known.selection.counts()
        if fatal(known.diagnostics):
            return Outcome(known.diagnostics, counts, seconds=monotonic() - begun)
        editions = editions_of(request, known, bodies, crew)
        listed = editions.listed(kept)
        known = with_problems(known, editions)
        known, library, jobs = laid_out(request, known, listed)
        if fatal(known.diagnostics):
            return Outcome(known.diagnostics, counts, seconds=monotonic() - begun)
        planned = _pages(jobs)
        outcome = Outcome(known.diagnostics, counts, planned, len(jobs) - planned)
        if opened:
            making = _Making(request, known, jobs, library, bodies, opened, kept, editions, crew)
            files = for_folder(making.files()) if request.folder_only else making.files()
            if library.web_font:
                files = with_web_font(files, request.root, site, request.output, kept)
            if site.precompress and not (request.preview or request.folder_only):
                files = precompressed(files, opened, request.output, crew, kept)
            report = opened.publish(files, gathered=making.bundles, listed=not request.html_only)
            making.finish()
            outcome = replace(outcome, rendered=_pages(making.stale), report=report)
            if settling:
                settling.keep(outcome, known.content)
        if kept and request.tidy:
            kept.tidy(_KEPT_DAYS)
        troubles = (*distrusted, *(kept.warnings if kept else ()))
        return replace(outcome, seconds=monotonic() - begun, troubles=troubles)


def _pages(jobs: Planned) -> int:
    return sum(kind_of(path) == PAGES for path in jobs.paths())


def _crew(request: Request) -> AbstractContextManager[Crew]:
    if request.scheduler:
        return cluster(request.scheduler, request.workers)
    return nullcontext(Local(request.workers))


def _tools(root: Path, site: Site) -> str:
    """The programs and fonts beside our own that the files of this site are made with."""
    return "\n".join((made_with(root, site), typeset_with(site), compressed_with(site)))


def _asked_git(request: Request, memory: Memory | None) -> tuple[str, ...]:
    """Let git say what changed, if that is wanted; why that could not be done, in Chinese.

    Without it files are told apart by size and time, and read where these changed, as
    they all do in a fresh clone.
    """
    if memory is None:
        return ()
    memory.commit = clean_head(request.root) or ""
    if request.since is None:
        return ()
    since = commit_of(request.root, request.since)
    if not memory.commit:
        return (f"--since {request.since} 没有用上：有没有提交的改动；照常逐个核对了文件",)
    changed = changed_since(request.root, since)
    if changed is None:
        return (f"--since {request.since} 没有用上：git 说不全哪些文件改了；照常逐个核对了文件",)
    if not memory.trust(since, changed):
        return (f"--since {request.since} 没有用上：缓存不是那个版本的；照常逐个核对了文件",)
    return ()


def understand(
    request: Request,
    site: Site,
    bodies: Spool,
    memory: Memory | None = None,
    crew: Crew | None = None,
) -> Understood:
    """Every stage that only looks: load, parse, select, link, check."""
    crew = crew or Local(request.workers)
    content = read_content(request.root, site, request.as_of, bodies, crew, memory)
    documents = tuple(as_stands(document, request.as_of) for document in content.documents)
    content = replace(content, documents=documents)
    selection = _selected(request, content)
    public = References(selection.documents, content.bodies)
    # The names of a whole library fill the memory: where everything is public they are the same.
    everything = References(content.documents, content.bodies) if selection.withheld else public
    catalogue = public_catalogue(content, selection, public)
    assembled = assemble(request.root, content, public, catalogue)
    root, preview = request.root, request.preview
    assembled = with_gazette(
        root, content, selection, assembled, bodies, crew, preview=preview, memory=memory
    )
    assembled = with_ofd_facts(request.root, content, assembled, bodies, crew)
    checked = Checked(
        site=site,
        as_of=request.as_of,
        documents=content.documents,
        public=selection.documents,
        years=content.years,
        references=everything,
        public_references=assembled.references,
        catalogue=catalogue,
        bodies=content.bodies,
        texts=content.texts,
        records=content.records,
    )
    found = [*content.diagnostics, *assembled.diagnostics]
    found += [
        diagnostic(problem, path, site, secret=secret or path in content.secret)
        for path, problem, secret in check(checked)
    ]
    if not request.preview:
        gazette = assembled.library.gazette
        found += lost_addresses(request.root, catalogue, gazette, selection)
    drafts = selection.drafts()
    return Understood(
        content,
        selection,
        assembled,
        checked,
        tuple(in_order(for_draft(item) if item.path in drafts else item for item in found)),
    )


def _selected(request: Request, content: Content) -> Selection:
    found = select(
        content.documents,
        content.years,
        request.as_of,
        review_required=content.site.review_required,
        preview=request.preview,
    )
    others = tuple(withheld(content.records, request.as_of.date()).items())
    return replace(found, others=others)


def editions_of(
    request: Request, known: Understood, bodies: Spool, crew: Crew | None = None
) -> Editions:
    """The editions of the gazette's issues that are public."""
    library = known.assembled.library
    crew = crew or Local(request.workers)
    return Editions(request.root, known.content, library, bodies, crew)


def with_problems(known: Understood, editions: Editions) -> Understood:
    """What is known, with the problems of setting the gazette."""
    if not editions.problems:
        return known
    found = [diagnostic(one, path, known.content.site) for path, one in editions.problems]
    return replace(known, diagnostics=tuple(in_order([*known.diagnostics, *found])))


def laid_out(
    request: Request, known: Understood, editions: Mapping[str, tuple[Attachment, ...]]
) -> tuple[Understood, Library, Planned]:
    """Plan every file; `editions` are those of the gazette's issues by address. Then it can be told which links and entries lead nowhere.

    Not when pages alone are asked for, since links may lead to the other files.
    """
    theme_files = _theme(request)
    site = known.content.site
    lacking = problem(request.root, site)
    if lacking:
        found = [*known.diagnostics, diagnostic(lacking, "site.yaml", site)]
        known = replace(known, diagnostics=tuple(in_order(found)))
    library = replace(
        known.assembled.library,
        assets=theme_files.assets,
        gazette_editions=editions,
        web_font=bool(site.web_font) and not (lacking or request.preview or request.folder_only),
        offline=not (request.preview or request.kiosk_minutes or request.folder_only),
        kiosk_minutes=request.kiosk_minutes,
    )
    planners = PLANNERS if request.html_only else (*PLANNERS, *DATA_PLANNERS)
    jobs = Planned.of(plan(library, planners))
    if not request.html_only:
        paths = (
            *jobs.paths(),
            *theme_files.files,
            *known.assembled.copies,
            *(one.url[1:] for made in editions.values() for one in made),
        )
        addressed = with_addresses(known.checked, known.selection, known.diagnostics, paths)
        known = replace(known, diagnostics=addressed)
    return known, library, jobs


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


def _theme(request: Request) -> Theme:
    return theme(all_files(request.root, "theme"), folder_only=request.folder_only)


class _Making:
    """The making of the files of one build. `stale` are the jobs whose files are made."""

    def __init__(
        self,
        request: Request,
        known: Understood,
        jobs: Planned,
        library: Library,
        bodies: Spool,
        served: Publication,
        memory: Memory | None,
        editions: Editions,
        crew: Crew,
    ) -> None:
        self._editions, self._served, self._crew = editions, served, crew
        self._request, self._known, self._library = request, known, library
        self._bodies = bodies
        self._templates = text_files(request.root, "templates")
        self._shell = shell(library)
        self._keeping = (
            Keeping(memory, served, jobs, self._templates, self._shell) if memory else None
        )
        self._bundles = bundles(library, jobs)
        self._kept: dict[str, Unchanged] = {}
        for path in jobs.paths() if self._keeping else ():
            file = self._keeping.file(path) if self._keeping else None
            if file:
                self._kept[path] = file
        self.stale = jobs.where(lambda path: path not in self._kept)

    def files(self) -> Iterator[File]:
        """Every file of the site, one at a time."""
        request, known, bodies = self._request, self._known, self._bodies
        crew = self._crew
        yield from self._kept.items()
        self._fetch(name for job in self.stale for name in job.bodies)
        rendering = Rendering(self._templates, self._shell)
        yield from made(self.stale, rendering, bodies, crew)
        if not request.html_only:
            provisions = {facts.digest: len(facts.eids) for facts in known.content.bodies.values()}
            library = known.assembled.library
            # A folder holds the index in files of another kind than what a site serves.
            kept = None if request.folder_only else self._keeping
            yield from index(library, provisions, bodies, crew, kept, self._fetch)
            yield from self._editions.files(self._served)
        yield from _theme(request).files.items()
        for path, file in known.assembled.copies.items():
            digest = known.assembled.digests.get(file.path, "")
            yield path, Copied(request.root / file.path, digest, file.size)
        if not request.html_only:
            yield from ((f"{SCHEMAS}{name}", raw) for name, raw in schemas().items())
            yield from published_keys(request.root)
            yield from published_manifests(request.root)

    def bundles(self, content: Callable[[str], bytes]) -> Iterator[File]:
        """The ZIPs of files that are published; `content` reads them by path."""
        if not (self._request.html_only or self._request.preview):
            yield from bundled(self._bundles, content, self._crew.workers, self._keeping)

    def finish(self) -> None:
        """Keep for the next build what this one made."""
        if self._keeping:
            self._keeping.finish()

    def _fetch(self, names: Iterable[str]) -> None:
        content = self._known.content
        read_bodies(self._request.root, content, names, self._bodies, self._crew)
