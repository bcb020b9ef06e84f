"""Titles that are one, and titles that only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.names import (
    edition_year,
    fold_title,
    transmitted,
    without_agency,
    without_edition,
    without_trial,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中华人民共和国示例法", "示例法"),
        ("示例省实施〈中华人民共和国示例法〉办法", "示例省实施《示例法》办法"),
        ("示例市停车　管理办法", "示例市停车管理办法"),
        ("示例市停车管理办法（试行）", "示例市停车管理办法(试行)"),
        ("示例市规划（2021—2025年）", "示例市规划(2021-2025年)"),
        ("示例市“小、散、乱”整治办法", "示例市小散乱整治办法"),
    ],
)
def test_two_ways_of_writing_one_title_fold_alike(one: str, other: str) -> None:
    assert fold_title(one) == fold_title(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例市停车管理办法", "示例市停车管理办法（试行）"),
        ("示例市停车管理办法", "示例市停车管理暂行办法"),
        ("示例市停车管理办法（2018年修正）", "示例市停车管理办法（2020年修正）"),
    ],
)
def test_titles_of_different_texts_stay_apart(one: str, other: str) -> None:
    assert fold_title(one) != fold_title(other)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(title: str) -> None:
    once = fold_title(title)
    assert fold_title(once) == once or "中华人民共和国" in once


def test_the_name_of_the_state_alone_stays() -> None:
    assert fold_title("中华人民共和国") == "中华人民共和国"


def test_an_edition_is_read_from_its_bracket() -> None:
    folded = fold_title("示例市停车管理办法（2018年修正）")
    assert without_edition(folded) == "示例市停车管理办法"
    assert edition_year(folded) == "2018"
    assert without_edition("示例市停车管理办法(试行)") == "示例市停车管理办法(试行)"
    assert edition_year("示例市停车管理办法") == ""
    assert without_trial("示例市停车管理办法(试行)") == "示例市停车管理办法"


def test_the_issuing_organ_is_taken_off_only_before_what_it_is_about() -> None:
    agencies = ("示例市人民政府", "示例市财政局")
    assert without_agency("示例市人民政府关于加强管理的意见", agencies) == "关于加强管理的意见"
    joint = "示例市人民政府示例市财政局关于加强管理的意见"
    assert without_agency(joint, agencies) == "关于加强管理的意见"
    assert without_agency("示例市人民政府工作规则", agencies) == ""
    assert without_agency("示例县人民政府关于加强管理的意见", agencies) == ""


def test_a_notice_gives_the_name_of_what_it_transmits() -> None:
    notice = fold_title("示例市人民政府关于印发《示例市停车管理办法》的通知")
    assert transmitted(notice) == "示例市停车管理办法"
    assert transmitted("示例市人民政府关于加强停车管理的通知") == ""
