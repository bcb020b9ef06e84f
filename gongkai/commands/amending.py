"""The build that finds that only the words of some texts changed: their own files are made again.

Where anything speaks against it the whole build is done, which makes the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace

from gongkai.commands.amendable import Amendable, OfBody, Whole
from gongkai.commands.bundling import amended_bundle
from gongkai.commands.compressing import Beside
from gongkai.commands.index_amending import Amended, LostError, amended_index
from gongkai.commands.index_keeping import KeptIndex
from gongkai.commands.keeping import keys
from gongkai.commands.making import Packed, Rendering
from gongkai.commands.memory import Memory
from gongkai.commands.reading import ChangedError, read_bodies, remembered, unit_key
from gongkai.commands.reading_units import ReadUnit, read_as_of
from gongkai.commands.requests import SOURCES, Outcome, Request
from gongkai.commands.rereading import Reread, SpeaksAgainstError, changed_in, reread, unit_at
from gongkai.commands.settled import Settled, Settling
from gongkai.formats.moment import built_for
from gongkai.model.site import Site
from gongkai.output.crews import ALONE
from gongkai.output.execution import beside
from gongkai.output.kinds import PAGES, kind_of
from gongkai.output.publish import Check, File, Publication, Streamed, publication
from gongkai.output.spool import Spool, spool
from gongkai.output.standing import named
from gongkai.output.sums import MOMENT
from gongkai.pages.jobs import Job
from gongkai.source.load import Unit
from gongkai.source.shipped import text_files

_NO_SUCH_PLACE = {"link/no-such-place", "link/no-such-anchor", "reference/no-such-place"}
_MOST = 20  # texts: with more of them the whole build is no slower


class Amending:
    """Whether the words of some texts are all that changed since the last build, and its build."""

    def __init__(self, request: Request, site: Site, settling: Settling, memory: Memory) -> None:
        self._request, self._site = request, site
        self._settling, self._memory = settling, memory
        self._kept = Amendable(memory)
        self._before = self._kept.files()
        self._root = f"{request.root.resolve()}/"

    def outcome(self) -> Outcome | None:
        """What the build says that made the files of these texts again; None where the whole
        build has to be done. Raises PublishError.
        """
        request, site, settling = self._request, self._site, self._settling
        if request.folder_only or site.web_font:
            return None
        left = settling.left
        whole = self._kept.whole() if left else None
        if left is None or whole is None or whole.words != settling.asked.words:
            return None
        with suppress(SpeaksAgainstError, LostError), ExitStack() as held:
            changed = self._changed(left)
            if not changed:
                self._keep_files({}, {})
                return settling.same()
            rereads = [self._reread(path, was, left, whole) for path, was in changed]
            sources = self._kept.sources()
            rows = self._rows(rereads, whole, sources)
            written = [request.root / name for name in SOURCES]
            opened = held.enter_context(
                publication(request.output, sources=written, check=Check.TRUST)
            )
            if named(request.output) != left.stands:
                raise SpeaksAgainstError
            bodies = held.enter_context(spool())
            for one in rereads:
                bodies.put_many({body.facts.digest: body.encoded for body in one.made.bodies})
            return self._build(left, whole, rereads, rows, sources, opened, bodies)
        return None

    # What changed

    def _changed(self, left: Settled) -> list[tuple[str, str]]:
        """The texts whose files hold something else, with the key of the unit that each was."""
        before = self._before.files
        if self._before.named != left.looks:
            raise SpeaksAgainstError  # another build has been here at the same time
        if before.keys() != self._settling.asked.files.keys():
            raise SpeaksAgainstError
        paths = self._settling.contents.differing(before, self._is_as_committed)
        if len(paths) > _MOST:
            raise SpeaksAgainstError
        if any(not before[path].unit or not path.endswith(".md") for path in paths):
            raise SpeaksAgainstError
        return [(path.removeprefix(self._root), before[path].unit) for path in paths]

    def _is_as_committed(self, path: str) -> bool:
        """Whether git says of a file that it is as it was when the last build looked at it."""
        return self._memory.is_as_in(self._before.commit, path.removeprefix(self._root))

    def _rows(
        self, rereads: Sequence[Reread], whole: Whole, sources: Mapping[str, object]
    ) -> dict[str, OfBody]:
        """The jobs that name a changed body, by each body that they name."""
        changed = changed_in(rereads)
        fresh = set(changed.values())
        # Texts that read the same have one body: their jobs could not be told apart.
        if changed.keys() & whole.entwined or len(fresh) < len(changed):
            raise SpeaksAgainstError
        if not changed.keys() <= sources.keys() or fresh & sources.keys():
            raise SpeaksAgainstError
        wanted = changed.keys() - whole.unseen
        rows = self._kept.of_bodies(wanted)
        beside = {name for row in rows.values() for job, _ in row.jobs for name in job.bodies}
        rows |= self._kept.of_bodies(beside - rows.keys())
        if rows.keys() != wanted | beside:
            raise SpeaksAgainstError
        return rows

    def _reread(self, path: str, was: str, left: Settled, whole: Whole) -> Reread:
        """A unit as it reads now."""
        request, memory = self._request, self._memory
        names = (one.removeprefix(self._root) for one in self._settling.asked.files)
        unit = unit_at(request.root, path, names)
        old = memory.values([was]).get(was)
        said = [one.line for one in left.outcome.diagnostics if one.path == path]
        if not isinstance(old, ReadUnit):
            raise SpeaksAgainstError
        made = reread(request.root, unit, read_as_of(old, request.as_of), request.as_of, said)
        if made.grown and _is_led_to(made, left, whole):
            raise SpeaksAgainstError
        return made

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
        fresh = {name: _amended(row, changed) for name, row in rows.items()}
        jobs = {
            job.path: (job, zipped)
            for row in fresh.values()
            for job, zipped in row.jobs
            if job != shown[job.path][0]
        }
        self._bring({name for job, _ in jobs.values() for name in job.bodies}, sources, bodies)
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

    def _bring(
        self, names: Iterable[str], sources: Mapping[str, tuple[str, str]], bodies: Spool
    ) -> None:
        """Read the bodies that are wanted beside those that changed."""
        root = self._request.root
        files = [path.removeprefix(self._root) for path in self._settling.asked.files]
        found: dict[str, tuple[Unit, str]] = {}
        for name in names:
            if name not in bodies:
                path, about = sources[name]
                found[name] = unit_at(root, path, files), about
        try:
            read_bodies(root, found, found, bodies, ALONE)
        except ChangedError:
            raise SpeaksAgainstError from None

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
        before = self._before.files.items()
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


def _amended(row: OfBody, changed: Mapping[str, str]) -> OfBody:
    """The jobs of a body with the digests of now."""
    jobs = [
        (replace(job, bodies=tuple([changed.get(name, name) for name in job.bodies])), zipped)
        for job, zipped in row.jobs
    ]
    return OfBody(tuple(jobs))


def _is_led_to(made: Reread, left: Settled, whole: Whole) -> bool:
    """Whether anything may name a provision of a document, or has named one that was not there."""
    (document,) = made.made.documents
    named = (document.id, document.title, document.number or document.id)
    return (
        not made.names.isdisjoint(whole.led)
        or bool(document.partial)
        or any(one.code in _NO_SUCH_PLACE for one in left.outcome.diagnostics)
        or any(name in whole.hidden for name in named)
    )
