"""A decision is on one page from the catalogue to the interpretation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from gongkai.model.documents import (
    CatalogueItem,
    Channel,
    Collection,
    Consultation,
    Decision,
    DecisionCatalogue,
    DecisionEvent,
    DecisionPart,
    Document,
    Feedback,
    NoticeAmendment,
    Opinion,
    Reference,
)
from gongkai.model.links import InterpretationLink, Relation
from gongkai.site.decisions import channel_url
from tests.builders import Extra, Made, document, library
from tests.site.rendering import rendered

DECISION = Decision(
    catalogue=2026,
    consultation=Consultation(
        "重大行政决策",
        date(2026, 11, 10),
        date(2026, 11, 30),
        "供暖在即",
        (Channel("信函", "示例市中心路1号"), Channel("电话", "0000-82120001")),
    ),
    events=(DecisionEvent("听证", date(2026, 11, 20), "有25人参加。\n\n22人赞成。"),),
    amendments=(NoticeAmendment(date(2026, 11, 15), "截止日期延长到11月30日。"),),
    parts=(
        DecisionPart("proposal", "方案（草案）", datetime(2026, 11, 10), "", "", 1),
        DecisionPart("explanation", "起草说明", datetime(2026, 11, 10), "", "", 1),
    ),
)


def decision(**changes: object) -> Document:
    return document(
        **{"collection": Collection.DECISIONS, "id": "heat", "title": "热源站方案", "number": None}
        | {"decision": DECISION}
        | changes
    )


def made(one: Document, **values: object) -> Made:
    parts = [("proposal", "第一条　草案甲。"), ("explanation", "第一条　说明乙。")]
    return library(one, document(), extra={one.key: Extra("公告。", parts, values)})


def page(one: Document, **values: object) -> str:
    return rendered(made(one, **values))["decisions/heat/index.html"]


def test_every_stage_stands_in_its_order() -> None:
    html = page(decision())
    order = ["列入目录", "草案甲", "说明乙", "怎样提意见", "22人赞成", "意见采纳情况", "决策结果"]
    places = [html.rindex(words) for words in order]
    assert places == sorted(places)


def test_the_period_prints_its_days_and_carries_them_for_the_browser() -> None:
    html = page(decision())
    assert 'data-opens="2026-11-10" data-closes="2026-11-30"' in html
    assert "2026年11月30日24时（北京时间）" in html
    assert "供暖在即" in html


def test_a_changed_notice_shows_the_change_and_the_text_before_it() -> None:
    html = page(decision())
    assert "公告。" in html
    assert "截止日期延长到11月30日。" in html


def test_the_ids_of_two_papers_differ() -> None:
    html = page(decision())
    assert 'id="proposal-art_1"' in html
    assert 'id="explanation-art_1"' in html


def test_feedback_is_shown_from_its_time_of_publication() -> None:
    opinion = Opinion("第一条", "降低价格", 3, "部分采纳", "成本所限")
    shown = Feedback(datetime(2026, 11, 22), 2, 3, (opinion,))
    later = Feedback(datetime(2026, 12, 1), 2, 3, (opinion,))
    with_answer = decision(decision=Decision(feedback=shown))
    assert "部分采纳" in rendered(library(with_answer))["decisions/heat/index.html"]
    not_yet = decision(decision=Decision(consultation=DECISION.consultation, feedback=later))
    assert "部分采纳" not in rendered(library(not_yet))["decisions/heat/index.html"]


def test_the_result_and_what_explains_it_end_the_page() -> None:
    result = Relation(
        "结果文件", "停车收费的通知", "parking-fees", None, "/normative/parking-fees/"
    )
    one = decision()
    chart = InterpretationLink("jd", "一图读懂", "/interpretations/jd/")
    extra = {
        one.key: Extra("公告。", values={"relations": (result,)}),
        "parking-fees": Extra(values={"interpretations": (chart,)}),
    }
    html = rendered(library(one, document(), extra=extra))["decisions/heat/index.html"]
    assert '<a href="../../normative/parking-fees/">停车收费的通知</a>' in html
    assert '<a href="../../interpretations/jd/">一图读懂</a>' in html


@pytest.mark.parametrize(
    ("kind", "address", "url"),
    [
        ("网络", "https://www.example.gov.cn/zj/", "https://www.example.gov.cn/zj/"),
        ("电子邮件", "zj@example.gov.cn", "mailto:zj@example.gov.cn"),
        ("电话", "0000-8212 0001", "tel:0000-82120001"),
        ("传真", "0000-82120002", None),
        ("当面", "市民中心三楼301室", None),
        ("电话", "0000-82120001（工作日）", "tel:0000-82120001"),
        ("信函", "12345号信箱", None),
    ],
)
def test_a_way_to_take_part_can_be_followed_where_it_is_an_address(
    kind: str, address: str, url: str | None
) -> None:
    assert channel_url(Channel(kind, address)) == url


def listing(year: int, **changes: object) -> DecisionCatalogue:
    values = {
        "path": f"content/decisions/{year}.yaml",
        "year": year,
        "title": f"{year}年目录清单",
        "agency": ("示例市人民政府",),
        "published": datetime(year, 1, 5),
        "items": (CatalogueItem("热源站", decision=Reference("heat")),),
    }
    return DecisionCatalogue(**(values | changes))  # type: ignore[arg-type]


def listed(*years: DecisionCatalogue, catalogue: int | None = None) -> dict[str, str]:
    one = decision(decision=replace(DECISION, consultation=None, catalogue=catalogue))
    return rendered(library(one, years=years))


def test_a_decision_that_the_yearly_list_names_shows_that_it_is_listed() -> None:
    pages = listed(listing(2025, items=()), listing(2026))
    html = pages["decisions/heat/index.html"]
    assert "列入目录" in html
    assert '<a href="../../decisions/2026/">2026年目录清单</a>' in html
    assert "已列入目录" in pages["decisions/index.html"]


def test_the_year_that_a_decision_gives_itself_goes_before_the_list_that_names_it() -> None:
    html = listed(listing(2025), listing(2026), catalogue=2025)["decisions/heat/index.html"]
    assert "2025年目录清单" in html
    assert "2026年目录清单" not in html


def test_a_decision_that_no_list_names_has_no_such_stage() -> None:
    html = listed(listing(2026, items=(CatalogueItem("热源站"),)))["decisions/heat/index.html"]
    assert "列入目录" not in html
