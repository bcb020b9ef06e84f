"""更新记录 tells what changed, when and why, and never of what is to come."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.library.changes import changes
from gongkai.model.documents import Correction, Document, Reference, Repeal, Withdrawal
from tests.builders import document, library, regulation


def told(*documents: Document) -> list[tuple[str, str | None, str | None]]:
    found = changes(library(*documents).library.catalogue)
    return [(change.kind, change.title, change.why) for change in found]


def test_a_document_is_added_with_the_day_its_force_begins() -> None:
    assert told(document()) == [("发布", "关于停车收费有关事项的通知", "自2024年5月1日起施行")]


def test_a_backfilled_document_does_not_pretend_to_begin() -> None:
    assert told(document(backfilled=True, effective=date(2030, 1, 1)))[0][2] is None


def test_a_new_text_of_a_work_is_a_change() -> None:
    first = regulation(version="2020-01-01", published=datetime(2019, 12, 1))
    second = regulation(version="2024-01-01", published=datetime(2023, 12, 1))
    assert [kind for kind, _, _ in told(first, second)] == ["修改", "发布"]


def test_corrections_say_where_and_why() -> None:
    correction = Correction(date(2024, 5, 6), "第一条", "五元", "三元", "排版错误")
    assert told(document(corrections=(correction,)))[0] == (
        "更正",
        "关于停车收费有关事项的通知",
        "第一条：排版错误",
    )


def test_a_repeal_names_its_cause_and_one_to_come_is_not_told() -> None:
    new = document(id="new", number="示政办规〔2025〕1号", published=datetime(2025, 1, 2))
    old = document(repealed=Repeal(date(2025, 2, 1), Reference("new")))
    (change, *_) = changes(library(new, old).library.catalogue)
    assert (change.kind, change.day) == ("废止", date(2025, 2, 1))
    assert change.by
    assert change.by.id == "new"
    assert "废止" not in [kind for kind, _, _ in told(document(repealed=Repeal(date(2027, 1, 1))))]


def test_an_erased_document_leaves_no_title() -> None:
    gone = document(withdrawn=Withdrawal(date(2025, 1, 1), "含有个人信息", erase=True))
    assert told(gone) == [("撤回", None, "含有个人信息")]
