"""What a text says about itself is found where it stands, and nothing else is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.body_facts import GUIDE, facts_of
from gongkai.text.force import ClauseKind

NOTICE = """各区县民政局：

现将《示例市老年助餐服务管理办法》印发给你们，请认真贯彻执行。

附件：1.老年助餐点名录

　　　2.助餐补助申请表

示例市民政局　　示例市财政局

2024年11月11日

（此件公开发布）

# 示例市老年助餐服务管理办法

第一条　为了规范老年助餐服务，制定本办法。

示例市民政局

2019年1月1日
"""


def test_the_first_day_under_a_name_signs_the_text() -> None:
    signed = facts_of(NOTICE).signature
    assert signed
    assert signed.day == date(2024, 11, 11)
    assert signed.signer == "示例市民政局　　示例市财政局"
    assert (signed.mark.line, signed.mark.column, signed.mark.span) == (11, 1, 11)
    assert not signed.padded


@pytest.mark.parametrize(
    "text",
    [
        "会议于下列日期召开：\n\n2024年5月1日\n\n其他事项另行通知。",
        "示例市民政局\n\n2024年5月1日以前办理。",
        "示例市民政局\n\n2024年13月1日",
        "2024年5月1日",
    ],
)
def test_a_day_that_nobody_signs_is_no_signature(text: str) -> None:
    assert facts_of(text).signature is None


def test_a_signature_may_be_written_in_chinese_or_with_zeros() -> None:
    chinese = facts_of("通知如下。\n\n　　示例市民政局\n　　二〇二四年十一月十一日").signature
    assert chinese
    assert (chinese.day, chinese.padded, chinese.mark.column) == (date(2024, 11, 11), False, 3)
    padded = facts_of("示例市民政局\n2024年05月01日\n").signature
    assert padded
    assert (padded.day, padded.padded) == (date(2024, 5, 1), True)


def test_the_titles_of_the_annex_note_are_listed() -> None:
    facts = facts_of(NOTICE)
    assert facts.annexes == ("老年助餐点名录", "助餐补助申请表")
    assert facts.annexes_mark
    assert (facts.annexes_mark.line, facts.annexes_mark.column) == (5, 1)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("附件：申请表", ("申请表",)),
        ("附件:\n1. 申请表\n2. [名录](名录.xlsx)\n\n下文", ("申请表", "名录")),
        ("请填写附件：申请表", ()),
        ("附件1\n\n申请表", ()),
    ],
)
def test_an_annex_note_stands_at_the_head_of_a_line(text: str, titles: tuple[str, ...]) -> None:
    assert facts_of(text).annexes == titles


def test_an_order_before_the_first_article_is_seen() -> None:
    text = (
        "示例市人民政府令\n\n第12号\n\n《示例市停车管理办法》现予公布。\n\n第一条　为了规范停车。"
    )
    order = facts_of(text).order
    assert order
    assert (order.line, order.column, order.span) == (1, 1, 8)
    inside = facts_of("第一条　为了规范停车。\n\n第二条　标准现予公布。")
    assert inside.order is None
    assert facts_of("各部门：\n\n标准现予公布，请遵照执行。").order is None


def test_the_clauses_of_a_long_text_keep_their_lines() -> None:
    articles = "\n\n".join(f"第{place}条　停车人应当遵守下列规定。" for place in range(200))
    facts = facts_of(f"{articles}\n\n第四十条　本办法自2024年5月1日起施行，有效期5年。")
    kinds = [(clause.kind, clause.line) for clause in facts.clauses]
    assert kinds == [(ClauseKind.EFFECTIVE, 401), (ClauseKind.EXPIRES, 401)]


def test_pictures_are_counted_and_left_out_of_the_length() -> None:
    facts = facts_of("![停车一图读懂，很长的说明](a.png){#图}\n\n见图。")
    assert (facts.images, facts.characters) == (1, 3)


def test_a_guide_is_asked_for_what_it_must_tell() -> None:
    assert facts_of("办公地址：中心路1号", page=True).untold == tuple(
        what for what in GUIDE if what != "办公地址"
    )
    assert facts_of("办公地址：中心路1号").untold == ()


@given(st.text("附件：:1.、年月日二〇\n　 第一条令现予公布!()[]", max_size=80))
def test_every_place_is_inside_the_text(text: str) -> None:
    facts = facts_of(text, page=True)
    lines = text.split("\n")
    for mark in (facts.order, facts.annexes_mark, facts.signature and facts.signature.mark):
        if mark:
            assert 1 <= mark.line <= len(lines)
            assert 1 <= mark.column <= len(lines[mark.line - 1]) + 1
