"""Lists are cut by calendar, so a new document changes few pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from gongkai.commands.planned import Planned
from gongkai.model.documents import (
    CatalogueItem,
    Collection,
    Decision,
    DecisionCatalogue,
    Document,
    Reference,
    Repeal,
)
from gongkai.model.site import Column
from gongkai.site.plan import plan
from tests.builders import document, library, regulation, site
from tests.site.rendering import rendered


def many(count: int, year: int, days: int = 1) -> list[Document]:
    """Documents published every `days` days from the first of January."""
    start = datetime(year, 1, 1, 9, 0)
    return [
        document(
            id=f"d{year}-{n}", title=f"第{n}件", published=start + timedelta(days=n * days % 365)
        )
        for n in range(count)
    ]


def listed(page: str) -> int:
    return page.count('class="documents__item"')


def test_a_short_list_is_whole_and_its_years_have_pages() -> None:
    pages = rendered(library(*many(3, 2023), *many(2, 2024)))
    assert listed(pages["normative/index.html"]) == 5
    assert listed(pages["normative/2023/index.html"]) == 3
    assert "normative/agency/szfb/2023/index.html" not in pages


def test_a_long_list_shows_the_newest_50_and_the_years() -> None:
    pages = rendered(library(*many(40, 2023), *many(30, 2024)))
    for name in ("normative/", "normative/agency/szfb/", "normative/status/in-force/"):
        assert listed(pages[f"{name}index.html"]) == 50
        assert listed(pages[f"{name}2023/index.html"]) == 40
        assert listed(pages[f"{name}2024/index.html"]) == 30
        assert "2023年" in pages[f"{name}index.html"]


def test_a_year_of_more_than_200_is_cut_into_months() -> None:
    pages = rendered(library(*many(201, 2023)))
    assert listed(pages["normative/2023/index.html"]) == 0
    assert "normative/2023/07/" in pages["normative/2023/index.html"]
    months = [listed(pages[f"normative/2023/{month:02}/index.html"]) for month in range(1, 8)]
    assert sum(months) == 201
    assert "normative/2023/01/index.html" not in rendered(library(*many(200, 2023)))


def test_a_row_of_a_repealed_document_says_since_when_and_by_what() -> None:
    new = document(id="new", title="新通知", number="示政办规〔2025〕1号")
    old = document(repealed=Repeal(date(2025, 2, 1), Reference("new"), "内容已被代替"))
    page = rendered(library(new, old))["normative/status/repealed/index.html"]
    assert "自2025年2月1日起废止，依据《新通知》（示政办规〔2025〕1号），内容已被代替" in page


def test_each_co_issuer_lists_a_document_and_other_units_say_their_role() -> None:
    joint = document(
        agency=("示例市人民政府办公室", "示例市交通运输局"), responsible=("示例市人民政府",)
    )
    pages = rendered(library(joint))
    assert listed(pages["normative/agency/szfb/index.html"]) == 1
    assert listed(pages["normative/agency/jtj/index.html"]) == 1
    assert "本机关是责任单位的文件" in pages["normative/agency/szf/index.html"]


def test_older_and_coming_texts_stand_in_their_status_lists() -> None:
    texts = [regulation(version=f"{year}-01-01", effective=None) for year in (2018, 2022, 2030)]
    pages = rendered(library(*texts))
    assert "regulations/parking/2018-01-01/" in pages["regulations/status/historic/index.html"]
    assert "regulations/parking/2030-01-01/" in pages["regulations/status/not-yet/index.html"]
    assert listed(pages["regulations/index.html"]) == 1
    assert "共3个文本" in pages["regulations/index.html"]


def test_a_year_with_a_catalogue_and_no_decision_has_a_page() -> None:
    year = DecisionCatalogue(
        path="content/decisions/2026.yaml",
        year=2026,
        title="2026年度重大行政决策事项目录",
        agency=("示例市人民政府",),
        published=datetime(2026, 1, 5, 9, 0),
        items=(CatalogueItem("建设停车场", "示例市交通运输局", "2026年6月"),),
    )
    pages = rendered(library(years=[year]))
    assert "建设停车场" in pages["decisions/2026/index.html"]
    assert 'href="2026/"' in pages["decisions/index.html"].replace("../decisions/", "")


def test_a_line_of_the_catalogue_leads_to_its_decision() -> None:
    decision = document(collection=Collection.DECISIONS, id="lot", decision=Decision())
    year = DecisionCatalogue(
        path="content/decisions/2024.yaml",
        year=2024,
        title="目录",
        agency=(),
        published=datetime(2024, 1, 5),
        items=(CatalogueItem("建设停车场", decision=Reference("lot")),),
    )
    page = rendered(library(decision, years=[year]))["decisions/2024/index.html"]
    assert '<a href="../../decisions/lot/">建设停车场</a>' in page


def test_empty_columns_are_hidden() -> None:
    columns = (
        Column("g", "指南", page="guide"),
        Column("n", "规范性文件", collection="normative"),
        Column("r", "规章", collection="regulations"),
    )
    home = rendered(library(document(), site=site(columns=columns)))["index.html"]
    assert "规范性文件" in home
    assert "规章" not in home
    assert "指南" not in home


def test_two_documents_at_one_address_are_refused() -> None:
    here = document()
    made = library(here).library
    twice = replace(made.catalogue, works=(made.catalogue.works[0],) * 2)
    with pytest.raises(ValueError, match="two files at"):
        Planned.of(plan(replace(made, catalogue=twice)))


def test_a_new_document_changes_at_most_20_pages() -> None:
    topic = "综合政务/政务公开"
    before = [
        replace(item, topic=topic, lead="示例市交通运输局")
        for year in (2022, 2023, 2024)
        for item in many(210, year)
    ]
    new = document(
        id="new",
        title="新的一件",
        published=datetime(2024, 6, 30, 8, 0),
        topic=topic,
        lead="示例市交通运输局",
    )
    old_jobs = {job.path: job for job in plan(library(*before).library)}
    new_jobs = {job.path: job for job in plan(library(*before, new).library)}
    changed = [path for path, job in new_jobs.items() if old_jobs.get(path) != job]
    assert set(old_jobs) <= set(new_jobs)
    assert len(changed) <= 20, changed
