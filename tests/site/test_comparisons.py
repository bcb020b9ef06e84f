"""Two texts of a work on one page, and the line of what happened to it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from lxml import html

from gongkai.model.documents import (
    Correction,
    Document,
    HistoryEvent,
    PartialLapse,
    Reference,
    Repeal,
)
from gongkai.model.links import Relation
from gongkai.pages.environment import pages
from gongkai.pages.render import render
from gongkai.site.comparisons import compared_texts, comparison_pages
from gongkai.site.shell import shell
from gongkai.text.body import read_body
from tests.builders import Extra, Made, library, regulation
from tests.site.rendering import rendered, sources

MADE = HistoryEvent(date(2019, 12, 1), "示例市人民政府令第12号公布")
CHANGED = HistoryEvent(date(2021, 11, 20), "《示例市人民政府关于修改停车规章的决定》修正")
FIRST = regulation(version="2020-01-01", effective=None, history=(MADE,))
SECOND = regulation(version="2022-01-01", effective=None, history=(MADE, CHANGED))
THIRD = regulation(version="2024-01-01", effective=None, history=(MADE, CHANGED))
PAGE = "regulations/parking/compare/2020-01-01..2022-01-01/index.html"

EXTRA = {
    FIRST.key: Extra(
        "第一章　总则\n第一条　停车收费，适用本办法。\n第二条　停车不超过十五分钟的，免费。\n"
        "第三条　停车场应当备案。\n第四条　违反第三条 <规定> 的，处以罚款。"
    ),
    SECOND.key: Extra(
        "第一章　总则\n第一条　停车收费，适用本办法。\n第二条　停车不超过三十分钟的，免费。\n"
        "第三条　停车场不得拒收现金。\n第四条　停车场应当备案。\n第五条　违反第四条 <规定> 的，处以罚款。"
    ),
    THIRD.key: Extra("第一条　停车收费，适用本办法。\n第二条　停车免费。"),
}


def page_of(made: Made, path: str = PAGE) -> html.HtmlElement:
    """One page of a site, read."""
    found = html.document_fromstring(rendered(made)[path])
    assert isinstance(found, html.HtmlElement)
    return found


def within(element: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    """The elements that an XPath leads to."""
    found = element.xpath(path)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, html.HtmlElement)]


def of_class(element: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    return within(element, f'.//*[contains(concat(" ", @class, " "), " {name} ")]')


def parking(*documents: Document) -> Made:
    """A library whose bodies are read as a build reads them."""
    made = library(*documents, extra=EXTRA)
    read = {
        sha256(one.text.encode()).hexdigest(): read_body(one.text.replace("\n", "\n\n")).body
        for one in EXTRA.values()
    }
    return replace(made, bodies={name: read[name] for name in made.bodies})


def test_neighbouring_texts_are_compared_and_the_first_with_the_last() -> None:
    made = parking(FIRST, SECOND, THIRD)
    (work,) = made.library.catalogue.works
    assert [
        tuple(entry.document.version for entry in sides)
        for sides in compared_texts(work, made.library.texts)
    ] == [
        ("2022-01-01", "2024-01-01"),
        ("2020-01-01", "2022-01-01"),
        ("2020-01-01", "2024-01-01"),
    ]
    assert list(comparison_pages(parking(FIRST).library)) == []


def test_a_text_without_words_is_compared_with_nothing() -> None:
    made = library(FIRST, SECOND, extra={**EXTRA, SECOND.key: Extra("")})
    assert list(comparison_pages(made.library)) == []


def test_the_comparison_on_the_page_is_as_it_was_read(golden: Callable[[str, str], None]) -> None:
    page = rendered(parking(FIRST, SECOND, THIRD))[PAGE]
    sections = re.findall(r'<section class="compare.*?</section>\n', page, re.S)
    assert len(sections) == 3
    golden("pages/comparison.html", "".join(sections))


def test_the_summary_comes_first_and_leads_to_each_change() -> None:
    page = page_of(parking(FIRST, SECOND))
    (summary,) = of_class(page, "compare-summary__words")
    assert summary.text == "新增1条、修改1条；仅引用序号调整1条、仅序号变更1条；其余1条未改动。"
    (tallies,) = of_class(page, "compare-tallies")
    links = [str(link.get("href")) for link in within(tallies, ".//a")]
    assert len(links) == 4
    assert all(page.get_element_by_id(link.removeprefix("#")) is not None for link in links)


def test_what_went_and_what_came_is_said_in_words_too() -> None:
    page = page_of(parking(FIRST, SECOND))
    (row,) = within(page, '//article[h3/@id="now-art_2"]')
    old, new = of_class(row, "compare__side")
    assert "停车不超过〔删去：十五分钟〕的，免费。" in old.text_content()
    assert "停车不超过〔增加：三十分钟〕的，免费。" in new.text_content()
    (link,) = within(old, ".//a")
    assert str(link.get("href")).endswith("regulations/parking/2020-01-01/#art_2")


def test_every_article_stands_on_the_page_changed_or_not() -> None:
    text = page_of(parking(FIRST, SECOND)).text_content()
    for line in EXTRA[SECOND.key].text.split("\n"):
        assert line.split("　")[0] in text
    assert "停车收费，适用本办法。" in text


def test_the_data_beside_the_page_has_the_same_changes() -> None:
    made = parking(FIRST, SECOND)
    (job,) = (job for job in comparison_pages(made.library) if job.path.endswith(".json"))
    shared = pages(sources(), shell(made.library))
    data = json.loads(render(job, shared, [made.bodies[name] for name in job.bodies]))
    assert data["old"]["version"] == "2020-01-01"
    assert data["articles"]["inserted"] == 1
    (inserted,) = (change for change in data["changes"] if change["change"] == "inserted")
    assert inserted["new"] == {"eid": "art_3", "num": "第三条"}
    assert inserted["lines"] == [[["new", "停车场不得拒收现金。"]]]


def timeline(made: Made, path: str = "regulations/parking/index.html") -> list[str]:
    """The events of a page, newest first, in words."""
    items = of_class(page_of(made, path), "timeline__item")
    return ["|".join(" ".join(p.text_content().split()) for p in item) for item in items]


def test_the_line_tells_each_text_its_maker_and_its_comparison() -> None:
    amending = Relation("被其修改", "示例市人民政府关于修改停车规章的决定", "act", None, "/x/act/")
    extra = {**EXTRA, SECOND.key: Extra("第一条　甲。", values={"relations": (amending,)})}
    assert timeline(library(FIRST, SECOND, extra=extra)) == [
        "2022年1月1日|自2022年1月1日起施行的文本（本页） 现行有效"
        "|2021年11月20日《示例市人民政府关于修改停车规章的决定》修正"
        "|见《示例市人民政府关于修改停车规章的决定》|与前一文本对照",
        "2020年1月1日|自2020年1月1日起至2021年12月31日止施行的文本 历史文本"
        "|2019年12月1日示例市人民政府令第12号公布",
    ]


def test_the_line_tells_corrections_and_ends() -> None:
    one = regulation(
        effective=date(2020, 1, 1),
        history=(MADE,),
        corrections=(Correction(date(2020, 2, 1), "第二条", "五", "三", "排版错误"),),
        partial=(PartialLapse(("第三条",), date(2023, 1, 1), None),),
        repealed=Repeal(date(2025, 1, 1), Reference("outside"), "已有新规定"),
    )
    assert timeline(library(one)) == [
        "2025年1月1日|废止|已有新规定",
        "2023年1月1日|第三条不再有效",
        "2020年2月1日|更正第二条|排版错误",
        "2020年1月1日|施行",
        "2019年12月1日|示例市人民政府令第12号公布",
    ]


def test_a_document_to_which_nothing_happened_has_no_line() -> None:
    one = regulation(history=(MADE,), published=datetime(2020, 1, 1))
    assert timeline(library(one)) == []


def test_what_rests_on_an_article_stands_beside_it_in_the_current_text_only() -> None:
    resting = Relation(
        "以本文件为依据",
        "停车收费细则",
        "fees",
        None,
        "/normative/fees/",
        "第二条",
        "废止",
        ("art_2",),
    )
    extra = {
        key: Extra("第一条　甲。\n第二条　乙。", values={"relations": (resting,)})
        for key in (FIRST.key, SECOND.key)
    }
    made = library(FIRST, SECOND, extra=extra)
    (box,) = of_class(page_of(made, "regulations/parking/index.html"), "explained")
    assert "".join(box.text_content().split()) == "以第二条为依据的事项停车收费细则废止"
    assert "为依据的事项" not in rendered(made)["regulations/parking/2020-01-01/index.html"]
