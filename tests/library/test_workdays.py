"""Working days are counted as offices count them, and not at all where nobody announced them."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from gongkai.library.workdays import is_workday, unknown_year, workdays_between
from gongkai.text.holidays import notices

DAYS = st.dates(date(2016, 1, 1), date(2026, 12, 31))


def test_every_known_day_agrees_with_the_published_calendar() -> None:
    day = date(2016, 1, 1)
    while day.year in notices():
        assert is_workday(day) is chinese_calendar.is_workday(day), day
        day += timedelta(days=1)
    assert day == date(2027, 1, 1)


def test_the_day_on_which_a_period_begins_does_not_count() -> None:
    friday, monday = date(2026, 3, 6), date(2026, 3, 9)
    assert workdays_between(friday, friday) == 0
    assert workdays_between(friday, monday) == 1
    assert workdays_between(monday, friday) == -1


def test_a_holiday_is_passed_over_and_a_make_up_day_counts() -> None:
    assert workdays_between(date(2026, 2, 13), date(2026, 2, 14)) == 1  # Saturday, worked
    assert workdays_between(date(2026, 2, 14), date(2026, 2, 23)) == 0  # 春节


def test_a_period_may_cross_the_year() -> None:
    assert workdays_between(date(2025, 12, 30), date(2026, 1, 5)) == 3


def test_nothing_is_told_about_a_year_that_nobody_announced() -> None:
    assert is_workday(date(2031, 5, 6)) is None
    assert workdays_between(date(2026, 12, 30), date(2031, 1, 4)) is None
    assert workdays_between(date(2009, 12, 30), date(2026, 1, 4)) is None
    assert unknown_year(date(2026, 12, 30), date(2031, 1, 4)) == 2027
    assert unknown_year(date(2026, 1, 30), date(2026, 2, 4)) is None


@given(DAYS, DAYS, DAYS)
def test_two_periods_add_up_to_the_whole(first: date, second: date, third: date) -> None:
    parts = (workdays_between(first, second) or 0) + (workdays_between(second, third) or 0)
    assert parts == workdays_between(first, third)
