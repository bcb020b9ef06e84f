"""The result of a clearance is published as its lists: a page and tables."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO
from typing import Any

from gongkai.model.clearances import Clearance, ClearedItem
from gongkai.model.documents import Collection, Document, Reference, Repeal
from tests.builders import document, library, regulation
from tests.site.data_files import data_files
from tests.site.rendering import rendered

PAGE = "clearances/review/index.html"


def line(text: str, reason: str | None = None) -> ClearedItem:
    return ClearedItem(Reference(text), reason)


def clearance(**lists: tuple[ClearedItem, ...]) -> Document:
    values: dict[str, Any] = {
        "collection": Collection.CLEARANCES,
        "id": "review",
        "title": "示例市2024年文件清理结果",
        "number": None,
        "published": datetime(2024, 10, 30),
        "effective": None,
        "clearance": Clearance(date(2024, 11, 1), **lists),
    }
    return document(**values)


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_each_list_has_its_table_and_its_file() -> None:
    listed = clearance(
        repeal=(line("parking-fees", "已有新规定"),), lapse=(line("old#第三条"),), keep=(line("parking"),)
    )  # fmt: skip
    made = library(document(), document(id="old", title="旧办法"), regulation(), listed)
    html = rendered(made)[PAGE]
    assert html.index("继续有效的文件目录") < html.index("宣布失效或者废止的文件目录")
    assert "需要修改的文件目录" not in html
    assert '<a href="ended.csv" download>' in html
    files = data_files(made)
    assert "clearances/review/to-amend.csv" not in files
    assert table(files["clearances/review/ended.csv"])[1:] == [
        ["1", "关于停车收费有关事项的通知", "示政办规〔2024〕3号", "示例市人民政府办公室", "废止", "",
         "已有新规定", "https://www.example.gov.cn/zwgk/normative/parking-fees/"],
        ["2", "旧办法", "示政办规〔2024〕3号", "示例市人民政府办公室", "宣布失效", "第三条",
         "", "https://www.example.gov.cn/zwgk/normative/old/"],
    ]  # fmt: skip


def test_a_reason_is_no_formula_to_a_spreadsheet() -> None:
    made = library(document(), clearance(keep=(line("parking-fees", "=1+1"),)))
    (row,) = table(data_files(made)["clearances/review/in-force.csv"])[1:]
    assert row[6] == "'=1+1"


def test_what_is_not_public_is_not_listed() -> None:
    made = library(document(), clearance(keep=(line("parking-fees"), line("held", "不公开的理由"))))
    for path, html in rendered(made).items():
        assert "不公开的理由" not in html, path
    assert len(table(data_files(made)["clearances/review/in-force.csv"])) == 2


def test_what_became_of_a_document_since_is_said() -> None:
    gone = document(repealed=Repeal(date(2026, 1, 1)))
    texts = [regulation(version=day, effective=None) for day in ("2020-01-01", "2025-05-01")]
    listed = clearance(keep=(line("parking-fees"),), amend=(line("parking"),))
    html = rendered(library(gone, *texts, listed))[PAGE]
    assert "废止：自2026年1月1日起废止" in html
    assert "已经修改，新文本自2025年5月1日起施行" in html


def test_lists_of_what_is_in_force_today_are_a_step_away() -> None:
    html = rendered(library(document(), clearance(keep=(line("parking-fees"),))))[PAGE]
    assert 'href="../../normative/status/in-force/">现行有效的行政规范性文件' in html
    assert "regulations/status" not in html


def test_the_page_of_a_document_names_the_clearance_that_ended_it() -> None:
    made = library(document(), clearance(repeal=(line("parking-fees", "已有新规定"),)))
    html = rendered(made)["normative/parking-fees/index.html"]
    assert 'href="../../clearances/review/">《示例市2024年文件清理结果》' in html
    assert "原因：已有新规定" in html
    assert '<span class="chain__kind">废止</span>' in html


def test_clearances_have_a_list() -> None:
    pages = rendered(library(document(), clearance(keep=(line("parking-fees"),))))
    assert "示例市2024年文件清理结果" in pages["clearances/index.html"]
    assert "clearances/2024/index.html" in pages
