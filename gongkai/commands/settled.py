"""The build that finds nothing to do: the same was asked of the same files, and the site still stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.commands.asked import asked
from gongkai.commands.contents import Contents
from gongkai.commands.memory import Memory
from gongkai.commands.reporting import with_lines
from gongkai.commands.requests import Outcome, Request
from gongkai.formats.moment import built_for
from gongkai.output.kinds import counted
from gongkai.output.publish import Check, Report
from gongkai.output.standing import is_looked_at, named, replace_file, restored, standing
from gongkai.output.sums import MOMENT

if TYPE_CHECKING:
    from gongkai.commands.reading import Content


@dataclass(frozen=True, slots=True)
class Settled:
    """What a build left: `asked` of which files, how the site `stands`, and what was said of it.

    It holds from `since` until just before `until`, moments of one day. `asked` is "" where a
    file was too young. `looks` names what is kept of the files (`amendable`).
    """

    asked: str
    stands: str
    since: datetime
    until: datetime
    outcome: Outcome
    looks: str


class Settling:
    """What is asked for and of which files, taken down before any of them is read.

    `beside` is what else the site is made from, outside the folders of an office's content.
    """

    def __init__(self, request: Request, memory: Memory, beside: str = "") -> None:
        self._request, self._memory = request, memory
        self.asked = asked(request, f"{memory.engine}\n{beside}")
        self.contents = Contents(self.asked)
        self._named = self.asked.named
        self._key = memory.key(
            "settled", str(request.root.resolve()), str(request.output.resolve())
        )
        self._known = memory.values([self._key]).get(self._key)
        self.looks = self._known.looks if isinstance(self._known, Settled) else ""

    @cached_property
    def left(self) -> Settled | None:
        """What the last build left, if the site still stands so and the moment is one of its day.

        A site that was saved and brought back is taken over. Raises PublishError.
        """
        known, as_of = self._known, self._request.as_of
        if (
            not isinstance(known, Settled)
            or not known.since <= as_of < known.until
            or known.since.date() != as_of.date()
            or known.outcome.report is None
        ):
            return None
        # A preview belongs to the program alone, and is looked at again when it is begun anew.
        look = named if self._request.preview else standing
        stands = look(self._request.output)
        if stands != known.stands:
            stands = restored(self._request.output, known.stands)
        return replace(known, stands=stands) if stands else None

    @property
    def check(self) -> Check:
        """How the site has to be looked at before it is built upon: not again, where `left` did."""
        request = self._request
        if request.preview or self.left is None:
            return Check.STAT
        return Check.TRUST if is_looked_at(request.output) else Check.STAT

    def outcome(self) -> Outcome | None:
        """What the last build said, if this one would leave the same site; None where it may not.

        The moment of the build is written down all the same. Raises PublishError.
        """
        same = isinstance(self._known, Settled) and self._known.asked == self._named != ""
        return self.same() if same else None

    def same(self) -> Outcome | None:
        """What the last build said, for one that knows that nothing changed; None where the site
        does not stand as it was left. Raises PublishError.
        """
        known = self.left
        if known is None or known.outcome.report is None:
            return None
        as_of, output, report = self._request.as_of, self._request.output, known.outcome.report
        if as_of != known.since and not self._request.html_only:
            stands = replace_file(output, known.stands, MOMENT, built_for(as_of).encode())
            if not stands:
                return None
            known = replace(known, since=as_of, stands=stands)
            report = Report(1, 0, report.unchanged - 1, written_kinds=counted([MOMENT]))
        known = replace(known, asked=self._named, looks=self.looks)
        if known != self._known:
            self._memory.keep({self._key: known})
        return replace(known.outcome, report=report)

    def keep(self, outcome: Outcome, content: Content) -> Outcome:
        """Keep what a build has left and said; gives it with the lines that its problems stand on,
        which then are not read again while nothing changes.
        """
        shown = self._with_lines(outcome)
        self._keep(shown, _until(content, self._request.as_of))
        return shown

    def keep_amended(self, outcome: Outcome, left: Settled, changed: Collection[str]) -> Outcome:
        """The same for a build that found only the texts at the paths `changed` to read otherwise."""
        known = [
            replace(one, source="") if one.path in changed else one for one in outcome.diagnostics
        ]
        shown = self._with_lines(replace(outcome, diagnostics=tuple(known)))
        self._keep(shown, left.until)
        return shown

    def _with_lines(self, outcome: Outcome) -> Outcome:
        found = with_lines(outcome.diagnostics, self._request.root)
        return replace(outcome, diagnostics=tuple(found))

    def _keep(self, outcome: Outcome, until: datetime) -> None:
        stands = named(self._request.output) if outcome.report else ""
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
        kept = Settled(self._named, stands, as_of, until, settled, self.looks)
        self._memory.keep({self._key: kept})


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
