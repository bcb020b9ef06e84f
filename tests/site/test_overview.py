"""The overview of the library (本站概览)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from lxml import html

from gongkai.model.documents import Collection, Reference, Repeal
from gongkai.model.site import Agency
from gongkai.site.overview import BARS
from tests.builders import document, library, regulation, site
from tests.site.rendering import rendered

OLD = document(
    id="old-fees",
    published=datetime(2020, 1, 2),
    effective=date(2020, 2, 1),
    repealed=Repeal(date(2024, 5, 1), Reference("parking-fees"), ""),
)
JOINT = document(id="joint", agency=("示例市交通运输局", "示例市人民政府"))
GUIDE = document(collection=Collection.PAGES, id="guide", title="政府信息公开指南")
SHELF = (
    document(),
    OLD,
    JOINT,
    GUIDE,
    regulation(version="2020-01-01", effective=date(2020, 1, 1)),
    regulation(version="2024-01-01", effective=date(2024, 1, 1)),
)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return rendered(library(*SHELF))


def found(page: str, path: str) -> list[Any]:
    """What an XPath that selects nodes selects."""
    nodes = html.fromstring(page).xpath(path)
    assert isinstance(nodes, list)
    return nodes


def table(page: str, chart: str) -> list[list[str]]:
    """The rows of a chart's table, heads first."""
    (shown,) = found(page, f"//section[h2/@id='{chart}']//table")
    return [[cell.text_content() for cell in row] for row in shown.iter("tr")]


def bars(page: str, chart: str) -> list[tuple[str, str, str]]:
    """The title, width and number of each bar of a chart."""
    rows = found(page, f"//section[h2/@id='{chart}']//div[@class='chart__row']")
    return [
        (row[0].text_content(), row.xpath(".//rect/@width")[0], row.xpath(".//text/text()")[0])
        for row in rows
    ]


def test_the_page_is_as_it_was_read(
    pages: dict[str, str], golden: Callable[[str, str], None]
) -> None:
    golden("pages/overview.html", pages["overview/index.html"])


def test_kinds_are_counted_without_the_fixed_pages(pages: dict[str, str]) -> None:
    assert table(pages["overview/index.html"], "kinds") == [
        ["类别", "合计"],
        ["行政规范性文件", "3"],
        ["规章", "1"],
    ]


def test_each_text_of_a_work_counts_under_its_own_status(pages: dict[str, str]) -> None:
    assert table(pages["overview/index.html"], "status") == [
        ["有效性", "规章", "行政规范性文件", "合计"],
        ["现行有效", "1", "2", "3"],
        ["废止", "0", "1", "1"],
        ["历史文本", "1", "0", "1"],
    ]


def test_a_joint_document_counts_for_each_of_its_organs(pages: dict[str, str]) -> None:
    assert table(pages["overview/index.html"], "agencies")[1:] == [
        ["示例市人民政府", "1", "1", "2"],
        ["示例市人民政府办公室", "0", "2", "2"],
        ["示例市交通运输局", "0", "1", "1"],
    ]


def test_the_longest_bar_leaves_room_for_its_number(pages: dict[str, str]) -> None:
    assert bars(pages["overview/index.html"], "years") == [
        ("2024年", "80%", "3"),
        ("2020年", "27%", "1"),
    ]


def test_every_number_of_a_table_leads_to_a_list_that_is_there(pages: dict[str, str]) -> None:
    links = found(pages["overview/index.html"], "//section[@class='chart']//table//a/@href")
    assert len(links) == 13
    for link in links:
        assert f"{link.removeprefix('../')}index.html" in pages


def test_what_the_picture_leaves_out_is_said_and_stands_in_the_table() -> None:
    names = [f"示例市第{number}局" for number in range(BARS + 3)]
    made = library(
        *(document(id=f"text-{number}", agency=(name,)) for number, name in enumerate(names)),
        site=site(agencies=tuple(Agency(f"a{n}", name) for n, name in enumerate(names))),
    )
    page = rendered(made)["overview/index.html"]
    assert len(bars(page, "agencies")) == BARS
    assert "另有3个见数据表" in page
    assert [row[0] for row in table(page, "agencies")[1:]] == names


def test_a_site_with_nothing_to_count_has_no_overview() -> None:
    pages = rendered(library(GUIDE))
    assert "overview/index.html" not in pages
    assert "overview/" not in pages["index.html"] + pages["sitemap/index.html"]


def test_the_home_page_and_the_site_map_lead_to_it(pages: dict[str, str]) -> None:
    assert 'href="overview/"' in pages["index.html"]
    assert 'href="../overview/"' in pages["sitemap/index.html"]
