"""Count working days (工作日), where the year's days off are known."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from gongkai.text.holidays import notices

_SATURDAY = 5


def is_workday(day: date) -> bool | None:
    """Whether offices work on `day`; None when the notice for its year is not known."""
    notice = notices().get(day.year)
    if notice is None:
        return None
    if day in notice.worked:
        return True
    return day.weekday() < _SATURDAY and day not in notice.off


def workdays_between(start: date, end: date) -> int | None:
    """The working days after `start`, up to `end` and with it; negative when `end` is earlier.

    The day on which a period begins does not count (民法典 art. 201). None
    when a year between the two is not known.
    """
    first, last = _until(start), _until(end)
    if first is None or last is None:
        return None
    if start.year == end.year:
        return last - first
    total = 0
    low, high = sorted((start.year, end.year))
    for year in range(low, high):
        whole = _until(date(year, 12, 31))
        if whole is None:
            return None
        total += whole
    return (total if start < end else -total) + last - first


def unknown_year(start: date, end: date) -> int | None:
    """The first year from `start` to `end` whose days off are not known."""
    known = notices()
    return next((year for year in range(start.year, end.year + 1) if year not in known), None)


def _until(day: date) -> int | None:
    """The working days of its year up to `day` and with it."""
    counts = _counts(day.year)
    return counts[day.timetuple().tm_yday] if counts else None


@lru_cache(maxsize=64)
def _counts(year: int) -> tuple[int, ...] | None:
    if year not in notices():
        return None
    counts, day = [0], date(year, 1, 1)
    while day.year == year:
        counts.append(counts[-1] + bool(is_workday(day)))
        day += timedelta(days=1)
    return tuple(counts)
