"""The stages of a decision follow from its published facts and the day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from gongkai.library.decisions import State, phase, stages
from gongkai.model.documents import Consultation, Decision, DecisionEvent, Feedback

OPEN = Consultation("重大行政决策", date(2026, 11, 1), date(2026, 12, 1))
ANSWERED = Feedback(datetime(2026, 12, 20), 3, 5, ())


def at(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 12, 0)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 10, 31, 23, 59), "即将征集意见"),
        (datetime(2026, 11, 1, 0, 0), "意见征集中"),
        (datetime(2026, 12, 1, 23, 59), "意见征集中"),
        (datetime(2026, 12, 2, 0, 0), "意见征集已结束"),
        (datetime(2026, 12, 20, 0, 0), "已公布采纳情况"),
    ],
)
def test_both_days_of_a_consultation_belong_to_it(moment: datetime, expected: str) -> None:
    decision = Decision(catalogue=2026, consultation=OPEN, feedback=ANSWERED)
    assert phase(decision, moment, (), result=False) == expected


def test_a_result_ends_the_way() -> None:
    assert phase(Decision(consultation=OPEN), at(5), (), result=True) == "已公布结果"
    assert phase(Decision(consultation=OPEN), at(5), {"result"}, result=False) == "已公布结果"


def test_stages_that_do_not_apply_are_left_out() -> None:
    found = stages(Decision(catalogue=2026), at(5), (), result=False, interpreted=False)
    assert [stage.id for stage in found] == ["catalogue", "result", "interpretation"]


def test_every_stage_in_the_order_of_the_procedure() -> None:
    events = (
        DecisionEvent("听证", date(2026, 11, 10), ""),
        DecisionEvent("专家论证", date(2026, 12, 9), ""),
    )
    decision = Decision(catalogue=2026, consultation=OPEN, events=events, feedback=ANSWERED)
    found = stages(decision, at(20), {"proposal"}, result=False, interpreted=False)
    assert [(stage.id, stage.state) for stage in found] == [
        ("catalogue", State.DONE),
        ("papers", State.DONE),
        ("consultation", State.CURRENT),
        ("events", State.CURRENT),
        ("feedback", State.AHEAD),
        ("result", State.AHEAD),
        ("interpretation", State.AHEAD),
    ]
    assert found[3].title == "听证、专家论证"
