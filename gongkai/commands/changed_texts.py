"""Which texts read otherwise than the last build found them, where nothing else changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from gongkai.commands.amendable import Amendable, Looks, OfBody, Whole
from gongkai.commands.memory import Memory
from gongkai.commands.reading import ChangedError, read_bodies
from gongkai.commands.reading_units import ReadUnit, read_as_of
from gongkai.commands.requests import Request
from gongkai.commands.rereading import (
    Reread,
    SpeaksAgainstError,
    changed_in,
    is_led_to,
    reread,
    unit_at,
)
from gongkai.commands.settled import Settled, Settling
from gongkai.model.site import Site
from gongkai.output.crews import ALONE
from gongkai.output.spool import Spool, spool
from gongkai.source.load import Unit

_MOST = 20  # texts: with more of them the whole build is no slower


class Texts(NamedTuple):
    """Texts that read otherwise, what was left of them, and the jobs and places of all bodies
    that their pages name.
    """

    left: Settled
    whole: Whole
    rereads: Sequence[Reread]
    rows: Mapping[str, OfBody]
    sources: Mapping[str, tuple[str, str]]


class ChangedTexts:
    """The texts of an office that read otherwise than `memory` has them."""

    def __init__(self, request: Request, site: Site, settling: Settling, memory: Memory) -> None:
        self._request, self._site = request, site
        self._settling, self._memory = settling, memory
        self._kept = Amendable(memory)
        self._root = f"{request.root.resolve()}/"

    @cached_property
    def before(self) -> Looks:
        """How the last build found all files."""
        return self._kept.files()

    def found(self) -> Texts:
        """The texts that hold something else. Raises SpeaksAgainstError."""
        settling = self._settling
        if self._request.folder_only or self._site.web_font:
            raise SpeaksAgainstError
        left = settling.left
        whole = self._kept.whole() if left else None
        if left is None or whole is None or whole.words != settling.asked.words:
            raise SpeaksAgainstError
        changed = self._changed(left)
        if not changed:
            return Texts(left, whole, [], {}, {})
        rereads = [self._reread(path, was, left, whole) for path, was in changed]
        sources = self._kept.sources()
        return Texts(left, whole, rereads, self._rows(rereads, whole, sources), sources)

    def _changed(self, left: Settled) -> list[tuple[str, str]]:
        """The texts whose files hold something else, with the key of the unit that each was."""
        before = self.before.files
        if self.before.named != left.looks:
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
        return self._memory.is_as_in(self.before.commit, path.removeprefix(self._root))

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
        if made.grown and is_led_to(made, left, whole):
            raise SpeaksAgainstError
        return made

    def bring(
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


@contextmanager
def bodies_of(rereads: Iterable[Reread]) -> Iterator[Spool]:
    """The bodies of some texts as they read now, and of others that are put in later."""
    with spool() as bodies:
        for one in rereads:
            bodies.put_many({body.facts.digest: body.encoded for body in one.made.bodies})
        yield bodies


def amended(row: OfBody, changed: Mapping[str, str]) -> OfBody:
    """The jobs of a body with the digests of now."""
    jobs = [
        (replace(job, bodies=tuple([changed.get(name, name) for name in job.bodies])), zipped)
        for job, zipped in row.jobs
    ]
    return OfBody(tuple(jobs))
