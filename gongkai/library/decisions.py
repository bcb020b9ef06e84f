"""How far a 重大行政决策 has come on a day: its stages, from published facts."""

from __future__ import annotations

from collections.abc import Collection as Container
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gongkai.model.documents import Consultation, Decision
from gongkai.text.dates import chinese_date

PAPERS = ("proposal", "explanation", "background")  # 草案, 说明, 背景
RESULT = "result"
_NAMED = 2  # kinds of event that a stage's title names


class State(Enum):
    """Where a stage stands."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "todo"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage on the way (国令第713号). `words` are its dates, "" if there are none."""

    id: str
    title: str
    state: State
    words: str = ""


def consultation_state(consultation: Consultation, moment: datetime) -> State:
    """Whether opinions are taken; both days of the period belong to it."""
    day = moment.date()
    if day < consultation.opens:
        return State.AHEAD
    return State.CURRENT if day <= consultation.closes else State.DONE


def stages(
    decision: Decision,
    moment: datetime,
    papers: Container[str],
    *,
    result: bool,
    interpreted: bool,
) -> tuple[Stage, ...]:
    """The stages in the order of the procedure, those that do not apply left out.

    `papers` are the names of the decision's public texts; `result` says
    whether a public document is its result.
    """
    found = []
    if decision.catalogue:
        found.append(Stage("catalogue", "列入目录", State.DONE, f"{decision.catalogue}年度目录"))
    if any(name in papers for name in PAPERS):
        found.append(Stage("papers", "草案和说明", State.DONE))
    consultation = decision.consultation
    if consultation:
        found.append(
            Stage(
                "consultation",
                "意见征集",
                consultation_state(consultation, moment),
                f"{chinese_date(consultation.opens)}至{chinese_date(consultation.closes)}",
            )
        )
    held = [event for event in decision.events if event.date <= moment.date()]
    if decision.events:
        done = State.DONE if len(held) == len(decision.events) else State.CURRENT
        found.append(Stage("events", _events_title(decision), done if held else State.AHEAD))
    answered = feedback_shown(decision, moment)
    if consultation or answered:
        state = State.DONE if answered else State.AHEAD
        found.append(Stage("feedback", "意见采纳情况", state))
    decided = result or RESULT in papers
    found.append(Stage("result", "决策结果", State.DONE if decided else State.AHEAD))
    found.append(Stage("interpretation", "解读", State.DONE if interpreted else State.AHEAD))
    return tuple(found)


def _events_title(decision: Decision) -> str:
    """The kinds of event where one line holds them."""
    kinds = list(dict.fromkeys(event.kind for event in decision.events))
    return "、".join(kinds) if len(kinds) <= _NAMED else "听证、论证和审查"


def feedback_shown(decision: Decision, moment: datetime) -> bool:
    """Whether 采纳情况 is public."""
    return decision.feedback is not None and decision.feedback.published <= moment


def phase(decision: Decision, moment: datetime, papers: Container[str], *, result: bool) -> str:
    """The decision's state in one word for lists; what it rests on is printed on its page."""
    if result or RESULT in papers:
        return "已公布结果"
    if feedback_shown(decision, moment):
        return "已公布采纳情况"
    if decision.consultation:
        state = consultation_state(decision.consultation, moment)
        return {
            State.AHEAD: "即将征集意见",
            State.CURRENT: "意见征集中",
            State.DONE: "意见征集已结束",
        }[state]
    return "已列入目录" if decision.catalogue else "进行中"
