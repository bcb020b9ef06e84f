"""Plan the gazette's own pages: the run of its issues, and its years (国办发〔2018〕22号)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from gongkai.library.gazette import Gazette, PublicIssue
from gongkai.model.documents import Collection
from gongkai.model.gazette import FrozenIssue, Masthead
from gongkai.model.site import Column
from gongkai.pages.jobs import Job, Json
from gongkai.pages.views import View, under_root
from gongkai.site.frames import Crumb, crumb, frame
from gongkai.site.input import Library
from gongkai.site.shell import column_of, columns
from gongkai.text.dates import chinese_date

ADDRESS = "gazette/"
_MONTHS = 12


def gazette_pages(library: Library) -> Iterator[Job]:
    """/gazette/ with every issue by year and month, and a page for each year."""
    gazette = library.gazette
    if not gazette.issues:
        return
    column = gazette_column(library)
    years = by_year(gazette)
    yield Job.of(
        f"{ADDRESS}index.html",
        "gazette.html",
        **frame(column, column.title, [crumb(column)], description=column.description),
        masthead=masthead_view(gazette.masthead),
        newest=issue_view(newest_first(gazette)[0]),
        count=len(gazette.issues),
        rows=_rows(years),
        places=bool(library.places),
    )
    for year, issues in years:
        url = year_url(year)
        title = f"{gazette.masthead.name} {year}年"
        yield Job.of(
            f"{url}index.html",
            "gazette-year.html",
            **frame(column, title, [crumb(column), (f"{year}年", url)]),
            years=_year_links(years, year),
            issues=[{**issue_view(one), "sections": sections_view(one)} for one in issues],
            missing=missing_words(issues),
        )


def newest_first(gazette: Gazette) -> list[PublicIssue]:
    """The issues by the day on which they came out: a 增刊 comes between others."""
    return sorted(
        gazette.issues, key=lambda one: (one.issue.published, one.issue.key.rank), reverse=True
    )


def gazette_column(library: Library) -> Column:
    """The column that the gazette is."""
    return column_of(Collection.GAZETTE, columns(library))


def year_url(year: int) -> str:
    """A year's page, under the root."""
    return f"{ADDRESS}{year}/"


def year_crumbs(library: Library, public: PublicIssue) -> list[Crumb]:
    """The way to an issue."""
    year = public.issue.key.year
    return [
        crumb(gazette_column(library)),
        (f"{year}年", year_url(year)),
        (public.issue.key.number, under_root(public.url)),
    ]


def by_year(gazette: Gazette) -> list[tuple[int, list[PublicIssue]]]:
    """The issues of each year in the order of their numbers, newest year first."""
    found: dict[int, list[PublicIssue]] = defaultdict(list)
    for public in reversed(gazette.issues):
        found[public.issue.key.year].append(public)
    return sorted(found.items(), reverse=True)


def issue_view(public: PublicIssue) -> dict[str, Json]:
    """An issue as covers and lists show it."""
    issue = public.issue
    return {
        "url": under_root(public.url),
        "year": issue.key.year,
        "label": issue.key.label,
        "number": issue.key.number,
        "total": issue.total_label,
        "date": issue.published.isoformat(),
        "date_words": chinese_date(issue.published),
        "count": len(public.items),
        "draft": public.draft,
    }


def issue_card(public: PublicIssue) -> View:
    """An issue as a row of a list of documents (`gongkai.pages.views.card_view`)."""
    first = "；".join(item.title for item in public.items[:2])
    more = f"等{len(public.items)}篇" if len(public.items) > 2 else ""
    return {
        "title": f"{public.issue.label}：{first}{more}",
        "url": under_root(public.url),
        "number": "",
        "agency": "",
        "date": public.issue.published.isoformat(),
        "status": None,
        "phase": public.draft,
        "form": "",
        "texts": 1,
    }


def masthead_view(masthead: Masthead) -> dict[str, Json]:
    """What stands on every issue; the filled facts by name."""
    return {
        "name": masthead.name,
        "facts": [{"name": name, "value": value} for name, value in masthead.facts],
    }


def sections_view(public: PublicIssue) -> list[Json]:
    """The contents of an issue by section."""
    found: dict[str, list[Json]] = {name: [] for name in public.issue.sections}
    for one in public.items:
        item = one.item
        found.setdefault(item.section, []).append(
            {
                "title": one.title,
                "url": under_root(one.place.url),
                "number": item.document_number or "",
                "page": item.pages.first if item.pages else None,
                "pages": item.pages.label if item.pages else "",
                "standard": item.standard and not one.withdrawn,
                "mended": bool(one.corrected),
            }
        )
    return [{"title": title, "items": items} for title, items in found.items() if items]


def missing_words(issues: Sequence[PublicIssue]) -> str:
    """Which numbers of a year are not there, up to its last one: 缺第2、5期; "" if none."""
    held = _numbers(public.issue for public in issues)
    gaps = [number for number in range(1, max(held, default=0)) if number not in held]
    return f"缺第{'、'.join(map(str, gaps))}期" if gaps else ""


def _numbers(issues: Iterable[FrozenIssue]) -> set[int]:
    return {
        number
        for issue in issues
        if not issue.key.supplement
        for number in range(issue.key.first, issue.key.last + 1)
    }


def _rows(years: Sequence[tuple[int, list[PublicIssue]]]) -> list[Json]:
    """A row for each year, a cell for each month; a hole is a month without an issue."""
    rows: list[Json] = []
    for year, issues in years:
        months: list[list[Json]] = [[] for _ in range(_MONTHS)]
        for public in issues:
            day = public.issue.published
            # December's issue may come out in January: it stands in its own year's last cell.
            month = day.month if day.year == public.issue.key.year else _MONTHS
            months[month - 1].append(issue_view(public))
        cells: list[Json] = list(months)
        rows.append(
            {
                "year": year,
                "url": year_url(year),
                "months": cells,
                "missing": missing_words(issues),
            }
        )
    return rows


def _year_links(years: Sequence[tuple[int, list[PublicIssue]]], current: int) -> list[Json]:
    return [
        {"title": f"{year}年", "url": year_url(year), "current": year == current}
        for year, _ in years
    ]
