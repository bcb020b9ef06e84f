"""有效性: whether a text has legal force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Status(Enum):
    """The status of a text (design.md §4); the value is what readers see."""

    NOT_YET = "尚未施行"
    IN_FORCE = "现行有效"
    HISTORIC = "历史文本"
    PARTIAL = "部分失效"
    SUSPENDED = "停止执行"
    LAPSED = "失效"
    REPEALED = "废止"
    UNCONFIRMED = "有效期待确认"  # staff only: nobody said how long it lasts

    # Members are the same only when they are one: Enum's own hash is a function of Python.
    __hash__ = object.__hash__

    @property
    def public(self) -> Status:
        """The status that readers are shown."""
        return Status.IN_FORCE if self is Status.UNCONFIRMED else self

    @property
    def slug(self) -> str:
        """Its name in addresses: in-force, not-yet …"""
        return _SLUGS[self.public]


_SLUGS = {
    Status.IN_FORCE: "in-force",
    Status.NOT_YET: "not-yet",
    Status.PARTIAL: "partial",
    Status.SUSPENDED: "suspended",
    Status.LAPSED: "lapsed",
    Status.REPEALED: "repealed",
    Status.HISTORIC: "historic",
}


@dataclass(frozen=True, slots=True)
class StatusBy:
    """The document that made a status what it is. `id` and `url` are None for outside texts."""

    title: str
    id: str | None = None
    number: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a text on a day, with all that explains it.

    `since` is the day the status began, None when nobody recorded it; `until`
    the last day it holds as far as published facts tell. `effective` and
    `ends` are the text's own interval of force: first day, and last day if
    known. `places` are the parts without force (部分失效).
    """

    status: Status
    effective: date
    since: date | None = None
    until: date | None = None
    ends: date | None = None
    by: StatusBy | None = None
    reason: str | None = None
    places: tuple[str, ...] = ()
