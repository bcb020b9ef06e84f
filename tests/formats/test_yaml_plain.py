"""The quick reader of plain front matter says what YAML's own reader says, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.formats.yaml import tree
from gongkai.formats.yaml_plain import read_plain

KEYS = st.sampled_from(["title", "标题", "a_b", "yes", "null", "1", "a-b", "- a", "'a'", "?"])
WORDS = st.text("甲（〔。：“”‘’ a1-._/:#,…·<>'\"\u3000é\u2028", max_size=9)
TIDY = st.text("甲（〔。：a1", min_size=1, max_size=5)
VALUES = st.one_of(
    TIDY,
    TIDY,
    st.builds("'{}'".format, TIDY),
    st.builds('"{}"'.format, TIDY),
    st.builds("{} {}:{}".format, TIDY, st.integers(0, 99), st.integers(0, 99)),
    WORDS,
    st.sampled_from(
        ["|", ">", "~", "[甲, 乙]", "{a: 甲}", "&a 甲", "*a", "!b 甲", "---", "甲 # 乙"]
    ),
)
ENTRIES = st.builds("{}: {}".format, KEYS, VALUES)
LINES = st.one_of(
    ENTRIES,
    ENTRIES,
    st.builds("{}:".format, KEYS),
    st.builds("- {}".format, st.one_of(VALUES, ENTRIES)),
    st.builds("  - {}".format, st.one_of(VALUES, ENTRIES)),
    st.builds("  {}".format, ENTRIES),
    st.builds("    {}".format, ENTRIES),
    st.sampled_from(["", " ", "---", "...", "# 甲", "甲"]),
)
PLAIN = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(["title", "标题", "yes"]), TIDY),
    st.builds("a:\n{0}- b: {1}\n{0}  c: {1}\n{0}- {1}".format, st.sampled_from(["", "  "]), TIDY),
)
GROUPS = st.builds("{}:\n- {}\n  {}".format, KEYS, ENTRIES, ENTRIES)
SEVERAL = st.lists(PLAIN, max_size=2)
ODD = st.one_of(LINES, GROUPS, st.builds("{}: {}".format, st.just("b"), WORDS))
# Plain lines with an odd one among them.
TEXTS = st.builds(lambda *some: "\n".join([*some[0], some[1], *some[2]]), SEVERAL, ODD, SEVERAL)


@given(TEXTS, st.sampled_from(["\n", ""]))
def test_what_is_read_quickly_is_what_yaml_reads(text: str, end: str) -> None:
    found = read_plain(text + end, 2)
    if found is not None:
        assert found == tree(text + end, 2)


@given(st.lists(PLAIN, min_size=1, max_size=5).map("\n".join))
def test_plain_lines_are_read_quickly(text: str) -> None:
    found = read_plain(text, 1)
    assert found is not None
    assert found == tree(text, 1)


def test_the_front_matter_that_offices_write_is_read_quickly() -> None:
    text = (
        "id: parking\n标题: 示例市停车管理办法（试行）\nnumber: 示政规〔2024〕3号\n"
        "agency:\n  - 示例市人民政府\n  - '示例市公安局'\npublished: 2024-03-05 09:30\n"
        "openness: \"主动公开\"\nhistory:\n- date: '2024-03-05'\n  event: 市政府第3次常务会议通过\n"
    )
    assert read_plain(text, 2) == tree(text, 2) is not None


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c\n",
        "a: b #c\n",
        "a: |\n  b\n",
        "a: [b]\n",
        "a: b\n  c\n",
        "a:\n",
        "",
        "a: 'it''s'\n",
    ],
)
def test_all_else_is_left_to_yaml(text: str) -> None:
    assert read_plain(text, 2) is None
