"""The words that the search takes for one another are read, and mistakes in them are told."""

from __future__ import annotations

import pytest

from gongkai.model.synonyms import Synonyms
from gongkai.source.load import arrange
from gongkai.source.synonyms import PATH, read_synonyms
from gongkai.source.tree import File
from tests.conftest import REPOSITORY


def told(text: str) -> list[tuple[str, int, str]]:
    """The code, the line and the message of each problem."""
    return [(found.code, found.line, found.message) for found in read_synonyms(text)[1]]


def test_each_word_of_a_group_finds_the_others() -> None:
    synonyms, problems = read_synonyms("同义词:\n  - [低保, 最低生活保障, 最低生活保障金]\n")
    assert problems == []
    assert synonyms.also() == {
        "低保": ("最低生活保障", "最低生活保障金"),
        "最低生活保障": ("低保", "最低生活保障金"),
        "最低生活保障金": ("低保", "最低生活保障"),
    }


def test_a_wider_word_finds_the_narrower_ones_and_not_the_other_way_round() -> None:
    synonyms, problems = read_synonyms("wider:\n  社保: [养老保险, 医疗保险]\n")
    assert problems == []
    assert synonyms.also() == {"社保": ("养老保险", "医疗保险")}


def test_a_word_in_two_groups_finds_the_words_of_both() -> None:
    synonyms = Synonyms(same=(("房补", "住房补贴"), ("房补", "租房补贴")))
    assert synonyms.also()["房补"] == ("住房补贴", "租房补贴")
    assert synonyms.also()["租房补贴"] == ("房补",)


def test_the_file_of_the_example_is_read_without_a_problem() -> None:
    synonyms, problems = read_synonyms((REPOSITORY / PATH).read_text("utf-8"))
    assert problems == []
    assert "最低生活保障" in synonyms.also()["低保"]
    assert "养老保险" in synonyms.also()["五险一金"]


def test_the_file_has_its_place_in_the_content_folder() -> None:
    plan = arrange([File(PATH, 10, 0)])
    assert plan.synonyms == File(PATH, 10, 0)
    assert plan.problems == ()
    assert arrange([]).synonyms is None


@pytest.mark.parametrize(
    ("text", "code", "line", "message"),
    [
        ("same:\n  - 低保\n", "front-matter/type", 2, "这里要写几个词"),
        ("same:\n  - [低保]\n", "front-matter/type", 2, "一组里至少要有两个词"),
        ("same:\n  - [低保, 低保]\n", "front-matter/repeated-key", 2, "「低保」写了两次"),
        ("same: 低保\n", "front-matter/type", 1, "这里要写列表"),
        ("wider: [社保]\n", "front-matter/type", 1, "这里要写一组键"),
        ("wider:\n  社保: [医保]\n  社保: [养老]\n", "front-matter/repeated-key", 3, "「社保」写了两次"),
        (f"same:\n  - [低保, {'长' * 21}]\n", "front-matter/type", 2, "一个词最多 20 个字"),
        ("近义词:\n  - [低保, 保障]\n", "front-matter/unknown-key", 1, "不认识的键「近义词」"),
        ("同义词：\n  - [低保, 保障]\n", "yaml/full-width-colon", 1, "「同义词」后面用了全角冒号"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_stands(text: str, code: str, line: int, message: str) -> None:
    assert (code, line, message) in told(text)


def test_what_can_be_read_counts_beside_a_mistake() -> None:
    synonyms, problems = read_synonyms("same:\n  - [低保]\n  - [养狗, 养犬]\n")
    assert len(problems) == 1
    assert synonyms.same == (("养狗", "养犬"),)


def test_an_unreadable_file_leaves_no_synonyms() -> None:
    assert read_synonyms("[低保") == (Synonyms(), read_synonyms("[低保")[1])
    assert told("[低保")
