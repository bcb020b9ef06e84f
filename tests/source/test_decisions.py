"""The files of one decision are read together, and dates that are missing are asked for."""

from __future__ import annotations

from datetime import datetime

import pytest

from gongkai.source.decisions import read_decision

_NOW = datetime(2026, 7, 1)
_DECISION = (
    "title: 公交票价调整\nagency: 示例市人民政府\npublished: 2026-02-01\nopenness: 主动公开\n"
)
_PERIOD = "consultation:\n  kind: 重大行政决策\n  opens: {}\n  closes: 2026-06-01\n"


def undated(name: str, head: str = "", opens: str = "2026-02-01") -> list[tuple[int, int, str]]:
    """Where a text is asked for its date, and in which words."""
    files = {
        "decision.yaml": _DECISION + _PERIOD.format(opens),
        f"{name}.md": f"---\ntitle: 关于票价的文本\n{head}---\n\n正文。\n",
    }
    draft, (part,) = read_decision("content/decisions/fares", files, _NOW)
    assert draft.document is not None
    assert part.path == f"content/decisions/fares/{name}.md"
    return [
        (problem.line, problem.column, problem.message)
        for problem in part.problems
        if problem.code == "decision/undated-part"
    ]


def test_a_result_without_a_date_is_asked_for_it() -> None:
    message = "没有写公布时间，页面上会按 decision.yaml 的 2026-02-01 显示"
    assert undated("result") == [(2, 8, message)]


def test_a_result_with_its_own_date_is_asked_for_nothing() -> None:
    assert undated("result", "published: 2026-06-20\n") == []


@pytest.mark.parametrize("name", ["proposal", "explanation", "background"])
def test_a_paper_may_come_with_the_decision(name: str) -> None:
    assert undated(name) == []


def test_a_paper_of_a_period_that_opens_later_is_asked_for_its_date() -> None:
    assert len(undated("proposal", opens="2026-05-01")) == 1
