"""The 题注 under a title: when a text was made, changed and put into force."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.model.documents import Collection, Document, HistoryEvent
from gongkai.text.dates import chinese_date

_LOOSE = re.compile(
    r"[\s　]*(?:根据|依据)?[\s　，,；;。]*$"
)  # what copying leaves at an event's end
_LED = re.compile(r"^[\s　]*(?:根据|依据)[\s　]*")
_DATED = re.compile(r"^[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日")
_COMES = re.compile(r"^(?:(?:本|现)[^，。]{1,6})?(?:自公布之日起)?(?:施行|实施|生效)$")
_AMENDED = re.compile(r"(?:修正|修改)$")


def history_note(document: Document) -> str | None:
    """The 题注 of a text, in brackets; None where nothing is recorded.

    Written from `history` as the 行政法规库 of the Ministry of Justice writes
    it (国办公开办函〔2021〕33号): 公布 with 文号, each 修正 or 修订, 施行. An
    amendment by a decision whose name is given begins with 根据. A 规章
    without `history` gets its note from 公布日期 and 文号. The 施行日期 is the
    text's own `effective` unless the history names one.
    """
    events = sorted(document.history, key=lambda event: event.date)
    clauses = [_clause(event) for event in events if not _COMES.match(event.event.strip())]
    if not events and document.collection is Collection.REGULATIONS:
        clauses = _made(document)
    if not clauses:
        return None
    start = _start(document, events)
    return f"（{'　'.join([*clauses, start] if start else clauses)}）"


def _clause(event: HistoryEvent) -> str:
    words = _LOOSE.sub("", event.event)
    led = _LED.sub("", words)
    day = chinese_date(event.date)
    text = led if _DATED.match(led) else f"{day}{led}"
    by_decision = "《" in led and _AMENDED.search(led)
    return f"根据{text}" if by_decision or led != words else text


def _made(document: Document) -> list[str]:
    day = document.promulgated
    if day is None:
        return []
    number = document.number or ""
    maker = number if "令" in number else "".join(document.agency[:1])
    return [f"{chinese_date(day)}{maker}公布"]


def _start(document: Document, events: Sequence[HistoryEvent]) -> str | None:
    named = [event.date for event in events if _COMES.match(event.event.strip())]
    day = document.effective or (named[-1] if named else None)
    return f"自{chinese_date(day)}起施行" if day else None
