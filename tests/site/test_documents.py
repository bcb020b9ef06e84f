"""The page of a document says first whether it is in force, and names what belongs to it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest

from gongkai.model.documents import (
    Collection,
    Correction,
    Document,
    Extension,
    PartialLapse,
    PolicyCard,
    Reference,
    Repeal,
    Suspension,
    Withdrawal,
)
from gongkai.model.links import BackLink, CitationLink, InterpretationLink, Relation
from gongkai.site.input import Attachment
from tests.builders import Extra, document, library, regulation
from tests.site.rendering import rendered

PAGE = "normative/parking-fees/index.html"


def page(one: Document, extra: Extra | None = None) -> str:
    return rendered(library(one, extra={one.key: extra} if extra else None))[PAGE]


def words(html: str) -> str:
    """What a reader sees, without marks and white space."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "现行有效，自2024年5月1日起施行"),
        (
            {"expires": date(2029, 4, 30)},
            "现行有效，自2024年5月1日起施行，有效期至2029年4月30日",
        ),
        (
            {"expires": date(2025, 4, 30), "extended": (Extension(date(2030, 4, 30)),)},
            "现行有效，自2024年5月1日起施行，有效期至2030年4月30日",
        ),
        (
            {"repealed": Repeal(date(2027, 1, 1))},
            "现行有效，自2024年5月1日起施行，施行至2026年12月31日止",
        ),
        ({"effective": date(2027, 1, 1)}, "尚未施行，将自2027年1月1日起施行"),
        (
            {"expires": date(2025, 4, 30)},
            "失效，有效期至2025年4月30日，自2025年5月1日起失效原因：有效期届满",
        ),
        (
            {
                "repealed": Repeal(
                    date(2025, 5, 1), Reference("outside", "https://a.gov.cn/"), "改革"
                )
            },
            "废止，自2025年5月1日起废止依据：《outside》原因：改革",
        ),
        (
            {"suspended": (Suspension(date(2026, 1, 1), date(2026, 12, 31)),)},
            "停止执行，自2026年1月1日起停止执行，至2026年12月31日止",
        ),
        (
            {"partial": (PartialLapse(("第一条", "第三条"), date(2026, 1, 1)),)},
            "部分失效，第一条、第三条自2026年1月1日起不再有效，其余部分仍然有效",
        ),
    ],
)
def test_the_status_and_its_dates_come_first(changes: dict[str, Any], sentence: str) -> None:
    html = page(document(**changes))
    status = words(html[html.index('class="status ') :])
    assert sentence in status
    assert html.index('class="status ') < html.index('class="facts"')


def test_a_label_that_can_flip_carries_its_dates() -> None:
    html = page(document(expires=date(2029, 4, 30)))
    assert 'data-status="in-force" data-from="2024-05-01" data-until="2029-04-30"' in html


def test_every_tag_of_the_development_guide_is_there() -> None:
    html = page(document(keywords=("停车", "收费"), summary="收费的标准。"))
    tags = dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', html))
    expected = {
        "SiteName": "示例市人民政府",
        "SiteDomain": "www.example.gov.cn",
        "SiteIDCode": "2199990001",
        "ColumnName": "行政规范性文件",
        "ColumnType": "政策文件",
        "ArticleTitle": "关于停车收费有关事项的通知",
        "PubDate": "2024-04-26 09:30",
        "ContentSource": "示例市人民政府办公室",
        "Keywords": "停车;收费",
        "Description": "收费的标准。",
        "Url": "https://www.example.gov.cn/zwgk/normative/parking-fees/",
    }
    assert expected.items() <= tags.items()
    assert tags["ColumnDescription"]
    assert tags["ColumnKeywords"]


def test_the_shown_time_of_publication_is_that_of_the_tag() -> None:
    assert 'content="2024-04-26 09:30"' in page(document())
    assert ">2024-04-26 09:30</time>" in page(document())


def test_facts_are_shown_when_they_are_filled() -> None:
    html = page(document(index="11219999/2024-00001", registration="SZG-2024-3"))
    assert "<dt>索引号</dt><dd>11219999/2024-00001</dd>" in html
    assert "<dt>统一编号</dt><dd>SZG-2024-3</dd>" in html
    assert "<dt>体裁分类</dt>" not in html


def test_an_interpretation_stands_beside_the_article_it_explains() -> None:
    link = InterpretationLink("jd", "一图读懂", "/interpretations/jd/", ("art_1",))
    html = page(
        document(),
        Extra("第一条　甲。\n续一段。\n第二条　乙。", values={"interpretations": (link,)}),
    )
    box = html.index('class="explained"')
    assert html.index("续一段") < box < html.index('id="art_2"')
    assert "解读第一条" in html
    assert html.count("一图读懂") == 2


def test_the_policy_card_says_that_the_text_rules() -> None:
    html = page(document(card=PolicyCard(audience="车主", until=date(2027, 1, 1))))
    assert "车主" in html
    assert "2027年1月1日" in html
    assert "以正文为准" in html


def test_attachments_show_type_size_and_digest() -> None:
    file = Attachment("申请表", "/files/form.docx", "DOCX", 21_700, "ab" * 32)
    html = page(document(), Extra(prose={"attachments": (file,)}))
    assert "../../files/form.docx" in html
    assert "申请表（DOCX，21KB）" in words(html)
    assert "ab" * 32 in html


def test_who_cites_a_document_is_named_once_with_the_places() -> None:
    cites = tuple(
        BackLink("b", "另一份", f"/normative/b/#{source}", source, place, "…")
        for source, place in (("art_3", "art_1"), ("art_4", "art_2__para_1"))
    )
    html = page(document(), Extra(values={"cited_by": cites}))
    assert html.count(">另一份</a>") == 1
    assert "引用第一条、第二条第一款" in html


def test_relations_stand_under_their_names() -> None:
    relations = (
        Relation("制定依据", "某法", url="https://a.gov.cn/law", place="第十二条"),
        Relation("被其修改", "修改决定", "b", "示政规〔2025〕1号", "/normative/b/", None, "废止"),
    )
    html = page(document(), Extra(values={"relations": relations}))
    assert "<h3>制定依据</h3>" in html
    assert 'href="https://a.gov.cn/law" data-external' in html
    assert '<span class="label label--alert">废止</span>' in html


def test_corrections_show_both_texts() -> None:
    html = page(
        document(corrections=(Correction(date(2024, 5, 6), "第一条", "五元", "三元", "误"),))
    )
    assert "<del>五元</del>" in html
    assert "<ins>三元</ins>" in html


def test_links_in_an_older_text_stay_in_it() -> None:
    texts = [regulation(version="2020-01-01", effective=None), regulation(version="2024-01-01")]
    link = CitationLink("self", "art_1", "/regulations/parking/#art_1")
    made = library(*texts, extra={texts[0].key: Extra(prose={"links": (link,)})})
    assert 'href="#art_1"' not in rendered(made)["regulations/parking/2020-01-01/index.html"]


def test_an_older_text_says_so_above_each_article_and_leads_on() -> None:
    texts = [
        regulation(version="2020-01-01", effective=None),
        regulation(version="2024-01-01", effective=None),
    ]
    extra = {texts[0].key: Extra("第一条　甲。\n第二条　乙。")}
    pages = rendered(library(*texts, extra=extra))
    older = pages["regulations/parking/2020-01-01/index.html"]
    assert "本页为自2020年1月1日起至2023年12月31日止施行的文本" in older
    assert older.count('class="as-of"') == 2
    assert older.count('href="../../../regulations/parking/"') >= 3
    current = pages["regulations/parking/2024-01-01/index.html"]
    assert "本页为自2024年1月1日起施行的文本" in current
    assert 'class="as-of"' not in current


def test_a_single_text_has_no_page_of_its_own() -> None:
    pages = rendered(library(regulation(version="2020-01-01", effective=None)))
    assert "regulations/parking/index.html" in pages
    assert "regulations/parking/2020-01-01/index.html" not in pages


def test_neighbours_are_those_of_the_year() -> None:
    days = [datetime(2023, 12, 31), datetime(2024, 1, 1), datetime(2024, 6, 1)]
    listed = [document(id=f"d{n}", title=f"第{n}件", published=day) for n, day in enumerate(days)]
    pages = rendered(library(*listed))
    assert "上一篇</span>第2件" in pages["normative/d1/index.html"]
    assert "第0件" not in pages["normative/d1/index.html"]
    assert 'class="neighbours"' not in pages["normative/d0/index.html"]


def test_an_erased_document_leaves_no_word() -> None:
    gone = document(
        title="不该公开的名单",
        number="示政办规〔2024〕99号",
        summary="含有个人信息的内容",
        keywords=("名单",),
        withdrawn=Withdrawal(date(2025, 1, 1), "误发", erase=True),
    )
    for path, html in rendered(library(gone, document(id="other"))).items():
        for secret in ("不该公开", "99号", "含有个人信息", "名单"):
            assert secret not in html, path


def test_a_withdrawn_document_says_when_and_why_at_its_address() -> None:
    html = rendered(library(document(withdrawn=Withdrawal(date(2025, 1, 1), "数据有误"))))[PAGE]
    assert "2025年1月1日" in html
    assert "数据有误" in html
    assert "第一条" not in html


def test_nothing_of_a_review_reaches_a_page() -> None:
    from gongkai.model.documents import Review

    review = Review("经办甲", "分管乙", "主要丙", "示保审〔2024〕1号", date(2024, 4, 1), "f" * 64)
    html = page(document(review=review, hold=None))
    for secret in ("经办甲", "分管乙", "主要丙", "示保审", "f" * 64, "content/"):
        assert secret not in html


def test_a_fixed_page_belongs_to_its_column() -> None:
    guide = document(collection=Collection.PAGES, id="guide", title="政府信息公开指南")
    html = rendered(library(guide))["pages/guide/index.html"]
    assert '<meta name="ColumnType" content="信息公开指南">' in html
    assert 'aria-current="true"' in html


def test_the_missing_page_works_at_any_address() -> None:
    html = rendered(library(document()))["404.html"]
    assert 'href="/zwgk/sitemap/"' in html
    assert 'href="../' not in html
