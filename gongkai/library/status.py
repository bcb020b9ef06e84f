"""The status of one text on one day (有效性): a pure function of published facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.model.documents import Collection, Document
from gongkai.model.site import ValidityRule
from gongkai.model.status import Standing, Status, StatusBy


@dataclass(frozen=True, slots=True)
class Ending:
    """Something that takes a text's force away, in whole or in part.

    `day` is the first day without force. `places` is empty when the whole
    text ends. `lapse` tells 失效 (its time is over) from 废止 (somebody ended it).
    """

    day: date
    by: StatusBy | None = None
    reason: str | None = None
    places: tuple[str, ...] = ()
    lapse: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """停止执行 from `start` to `end`, both included; None: until further notice."""

    start: date
    end: date | None = None
    by: StatusBy | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one text's force: all that `standing` looks at.

    `effective` is the first day of force. `successor` is the first day of the
    next text of the same work. `expires` is the last day with force, the
    extensions counted in. `confirmed` says whether somebody settled how long
    the text lasts, be it for ever.
    """

    effective: date
    successor: date | None = None
    expires: date | None = None
    expires_reason: str | None = None
    endings: tuple[Ending, ...] = ()
    pauses: tuple[Pause, ...] = ()
    confirmed: bool = True


def effective_day(document: Document) -> date:
    """The first day of force: `effective`, else the version's name, else `written`, else `published`."""
    if document.effective:
        return document.effective
    if document.version:
        return date.fromisoformat(document.version)
    return document.written or document.published.date()


def expiry(document: Document, rules: Sequence[ValidityRule]) -> tuple[date | None, str | None]:
    """The last day with force and, where a rule of the office set it, that rule's basis.

    The latest extension (延长有效期) wins over `expires`, which wins over the
    rules. Never by rule for 规章 (design.md §4).
    """
    if document.extended:
        return max(extension.until for extension in document.extended), None
    if document.expires:
        return document.expires, None
    if document.collection is Collection.REGULATIONS:
        return None, None
    start = effective_day(document)
    for rule in rules:
        if _rule_applies(rule, document, start):
            return last_day(start, rule.years), rule.basis or "本机关有效期规定"
    return None, None


def last_day(start: date, years: int) -> date:
    """The last day of a period of whole years that begins on `start`.

    5 years from 2023-05-01 end on 2028-04-30; a period that begins on
    29 February ends on 28 February.
    """
    if (start.month, start.day) == (2, 29):
        return date(start.year + years, 2, 28)
    return start.replace(year=start.year + years) - timedelta(days=1)


def standing(facts: Facts, day: date) -> Standing:
    """The status on `day`.

    The earliest end wins. A text that another text of its work has followed
    is 历史文本, unless the work ended before that. Not yet in force is never
    shown as no longer in force.
    """
    ends = _ends(facts)
    whole = [ending for ending in ends if not ending.places]
    first_end = min(whole, key=lambda ending: ending.day) if whole else None
    last = first_end.day - timedelta(days=1) if first_end else None
    if facts.successor and (last is None or facts.successor <= last):
        last = facts.successor - timedelta(days=1)
    base = Standing(Status.IN_FORCE, facts.effective, since=facts.effective, ends=last)

    if first_end and first_end.day <= day and not _followed(facts, first_end.day):
        status = Status.LAPSED if first_end.lapse else Status.REPEALED
        return _because(base, status, first_end.day, first_end.by, first_end.reason)
    if day < facts.effective:
        return _because(base, Status.NOT_YET, None, None, None)
    if facts.successor and facts.successor <= day:
        return _because(base, Status.HISTORIC, facts.successor, None, None)
    pause = _pause(facts.pauses, day)
    if pause:
        return _because(base, Status.SUSPENDED, pause.start, pause.by, None, until=pause.end)
    parts = [ending for ending in ends if ending.places and ending.day <= day]
    if parts:
        newest = max(parts, key=lambda ending: ending.day)
        places = tuple(dict.fromkeys(place for part in parts for place in part.places))
        return _because(base, Status.PARTIAL, newest.day, newest.by, newest.reason, places=places)
    if not facts.confirmed and last is None:
        return _because(base, Status.UNCONFIRMED, facts.effective, None, None)
    return _because(base, Status.IN_FORCE, facts.effective, None, None, until=last)


def next_change(facts: Facts, day: date) -> date | None:
    """The first day after `day` on which the status changes by itself, None if never."""
    days = [facts.effective, *([facts.successor] if facts.successor else [])]
    days += [ending.day for ending in _ends(facts)]
    for pause in facts.pauses:
        days += [pause.start, *([pause.end + timedelta(days=1)] if pause.end else [])]
    today = standing(facts, day)
    return next(
        (later for later in sorted(days) if later > day and standing(facts, later) != today), None
    )


def _ends(facts: Facts) -> list[Ending]:
    ends = list(facts.endings)
    if facts.expires:
        ends.append(
            Ending(
                facts.expires + timedelta(days=1),
                None,
                facts.expires_reason or "有效期届满",
                lapse=True,
            )
        )
    return ends


def _followed(facts: Facts, day: date) -> bool:
    """Whether a newer text took over before the end came: the end is then the newer text's."""
    return facts.successor is not None and facts.successor <= day


def _pause(pauses: Iterable[Pause], day: date) -> Pause | None:
    return next(
        (p for p in pauses if p.start <= day and (p.end is None or day <= p.end)),
        None,
    )


def _because(
    base: Standing,
    status: Status,
    since: date | None,
    by: StatusBy | None,
    reason: str | None,
    *,
    until: date | None = None,
    places: tuple[str, ...] = (),
) -> Standing:
    return Standing(
        status=status,
        effective=base.effective,
        since=since,
        until=until,
        ends=base.ends,
        by=by,
        reason=reason,
        places=places,
    )


def _rule_applies(rule: ValidityRule, document: Document, start: date) -> bool:
    if rule.since and start < rule.since:
        return False
    names = {document.collection.value, document.collection.label, document.genre, document.kind}
    return any(kind in names or _titled(document.title, kind) for kind in rule.kinds)


def _titled(title: str, kind: str) -> bool:
    """暂行 and 试行 are kinds that only the title tells; so is a 文种 it ends in (通告)."""
    if kind in ("暂行", "试行"):
        return kind in title
    return title.endswith(kind)
