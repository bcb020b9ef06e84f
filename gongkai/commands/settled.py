"""The build that finds nothing to do: the same was asked of the same files, and the site still stands."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from gongkai.commands.memory import UNSURE, Memory
from gongkai.commands.reading import Content
from gongkai.commands.requests import SOURCES, Outcome, Request
from gongkai.output.digests import digest
from gongkai.output.kinds import counted
from gongkai.output.publish import Report
from gongkai.output.standing import named, replace_file, standing
from gongkai.output.sums import MOMENT
from gongkai.site.data_catalogue import built_for
from gongkai.source.shipped import shipped

_SHIPPED = ("templates", "theme", "docs/schema")


@dataclass(frozen=True, slots=True)
class Settled:
    """What a build left: `asked` of which files, how the site `stands`, and what was said of it.

    It holds from `since` until just before `until`, moments of one day.
    """

    asked: str
    stands: str
    since: datetime
    until: datetime
    outcome: Outcome


class Settling:
    """What is asked for and of which files, taken down before any of them is read.

    `beside` is what else the site is made from, outside the folders of an office's content.
    """

    def __init__(self, request: Request, memory: Memory, beside: str = "") -> None:
        self._request, self._memory = request, memory
        self._asked = _asked(request, f"{memory.engine}\n{beside}")
        self._key = memory.key(
            "settled", str(request.root.resolve()), str(request.output.resolve())
        )

    def outcome(self) -> Outcome | None:
        """What the last build said, if this one would leave the same site; None where it may not.

        The moment of the build is written down all the same. Raises PublishError.
        """
        known = self._memory.values([self._key]).get(self._key)
        as_of, output = self._request.as_of, self._request.output
        if (
            not isinstance(known, Settled)
            or known.asked != self._asked
            or not known.since <= as_of < known.until
            or known.since.date() != as_of.date()
            or known.stands != standing(output)
        ):
            return None
        report = known.outcome.report
        if report is None:
            return None
        if as_of != known.since and not self._request.html_only:
            stands = replace_file(output, known.stands, MOMENT, built_for(as_of).encode())
            if not stands:
                return None
            self._memory.keep({self._key: replace(known, since=as_of, stands=stands)})
            report = Report(1, 0, report.unchanged - 1, written_kinds=counted([MOMENT]))
        return replace(known.outcome, report=report)

    def keep(self, outcome: Outcome, content: Content) -> None:
        """Keep what a build has left and said."""
        stands = named(self._request.output) if self._asked and outcome.report else ""
        if not stands or not outcome.report:
            return
        report = outcome.report
        settled = replace(
            outcome,
            rendered=0,
            report=Report(0, 0, report.written + report.unchanged),
            unpublished=dict(outcome.unpublished),
            troubles=(),
        )
        as_of = self._request.as_of
        until = _until(content, as_of)
        self._memory.keep({self._key: Settled(self._asked, stands, as_of, until, settled)})


def _until(content: Content, as_of: datetime) -> datetime:
    """The first moment after `as_of` at which a time of publication has passed that had not."""
    moments = [year.published for year in content.years]
    for document in content.documents:
        moments.append(document.published)
        if document.decision:
            moments += [part.published for part in document.decision.parts]
            if document.decision.feedback:
                moments.append(document.decision.feedback.published)
    return min((moment for moment in moments if moment > as_of), default=datetime.max)


def _asked(request: Request, engine: str) -> str:
    """A digest of everything a build depends on; "" while a file is too young to be told apart."""
    facts = [
        engine,
        str(request.root.resolve()),
        str(request.output.resolve()),
        repr((request.html_only, request.preview, request.folder_only, request.kiosk_minutes)),
    ]
    newest = 0
    try:
        for place in (*(request.root / name for name in SOURCES), *map(shipped, _SHIPPED)):
            for path, found in _looked_at(place):
                newest = max(newest, found.st_mtime_ns, found.st_ctime_ns)
                times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
                facts.append(f"{path}\0{found.st_mode} {found.st_size} {times} {found.st_ino}")
    except OSError:
        return ""
    if time.time_ns() - newest < UNSURE:
        return ""
    return _digest(facts)


def _looked_at(place: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Everything in a folder, hidden files too, or the one file; links are followed to files."""
    if place.is_file():
        yield str(place), place.stat()
    waiting = [str(place)] if place.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield entry.path, entry.stat()


def _digest(facts: Iterable[str]) -> str:
    text = "\n".join(facts)
    return digest(text.encode("utf-8", "surrogateescape"))
