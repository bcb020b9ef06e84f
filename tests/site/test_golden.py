"""Whole pages, compared byte for byte with pages that a person has read.

After a wanted change: `pytest --update-golden tests/site`, read the difference,
and say in the commit message why the pages changed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

import pytest

from gongkai.model.clearances import Clearance, ClearedItem
from gongkai.model.documents import (
    CatalogueChange,
    CatalogueItem,
    Channel,
    Collection,
    Consultation,
    Correction,
    Decision,
    DecisionCatalogue,
    DecisionPart,
    Document,
    Feedback,
    HistoryEvent,
    Opinion,
    PolicyCard,
    Reference,
    Repeal,
    Withdrawal,
)
from gongkai.model.links import BackLink, CitationLink, InterpretationLink, Relation
from gongkai.model.site import Column, Door
from gongkai.site.input import Attachment
from tests.builders import Extra, document, library, regulation, site
from tests.site.rendering import rendered

MADE = HistoryEvent(date(2019, 12, 1), "示例市人民政府令第12号公布")
CHANGED = HistoryEvent(date(2023, 11, 20), "《示例市人民政府关于修改停车规章的决定》修正")

SITE = site(
    columns=(
        Column("guide", "政府信息公开指南", "怎样查找信息", "指南", "信息公开指南", page="guide"),
        Column("gz", "规章", "本市的规章", "规章", "政策文件", collection="regulations"),
        Column("gf", "行政规范性文件", "", "", "", collection="normative"),
        Column("jd", "政策解读", "", "", "政策解读", collection="interpretations"),
        Column("jc", "重大行政决策预公开", "", "", "征集调查", collection="decisions"),
    ),
    doors=(Door("停车", "/normative/parking-fees/"),),
)

FEES = document(
    title="关于停车收费 <试行> 有关事项的通知",
    index="11219999MB0000000X/2024-00003",
    registration="SZG-2024-003",
    topic="城乡建设、环境保护/城乡建设（含住房）",
    expires=date(2029, 4, 30),
    keywords=("停车", "收费"),
    summary="停车怎样收费。",
    lead="示例市交通运输局",
    responsible=("示例市交通运输局", "示例市公安局"),
    drafter="示例市交通运输局",
    contact="0000-82120130",
    corrections=(Correction(date(2024, 5, 6), "第二条", "五元", "三元", "排版错误"),),
    card=PolicyCard(audience="开车的人", how="出口缴费", phone="0000-82120130"),
)

OLD = document(
    id="old-fees",
    title="关于停车收费的通知",
    number="示政办规〔2020〕1号",
    published=datetime(2020, 1, 2, 10, 0),
    effective=date(2020, 2, 1),
    repealed=Repeal(date(2024, 5, 1), Reference("parking-fees"), "已有新的规定"),
)

CHART = document(
    collection=Collection.INTERPRETATIONS,
    id="fees-chart",
    title="一图读懂停车收费",
    number=None,
    agency=("示例市交通运输局",),
    form="图解",
    transcript="白天每小时三元。\n夜间不收费。",
    signed_off=date(2024, 4, 20),
)

LOT = document(
    collection=Collection.DECISIONS,
    id="parking-lot",
    title="中心停车场建设方案",
    number=None,
    published=datetime(2026, 9, 1, 9, 0),
    decision=Decision(
        catalogue=2026,
        consultation=Consultation(
            "重大行政决策",
            date(2026, 9, 1),
            date(2026, 10, 8),
            channels=(Channel("网络", "https://www.example.gov.cn/zj/"),),
        ),
        parts=(DecisionPart("proposal", "方案（草案）", datetime(2026, 9, 1, 9, 0), "", "", 1),),
        feedback=Feedback(
            datetime(2026, 10, 20, 9, 0),
            8,
            9,
            (
                Opinion("第一条", "多建车位", 6, "采纳"),
                Opinion("第二条", "不要收费", 3, "不采纳", "建设需要资金"),
            ),
        ),
    ),
)

YEAR = DecisionCatalogue(
    path="content/decisions/2026.yaml",
    year=2026,
    title="2026年度重大行政决策事项目录",
    agency=("示例市人民政府",),
    published=datetime(2026, 2, 1, 9, 0),
    items=(CatalogueItem("中心停车场", "示例市交通运输局", "2026年", Reference("parking-lot")),),
    changes=(CatalogueChange(date(2026, 6, 1), "公交线网", "移出目录", "条件不成熟"),),
)

CLEARED = document(
    collection=Collection.CLEARANCES,
    id="review",
    title="2026年文件清理结果",
    number=None,
    published=datetime(2026, 10, 30, 9, 0),
    effective=None,
    clearance=Clearance(
        date(2026, 11, 1),
        amend=(ClearedItem(Reference("parking"), "与上位法不一致"),),
        keep=(ClearedItem(Reference("parking-fees")),),
    ),
)

DOCUMENTS: tuple[Document, ...] = (
    FEES,
    OLD,
    CHART,
    LOT,
    CLEARED,
    regulation(version="2020-01-01", effective=None, history=(MADE,)),
    regulation(version="2024-01-01", effective=None, history=(MADE, CHANGED)),
    document(collection=Collection.PAGES, id="guide", title="政府信息公开指南", number=None),
    document(id="gone", title="不该有的字", withdrawn=Withdrawal(date(2025, 3, 1), "误发", True)),
)

EXTRA = {
    FEES.key: Extra(
        "第一章　收费\n第一条　停车收费按照本通知执行。\n第二条　每小时三元。\n第二章　附则\n第三条　自2024年5月1日起施行。",
        prose={
            "links": (CitationLink("parking", None, "/regulations/parking/"),),
            "attachments": (Attachment("收费表", "/files/fees.xlsx", "XLSX", 34_567, "0f" * 32),),
        },
        values={
            "interpretations": (
                InterpretationLink(
                    "fees-chart", CHART.title, "/interpretations/fees-chart/", ("art_2",)
                ),
            ),
            "relations": (
                Relation("制定依据", "某法", url="https://www.example.org/law", place="第三条"),
                Relation(
                    "替代了", OLD.title, OLD.id, OLD.number, "/normative/old-fees/", None, "废止"
                ),
            ),
            "cited_by": (
                BackLink(
                    "parking",
                    "示例市停车管理办法",
                    "/regulations/parking/#art_1",
                    "art_1",
                    "art_2",
                    "",
                ),
            ),
        },
    ),
    LOT.key: Extra("现就方案征求意见。", [("proposal", "第一条　建设停车场。")]),
}

PAGES = {
    "home": "index.html",
    "document": "normative/parking-fees/index.html",
    "repealed": "normative/old-fees/index.html",
    "older-text": "regulations/parking/2020-01-01/index.html",
    "withdrawn": "normative/gone/index.html",
    "interpretation": "interpretations/fees-chart/index.html",
    "decision": "decisions/parking-lot/index.html",
    "clearance": "clearances/review/index.html",
    "decision-year": "decisions/2026/index.html",
    "list": "normative/index.html",
    "agency": "normative/agency/jtj/index.html",
    "updates": "updates/index.html",
    "404": "404.html",
}


@cache
def made() -> dict[str, str]:
    return rendered(library(*DOCUMENTS, extra=EXTRA, years=[YEAR], site=SITE))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_was_read(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"pages/{name}.html", made()[PAGES[name]])
