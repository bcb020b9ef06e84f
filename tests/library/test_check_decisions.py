"""The way to a decision is as 国令第713号 asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from gongkai.library.check_decisions import (
    consultation_papers,
    consultation_periods,
    feedback,
    hearings,
)
from gongkai.model.documents import (
    Channel,
    Collection,
    Consultation,
    Decision,
    DecisionEvent,
    DecisionPart,
    Document,
    Feedback,
    Opinion,
)
from gongkai.model.site import Deadlines
from tests.library.checking import document, found, on

OPENED = datetime(2026, 4, 1, 9)
PARTS = tuple(
    DecisionPart(name, name, OPENED, f"content/decisions/fares/{name}.md", "", 1)
    for name in ("proposal", "explanation")
)
PERIOD = Consultation(
    "重大行政决策", date(2026, 4, 1), date(2026, 4, 30), None, (Channel("信函", "示例市中心路1号"),)
)
ANSWER = Feedback(datetime(2026, 5, 20), 3, 2, (Opinion("第二条", "太贵", 2, "采纳"),))


def fares(period: Consultation = PERIOD, **values: Any) -> Document:
    filled: dict[str, Any] = {"parts": PARTS, "feedback": ANSWER, **values}
    return document(
        "fares",
        collection=Collection.DECISIONS,
        path="content/decisions/fares/decision.yaml",
        published=OPENED,
        decision=Decision(consultation=period, **filled),
    )


def test_both_days_belong_to_the_thirty() -> None:
    assert found(consultation_periods, fares()) == []
    short = replace(PERIOD, closes=date(2026, 4, 29))
    assert found(consultation_periods, fares(short)) == [("decision/consultation-short", "fares")]


@pytest.mark.parametrize(
    "period",
    [
        replace(PERIOD, closes=date(2026, 4, 10), shortened="防汛急需"),
        replace(PERIOD, closes=date(2026, 4, 10), kind="规范性文件"),  # no rule of the office
    ],
)
def test_a_short_period_has_a_reason_or_no_rule(period: Consultation) -> None:
    assert found(consultation_periods, fares(period)) == []
    local = on(deadlines=Deadlines(consultation_days=(("规范性文件", 15),)))
    expected = [] if period.shortened else [("decision/consultation-short", "fares")]
    assert found(consultation_periods, fares(period), site=local) == expected


def test_a_period_ends_after_it_begins_and_that_alone_is_told() -> None:
    turned = replace(PERIOD, closes=date(2026, 3, 1))
    assert found(consultation_periods, fares(turned)) == [("decision/consultation-order", "fares")]


def test_the_first_rules_bind_no_earlier_decision() -> None:
    old = replace(
        fares(replace(PERIOD, opens=date(2019, 3, 1), closes=date(2019, 3, 5)), feedback=None),
        published=datetime(2019, 3, 1),
    )
    for check in (consultation_periods, consultation_papers, feedback, hearings):
        assert found(check, old) == []


@pytest.mark.parametrize(
    "values",
    [
        {"parts": PARTS[:1]},
        {"parts": (PARTS[0], replace(PARTS[1], hold="会签"))},
        {"period": replace(PERIOD, channels=())},
    ],
)
def test_draft_explanation_and_a_way_to_take_part_are_there(values: dict[str, Any]) -> None:
    assert found(consultation_papers, fares()) == []
    assert found(consultation_papers, fares(**values)) == [
        ("decision/consultation-incomplete", "fares")
    ]


def test_the_papers_of_a_period_to_come_may_still_be_missing() -> None:
    coming = replace(PERIOD, opens=date(2027, 1, 4), closes=date(2027, 2, 4))
    assert found(consultation_papers, fares(coming, parts=())) == []


def test_feedback_comes_within_thirty_days_of_the_end() -> None:
    assert found(feedback, fares()) == []
    silent = fares(feedback=None)
    assert found(feedback, silent, as_of=datetime(2026, 5, 30, 12)) == []
    assert found(feedback, silent, as_of=datetime(2026, 5, 31, 12)) == [
        ("decision/feedback-late", "fares")
    ]
    planned = fares(feedback=replace(ANSWER, published=datetime(2027, 1, 1)))
    assert found(feedback, planned) == [("decision/feedback-late", "fares")]


def test_feedback_does_not_come_while_opinions_are_taken() -> None:
    early = fares(feedback=replace(ANSWER, published=datetime(2026, 4, 30, 12)))
    assert found(feedback, early) == [
        ("decision/feedback-early", "content/decisions/fares/feedback.yaml")
    ]


def test_an_opinion_that_is_not_taken_has_a_reason() -> None:
    refused = Opinion("第二条", "太贵", 2, "不采纳")
    assert found(feedback, fares(feedback=replace(ANSWER, opinions=(refused,)))) == [
        ("decision/opinion-reason", "content/decisions/fares/feedback.yaml")
    ]
    reasoned = replace(refused, reason="成本监审结果如此")
    assert found(feedback, fares(feedback=replace(ANSWER, opinions=(reasoned,)))) == []


@pytest.mark.parametrize(
    ("kind", "day", "short"),
    [
        ("重大行政决策", date(2026, 4, 8), False),
        ("重大行政决策", date(2026, 4, 7), True),
        ("规章草案", date(2026, 4, 30), True),
        ("规章草案", date(2026, 5, 1), False),
    ],
)
def test_the_papers_of_a_hearing_are_out_before_it(kind: str, day: date, short: bool) -> None:
    one = fares(replace(PERIOD, kind=kind), events=(DecisionEvent("听证会", day, "在市民中心"),))
    assert found(hearings, one) == ([("decision/hearing-notice", "fares")] if short else [])
    expert = fares(events=(DecisionEvent("专家论证", date(2026, 4, 2), "在市民中心"),))
    assert found(hearings, expert) == []
