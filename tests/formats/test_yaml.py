"""YAML as staff type it: nothing guessed, every place known, nothing that explodes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.formats.yaml import MAX_DEPTH, Mapping, Scalar, Sequence, read


def scalars(text: str) -> dict[str, str]:
    node, problems = read(text)
    assert problems == ()
    assert isinstance(node, Mapping)
    return {key.text: value.text for key, value in node.entries if isinstance(value, Scalar)}


def test_scalars_stay_as_typed() -> None:
    text = "a: 010\nb: no\nc: 1:30\nd: 2024-13-45\ne: ~\nf: 1.10\ng: '引号'\nh: |\n  两\n  行\n"
    assert scalars(text) == {
        "a": "010", "b": "no", "c": "1:30", "d": "2024-13-45", "e": "~", "f": "1.10",
        "g": "引号", "h": "两\n行\n",
    }  # fmt: skip


def test_places_are_counted_in_characters_from_the_line_given() -> None:
    node, _ = read("标题: 示例市𠮷字\nlist:\n  - 甲\n", first_line=2)
    assert isinstance(node, Mapping)
    (key, value), (_, listed) = node.entries
    assert (key.mark.line, key.mark.column) == (2, 1)
    assert (value.mark.line, value.mark.column, value.mark.span) == (2, 5, 5)
    assert isinstance(listed, Sequence)
    assert (listed.items[0].mark.line, listed.items[0].mark.column) == (4, 5)


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("title", ["甲{}乙", '"甲{}乙"', "'甲{}乙'"])
def test_separators_of_web_pages_end_no_line(separator: str, title: str) -> None:
    node, problems = read(f"a: {title.format(separator)}\nb: 丙\n")
    assert problems == ()
    assert isinstance(node, Mapping)
    (_, first), (key, _) = node.entries
    assert first == Scalar(f"甲{separator}乙", first.mark, plain=title[0] == "甲")
    assert (key.text, key.mark.line, key.mark.column) == ("b", 2, 1)


def test_repeated_keys_are_kept_for_the_reader_to_report() -> None:
    node, _ = read("a: 1\na: 2\n")
    assert isinstance(node, Mapping)
    assert [key.text for key, _ in node.entries] == ["a", "a"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("标题：示例市\n机关: 甲\n", "yaml/full-width-colon"),
        ("a: &x 1\nb: *x\n", "yaml/alias"),
        ("a: !!int 1\n", "yaml/tag"),
        ("a: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "yaml/too-deep"),
        ("a: 1\n---\nb: 2\n", "yaml/several"),
        ("a: '没有结束\n", "yaml/syntax"),
        ("{[a]: b}\n", "yaml/syntax"),
    ],
)
def test_what_cannot_be_read_has_its_own_code(text: str, code: str) -> None:
    node, problems = read(text)
    assert node is None
    assert [problem.code for problem in problems] == [code]


def test_a_known_key_with_a_full_width_colon_inside_a_value_is_found() -> None:
    text = "标题: 示例市\n发文机关：示例市人民政府\n日期: x\n"
    _, problems = read(text, known={"标题", "发文机关"})
    assert [(p.code, p.line, p.column) for p in problems] == [("yaml/full-width-colon", 2, 5)]


def test_a_full_width_colon_in_ordinary_words_is_none_of_our_business() -> None:
    text = "a: 注意：三天\nb: |\n  标题：x\nc: 上午\n  时间：九点\n"
    node, problems = read(text, known={"标题"})
    assert problems == ()
    assert node is not None


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    node, problems = read(text)
    assert node is None or problems == ()


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text("甲乙 ab１、，", min_size=1)
    )
)
def test_quoted_values_are_read_back_exactly(values: dict[str, str]) -> None:
    text = "".join(f"{key}: '{value}'\n" for key, value in values.items())
    if values:
        assert scalars(text) == values


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("标题:示例市\n机关: 甲\n", 1, 3, "「标题」的冒号后面没有空格"),
        ("a: 1\n标题:示例市\n机关: 甲\n", 2, 3, "「标题」的冒号后面没有空格"),
        ("标题:\u3000示例市\n机关: 甲\n", 1, 3, "「标题」的冒号后面是全角空格"),
        ("a: 1\n 机关: 甲\n", 2, 1, "「机关」前面多了空格"),
        ("a: 1\n机关\nb: 2\n", 2, 1, "这一行的键后面没有冒号"),
        ("a: 1\nk:\n\tb: 2\n", 3, 1, "缩进用了 Tab"),
        ("a: 1\nk:\n  b: 2\n\tc: 3\n", 4, 1, "缩进用了 Tab"),
        ("a: 示例市: 甲\n", 1, 7, "这一行多了一个冒号"),
        ("a: [甲, 乙\nb: 1\nc: 2\n", 1, 4, "方括号或花括号没有成对"),
        ('a: "甲\nb: 1\nc: 2\n', 1, 4, "引号没有成对"),
        ("a: #1楼\nb: 1\n", 1, 4, "# 后面的话读不到"),
        ("a:\n  -甲\n  -乙\n", 2, 3, "列表的 - 后面少一个空格"),
        ("a: [“甲”，“乙”]\n", 1, 8, "列表里用了全角逗号"),
    ],
)
def test_a_slip_is_told_where_it_was_made(text: str, line: int, column: int, message: str) -> None:
    node, problems = read(text)
    assert node is None
    assert [(one.line, one.column, one.message) for one in problems] == [(line, column, message)]


@pytest.mark.parametrize(
    "text", ["a: # 甲\n  - 乙\n", "a: [甲，乙, 丙]\n", "a: -1\n", "a: '-甲'\n"]
)
def test_what_may_be_meant_is_no_slip(text: str) -> None:
    assert read(text)[1] == ()
