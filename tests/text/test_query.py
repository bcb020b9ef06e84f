"""A typed query is read as the words that must be there, whatever was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.folding import fold
from gongkai.text.query import LONGEST, MOST, parse_query


def words(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return list(parse_query(text).readings)


def test_words_are_parted_by_any_space() -> None:
    assert words("停车　收费\t标准") == [(("停车",), ("收费",), ("标准",))]


@pytest.mark.parametrize("text", ['"停车 收费"', "“停车 收费”", "「停车 收费」", "停车收费"])
def test_words_between_quotation_marks_stay_together(text: str) -> None:
    assert words(text) == [(("停车收费",),)]


def test_a_word_inside_another_is_not_looked_for_twice() -> None:
    assert words("停车 停车收费 停车") == [(("停车收费",),)]


@pytest.mark.parametrize(
    "text",
    ["示政办发〔2024〕11号", "示政办发[2024]11号", "示政办发(2024)第11号", "示政办发 2024 11",
     "示政办发２０２４年１１号", "示政办發 2024 011 號"],
)  # fmt: skip
def test_a_number_is_found_however_its_year_is_set_off(text: str) -> None:
    number = fold("示政办发〔2024〕11号")
    assert any(number in form for form in words(text)[0][0])


def test_several_words_that_make_a_number_are_words_too() -> None:
    assert words("示政办发 2024 11") == [
        ((fold("示政办发〔2024〕11号"),),),
        (("示政办发",), ("2024",), ("11",)),
    ]


def test_synonyms_are_further_forms_of_a_word() -> None:
    assert parse_query("低保", {"低保": ["最低生活保障"]}).readings == (
        (("低保", "最低生活保障"),),
    )


@pytest.mark.parametrize("text", ["", "   ", '""', "“”", "\u200f\u200e"])
def test_nothing_to_look_for_is_a_reading_without_words(text: str) -> None:
    assert words(text) == [()]


def test_a_very_long_query_is_cut_and_says_so() -> None:
    assert parse_query("停" * (LONGEST + 1)).cut
    assert parse_query(" ".join(chr(0x4E00 + place) for place in range(MOST + 1))).cut
    assert not parse_query("停" * LONGEST).cut


@given(st.text(max_size=400))
def test_any_text_can_be_asked(text: str) -> None:
    for reading in parse_query(text).readings:
        assert len(reading) <= MOST
        assert all(form == fold(form) and form for forms in reading for form in forms)
