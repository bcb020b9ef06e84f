import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.numerals import to_chinese, to_int


@given(st.integers(min_value=0, max_value=99_999_999))
def test_a_number_written_and_read_is_the_same_number(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("十", 10),
        ("一十二", 12),
        ("二十 三", 23),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一千一百一十九", 1119),
        ("两千〇六", 2006),
        ("九千九百九十九", 9999),
        ("三万五千", 35_000),
        ("二〇二三", 2023),
        ("一九九七", 1997),
        ("二○○四", 2004),
        ("12", 12),
        ("１２", 12),
    ],
)
def test_numbers_are_read_as_offices_type_them(typed: str, number: int) -> None:
    assert to_int(typed) == number


@pytest.mark.parametrize("typed", ["", " ", "条", "百", "二百千", "一二十", "万", "abc", "一" * 30])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="number"):
        to_int(typed)


@pytest.mark.parametrize("number", [-1, 100_000_000])
def test_numbers_out_of_range_are_not_written(number: int) -> None:
    with pytest.raises(ValueError, match="cannot number"):
        to_chinese(number)


def test_numbers_are_written_as_statutes_number() -> None:
    written = [to_chinese(number) for number in (10, 12, 20, 105, 110, 1001, 1010, 10_001)]
    assert written == [
        "十",
        "十二",
        "二十",
        "一百零五",
        "一百一十",
        "一千零一",
        "一千零一十",
        "一万零一",
    ]
