"""The example's annual report (政府信息公开工作年度报告) adds up as 国办公开办函〔2021〕30号 asks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

Rows = dict[str, list[float]]
_ENDED = ("失效", "废止")
_LAST_DAY = "2025-12-31"


def had_force(card: dict[str, Any]) -> bool:
    """Whether a document, as it is seen now, had force on the last day of the report's year."""
    began = min([card["effective"] or "9999", *card["versions"]])
    ended = card["status"] in _ENDED and card["status_since"] <= _LAST_DAY
    return bool(began <= _LAST_DAY and not ended)


@pytest.fixture(scope="module")
def tables(example_site: Path) -> list[Rows]:
    """The rows of numbers of each table, by what heads them."""
    page = html.fromstring((example_site / "pages/report/index.html").read_bytes())
    found: list[Rows] = []
    for table in page.iter("table"):
        rows: Rows = {}
        for row in table.iter("tr"):
            head, *cells = ["".join(map(str, cell.itertext())).strip() for cell in row]
            if any(cells) and all(cell.replace(".", "").isdigit() for cell in cells):
                rows[head] = [float(cell) for cell in cells]
        found.append(rows)
    return found


def test_requests_that_came_are_those_answered_and_those_left(tables: list[Rows]) -> None:
    requests = tables[4]
    came = [requests[name] for name in requests if name.startswith(("一、", "二、"))]
    went = [requests[name] for name in requests if name.endswith("总计") or name.startswith("四、")]
    assert len(came) == len(went) == 2
    assert [sum(column) for column in zip(*came, strict=True)] == [
        sum(column) for column in zip(*went, strict=True)
    ]


def test_the_answers_of_each_kind_make_up_all_answers(tables: list[Rows]) -> None:
    answers = {name: row for name, row in tables[4].items() if name.startswith("三、")}
    (total,) = (row for name, row in answers.items() if name.endswith("总计"))
    kinds = [row for name, row in answers.items() if not name.endswith("总计")]
    assert len(kinds) == 21
    assert [sum(column) for column in zip(*kinds, strict=True)] == total


@pytest.mark.parametrize("table", [4, 5])
def test_the_last_number_of_a_row_is_the_sum_of_the_others(tables: list[Rows], table: int) -> None:
    assert tables[table]
    for name, (*parts, total) in tables[table].items():
        assert sum(parts) == total, name


def test_what_is_in_force_is_what_the_site_had_on_that_day(
    tables: list[Rows], example_site: Path
) -> None:
    cards = [
        card
        for part in sorted((example_site / "data/documents").glob("*.json"))
        for card in json.loads(part.read_text("utf-8"))
    ]
    # Decisions that change 规章 are no 规章; what the state and the province made is not the city's.
    ours = [
        card
        for card in cards
        if had_force(card)
        and any(name.startswith("示例市") for name in card["agency"])
        and not (card["collection"] == "regulations" and card["title"].endswith("的决定"))
    ]
    for collection, name in (("regulations", "规章"), ("normative", "行政规范性文件")):
        made, _, in_force = tables[0][name]
        counted = [card for card in ours if card["collection"] == collection]
        assert len(counted) == in_force
        assert made == sum(1 for card in counted if card["written"].startswith("2025"))
