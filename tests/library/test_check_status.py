"""What a document says of its own force agrees with itself and with its text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai.library.check_status import (
    date_order,
    end_reasons,
    ending_soon,
    lapsed_claims,
    repeals_in_text,
    said_in_text,
    version_order,
)
from gongkai.model.documents import (
    Collection,
    Document,
    Extension,
    HistoryEvent,
    PartialLapse,
    PolicyCard,
    Repeal,
    Suspension,
)
from gongkai.model.facts import BodyFacts
from gongkai.model.provisions import Citation
from gongkai.model.site import ValidityRule
from gongkai.text.body_facts import facts_of
from tests.library.checking import document, found, library, on, reference

MAY = date(2026, 5, 1)
BY = reference("示政规〔2026〕9号")


def test_dates_that_follow_each_other_are_fine() -> None:
    one = document(
        written=date(2026, 3, 12), promulgated=date(2026, 3, 14), effective=MAY,
        expires=date(2031, 4, 30), repealed=Repeal(date(2030, 1, 1), BY),
        extended=(Extension(date(2033, 4, 30)), Extension(date(2034, 4, 30))),
        suspended=(Suspension(date(2027, 1, 1), date(2027, 1, 1)),),
    )  # fmt: skip
    assert found(date_order, one) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"promulgated": date(2026, 5, 2)}, "status/effective-early"),
        ({"written": date(2026, 5, 2)}, "status/effective-early"),
        ({"repealed": Repeal(date(2026, 4, 30))}, "status/ended-early"),
        ({"expires": date(2026, 4, 30)}, "status/ended-early"),
        ({"expires": date(2031, 4, 30), "extended": (Extension(date(2031, 4, 30)),)}, "status/extension"),
        ({"suspended": (Suspension(date(2027, 1, 2), date(2027, 1, 1)),)}, "status/period"),
    ],
)  # fmt: skip
def test_dates_that_contradict_each_other_are_told(values: dict[str, Any], code: str) -> None:
    assert found(date_order, document(effective=MAY, **values)) == [(code, "rules")]


def test_an_end_says_by_what_or_why() -> None:
    bare = document(
        repealed=Repeal(MAY),
        suspended=(Suspension(MAY),),
        partial=(PartialLapse(("第二条",), MAY),),
    )
    assert found(end_reasons, bare) == [("status/reason", "rules")] * 3
    said = document(
        repealed=Repeal(MAY, None, "已有新规定"), suspended=(Suspension(MAY, None, BY),),
        partial=(PartialLapse(("第二条",), MAY, BY),),
    )  # fmt: skip
    assert found(end_reasons, said) == []


def test_nothing_goes_on_after_the_last_day() -> None:
    last = date(2026, 4, 30)
    fine = document(
        effective=date(2021, 5, 1),
        expires=last,
        card=PolicyCard(until=last),
        repealed=Repeal(MAY, BY),
    )
    assert found(lapsed_claims, fine) == []
    assert found(lapsed_claims, replace(fine, card=PolicyCard(until=MAY))) == [
        ("trade/expired-in-force", "rules")
    ]
    assert found(lapsed_claims, replace(fine, suspended=(Suspension(date(2026, 6, 1)),))) == [
        ("trade/expired-in-force", "rules")
    ]
    longer = replace(fine, card=PolicyCard(until=MAY), extended=(Extension(date(2028, 4, 30)),))
    assert found(lapsed_claims, longer) == []


def test_what_lapses_within_six_months_is_mentioned() -> None:
    soon = document("soon", effective=date(2022, 1, 1), expires=date(2026, 12, 31))
    later = document("later", effective=date(2022, 1, 1), expires=date(2027, 12, 31))
    over = document("over", effective=date(2020, 1, 1), expires=date(2025, 12, 31))
    assert found(ending_soon, soon, later, over) == [("trade/expiring", "soon")]


def test_a_document_without_an_end_is_mentioned_unless_a_rule_gives_one() -> None:
    endless = document(effective=date(2024, 1, 1))
    assert found(ending_soon, endless) == [("trade/validity-unknown", "rules")]
    ruled = on(validity=(ValidityRule(("行政规范性文件",), 5),))
    assert found(ending_soon, endless, site=ruled) == []
    assert found(ending_soon, replace(endless, collection=Collection.POLICIES)) == []


def test_the_texts_of_a_work_follow_each_other() -> None:
    first = document("dogs", version="2017-10-01")
    second = document("dogs", version="2022-09-01")
    assert found(version_order, first, second) == []
    early = replace(second, effective=date(2017, 9, 1))
    assert found(version_order, first, early) == [("status/version-order", "dogs@2022-09-01")]


def test_two_documents_with_one_id_are_no_texts_of_a_work() -> None:
    assert found(version_order, document(path="a.md"), document(path="b.md")) == []


def said(text: str) -> dict[str, Any]:
    return {"texts": {("rules", ""): facts_of(text)}}


ARTICLE = "第九条　本办法自2026年5月1日起施行，有效期5年。"


def test_the_days_of_the_text_are_those_of_the_keys() -> None:
    right = document(effective=MAY, expires=date(2031, 4, 30))
    assert found(said_in_text, right, **said(ARTICLE)) == []
    other_reading = replace(right, expires=date(2031, 5, 1))
    assert found(said_in_text, other_reading, **said(ARTICLE)) == []
    wrong = document(effective=date(2026, 4, 1), expires=date(2029, 4, 30), body_line=30)
    first, second = said_in_text(library(wrong, **said(ARTICLE)))
    assert (first.problem.code, second.problem.code) == (
        "status/effective-said",
        "status/expires-said",
    )
    assert first.problem.line == 30
    assert first.problem.hint == "照正文写 施行日期: 2026-05-01"


def test_days_that_only_the_text_has_are_told() -> None:
    silent = document()
    codes = [("status/effective-said", "rules"), ("status/expires-said", "rules")]
    assert found(said_in_text, silent, **said(ARTICLE)) == codes
    foreign = document(source="示例省人民政府网站")
    assert found(said_in_text, foreign, **said(ARTICLE)) == []
    coming = said(ARTICLE.replace("2026", "2027"))
    assert found(said_in_text, foreign, **coming) == [("status/effective-said", "rules")]


def test_an_amended_text_keeps_the_day_of_its_first_force() -> None:
    amended = document(
        effective=date(2026, 9, 1),
        history=(HistoryEvent(date(2026, 8, 1), "示例市人民政府令第9号修正"),),
    )
    assert found(said_in_text, amended, **said(ARTICLE)) == []
    first = document("rules", version="2026-05-01")
    later = document("rules", version="2026-09-01", effective=date(2026, 9, 1))
    texts = {(later.key, ""): facts_of(ARTICLE), (first.key, ""): facts_of("没有")}
    assert found(said_in_text, first, later, texts=texts) == []


def ending(*titles: str, number: str = "") -> dict[str, Any]:
    citations = tuple(
        Citation("art_9", f"《{title}》", 40, 8, 10, title, number, (), "repeals")
        for title in titles
    )
    return {"bodies": {("rules", ""): BodyFacts("d", citations)}}


OLD = document("old-rules", title="示例市停车管理暂行办法", effective=date(2015, 1, 1))
NEW = document("rules", effective=MAY, body_line=20)


def test_what_a_text_ends_is_recorded_as_ended() -> None:
    (finding,) = repeals_in_text(library(NEW, OLD, **ending("示例市停车管理暂行办法")))
    assert finding.problem.code == "status/unrecorded-repeal"
    assert (finding.problem.line, finding.problem.column) == (59, 8)
    assert finding.problem.hint == "在文件头写 废止: [old-rules]"


@pytest.mark.parametrize(
    ("new", "old"),
    [
        (replace(NEW, repeals=(reference("old-rules"),)), OLD),
        (replace(NEW, replaces=(reference("old-rules"),)), OLD),
        (NEW, replace(OLD, repealed=Repeal(MAY, BY))),
        (NEW, replace(OLD, expires=date(2020, 1, 1))),
        (NEW, replace(OLD, effective=date(2026, 8, 1))),  # a later text of that name
        (NEW, replace(OLD, title="示例市停车收费办法")),
        (NEW, replace(OLD, hold="会签")),
    ],
)
def test_what_is_recorded_later_or_not_here_is_fine(new: Document, old: Document) -> None:
    assert found(repeals_in_text, new, old, **ending("示例市停车管理暂行办法")) == []


@pytest.mark.parametrize(
    ("events", "effective", "codes"),
    [
        (("修订",), date(2026, 9, 1), [("status/effective-said", "rules@2026-09-01")]),
        (("修订",), MAY, []),
        (("修订", "修正"), date(2026, 9, 1), []),
        (("修正", "修订"), date(2026, 9, 1), [("status/effective-said", "rules@2026-09-01")]),
        ((), date(2026, 9, 1), []),
    ],
)
def test_a_revised_text_is_held_to_the_day_that_it_says_itself(
    events: tuple[str, ...], effective: date, codes: list[tuple[str, str]]
) -> None:
    history = tuple(
        HistoryEvent(date(2026, month, 1), f"示例市人民政府令第{month}号{event}")
        for month, event in enumerate(events, 2)
    )
    first = document("rules", version="2010-05-01", effective=date(2010, 5, 1))
    later = document("rules", version="2026-09-01", effective=effective, history=history)
    texts = {(later.key, ""): facts_of(ARTICLE), (first.key, ""): facts_of("没有")}
    assert found(said_in_text, first, later, texts=texts) == codes


def test_a_revised_text_that_repeats_the_first_day_is_left_alone() -> None:
    history = (HistoryEvent(date(2026, 8, 1), "示例市人民政府令第9号修订"),)
    revised = document(effective=date(2026, 9, 1), history=history)
    first = document("rules", version="2010-05-01", effective=date(2010, 5, 1))
    later = replace(revised, version="2026-09-01", path="content/normative/rules/2026-09-01.md")
    texts = {(later.key, ""): facts_of(ARTICLE), (first.key, ""): facts_of("没有")}
    assert found(said_in_text, first, later, texts=texts) == []
