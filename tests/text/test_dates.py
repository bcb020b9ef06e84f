"""Days are written as official documents write them."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.text.dates import chinese_date, stamp


def test_a_day_has_no_leading_zeros() -> None:
    assert chinese_date(date(2024, 5, 1)) == "2024年5月1日"


def test_a_moment_is_shown_to_the_minute() -> None:
    assert stamp(datetime(2024, 5, 1, 9, 5, 7)) == "2024-05-01 09:05"
