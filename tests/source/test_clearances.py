"""A clearance is one YAML file: its lists are read, and what it lacks is said."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.model.clearances import Treatment
from gongkai.model.documents import Collection, Openness
from gongkai.source.clearances import read_clearance
from gongkai.source.documents import Draft, Place

AS_OF = datetime(2026, 11, 23, 23, 59)
HEAD = """\
id: review-2026
title: 示例市2026年文件清理结果
agency: 示例市人民政府
published: 2026-10-30
"""


def read(text: str, name: str = "2026") -> Draft:
    path = f"content/clearances/{name}.yaml"
    return read_clearance(Place(path, Collection.CLEARANCES, name), text, AS_OF)


def test_the_four_lists_are_read_with_place_and_reason() -> None:
    draft = read(
        HEAD
        + """\
date: 2026-11-01
repeal:
  - ref: 示政发〔2014〕6号
    reason: 已有新规定
lapse:
  - {ref: 'dogs#第十四条'}
amend: [{ref: parking, reason: 与上位法不一致}]
keep: [{ref: fees}]
"""
    )
    assert draft.problems == []
    assert not draft.secret
    assert draft.document is not None
    clearance = draft.document.clearance
    assert clearance is not None
    assert clearance.date == date(2026, 11, 1)
    assert [(kind, item.ref.text, item.reason) for kind, item in clearance.items()] == [
        (Treatment.REPEAL, "示政发〔2014〕6号", "已有新规定"),
        (Treatment.LAPSE, "dogs#第十四条", None),
        (Treatment.AMEND, "parking", "与上位法不一致"),
        (Treatment.KEEP, "fees", None),
    ]
    assert clearance.repeal[0].ref.mark.line == 7


def test_chinese_keys_do_as_well() -> None:
    draft = read(
        """\
标识: review-2026
标题: 示例市2026年文件清理结果
发文机关: 示例市人民政府
发布日期: 2026-10-30
清理日期: 2026-11-01
废止:
  - 文件: parking
    理由: 已有新规定
"""
    )
    assert draft.problems == []
    assert draft.document is not None
    assert draft.document.clearance is not None
    assert draft.document.clearance.repeal[0].reason == "已有新规定"


def test_openness_may_be_left_out_and_is_then_public() -> None:
    document = read(HEAD + "date: 2026-11-01\nkeep: [{ref: fees}]\n").document
    assert document is not None
    assert document.openness is Openness.PROACTIVE


def test_the_date_is_required() -> None:
    draft = read(HEAD + "keep: [{ref: fees}]\n")
    assert draft.document is None
    assert [(p.code, p.hint) for p in draft.problems] == [
        ("front-matter/required", "加一行 清理日期: 2024-12-01")
    ]


def test_a_year_alone_is_no_id() -> None:
    draft = read(HEAD.partition("\n")[2] + "date: 2026-11-01\nkeep: [{ref: fees}]\n")
    assert [p.code for p in draft.problems] == ["front-matter/id"]


def test_lists_that_are_all_empty_are_noticed() -> None:
    draft = read(HEAD + "date: 2026-11-01\n")
    assert [p.code for p in draft.problems] == ["clearance/empty"]
    assert draft.document is not None


def test_a_held_clearance_is_secret() -> None:
    assert read(HEAD + "hold: 等待会签\ndate: 2026-11-01\nkeep: [{ref: fees}]\n").secret
