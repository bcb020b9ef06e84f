"""The build that finds that only the words of some texts changed: their own files are made again.

Where anything speaks against it the whole build is done, which makes the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace

from gongkai.commands.amendable import Amendable, OfBody, Whole
from gongkai.commands.bundling import amended_bundle
from gongkai.commands.changed_texts import ChangedTexts, amended, bodies_of
from gongkai.commands.compressing import Beside
from gongkai.commands.index_amending import Amended, LostError, amended_index
from gongkai.commands.index_keeping import KeptIndex
from gongkai.commands.keeping import keys
from gongkai.commands.making import Packed, Rendering
from gongkai.commands.memory import Memory
from gongkai.commands.reading import remembered, unit_key
from gongkai.commands.requests import SOURCES, Outcome, Request
from gongkai.commands.rereading import Reread, SpeaksAgainstError, changed_in
from gongkai.commands.settled import Settled, Settling
from gongkai.formats.moment import built_for
from gongkai.model.site import Site
from gongkai.output.execution import beside
from gongkai.output.kinds import PAGES, kind_of
from gongkai.output.publish import Check, File, Publication, Streamed, publication
from gongkai.output.spool import Spool
from gongkai.output.standing import named
from gongkai.output.sums import MOMENT
from gongkai.pages.jobs import Job
from gongkai.source.shipped import text_files


class Amending:
    """Whether the words of some texts are all that changed since the last build, and its build."""

    def __init__(self, request: Request, site: Site, settling: Settling, memory: Memory) -> None:
        self._request, self._site = request, site
        self._settling, self._memory = settling, memory
        self._kept = Amendable(memory)
        self._texts = ChangedTexts(request, site, settling, memory)
        self._root = f"{request.root.resolve()}/"

    def outcome(self) -> Outcome | None:
        """What the build says that made the files of these texts again; None where the whole
        build has to be done. Raises PublishError.
        """
        request = self._request
        with suppress(SpeaksAgainstError, LostError), ExitStack() as held:
            texts = self._texts.found()
            if not texts.rereads:
                self._keep_files({}, {})
                return self._settling.same()
            written = [request.root / name for name in SOURCES]
            opened = held.enter_context(
                publication(request.output, sources=written, check=Check.TRUST)
            )
            if named(request.output) != texts.left.stands:
                raise SpeaksAgainstError
            bodies = held.enter_context(bodies_of(texts.rereads))
            return self._build(*texts, opened, bodies)
        return None

    # The files

    def _build(
        self,
        left: Settled,
        whole: Whole,
        rereads: Sequence[Reread],
        rows: Mapping[str, OfBody],
        sources: Mapping[str, tuple[str, str]],
        opened: Publication,
        bodies: Spool,
    ) -> Outcome:
        request, memory = self._request, self._memory
        changed = changed_in(rereads)
        templates = text_files(request.root, "templates")
        shown = {job.path: (job, zipped) for row in rows.values() for job, zipped in row.jobs}
        _verify([job for job, _ in shown.values()], memory, opened, templates, whole.shell)
        fresh = {name: amended(row, changed) for name, row in rows.items()}
        jobs = {
            job.path: (job, zipped)
            for row in fresh.values()
            for job, zipped in row.jobs
            if job != shown[job.path][0]
        }
        self._texts.bring(
            {name for job, _ in jobs.values() for name in job.bodies}, sources, bodies
        )
        rendering = Rendering(templates, whole.shell)
        packed = Packed([job for job, _ in jobs.values()], bodies.get)
        index = KeptIndex(memory)
        with beside(
            lambda: dict(rendering(packed)), request.workers, name=min(jobs, default="")
        ) as rendered:
            found = self._index(rereads, index, opened, bodies)
            made = rendered()
        files = [*made.items(), *self._bundles(made, jobs, opened), *found.files]
        gone = found.gone
        compressed = None
        if self._site.precompress and not request.preview:
            compressed = Beside(opened, request.output, memory)
            files, gone = compressed.amended(files, gone)
        report = opened.amend(files, gone, listed=not request.html_only)
        if compressed:
            compressed.finish()
        units_now = {one.unit.path: unit_key(memory, one.unit, one.made.digest) for one in rereads}
        memory.keep({units_now[one.unit.path]: remembered(one.made) for one in rereads})
        kept_keys = keys(memory, [job for job, _ in jobs.values()], templates, whole.shell)
        memory.keep_made({path: (kept_keys[path], opened.digest_at(path) or "") for path in made})
        index.finish()
        self._kept.keep_of_bodies({changed.get(name, name): row for name, row in fresh.items()})
        unseen = frozenset(changed.get(name, name) for name in whole.unseen)
        self._kept.keep_whole(replace(whole, unseen=unseen))
        self._keep_files(units_now, {one.unit.path: one.made.digest for one in rereads})
        self._kept.keep_sources({changed.get(name, name): one for name, one in sources.items()})
        pages = sum(kind_of(path) == PAGES for path in made)
        outcome = replace(left.outcome, rendered=pages, report=report)
        outcome = self._settling.keep_amended(outcome, left, units_now.keys())
        return replace(outcome, troubles=memory.warnings)

    def _index(
        self, rereads: Sequence[Reread], index: KeptIndex, opened: Publication, bodies: Spool
    ) -> Amended:
        """The files of the index, and the moment of the build: what no job makes."""
        if self._request.html_only:
            return Amended([], [])
        provisions = {
            body.facts.digest: len(body.facts.eids) for one in rereads for body in one.made.bodies
        }
        found = amended_index(changed_in(rereads), provisions, bodies.get, opened.content, index)
        moment: File = (MOMENT, built_for(self._request.as_of).encode())
        return found._replace(files=[moment, *found.files])

    def _bundles(
        self,
        made: Mapping[str, bytes],
        jobs: Mapping[str, tuple[Job, str]],
        opened: Publication,
    ) -> Iterator[File]:
        """The ZIPs that hold files which were made."""
        if self._request.html_only or self._request.preview:
            return
        for bundle in sorted({zipped for _, zipped in jobs.values() if zipped}):
            inside = {path: made[path] for path, (_, zipped) in jobs.items() if zipped == bundle}
            archive = opened.content(bundle)
            if archive is None:
                raise SpeaksAgainstError
            try:
                yield bundle, Streamed(amended_bundle(archive, inside))
            except ValueError:
                raise SpeaksAgainstError from None

    def _keep_files(self, units: Mapping[str, str], digests: Mapping[str, str]) -> None:
        """Keep how all files look; some have another unit key and digest now."""
        before = self._texts.before.files.items()
        all_units = {path.removeprefix(self._root): look.unit for path, look in before}
        all_digests = {path: look.digest for path, look in before}
        all_digests |= {f"{self._root}{path}": digest for path, digest in digests.items()}
        kept = self._kept.keep_files(self._settling.asked, all_units | dict(units), all_digests)
        self._settling.looks = kept


def _verify(
    jobs: Sequence[Job],
    memory: Memory,
    served: Publication,
    templates: Mapping[str, str],
    shell: str,
) -> None:
    """Whether these jobs, with these templates, made the files that are served."""
    found = keys(memory, jobs, templates, shell)
    made = memory.made_of(found)
    for path, key in found.items():
        made_by, beginning = made.get(path, ("", ""))
        digest = served.digest_at(path)
        if made_by != key or not digest or not digest.startswith(beginning):
            raise SpeaksAgainstError
