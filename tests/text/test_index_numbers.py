"""索引号 and the check characters of its codes."""

from __future__ import annotations

import pytest

from gongkai.text.index_numbers import (
    credit_code_is_valid,
    index_number,
    organisation_code_is_valid,
)
from gongkai.text.numbers import NumberError


def _with_check_character(start: str) -> str:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    found = [start + char for char in alphabet if credit_code_is_valid(start + char)]
    assert len(found) == 1
    return found[0]


def _organisation(start: str) -> str:
    found = [start + char for char in "0123456789X" if organisation_code_is_valid(start + char)]
    assert len(found) == 1
    return found[0]


def test_exactly_one_check_character_fits_a_code() -> None:
    assert len(_organisation("21999900")) == 9
    assert len(_with_check_character("11219999000000123")) == 18


def test_the_printed_example_of_the_standard_is_valid() -> None:
    assert organisation_code_is_valid("D2143569X")  # GB 11714-1997, its own example
    assert not organisation_code_is_valid("D21435690")


def test_an_index_number_is_written_as_it_was_read() -> None:
    for publisher in (_organisation("21999900"), _with_check_character("11219999000000123")):
        text = f"{publisher}/2024-00012"
        number = index_number(text)
        assert str(number) == text
        assert (number.year, number.serial) == (2024, "00012")


def test_a_wrong_check_character_is_told_apart_from_a_wrong_form() -> None:
    good = _organisation("21999900")
    bad = good[:8] + ("1" if good[8] != "1" else "2")
    with pytest.raises(NumberError, match="校验位"):
        index_number(f"{bad}/2024-00012")
    with pytest.raises(NumberError, match="不合格式"):
        index_number(f"{good}/2024-12")


def test_width_case_and_the_hyphen_of_the_code_are_mended() -> None:
    good = _organisation("21999900")
    with pytest.raises(NumberError) as caught:
        index_number(f"{good[:8]}-{good[8]}／２０２４—00012")
    assert caught.value.mended == f"{good}/2024-00012"


@pytest.mark.parametrize("code", ["", "123", "I12199990000001234", "1121999900000012"])
def test_what_has_the_wrong_length_or_letters_is_no_code(code: str) -> None:
    assert not credit_code_is_valid(code)
    assert not organisation_code_is_valid(code)
