"""Cut long lists by calendar, never by count: what is new changes few pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from gongkai.pages.jobs import Json

NEWEST = 50  # rows that the first page of a long list shows
FULL_YEAR = 200  # rows a year may have before it is cut into months


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list and the day by which it is filed. `group` parts rows under headings."""

    day: date
    view: Json
    group: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list.

    `url` is under the root. `period` is "", 2023年 or 2023年5月. `years` and
    `months` are the ways to the other pages. `whole` says that no row of the
    period is on another page only.
    """

    url: str
    period: str
    rows: tuple[Row, ...]
    years: list[Json]
    months: list[Json]
    whole: bool


def pages(url: str, rows: Sequence[Row], years: Sequence[int] | None = None) -> Iterator[Page]:
    """The pages of the list at `url` (under the root), `rows` newest first.

    The first page shows everything, or the newest 50 and the years when there
    is more. With `years` each year has a page in any case, those years too,
    though no row falls in them. A year of more than 200 is shown by its
    months alone, so that a new row changes its month and not its year.
    """
    whole = len(rows) <= NEWEST
    if whole and years is None:
        yield Page(url, "", tuple(rows), [], [], whole=True)
        return
    by_year = {year: list(found) for year, found in groupby(rows, lambda row: row.day.year)}
    numbers = sorted({*by_year, *(years or ())}, reverse=True)
    yield Page(url, "", tuple(rows[:NEWEST]), _years(url, numbers, None), [], whole=whole)
    for year in numbers:
        yield from _year(url, year, by_year.get(year, []), _years(url, numbers, year))


def _year(url: str, year: int, rows: list[Row], years: list[Json]) -> Iterator[Page]:
    address = f"{url}{year}/"
    if len(rows) <= FULL_YEAR:
        yield Page(address, f"{year}年", tuple(rows), years, [], whole=True)
        return
    by_month = [(month, list(found)) for month, found in groupby(rows, lambda row: row.day.month)]
    numbers = [month for month, _ in by_month]
    yield Page(address, f"{year}年", (), years, _months(address, numbers, None), whole=False)
    for month, found in by_month:
        months = _months(address, numbers, month)
        period = f"{year}年{month}月"
        yield Page(f"{address}{month:02}/", period, tuple(found), years, months, whole=True)


def _years(url: str, numbers: Sequence[int], current: int | None) -> list[Json]:
    newest: Json = {"title": "最新", "url": url, "current": current is None}
    found: list[Json] = [
        {"title": f"{year}年", "url": f"{url}{year}/", "current": year == current}
        for year in numbers
    ]
    return [newest, *found]


def _months(url: str, numbers: Sequence[int], current: int | None) -> list[Json]:
    return [
        {"title": f"{month}月", "url": f"{url}{month:02}/", "current": month == current}
        for month in numbers
    ]
