"""The files of one build: those that are served already and stay, and those that are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from gongkai.commands.amendable import Amendable
from gongkai.commands.bundling import bundled, bundles
from gongkai.commands.indexing import index
from gongkai.commands.keeping import Keeping
from gongkai.commands.making import Rendering, made
from gongkai.commands.memory import Memory
from gongkai.commands.planned import Planned
from gongkai.commands.printing import Editions
from gongkai.commands.reading import ChangedError, read_bodies
from gongkai.commands.requests import Request
from gongkai.commands.settled import Settling
from gongkai.commands.understanding import Understood
from gongkai.output.crews import Crew
from gongkai.output.publish import Copied, File, Publication, Unchanged
from gongkai.output.publishing_history import published_keys, published_manifests
from gongkai.output.spool import Spool
from gongkai.pages.theme import Theme, theme
from gongkai.site.data_openapi import SCHEMAS
from gongkai.site.input import Library
from gongkai.site.shell import shell
from gongkai.source.shipped import all_files, schemas, text_files


class SiteFiles:
    """The files of one build. `stale` are the jobs whose files are made, not taken over."""

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
        self._bodies, self._jobs = bodies, jobs
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
        styles = theme_of(request)
        if styles.assets != self._library.assets:
            raise ChangedError("theme")  # the pages name files that are there no more
        yield from styles.files.items()
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

    def finish(self, settling: Settling | None = None) -> None:
        """Keep for the next build what this one made; what it was asked, where it may amend it."""
        if not self._keeping:
            return
        self._keeping.finish()
        if settling:
            content, library, bundles = self._known.content, self._library, self._bundles
            asked, contents, jobs = settling.asked, settling.contents, self._jobs
            settling.looks = Amendable(self._keeping.memory).keep(
                asked, self._shell, content, library, jobs, self.stale, bundles, contents
            )

    def _fetch(self, names: Iterable[str]) -> None:
        units = self._known.content.units
        read_bodies(self._request.root, units, names, self._bodies, self._crew)


def theme_of(request: Request) -> Theme:
    """Style, script and pictures of the site."""
    return theme(all_files(request.root, "theme"), folder_only=request.folder_only)
