"""Words of titles are listed by their sound, without a dictionary."""

from __future__ import annotations

from gongkai.text.pinyin import sounding_words

_TITLES = ["示例市住房公积金提取管理办法", "住房公积金缴存管理办法", "校车安全管理规定", "ABC 2024"]


def test_every_run_of_characters_is_listed_under_its_initial() -> None:
    found = sounding_words(_TITLES, [])
    assert ("公积金", "gong ji jin") in found["g"]
    assert ("住房公积金", "zhu fang gong ji jin") in found["z"]
    assert ("校车", "xiao che") in found["x"]


def test_what_more_titles_share_comes_first_and_names_before_all() -> None:
    found = sounding_words(_TITLES, ["管委会"])["g"]
    assert found[0] == ("管委会", "guan wei hui")
    assert found.index(("管理", "guan li")) < found.index(("规定", "gui ding"))


def test_a_character_with_two_readings_is_found_by_both() -> None:
    found = sounding_words(["银行监督办法"], [])
    assert ("银行", "yin hang") in found["y"]
    assert ("银行", "yin xing") in found["y"]


def test_letters_and_figures_have_no_sound() -> None:
    assert sounding_words(["ABC 2024"], []) == {}
