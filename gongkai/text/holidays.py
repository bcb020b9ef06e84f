"""Days off and make-up working days by year, as the State Council announces them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

# One line for each year of the notice 国务院办公厅关于…年部分节假日安排的通知, which comes out in
# autumn for the year after: copy it as it reads, 休 the days off, 班 the weekend days that are
# worked. A year that is not here is unknown: nothing is judged by it.
_NOTICES = """
2016 休 1.1 2.7-2.13 4.4 5.1-5.2 6.9-6.11 9.15-9.17 10.1-10.7 班 2.6 2.14 6.12 9.18 10.8 10.9
2017 休 1.1-1.2 1.27-2.2 4.2-4.4 5.1 5.28-5.30 10.1-10.8 班 1.22 2.4 4.1 5.27 9.30
2018 休 1.1 2.15-2.21 4.5-4.7 4.29-5.1 6.18 9.24 10.1-10.7 12.30-12.31 班 2.11 2.24 4.8 4.28 9.29 9.30 12.29
2019 休 1.1 2.4-2.10 4.5-4.7 5.1-5.4 6.7-6.9 9.13-9.15 10.1-10.7 班 2.2 2.3 4.28 5.5 9.29 10.12
2020 休 1.1 1.24-2.2 4.4-4.6 5.1-5.5 6.25-6.27 10.1-10.8 班 1.19 4.26 5.9 6.28 9.27 10.10
2021 休 1.1-1.3 2.11-2.17 4.3-4.5 5.1-5.5 6.12-6.14 9.19-9.21 10.1-10.7 班 2.7 2.20 4.25 5.8 9.18 9.26 10.9
2022 休 1.1-1.3 1.31-2.6 4.3-4.5 4.30-5.4 6.3-6.5 9.10-9.12 10.1-10.7 12.31 班 1.29 1.30 4.2 4.24 5.7 10.8 10.9
2023 休 1.1-1.2 1.21-1.27 4.5 4.29-5.3 6.22-6.24 9.29-10.6 12.30-12.31 班 1.28 1.29 4.23 5.6 6.25 10.7 10.8
2024 休 1.1 2.10-2.17 4.4-4.6 5.1-5.5 6.10 9.15-9.17 10.1-10.7 班 2.4 2.18 4.7 4.28 5.11 9.14 9.29 10.12
2025 休 1.1 1.28-2.4 4.4-4.6 5.1-5.5 5.31-6.2 10.1-10.8 班 1.26 2.8 4.27 9.28 10.11
2026 休 1.1-1.3 2.15-2.23 4.4-4.6 5.1-5.5 6.19-6.21 9.25-9.27 10.1-10.7 班 1.4 2.14 2.28 5.9 9.20 10.10
"""


@dataclass(frozen=True, slots=True)
class YearNotice:
    """The days off of one year, weekends inside them included, and its make-up working days."""

    off: frozenset[date]
    worked: frozenset[date]


def _read(line: str) -> tuple[int, YearNotice]:
    year, words = int(line[:4]), line[4:].partition("班")
    off, worked = (
        frozenset(day for span in part.split() for day in _days(year, span))
        for part in (words[0].replace("休", ""), words[2])
    )
    return year, YearNotice(off, worked)


def _days(year: int, span: str) -> list[date]:
    first, _, last = span.partition("-")
    start, end = _day(year, first), _day(year, last or first)
    return [start + timedelta(days=count) for count in range((end - start).days + 1)]


def _day(year: int, text: str) -> date:
    month, _, day = text.partition(".")
    return date(year, int(month), int(day))


@lru_cache(maxsize=1)
def notices() -> dict[int, YearNotice]:
    """What is known, by year."""
    return dict(_read(line) for line in _NOTICES.split("\n") if line)
