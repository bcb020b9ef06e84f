"""The 题注 follows the pattern of the 行政法规库."""

from __future__ import annotations

from datetime import date

from gongkai.library.notes import history_note
from gongkai.model.documents import HistoryEvent
from tests.builders import document, regulation

MADE = HistoryEvent(date(2018, 3, 1), "示例市人民政府令第12号公布")


def test_a_regulation_that_was_never_changed() -> None:
    note = history_note(regulation(history=(MADE,), effective=date(2018, 5, 1)))
    assert note == "（2018年3月1日示例市人民政府令第12号公布　自2018年5月1日起施行）"


def test_an_amendment_by_a_named_decision_begins_with_its_ground() -> None:
    changed = HistoryEvent(date(2021, 6, 1), "《示例市人民政府关于修改部分规章的决定》第一次修正")
    note = history_note(regulation(history=(changed, MADE), effective=date(2021, 7, 1)))
    assert note == (
        "（2018年3月1日示例市人民政府令第12号公布　"
        "根据2021年6月1日《示例市人民政府关于修改部分规章的决定》第一次修正　自2021年7月1日起施行）"
    )


def test_a_revision_by_order_has_no_ground() -> None:
    revised = HistoryEvent(date(2022, 7, 18), "示例市人民政府令第21号修订")
    note = history_note(regulation(history=(MADE, revised), effective=None))
    assert (
        note
        == "（2018年3月1日示例市人民政府令第12号公布　2022年7月18日示例市人民政府令第21号修订）"
    )


def test_what_copying_left_behind_is_dropped() -> None:
    events = (
        HistoryEvent(date(2008, 7, 31), "示例市第一届人民代表大会第四次会议修订  根据"),
        HistoryEvent(date(2009, 1, 1), "施行"),
    )
    note = history_note(regulation(history=events, effective=None))
    assert note == "（2008年7月31日示例市第一届人民代表大会第四次会议修订　自2009年1月1日起施行）"


def test_a_regulation_without_history_is_noted_from_its_order() -> None:
    note = history_note(regulation(promulgated=date(2024, 4, 20), effective=date(2024, 6, 1)))
    assert note == "（2024年4月20日示例市人民政府令第12号公布　自2024年6月1日起施行）"


def test_a_document_without_history_has_no_note() -> None:
    assert history_note(document(promulgated=date(2024, 4, 20))) is None
