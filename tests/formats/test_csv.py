"""Tables for spreadsheets."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.formats.csv import csv_text


def read(text: str) -> list[list[str]]:
    """The rows behind the byte-order mark."""
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:], newline="")))


def test_lines_end_as_the_rfc_says_and_what_is_absent_is_empty() -> None:
    text = csv_text(["标题", "文号"], [["关于停车的通知", None], ["甲,乙", 3]])
    assert text == '\ufeff标题,文号\r\n关于停车的通知,\r\n"甲,乙",3\r\n'


@pytest.mark.parametrize(
    "cell", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("x")', "\n=1"]
)
def test_a_cell_that_looks_like_a_formula_is_marked_as_text(cell: str) -> None:
    assert read(csv_text(["标题"], [[cell]]))[1] == [f"'{cell}"]


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2)
    )
)
def test_every_cell_can_be_read_back(rows: list[list[str]]) -> None:
    read_back = read(csv_text(["甲", "乙"], rows))
    formula = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
    marked = [[f"'{cell}" if cell.startswith(formula) else cell for cell in row] for row in rows]
    assert read_back == [["甲", "乙"], *marked]
