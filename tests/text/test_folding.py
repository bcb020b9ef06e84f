"""Texts and queries fold alike, whatever the width, the case, the brackets, the characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.folding import fold


@pytest.mark.parametrize(
    "typed",
    [
        "国发〔2019〕5号",
        "国发[2019]5号",
        "国发【2019】5号",
        "國發（2019）５號",
        "国发 ( 2019 ) 5 号",
    ],
)
def test_a_number_folds_alike_in_any_brackets(typed: str) -> None:
    assert fold(typed) == "国发(2019)5号"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ＡｂＣ１２", "abc12"),
        ("住房公積金　提取", "住房公积金提取"),
        ("第一条\r\n　　为了", "第一条为了"),
        ("二○二四年 二〇二四年", "二〇二四年二〇二四年"),
        ("“无废”「城市」", '"无废""城市"'),
        ("\u202e左\u200f右\ufeff\u200b", "左右"),
        ("㎡ ①", "m21"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_folding_leaves_what_readers_tell_apart(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_a_whole_holds_its_folded_parts(first: str, second: str) -> None:
    assert fold(first + second) == fold(first) + fold(second)
