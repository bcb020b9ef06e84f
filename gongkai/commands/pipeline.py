"""The whole build on one page: load, parse, link, check, plan, render, index, publish."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import replace

from gongkai.commands.addressing import with_addresses
from gongkai.commands.compressing import precompressed
from gongkai.commands.for_folder import for_folder
from gongkai.commands.memory import Memory
from gongkai.commands.planned import Planned
from gongkai.commands.printing import Editions
from gongkai.commands.requests import SOURCES, Outcome, Request, fatal
from gongkai.commands.settled import Settling
from gongkai.commands.site_files import SiteFiles, theme_of
from gongkai.commands.understanding import Understood, understand
from gongkai.commands.web_font import problem, with_web_font
from gongkai.library.reporting import diagnostic, in_order
from gongkai.model.site import Site
from gongkai.output.crews import Crew, Local
from gongkai.output.dask_scheduler import cluster
from gongkai.output.kinds import PAGES, kind_of
from gongkai.output.publish import Check, publication
from gongkai.output.spool import Spool, spool
from gongkai.site.data import DATA_PLANNERS
from gongkai.site.input import Attachment, Library
from gongkai.site.plan import PLANNERS, plan

_KEPT_DAYS = 30  # what was not used for so long is removed by --tidy


def whole_build(
    request: Request,
    site: Site,
    kept: Memory | None,
    settling: Settling | None,
    bodies: Spool | None = None,
) -> Outcome:
    """Build the site whose settings are `site`, from what `kept` has of earlier builds.

    `settling` is asked to keep what this one leaves. The rest is as `building.build` says.
    """
    with ExitStack() as held:
        opened = None
        if not request.dry_run:
            sources = [request.root / name for name in SOURCES]
            check = settling.check if settling else Check.STAT
            opened = held.enter_context(publication(request.output, sources=sources, check=check))
        bodies = held.enter_context(spool()) if bodies is None else bodies
        crew = held.enter_context(_crew(request))
        known = understand(request, site, bodies, kept, crew)
        counts = known.selection.counts()
        if fatal(known.diagnostics):
            return Outcome(known.diagnostics, counts)
        editions = editions_of(request, known, bodies, crew)
        listed = editions.listed(kept)
        known = with_problems(known, editions)
        known, library, jobs = laid_out(request, known, listed)
        if fatal(known.diagnostics):
            return Outcome(known.diagnostics, counts)
        planned = _pages(jobs)
        outcome = Outcome(known.diagnostics, counts, planned, len(jobs) - planned)
        if opened:
            making = SiteFiles(request, known, jobs, library, bodies, opened, kept, editions, crew)
            files = for_folder(making.files()) if request.folder_only else making.files()
            if library.web_font:
                files = with_web_font(files, request.root, site, request.output, kept)
            if site.precompress and not (request.preview or request.folder_only):
                files = precompressed(files, opened, request.output, crew, kept)
            report = opened.publish(files, gathered=making.bundles, listed=not request.html_only)
            making.finish(settling)
            outcome = replace(outcome, rendered=_pages(making.stale), report=report)
            if settling:
                outcome = settling.keep(outcome, known.content)
        if kept and request.tidy:
            kept.tidy(_KEPT_DAYS)
        return replace(outcome, troubles=kept.warnings if kept else ())


def _pages(jobs: Planned) -> int:
    return sum(kind_of(path) == PAGES for path in jobs.paths())


def _crew(request: Request) -> AbstractContextManager[Crew]:
    if request.scheduler:
        return cluster(request.scheduler, request.workers)
    return nullcontext(Local(request.workers))


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
    theme_files = theme_of(request)
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
