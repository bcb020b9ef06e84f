import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.blocks import Block, Kind, joined, split, without_comments

_LINES = st.lists(
    st.sampled_from(
        [
            "",
            "第一条　甲。",
            "（一）乙；",
            "  缩进的一行",
            "　　全角缩进",
            "## 第一章　总则",
            "- 列表",
            "    续行",
            "> 引文",
            "| 甲 | 乙 |",
            "|---|---|",
            "---",
            "===",
            "<div>",
            "</div>",
            "[^1]: 注",
            "[名]: http://example.org/",
            "术语",
            ":   解释",
            "{: .类 }",
            "![图](图.png)",
            "图1　路线",
        ]
    ),
    max_size=24,
)


def kinds(body: str) -> list[tuple[Kind, int]]:
    return [(block.kind, block.line) for block in split(body)]


@given(_LINES)
def test_every_line_that_is_not_blank_is_in_one_block_where_it_stands(lines: list[str]) -> None:
    kept: dict[int, str] = {}
    for block in split("\n".join(lines)):
        for number, line in enumerate(block.text.split("\n"), block.line):
            if line.strip():
                assert number not in kept
                kept[number] = line
    assert kept == {number: line for number, line in enumerate(lines, 1) if line.strip()}


def test_a_numbered_line_begins_a_paragraph_without_a_blank_line_before_it() -> None:
    body = "第一条　甲。\n第二条　乙：\n（一）丙；\n1. 丁；\n（1）戊。\n附件1\n己\n庚"
    assert [block.text for block in split(body)] == [*body.split("\n")[:5], "附件1\n己\n庚"]


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ("本市实行\n统一管理。", "本市实行统一管理。"),
        ("本市实行　\n　　统一管理。", "本市实行统一管理。"),
        ("用 GB\nT 标准", "用 GB T 标准"),
        ("见《办法》\n3号", "见《办法》 3号"),
        ("两行  \n分开", "两行  \n分开"),
        ("　　缩进\t制表", "缩进 制表"),
    ],
)
def test_lines_of_a_paragraph_join_without_a_space_between_chinese(lines: str, shown: str) -> None:
    assert joined(lines) == shown


def test_each_kind_of_block_is_told() -> None:
    body = "\n\n".join(
        [
            "# 标题",
            "章名\n===",
            "- 一\n- 二\n\n    续",
            "> 引",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "<div>\n\n内\n\n</div>",
            "术语\n:   解释",
            "![图](a.png)\n图1　路线",
            "---",
            "[^1]: 注",
            "[a]: http://example.org/",
            "{: .x }",
            "有**粗**字",
        ]
    )
    assert [kind for kind, _ in kinds(body)] == [
        Kind.HEADING,
        Kind.HEADING,
        Kind.LIST,
        Kind.QUOTE,
        Kind.TABLE,
        Kind.HTML,
        Kind.DEFINITIONS,
        Kind.FIGURE,
        Kind.RULE,
        Kind.FOOTNOTE,
        Kind.REFERENCE,
        Kind.ATTRIBUTES,
        Kind.MARKED,
    ]


def test_typed_numbers_and_indentation_make_no_list_and_no_code() -> None:
    assert {kind for kind, _ in kinds("1. 甲\n2. 乙\n\n    缩进四格的一段")} == {Kind.PARAGRAPH}


def test_a_table_takes_its_head_from_the_paragraph_above() -> None:
    assert kinds("表1\na | b\n--- | ---\n1 | 2\n\n后文") == [
        (Kind.PARAGRAPH, 1),
        (Kind.TABLE, 2),
        (Kind.PARAGRAPH, 6),
    ]


def test_comments_are_in_no_block_and_move_no_line() -> None:
    body = "甲<!-- 秘 -->乙\n<!-- 一\n\n二 -->\n丙"
    assert split(body) == (
        Block(1, "甲乙", Kind.PARAGRAPH),
        Block(5, "丙", Kind.PARAGRAPH),
    )
    assert without_comments(body) == "甲乙\n\n\n\n丙"


def test_an_unclosed_comment_hides_all_that_follows() -> None:
    blocks = split("甲\n\n<!-- 秘密\n\n第一条　更秘密")
    assert blocks == (Block(1, "甲", Kind.PARAGRAPH), Block(3, "", Kind.COMMENT))
    assert without_comments("甲<!-- 秘密") == "甲"


@given(st.text(alphabet="<!->甲\n ", max_size=40))
def test_no_text_of_a_comment_survives(inside: str) -> None:
    secret = f"甲<!--{inside}秘-->"
    for shown in (without_comments(secret), "".join(block.text for block in split(secret))):
        assert "<!--" not in shown
        assert "秘" not in shown or "-->" in inside


@pytest.mark.parametrize(
    "body",
    [
        "<div>\n" * 20_000,
        "- a\n" * 20_000,
        "甲\n" * 50_000,
        "术语\n:   解释\n\n" * 10_000,
        "[^1]: 注\n\n" * 20_000,
        "<!--" * 50_000,
        "甲 | 乙\n" * 20_000,
        "字" * 1_000_000,
    ],
)
def test_time_grows_with_the_text_and_no_faster(body: str) -> None:
    start = time.process_time()
    split(body)
    assert time.process_time() - start < 3
