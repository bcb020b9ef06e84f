"""Numbers of people are found where they stand in full, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.personal import id_card_is_valid, luhn_is_valid, personal_data

ID_CARD = "11010519491231002X"  # the specimen of GB 11643


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"身份证{ID_CARD}。", "privacy/id-card"),
        ("身份证11010519491231002x", "privacy/id-card"),
        ("电话13800138000", "privacy/mobile"),
        ("电话138 0013 8000", "privacy/mobile"),
        ("电话138-0013-8000", "privacy/mobile"),
        ("卡号6222021234567890128。", "privacy/bank-card"),
    ],
)
def test_a_full_number_is_a_problem(text: str, code: str) -> None:
    assert [problem.code for problem in personal_data(text)] in ([code], [])
    if code != "privacy/bank-card" or luhn_is_valid("6222021234567890128"):
        assert [problem.code for problem in personal_data(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "138****8000",
        "35*************123",
        "0000-82120001",
        "11219999999900062W/2025-00001",
        "110105194912310021",  # wrong check digit
        "2024-05-01 2025-06-01",
    ],
)
def test_masked_numbers_and_numbers_of_offices_are_none(text: str) -> None:
    assert personal_data(text) == ()


def test_the_place_is_counted_by_line_and_character() -> None:
    (problem,) = personal_data("第一行\n甲乙电话13800138000。\n")
    assert (problem.line, problem.column, problem.span) == (2, 5, 11)


@given(st.integers(10**16, 10**17 - 1))
def test_exactly_one_check_digit_is_right(number: int) -> None:
    assert sum(id_card_is_valid(f"{number}{digit}") for digit in "0123456789X") == 1


@given(st.integers(0, 10**15))
def test_exactly_one_last_digit_passes_luhn(number: int) -> None:
    assert sum(luhn_is_valid(f"{number}{digit}") for digit in range(10)) == 1
