"""The site has the columns, the footer and the entries that it owes its readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from gongkai.library.check_site import (
    columns,
    emptiness,
    entries,
    footer,
    freshness,
    guides,
    identifier,
    patterns,
)
from gongkai.library.checks import CHECKS, check
from gongkai.model.documents import Collection, DecisionCatalogue
from gongkai.model.gazette import FrozenIssue, IssueKey, IssueRecord
from gongkai.model.rules import RULES
from gongkai.model.site import Column, Conac, Contact, Door, Footer
from gongkai.text.body_facts import TextFacts
from tests.library.checking import SITE, document, found, library, on

FOOTER = Footer(
    "示ICP备00000000号", "示公网安备21999900000000号", Conac("https://a.cn/"), "https://a.cn/"
)
COLUMNS = (
    Column("guide", "政府信息公开指南", "说明", "指南", "信息公开指南", page="guide"),
    Column("system", "政府信息公开制度", "说明", "制度", "政策文件", page="system"),
    Column("normative", "行政规范性文件", "说明", "文件", "政策文件", collection="normative"),
    Column("annual", "政府信息公开年报", "说明", "年报", "信息公开年报", page="annual"),
)
PAGES = tuple(document(name, collection=Collection.PAGES) for name in ("guide", "system", "annual"))
WHOLE = on(
    columns=COLUMNS, footer=FOOTER, organizer="示例市人民政府办公室", site_id="2199990001",
    contact=Contact(phone="0000-82120001"),
)  # fmt: skip


def test_a_whole_site_with_one_document_offends_against_nothing() -> None:
    fine = document(published=datetime(2026, 11, 2, 9))
    told = check(library(fine, *PAGES, site=WHOLE))
    assert [finding.problem.code for finding in told] == ["trade/validity-unknown"]


@pytest.mark.parametrize(
    ("code", "told"),
    [("2199990001", False), ("bm01000001", False), (None, True), ("310000000044", True)],
)
def test_the_identifier_has_ten_characters(code: str | None, told: bool) -> None:
    expected = [("site/identifier", "site.yaml")] if told else []
    assert found(identifier, site=on(site_id=code)) == expected


def test_the_footer_lists_all_that_is_missing_at_once() -> None:
    (finding,) = footer(library(site=SITE))
    assert finding.problem.code == "site/footer"
    for word in ("主办单位", "联系方式", "ICP", "公安备案", "党政机关网站标识", "网站找错"):
        assert word in finding.problem.message
    assert found(footer, site=WHOLE) == []
    short = replace(FOOTER, police="示公网安备2199号")
    assert found(footer, site=replace(WHOLE, footer=short)) == [("site/footer", "site.yaml")]


def test_the_required_columns_are_there_by_name() -> None:
    def codes(*listed: Column) -> list[str]:
        site = replace(WHOLE, columns=listed)
        return [code for code, _ in found(columns, document(), *PAGES, site=site)]

    assert codes(*COLUMNS) == []
    assert codes(*COLUMNS[1:]) == ["column/missing"]
    assert codes(replace(COLUMNS[0], title="指南"), *COLUMNS[1:]) == ["column/missing"]
    assert codes(*COLUMNS[:2], COLUMNS[3]) == ["column/missing"]
    assert codes(*COLUMNS[:3]) == ["column/annual-report"]
    assert codes(replace(COLUMNS[0], keywords=""), *COLUMNS[1:]) == ["column/incomplete"]
    assert codes(replace(COLUMNS[0], page="none"), *COLUMNS[1:]) == ["column/page-missing"]
    empty = Column("r", "规章", "说明", "规章", "政策文件", collection="regulations")
    assert codes(*COLUMNS, empty) == ["column/empty"]


def test_issues_and_yearly_lists_fill_a_column_too() -> None:
    def codes(**more: Any) -> list[str]:
        listed = [
            Column(name, name, "说明", name, "政策文件", collection=name)
            for name in ("gazette", "decisions")
        ]
        site = replace(WHOLE, columns=(*COLUMNS, *listed))
        checked = replace(library(document(), *PAGES, site=site), **more)
        return [item.problem.code for item in columns(checked)]

    issue = FrozenIssue(
        key=IssueKey(2024, 5, 5), total=5, published=date(2024, 5, 31), sections=(), items=()
    )
    record = IssueRecord("content/gazette/2024-05.yaml", None, issue)
    coming = replace(record, frozen=replace(issue, published=date(2099, 5, 31)))
    year = DecisionCatalogue(
        path="content/decisions/2024.yaml",
        year=2024,
        title="目录",
        agency=("示例市人民政府",),
        published=datetime(2024, 1, 1),
    )
    assert codes() == ["column/empty", "column/empty"]
    assert codes(records=(coming,)) == ["column/empty", "column/empty"]
    assert codes(records=(record,)) == ["column/empty"]
    assert codes(records=(record,), years=(year,)) == []


def test_a_column_whose_page_is_held_leads_nowhere() -> None:
    held = replace(PAGES[0], hold="会签")
    assert found(columns, document(), held, *PAGES[1:], site=WHOLE) == [
        ("column/page-missing", "site.yaml")
    ]


def test_half_a_year_without_a_policy_document_is_mentioned() -> None:
    old = document(published=datetime(2026, 3, 16))
    new = document("new-rules", published=datetime(2026, 11, 2))
    assert found(freshness, old) == [("column/stale", "site.yaml")]
    assert found(freshness, old, new) == []
    assert found(freshness, *PAGES) == []


def test_an_empty_library_is_told() -> None:
    assert found(emptiness, document(hold="会签")) == [("catalogue/empty", "site.yaml")]
    assert found(emptiness, document()) == []


def test_the_guide_tells_what_the_law_lists() -> None:
    texts = {
        ("guide", ""): TextFacts(untold=("传真号码",)),
        ("system", ""): TextFacts(untold=("电话",)),
    }
    (finding,) = guides(library(*PAGES, site=WHOLE, texts=texts))
    assert (finding.problem.code, finding.path) == ("site/guide", PAGES[0].path)
    assert "传真号码" in finding.problem.message
    assert found(guides, *PAGES, site=WHOLE) == []


def test_every_entry_leads_somewhere() -> None:
    doors = tuple(
        Door("养老", url)
        for url in (
            "/normative/rules/",
            "/normative/rules#art_1",
            "/normative/gone/",
            "https://a.cn/",
        )
    )
    site = on(doors=doors, columns=(Column("x", "栏", url="/nowhere/"),))
    assert found(entries, site=site) == []  # nobody said which addresses there are
    assert found(entries, site=site, addresses={"/normative/rules/"}) == [
        ("site/door", "site.yaml"),
        ("column/page-missing", "site.yaml"),
    ]


def test_a_pattern_that_cannot_be_read_is_told() -> None:
    assert found(patterns, site=on(index_pattern="[0-9]{4}")) == []
    assert found(patterns, site=on(index_pattern="([0-9]{4}")) == [
        ("site/index-pattern", "site.yaml")
    ]


def test_every_check_is_quiet_on_an_empty_library_of_a_whole_site() -> None:
    empty = library(*PAGES, site=WHOLE)
    codes = {finding.problem.code for one in CHECKS for finding in one(empty)}
    assert codes == {"column/empty"}
    assert codes <= RULES.keys()
