"""A build: what the last one left where that will do, else the whole pipeline."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import monotonic

from gongkai.commands.compressing import compressed_with
from gongkai.commands.history import asked_git, clean_head
from gongkai.commands.memory import Memory, memory
from gongkai.commands.moment import moment
from gongkai.commands.reading_site import read_site
from gongkai.commands.requests import Outcome, Request
from gongkai.commands.settled import Settling
from gongkai.commands.web_font import made_with
from gongkai.formats import typst
from gongkai.library.reporting import in_order
from gongkai.model.site import Site
from gongkai.output.spool import Spool


def build(request: Request, bodies: Spool | None = None) -> Outcome:
    """Build the site of `request.root` into `request.output`.

    `bodies` holds what earlier builds of this process have read, and takes what this one reads.

    On a problem that is an error nothing is written. Raises UsageError when
    there is no site.yaml, PublishError when the disk fails, ClusterError when the cluster does.
    """
    begun = monotonic()
    site, problems = read_site(request.root)
    if site is None:
        return Outcome(tuple(in_order(problems)), {})
    with memory(request.cache, request.root, request.output, moment(None).date()) as kept:
        settling = None
        if kept and not (request.dry_run or request.tidy):
            settling = Settling(request, kept, tools(request.root, site))
        # After the look at the files: what git says holds for how they are.
        distrusted = asked_git(request.root, request.since, kept) if request.since else ()
        outcome = _quick(request, site, kept, settling) if kept and settling else None
        if outcome is None:
            # The library of planners and checks takes longer to load than a small change to make.
            from gongkai.commands.pipeline import whole_build

            if kept and not request.since:
                kept.commit = clean_head(request.root) or ""
            outcome = whole_build(request, site, kept, settling, bodies)
    troubles = (*distrusted, *outcome.troubles)
    return replace(outcome, seconds=monotonic() - begun, troubles=troubles)


def _quick(request: Request, site: Site, kept: Memory, settling: Settling) -> Outcome | None:
    """What a build says that need not plan the site; None where it has to be planned."""
    outcome = settling.outcome()
    if outcome is None:
        from gongkai.commands.amending import Amending

        outcome = Amending(request, site, settling, kept).outcome()
    return outcome


def tools(root: Path, site: Site) -> str:
    """The programs and fonts beside our own that the files of this site are made with."""
    typesetter = typst.missing() or typst.engine() if "pdf" in site.downloads else ""
    return "\n".join((made_with(root, site), typesetter, compressed_with(site)))
