"""规章 have the names, the notes and the waiting time that the law gives them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai.library.check_regulations import effective_days, histories, names, notes, orders
from gongkai.model.documents import Collection, Document, HistoryEvent, Mark
from gongkai.text.body_facts import TextFacts
from tests.library.checking import document, found, library

MADE = HistoryEvent(date(2026, 3, 12), "示例市人民政府令第12号公布")
CHANGED = HistoryEvent(date(2026, 8, 12), "示例市人民政府令第15号修正")


def regulation(**values: Any) -> Document:
    filled = {
        "collection": Collection.REGULATIONS,
        "number": "示例市人民政府令第12号",
        "promulgated": date(2026, 3, 12),
        "effective": date(2026, 5, 1),
        **values,
    }
    return document("parking", **filled)


def test_a_regulation_is_never_called_an_ordinance() -> None:
    assert found(names, regulation(title="示例市停车管理办法")) == []
    wrong = regulation(title="示例市停车管理条例（试行）")
    assert found(names, wrong) == [("trade/regulation-name", "parking")]
    assert found(names, replace(wrong, kind="地方性法规")) == []


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, None),
        ({"promulgated": None, "number": None, "history": (MADE,)}, None),
        ({"effective": None, "history": (MADE, CHANGED)}, None),
        ({"effective": None, "history": (MADE, HistoryEvent(date(2026, 5, 1), "施行"))}, None),
        ({"promulgated": None}, "公布日期"),
        ({"number": None}, "令号"),
        ({"effective": None}, "施行日期"),
        ({"promulgated": None, "title": "示例市人民政府关于废止部分规章的决定"}, None),
    ],
)
def test_a_note_can_be_made_of_what_is_written(values: dict[str, Any], missing: str | None) -> None:
    told = list(notes(library(regulation(**values))))
    assert [finding.problem.code for finding in told] == (
        ["trade/regulation-note"] if missing else []
    )
    assert not missing or missing in told[0].problem.message


def test_the_order_is_not_published_with_the_text() -> None:
    texts = {("parking", ""): TextFacts(order=Mark(1, 1, 8))}
    one = regulation(body_line=20)
    (finding,) = orders(library(one, texts=texts))
    assert (finding.problem.code, finding.problem.line) == ("trade/regulation-order", 20)
    assert found(orders, one) == []
    assert found(orders, document("parking"), texts=texts) == []


@pytest.mark.parametrize(
    ("values", "short"),
    [
        ({"effective": date(2026, 4, 11)}, False),
        ({"effective": date(2026, 4, 10)}, True),
        ({"effective": date(2026, 4, 10), "backfilled": True}, False),
        ({"effective": date(2026, 3, 12), "title": "示例市人民政府关于修改部分规章的决定"}, False),
        ({"effective": date(2026, 3, 12), "history": (MADE, CHANGED)}, False),
        ({"effective": date(2026, 3, 12), "kind": "行政法规"}, False),
    ],
)
def test_thirty_days_lie_between_order_and_force(values: dict[str, Any], short: bool) -> None:
    expected = [("trade/regulation-effective", "parking")] if short else []
    assert found(effective_days, regulation(**values)) == expected


def test_a_history_goes_forward() -> None:
    assert found(histories, regulation(history=(MADE, CHANGED))) == []
    assert found(histories, regulation(history=(CHANGED, MADE))) == [
        ("trade/history-order", "parking")
    ]
    start = HistoryEvent(date(2026, 5, 1), "施行")
    assert found(histories, regulation(history=(MADE, CHANGED, start))) == []


def test_each_change_is_by_a_paper() -> None:
    bare = HistoryEvent(date(2026, 8, 12), "修正")
    assert found(histories, regulation(history=(MADE, bare))) == [
        ("trade/history-number", "parking")
    ]


def test_the_history_of_a_text_ends_with_what_made_it() -> None:
    text = regulation(version="2026-05-01", history=(MADE, CHANGED))
    assert found(histories, text) == [("trade/history-last", "parking@2026-05-01")]
    assert found(histories, replace(text, effective=date(2026, 9, 1))) == []
    assert found(histories, replace(text, version=None)) == []
