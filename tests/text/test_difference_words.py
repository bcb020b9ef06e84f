"""Changes inside a line are shown in pieces that a reader takes in as words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.comparison import Edit
from gongkai.text.difference_chain import common, heaviest
from gongkai.text.difference_words import line_pieces


def shown(old: str, new: str, written: str = "") -> str:
    """The pieces in one line: [-old-] and {+new+}; `written` is what the documents say besides."""
    whole = old + new + written
    frames = {Edit.KEPT: "{}", Edit.OLD: "[-{}-]", Edit.NEW: "{{+{}+}}"}
    pieces = line_pieces(old, new, whole.count)
    return "".join(frames[piece.edit].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # A quantity is one word, and so is a date, a place in a law, a name.
        (
            "停放不超过十五分钟的免费。",
            "停放不超过三十分钟的免费。",
            "停放不超过[-十五分钟-]{+三十分钟+}的免费。",
        ),
        (
            "比例不低于百分之十。",
            "比例不低于百分之十五。",
            "比例不低于[-百分之十-]{+百分之十五+}。",
        ),
        (
            "自2022年1月1日起施行。",
            "自2022年10月1日起施行。",
            "自[-2022年1月1日-]{+2022年10月1日+}起施行。",
        ),
        (
            "违反第十二条规定的。",
            "违反第十二条之一规定的。",
            "违反[-第十二条-]{+第十二条之一+}规定的。",
        ),
        (
            "依照《停车办法》执行。",
            "依照《停车条例》执行。",
            "依照[-《停车办法》-]{+《停车条例》+}执行。",
        ),
        # What came between members of a list takes its own mark along.
        ("公安、财政等部门", "公安、民政、财政等部门", "公安、{+民政、+}财政等部门"),
        # A sentence behind a changed one stands by itself.
        (
            "期限为十日。",
            "期限为五日。逾期的，视为放弃。",
            "期限为[-十日-]{+五日+}。{+逾期的，视为放弃。+}",
        ),
        # What both have inside brackets stays.
        (
            "市住建（城市管理）部门负责。",
            "市城市管理部门负责。",
            "市[-住建（-]城市管理[-）-]部门负责。",
        ),
        # Nothing in common: the one for the other.
        ("免收停车费", "由市场调节", "[-免收停车费-]{+由市场调节+}"),
        ("", "新增的话。", "{+新增的话。+}"),
        ("", "", ""),
    ],
)
def test_a_change_is_cut_where_words_end(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_single_characters_between_changes_are_no_islands() -> None:
    old, new = "不得拒收人民币现金", "提供现金支付等多种支付方式"
    assert shown(f"出具票据，{old}。", f"出具票据，{new}。") == f"出具票据，[-{old}-]{{+{new}+}}。"


def test_a_word_that_the_documents_use_is_not_cut() -> None:
    old, new = "经营者应当申请办理。", "经营者应当申报办理。"
    assert shown(old, new, "申请人提出申请。申报表由申报人填写。") == (
        "经营者应当[-申请-]{+申报+}办理。"
    )


_TEXT = st.text("停车办法应当的第一二十条（）《》，。；、 \n1a", max_size=60)


@given(_TEXT, _TEXT, st.integers(0, 3))
def test_the_pieces_joined_are_the_two_texts(old: str, new: str, bound: int) -> None:
    pieces = line_pieces(old, new, lambda pair: bound * len(set(pair)))
    assert "".join(piece.text for piece in pieces if piece.edit is not Edit.NEW) == old
    assert "".join(piece.text for piece in pieces if piece.edit is not Edit.OLD) == new
    assert all(piece.text for piece in pieces)


_LETTERS = st.text("abc", max_size=12)


@given(_LETTERS, _LETTERS)
def test_a_common_subsequence_is_one_and_none_is_longer(old: str, new: str) -> None:
    found = common(old, new)
    assert all(old[left] == new[right] for left, right in found)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(found))
    table = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for left, a in enumerate(old, 1):
        for right, b in enumerate(new, 1):
            table[left][right] = (
                table[left - 1][right - 1] + 1
                if a == b
                else max(table[left - 1][right], table[left][right - 1])
            )
    assert len(found) == table[-1][-1]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9)), max_size=9))
def test_the_heaviest_choice_rises_on_both_sides_and_none_is_heavier(
    pairs: list[tuple[int, int, int]],
) -> None:
    weighted = [(old, new, float(weight)) for old, new, weight in pairs]
    chosen = [weighted[index] for index in heaviest(weighted)]
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(chosen))

    def best(last: tuple[int, int]) -> float:
        return max(
            (w + best((o, n)) for o, n, w in weighted if o > last[0] and n > last[1]), default=0.0
        )

    assert sum(weight for _, _, weight in chosen) == best((-1, -1))
