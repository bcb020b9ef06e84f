"""Titles are filed from A to Z under the words that tell them apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from gongkai.text.filing import filing_words, office_names
from gongkai.text.initials import OTHER, in_order, initial

NAMES = office_names(["示例市人民政府", "示例市人民政府办公室", "示例市财政局"])


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("示例市停车管理办法", "停车管理办法"),
        ("示例市人民政府办公室关于印发《示例市停车管理办法》的通知", "停车管理办法》的通知"),
        ("示例市人民政府　示例市财政局关于修改养犬管理办法的决定", "养犬管理办法的决定"),
        ("《示例市停车管理办法》解读", "停车管理办法》解读"),
        ("关于废止〈示例市用水办法〉的决定", "用水办法〉的决定"),
        ("城市管理标准", "城市管理标准"),
        ("示例市人民政府", "示例市人民政府"),
    ],
)
def test_what_many_titles_begin_with_does_not_count(title: str, words: str) -> None:
    assert filing_words(title, NAMES) == words


@given(st.text(min_size=1))
def test_every_title_is_filed_under_something(title: str) -> None:
    assert filing_words(title, NAMES)


@pytest.mark.parametrize(
    ("words", "letter"),
    [("停车", "t"), ("殡葬", "b"), ("重大", "z"), ("重建", "c"), ("行业", "h"), ("行政", "x"),
     ("会计", "k"), ("调整", "t"), ("调查", "d"), ("A类", "a"), ("2026年", OTHER), ("𠮷", OTHER),
     ("", OTHER)],
)  # fmt: skip
def test_the_initial_is_that_of_the_word(words: str, letter: str) -> None:
    assert initial(words) == letter


def test_every_character_of_gb_2312_has_an_initial_of_one_of_its_readings() -> None:
    wrong = []
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            if row == 0xD7 and cell > 0xF9:
                continue
            char = bytes([row, cell]).decode("gb2312")
            readings = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
            if initial(char) not in {reading[0] for reading in readings}:
                wrong.append(char)
    assert wrong == []


def test_common_characters_stand_in_the_order_of_their_sound() -> None:
    words = ["座谈", "安全", "停车", "北山", "停水"]
    assert sorted(words, key=in_order) == ["安全", "北山", "停车", "停水", "座谈"]
