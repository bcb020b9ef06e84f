"""The run of issues holds together, and every 规章 is printed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.library import check_gazette as check
from gongkai.library import check_gazette_items as check_items
from gongkai.model.documents import Collection
from gongkai.model.gazette import (
    FrozenIssue,
    FrozenItem,
    Issue,
    IssueItem,
    IssueKey,
    IssueRecord,
    IssueSection,
    PageRange,
)
from tests.library.checking import document, found


def record(
    name: str, total: int | None = None, day: date | None = None, **more: Any
) -> IssueRecord:
    """An issue that was typed and not frozen."""
    key = IssueKey.read(name)
    path = f"content/gazette/{name}.yaml"
    pages = more.pop("pages", ())
    items = tuple(IssueItem(title="甲", text="乙", pages=PageRange(*one)) for one in pages)
    published = day or date(key.year, min(key.last, 12), 28)
    sections = (IssueSection("目录", items),)
    return IssueRecord(
        path,
        Issue(path=path, key=key, total=total, published=published, sections=sections, **more),
    )


def printed(name: str, day: date, *documents: str) -> IssueRecord:
    """A frozen issue that printed these documents."""
    items = tuple(
        FrozenItem(
            number=number,
            title="甲",
            section="规章",
            kind="document",
            markdown="",
            digest="",
            document=one,
        )
        for number, one in enumerate(documents, 1)
    )
    key = IssueKey.read(name)
    issue = FrozenIssue(key=key, total=None, published=day, sections=("规章",), items=items)
    return IssueRecord(f"content/gazette/{name}.yaml", None, issue)


def codes(one: Any, *records: IssueRecord) -> list[tuple[str, str]]:
    """What a check finds: the code, and the name of the issue."""
    listed = found(one, records=records)
    return [(code, path.removeprefix("content/gazette/")[:-5]) for code, path in listed]


def test_numbers_go_on_through_the_year_and_begin_anew() -> None:
    whole = [record(name) for name in ("2023-11", "2023-12", "2024-01-02", "2024-03", "2024-z1")]
    assert codes(check.numbers, record("2023-01"), *whole) == [("gazette/gap", "2023-11")]


@pytest.mark.parametrize(
    ("names", "wrong"),
    [
        (("2024-02",), ("gazette/gap", "2024-02")),
        (("2024-01", "2024-03"), ("gazette/gap", "2024-03")),
        (("2024-01", "2024-02-03", "2024-03"), ("gazette/number-shared", "2024-03")),
        (("2024-01", "2024-z2"), ("gazette/gap", "2024-z2")),
    ],
)
def test_a_number_left_out_or_given_twice_is_told(
    names: tuple[str, ...], wrong: tuple[str, str]
) -> None:
    assert codes(check.numbers, *map(record, names)) == [wrong]


def test_a_joint_issue_may_bear_one_total_or_two() -> None:
    one = [record("2024-01-02", 1), record("2024-03", 2), record("2024-z1"), record("2024-04", 3)]
    two = [record("2024-01-02", 1, total_last=2), record("2024-03", 3)]
    assert codes(check.totals, *one) == []
    assert codes(check.totals, *two) == []


def test_totals_go_on_through_the_years() -> None:
    issues = [record("2023-12", 12), record("2024-01", 14), record("2024-02", 14)]
    assert codes(check.totals, *issues) == [
        ("gazette/total-gap", "2024-01"),
        ("gazette/total-shared", "2024-02"),
        ("gazette/earlier", "2023-12"),
    ]


def test_what_is_still_to_be_taken_in_is_no_error() -> None:
    old = record("2009-12", 12, backfilled=True)
    assert codes(check.totals, old, record("2024-01", 181)) == [
        ("gazette/earlier", "2024-01"),
        ("gazette/earlier", "2009-12"),
    ]


def test_an_issue_comes_out_in_its_year_or_the_january_behind() -> None:
    late = record("2023-12", day=date(2024, 1, 20))
    later = record("2023-12", day=date(2024, 2, 1))
    assert codes(check.dates, late) == []
    assert codes(check.dates, later) == [("gazette/date-year", "2023-12")]
    before = record("2023-11", day=date(2024, 1, 25))
    assert codes(check.dates, before, late) == [("gazette/date-order", "2023-12")]


def test_two_items_may_share_a_page_and_no_more() -> None:
    assert codes(check.pages, record("2024-01", pages=[(1, 3), (3, 3), (3, 5)])) == []
    assert codes(check.pages, record("2024-01", pages=[(1, 3), (2, 4)])) == [
        ("gazette/pages-overlap", "2024-01")
    ]
    assert codes(check.pages, record("2024-01", pages=[(5, 6), (1, 2)])) == [
        ("gazette/pages-order", "2024-01")
    ]


def _regulation(**values: Any) -> Any:
    day = date(2024, 3, 1)
    ordinary = {"promulgated": day, "effective": day, "kind": "地方政府规章"}
    return document("rules", collection=Collection.REGULATIONS, **{**ordinary, **values})


RUN = (printed("2024-03", date(2024, 3, 28)), printed("2024-06", date(2024, 6, 28), "other"))
MISSING = [("gazette/regulation-missing", "rules")]


def test_a_regulation_in_force_that_no_issue_printed_is_told() -> None:
    assert found(check_items.printed_regulations, _regulation(), records=RUN) == MISSING


@pytest.mark.parametrize(
    ("values", "records"),
    [
        ({}, (printed("2024-03", date(2024, 3, 28), "rules"), RUN[1])),
        ({"version": "2024-03-01"}, (printed("2024-03", date(2024, 3, 28), "rules@2024-03-01"), RUN[1])),
        ({"backfilled": True}, RUN),
        ({"promulgated": date(2015, 3, 1)}, RUN),  # a year whose issues are not here
        ({"promulgated": date(2024, 6, 1)}, RUN),  # its issue may be to come
        ({"kind": "地方性法规"}, RUN),
        ({}, ()),
    ],
    ids=["printed", "a text of it", "backfilled", "before", "too new", "other law", "no gazette"],
)  # fmt: skip
def test_others_are_spared(values: dict[str, Any], records: tuple[IssueRecord, ...]) -> None:
    rules = _regulation(**values)
    assert found(check_items.printed_regulations, rules, records=records) == []
