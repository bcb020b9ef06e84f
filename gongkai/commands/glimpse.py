"""The pages of texts as they read now, made before the site is: nobody waits for a preview."""

from __future__ import annotations

from contextlib import suppress

from gongkai.commands.changed_texts import ChangedTexts, amended, bodies_of
from gongkai.commands.making import Packed, Rendering
from gongkai.commands.requests import Request
from gongkai.commands.rereading import SpeaksAgainstError, changed_in
from gongkai.output.kinds import PAGES, kind_of
from gongkai.source.shipped import text_files


def glimpse(request: Request, changed_texts: ChangedTexts) -> dict[str, bytes]:
    """The pages that show changed texts, by path, as the build will make them; none where the
    site has to be planned to know.
    """
    with suppress(SpeaksAgainstError):
        texts = changed_texts.found()
        changed = changed_in(texts.rereads)
        fresh = frozenset(changed.values())
        rows = [amended(row, changed) for row in texts.rows.values()]
        jobs = {
            job.path: job
            for row in rows
            for job, _ in row.jobs
            if kind_of(job.path) == PAGES and not fresh.isdisjoint(job.bodies)
        }
        with bodies_of(texts.rereads) as bodies:
            wanted = {name for job in jobs.values() for name in job.bodies}
            changed_texts.bring(wanted, texts.sources, bodies)
            rendering = Rendering(text_files(request.root, "templates"), texts.whole.shell)
            return dict(rendering(Packed(list(jobs.values()), bodies.get)))
    return {}
