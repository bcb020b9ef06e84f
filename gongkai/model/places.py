"""Where people find the government's information in person: 公开专区, 查阅点, 公报赠阅点."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class PlaceKind(Enum):
    """What a place is; the value is its name on pages."""

    ZONE = "公开专区"
    READING = "查阅点"
    GAZETTE = "公报赠阅点"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of content/places. `copies` is for the office alone: how many it is sent.

    A place is open from `opened` to the day before `closed`; None is always.
    """

    path: str
    id: str
    kind: PlaceKind
    title: str
    address: str
    phone: str | None = None
    hours: str | None = None
    district: str | None = None  # 区县, by which the list is ordered
    services: tuple[str, ...] = ()
    access: str | None = None  # 无障碍: ramp, seats, large print …
    copies: int | None = None  # 每期份数
    opened: date | None = None
    closed: date | None = None
    reason: str | None = None  # of its closing, for readers
    note: str | None = None  # for the office alone

    def is_open(self, day: date) -> bool:
        """Whether readers find it on a day."""
        return (self.opened is None or self.opened <= day) and (
            self.closed is None or day < self.closed
        )
