"""The status of a text: one table of cases for the generator and the reader's browser."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.library.status import (
    Ending,
    Facts,
    Pause,
    expiry,
    last_day,
    next_change,
    standing,
)
from gongkai.model.documents import Collection, Document, Extension
from gongkai.model.site import ValidityRule
from gongkai.model.status import Status
from tests.conftest import REPOSITORY

CASES: list[dict[str, Any]] = json.loads(
    (REPOSITORY / "tests/status_cases.json").read_text("utf-8")
)["statuses"]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def facts(case: dict[str, Any]) -> Facts:
    pause = case.get("paused")
    repealed = day(case.get("repealed"))
    return Facts(
        effective=date.fromisoformat(case["effective"]),
        successor=day(case.get("successor")),
        expires=day(case.get("expires")),
        endings=(Ending(repealed),) if repealed else (),
        pauses=(Pause(date.fromisoformat(pause[0]), day(pause[1])),) if pause else (),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_page_prints_the_status_that_the_shared_table_says(case: dict[str, Any]) -> None:
    found = standing(facts(case), date.fromisoformat(case["as_of"]))
    assert found.status.slug == case["status"]


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [
        ("2023-05-01", 5, "2028-04-30"),
        ("2024-02-29", 5, "2029-02-28"),
        ("2024-02-29", 4, "2028-02-28"),
        ("2023-03-01", 1, "2024-02-29"),
        ("2024-01-01", 2, "2025-12-31"),
    ],
)
def test_a_term_of_years_ends_on_the_day_before_it_began(start: str, years: int, end: str) -> None:
    assert last_day(date.fromisoformat(start), years) == date.fromisoformat(end)


def document(**changes: Any) -> Document:
    ordinary: dict[str, Any] = {
        "path": "content/normative/a.md",
        "collection": Collection.NORMATIVE,
        "id": "a",
        "title": "示例市养犬管理办法",
        "published": datetime(2024, 3, 8),
        "effective": date(2024, 5, 1),
    }
    return Document(**(ordinary | changes))


RULES = (
    ValidityRule(("暂行", "试行"), 2, None, "甲办法"),
    ValidityRule(("行政规范性文件",), 5, date(2023, 5, 1), "甲办法"),
)


def test_only_a_rule_of_the_office_makes_a_text_lapse_by_itself() -> None:
    assert expiry(document(), ()) == (None, None)
    assert expiry(document(), RULES) == (date(2029, 4, 30), "甲办法")
    assert expiry(document(title="示例市养犬管理办法（试行）"), RULES)[0] == date(2026, 4, 30)
    assert expiry(document(effective=date(2023, 4, 30)), RULES) == (None, None)


def test_a_rule_never_makes_a_regulation_lapse() -> None:
    rules = (ValidityRule(("规章", "暂行"), 2),)
    text = document(collection=Collection.REGULATIONS, title="示例市养犬暂行规定")
    assert expiry(text, rules) == (None, None)


def test_what_is_written_wins_over_rules_and_an_extension_over_both() -> None:
    written = document(expires=date(2025, 1, 31))
    assert expiry(written, RULES) == (date(2025, 1, 31), None)
    longer = document(expires=date(2025, 1, 31), extended=(Extension(date(2027, 1, 31)),))
    assert expiry(longer, RULES) == (date(2027, 1, 31), None)


def test_the_earliest_end_wins_and_says_why() -> None:
    known = Facts(
        effective=date(2024, 1, 1),
        expires=date(2025, 12, 31),
        endings=(Ending(date(2025, 6, 1), reason="被替代"), Ending(date(2025, 9, 1))),
    )
    assert standing(known, date(2025, 5, 31)).status is Status.IN_FORCE
    ended = standing(known, date(2026, 6, 1))
    assert (ended.status, ended.since, ended.reason) == (
        Status.REPEALED,
        date(2025, 6, 1),
        "被替代",
    )


def test_a_part_without_force_leaves_the_rest_in_force() -> None:
    known = Facts(
        effective=date(2024, 1, 1),
        endings=(Ending(date(2025, 1, 1), places=("第八条",)),),
    )
    found = standing(known, date(2025, 1, 1))
    assert (found.status, found.places) == (Status.PARTIAL, ("第八条",))


def test_nobody_having_said_how_long_it_lasts_is_told_to_staff_alone() -> None:
    found = standing(Facts(effective=date(2024, 1, 1), confirmed=False), date(2025, 1, 1))
    assert found.status is Status.UNCONFIRMED
    assert found.status.public is Status.IN_FORCE


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
all_facts = st.builds(
    Facts,
    effective=days,
    successor=st.none() | days,
    expires=st.none() | days,
    endings=st.lists(
        st.builds(Ending, days, places=st.sampled_from([(), ("第八条",)])), max_size=2
    ).map(tuple),
    pauses=st.lists(st.builds(Pause, days, st.none() | days), max_size=1).map(tuple),
)


@given(all_facts, days)
def test_not_yet_in_force_is_never_shown_as_no_longer_in_force(known: Facts, when: date) -> None:
    found = standing(known, when)
    over = {Status.LAPSED, Status.REPEALED, Status.HISTORIC}
    whole = [ending.day for ending in known.endings if not ending.places]
    whole += [known.expires + timedelta(days=1)] if known.expires else []
    if when < known.effective and not any(end <= when for end in whole):
        assert found.status is Status.NOT_YET
    if found.status in over:
        assert any(end <= when for end in [*whole, known.successor or when + timedelta(days=1)])


@given(all_facts, days)
def test_nothing_changes_before_the_day_that_the_calendar_names(known: Facts, when: date) -> None:
    change = next_change(known, when)
    today = standing(known, when)
    if change is None:
        assert standing(known, date(2040, 1, 1)) == today
        return
    assert change > when
    assert standing(known, change) != today
    between = when + (change - when) // 2
    assert standing(known, min(between, change - timedelta(days=1))) == today
