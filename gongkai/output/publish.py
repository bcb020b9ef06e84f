"""Put a built site in the place of the one that is served, in a single step.

Beside OUTPUT, the folder a web server serves, lies the hidden folder
`.OUTPUT.gongkai`: a second tree, a manifest of each tree, and a lock.

- Files are made and removed in the second tree only; then the two trees
  change places (`exchange`). At every instant OUTPUT leads to the whole of one
  build, also for a build that is killed: its half-made tree is not served,
  and is put right or thrown away by the next one.
- The tree taken out of service is left alone until the next publication that
  changes something, so a reader who has opened the folder keeps the site he
  began with until then.
- That next publication first needs the tree brought up to date: files that are
  the same in both are hard links to one file, so the cost follows the change,
  and what did not change keeps its time.
- Each manifest is named by the inode of its tree, which stays with the tree
  when it is renamed. It is taken away before its tree is touched and written
  when the tree is complete: a tree without a manifest is one not to trust.

One change needs no second tree: a single file put in the place of another by
a rename (`gongkai.output.standing`).

Where two folders cannot be exchanged in one step, three renames do it: OUTPUT
is then absent for some microseconds, never mixed; a kill in just that moment
leaves it absent until the next start, which puts the old site back.

Power loss: without `durable` a file may be found cut or empty after the
machine comes back, as the system writes to disk when it likes; the next build
sees that by size and mends it. With `durable` the disk has everything before
the trees change places; this costs what the disk needs to write the change.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from gongkai.output.assembly import Assembly, Content, Copied, File, Streamed, Unchanged
from gongkai.output.digests import digest
from gongkai.output.exchange import (
    ExchangeUnsupportedError,
    exchange,
    exchange_by_steps,
    flush,
    recover,
)
from gongkai.output.kinds import counted
from gongkai.output.manifest import Stamps, digest_in, save
from gongkai.output.paths import check_added, check_together
from gongkai.output.place import (
    Place,
    PublishError,
    failures_named,
    locked,
    place_for,
    remove_anything,
)
from gongkai.output.report import Report
from gongkai.output.restoring import restore
from gongkai.output.served import Check, Served, foreign, inspect, tidy

__all__ = [
    "Check",
    "Content",
    "Copied",
    "File",
    "Publication",
    "PublishError",
    "Report",
    "Streamed",
    "Unchanged",
    "publication",
    "publish",
]

# From what reads a file of the new site by its path to the files that are made of such ones.
Gathered: TypeAlias = Callable[[Callable[[str], bytes]], Iterable[File]]

_ADOPTED_FILES = 10  # a folder with fewer files is too small to be taken for a lost site of ours


def publish(
    files: Iterable[File],
    output: Path,
    *,
    sources: Sequence[Path] = (),
    check: Check = Check.STAT,
    durable: bool = False,
) -> Report:
    """Make `output` hold exactly these files, in one step; see `publication`."""
    with publication(output, sources=sources, check=check, durable=durable) as opened:
        return opened.publish(files)


@contextmanager
def publication(
    output: Path, *, sources: Sequence[Path] = (), check: Check = Check.STAT, durable: bool = False
) -> Iterator[Publication]:
    """Hold `output` for one build, from before its first step.

    `sources` are files and folders that are not output: it may not be one of
    them, in one of them, or around one. Raises PublishError when the folder
    must not be replaced, another build holds it, or the disk fails; what is
    served is untouched then.
    """
    place = place_for(output, sources)
    with locked(place):
        with failures_named(place.output):
            recover(place.unserved, place.output, place.aside)
            if place.output.is_dir() and not place.manifest(place.output).exists():
                restore(place)
            tidy(place)
            served = inspect(place, check)
        yield Publication(place, served, durable=durable)


class Publication:
    """A site about to be published."""

    def __init__(self, place: Place, served: Served, *, durable: bool) -> None:
        self._place = place
        self._served = served
        self._durable = durable

    def digest_at(self, path: str) -> str | None:
        """The digest of what is served at the path, None where nothing good is.

        After `publish`, of what is served from then on.
        """
        entry = self._served.stamps.get(path)
        return digest_in(entry) if entry else None

    def content(self, path: str) -> bytes | None:
        """What is served at the path, None where it is not what was published there."""
        try:
            # Once for each file of a part of the index; pathlib doubles the cost.
            with open(f"{self._place.output}/{path}", "rb", buffering=0) as opened:  # noqa: PTH123
                found = opened.readall()
        except OSError:
            return None
        return found if digest(found) == self.digest_at(path) else None

    @property
    def paths(self) -> Sequence[str]:
        """The paths of all that is served and good."""
        return tuple(self._served.stamps)

    def publish(
        self, files: Iterable[File], *, gathered: Gathered | None = None, listed: bool = False
    ) -> Report:
        """Make the served tree hold exactly these files, in one step.

        The files are taken one at a time; when all are there, those that `gathered` makes of
        them. With `listed` SHA256SUMS lists them. Raises PublishError, and ValueError
        for paths that cannot be (see `paths`), a path given twice, and an
        `Unchanged` that is not so; whatever is raised, also by `files`, the
        site stays as it was.
        """
        with self._left_alone():
            served = self._served
            work = Assembly(self._place, served.stamps)
            for path, content in files:
                work.take(path, content)
            for path, content in gathered(work.content) if gathered else ():
                work.take(path, content)
            if listed:
                work.list_digests(intact=not served.damaged)
            if work.added:
                check_together(work.target)
            return self._finish(work)

    def amend(self, files: Iterable[File], gone: Iterable[str], *, listed: bool = False) -> Report:
        """Make the served tree hold these files as well, or in the place of those it has, and not
        those that are `gone`, in one step: `publish` for one who knows that all else stays.

        With `listed` they are put into SHA256SUMS, which must be served. Raises as `publish` does.
        """
        with self._left_alone():
            work = Assembly(self._place, self._served.stamps, amends=True)
            for path in gone:
                work.drop(path)
            for path, content in files:
                work.take(path, content)
            if listed:
                work.list_changes()
            check_added(work.added, work.target)
            return self._finish(work)

    @contextmanager
    def _left_alone(self) -> Iterator[None]:
        """Where the disk fails nothing half-made is left, and what is served stays."""
        try:
            yield
        except PublishError:
            # A full disk is not helped by a half-made tree. A tree with a manifest is
            # whole, and may be the one that readers have just been led away from.
            with suppress(OSError):
                if not self._place.manifest(self._place.unserved).exists():
                    remove_anything(self._place.unserved)
            raise

    def _finish(self, work: Assembly) -> Report:
        served = self._served
        before = work.dropped if work.amends else chain(served.stamps, served.damaged)
        gone = counted(path for path in before if path not in work.target)
        written = work.written.total()
        unchanged = len(work.target) - written
        report = Report(
            written,
            sum(gone.values()),
            unchanged,
            served.damaged,
            served.strangers,
            dict(work.written),
            gone,
        )
        if report == Report(0, 0, unchanged) and self._place.output.is_dir():
            return report
        if not served.ours:
            self._refuse_foreign(work.target)
        with failures_named(self._place.unserved):
            work.complete()
        with failures_named(self._place.output):
            self._switch(work.target)
        self._served = Served(work.target)
        if self._durable:
            self._confirm()
        return report

    def _refuse_foreign(self, target: Stamps) -> None:
        """A folder without a manifest is ours when it looks like this very site."""
        present = alike = 0
        for folder, _, names in os.walk(self._place.output):
            inside = Path(folder).relative_to(self._place.output)
            present += len(names)
            alike += sum((inside / name).as_posix() in target for name in names)
        if alike < _ADOPTED_FILES or 2 * alike < present:
            raise foreign(self._place)

    def _switch(self, target: Stamps) -> None:
        place = self._place
        place.unserved.chmod(
            (place.output if place.output.exists() else place.unserved).stat().st_mode & 0o7777
        )
        save(target, place.manifest(place.unserved))
        if self._durable:
            flush(place.hidden)
        if not place.output.exists() or not any(place.output.iterdir()):
            place.unserved.rename(place.output)
        else:
            try:
                exchange(place.unserved, place.output)
            except ExchangeUnsupportedError:
                exchange_by_steps(place.unserved, place.output, place.aside)

    def _confirm(self) -> None:
        try:
            flush(self._place.hidden)
        except OSError as error:
            raise PublishError(
                f"新网站已经发布到 {self._place.output}，但磁盘没有确认写完，断电后可能要重新构建"
            ) from error
