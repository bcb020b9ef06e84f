"""发文字号 and 令号: what is read, what is mended, what compares equal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.numbers import NumberError, doc_number, fold_number, mend_number

_CODES = st.text("示例市政规办函发财教水", min_size=1, max_size=8)
_YEARS = st.integers(1949, 2099)
_SERIALS = st.integers(1, 99999)


@pytest.mark.parametrize(
    "number",
    [
        "示政规〔2024〕3号",
        "示政办发明电〔2024〕12号",
        "法释〔2020〕15号",
        "示例市人民政府令第12号",
        "示例市人民政府令第七十三号",
        "示例市财政局公告2018年第5号",
        "示例市财政局、示例市教育局公告2018年第5号",
        "2018年第5号公告",
        "示例市人民代表大会常务委员会公告第6号",
    ],
)
def test_a_well_formed_number_is_written_as_it_was_read(number: str) -> None:
    assert str(doc_number(number)) == number


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("示政规[2024]3号", "示政规〔2024〕3号"),
        ("示政规（2024）3号", "示政规〔2024〕3号"),
        ("示政规【2024】3号", "示政规〔2024〕3号"),
        ("示政规［２０２４］３号", "示政规〔2024〕3号"),
        ("示政规〔2024〕第18号", "示政规〔2024〕18号"),
        ("示政规〔2024〕05号", "示政规〔2024〕5号"),
        ("示政规〔2024〕3", "示政规〔2024〕3号"),
        (" 示政规 〔2024〕　3 号", "示政规〔2024〕3号"),
        ("示政规〔2024〕3號", "示政规〔2024〕3号"),
        ("示政规〔2024年〕3号", "示政规〔2024〕3号"),
        ("示例市人民政府令 第012号", "示例市人民政府令第12号"),
        ("示例市人民政府第12号令", "示例市人民政府令第12号"),
    ],
)
def test_a_mechanical_fault_is_answered_with_the_right_number(typed: str, mended: str) -> None:
    with pytest.raises(NumberError) as caught:
        doc_number(typed)
    assert caught.value.mended == mended
    assert mended in caught.value.hint
    assert str(doc_number(mended)) == mended


@pytest.mark.parametrize("typed", ["", "3号", "示政规2024", "〔2024〕3号", "示政规〔24〕3号", "令"])
def test_what_cannot_be_mended_is_answered_with_an_example(typed: str) -> None:
    with pytest.raises(NumberError) as caught:
        doc_number(typed)
    assert caught.value.mended == ""
    assert "例如" in caught.value.hint


@given(_CODES, _YEARS, _SERIALS)
def test_every_coded_number_is_read_back_and_needs_no_mending(
    code: str, year: int, serial: int
) -> None:
    number = f"{code}〔{year}〕{serial}号"
    assert str(doc_number(number)) == number
    assert mend_number(number) == number


@given(_CODES, _YEARS, _SERIALS, st.sampled_from(["[]", "（）", "()", "【】", "［］", "〔〕"]))
def test_brackets_never_change_which_number_it_is(
    code: str, year: int, serial: int, brackets: str
) -> None:
    typed = f"{code}{brackets[0]}{year}{brackets[1]}第0{serial}号"
    assert mend_number(typed) == f"{code}〔{year}〕{serial}号"


@given(st.text("示政规〔〕[]（）第令号公告0123 二十", max_size=14))
def test_whatever_is_mended_is_accepted_and_folds_to_itself(typed: str) -> None:
    mended = mend_number(typed)
    if mended:
        assert str(doc_number(mended)) == mended
    folded = fold_number(typed)
    assert fold_number(folded) == folded


def test_orders_compare_by_their_serial_and_without_the_name_of_the_state() -> None:
    assert fold_number("中华人民共和国示例部令第七十三号") == fold_number("示例部令第73号")
    assert fold_number("原示例局令第5号") == fold_number("示例局令第5号")
    assert fold_number("2018年第5号公告") == fold_number("公告2018年第5号")
    assert fold_number("示政规〔2024〕3号") != fold_number("示政规〔2024〕13号")
    assert fold_number("不是文号") == ""
