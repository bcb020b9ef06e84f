"""Two texts of a work are compared article by article, and no character is lost."""

from __future__ import annotations

import random
import sys
import time
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.comparison import Change, Comparison, Edit, Pair
from gongkai.model.provisions import Level, Provision
from gongkai.text.body import read_body
from gongkai.text.difference import compare
from gongkai.text.difference_units import units
from gongkai.text.numerals import to_chinese

LENDING = """第一章　总则

第一条　为了规范公共图书馆的借阅服务，保障读者权益，制定本办法。

第二条　市文化主管部门负责公共图书馆借阅服务的监督管理工作。

第二章　借阅

第三条　读者凭身份证件办理借阅证，每人限办一张，押金为一百元。

第四条　每次可以借阅图书五册，借期三十日，期满可以续借一次。

第五条　读者不得在书上批注、涂画，损坏图书的照价赔偿。

第三章　附则

第六条　违反本办法第五条规定的，由公共图书馆责令改正。

第七条　本办法自2020年1月1日起施行。
"""


def provisions(text: str) -> tuple[Provision, ...]:
    return read_body(text).body.provisions


def changed(old: str, new: str) -> Comparison:
    return compare(provisions(old), provisions(new))


def of(comparison: Comparison, num: str) -> Pair:
    """The pair of the article that bears a number now, or bore it before it was deleted."""
    (found,) = (pair for pair in comparison.pairs if pair.unit.num == num)
    return found


def kinds(comparison: Comparison) -> dict[str, Change]:
    return {
        pair.unit.num: pair.change for pair in comparison.pairs if pair.change is not Change.SAME
    }


def assert_whole(old: tuple[Provision, ...], new: tuple[Provision, ...]) -> None:
    """Each unit stands once on its side, with all its words."""
    comparison = compare(old, new)
    for edit, whole in ((Edit.OLD, units(old)), (Edit.NEW, units(new))):
        found = {}
        for pair in comparison.pairs:
            unit = pair.old if edit is Edit.OLD else pair.new
            if unit is not None:
                lines = [line for line in pair.lines if line.edit in (None, Edit.KEPT, edit)]
                assert unit.eid not in found
                found[unit.eid] = unit.num, "\n".join(line.side(edit) for line in lines)
        assert found == {unit.eid: (unit.num, unit.text) for unit in whole}


def test_a_text_compared_with_itself_has_no_change() -> None:
    assert kinds(changed(LENDING, LENDING)) == {}


def test_an_inserted_article_renumbers_the_others_and_the_references_to_them() -> None:
    new = LENDING.replace("第七条", "第八条").replace(
        "第六条　违反本办法第五条", "第七条　违反本办法第六条"
    )
    new = new.replace("第五条　读者", "第五条　图书逾期未还的，暂停借阅十日。\n\n第六条　读者")
    assert kinds(changed(LENDING, new)) == {
        "第五条": Change.INSERTED,
        "第六条": Change.RENUMBERED,
        "第七条": Change.ADJUSTED,
        "第八条": Change.RENUMBERED,
    }


def test_an_article_with_a_branch_number_is_inserted_without_renumbering() -> None:
    new = LENDING.replace("第五条　", "第四条之一　数字资源可以在网上借阅。\n\n第五条　", 1)
    assert kinds(changed(LENDING, new)) == {"第四条之一": Change.INSERTED}


def test_a_deleted_article_stands_behind_the_one_that_it_followed() -> None:
    new = LENDING.replace("第四条　每次可以借阅图书五册，借期三十日，期满可以续借一次。\n\n", "")
    comparison = changed(LENDING, new)
    order = [pair.unit.num for pair in comparison.pairs]
    assert of(comparison, "第四条").change is Change.DELETED
    assert order[order.index("第四条") - 1] == "第三条"


def test_the_same_words_elsewhere_are_moved_and_not_deleted_and_inserted() -> None:
    words = "市文化主管部门负责公共图书馆借阅服务的监督管理工作。\n\n"
    new = LENDING.replace(f"第二条　{words}", "").replace("第七条", f"第六条之一　{words}第七条")
    pair = of(changed(LENDING, new), "第六条之一")
    assert (pair.change, pair.moved, pair.renumbered) == (Change.MOVED, True, True)
    assert pair.old is not None
    assert pair.old.num == "第二条"


def test_an_article_that_passes_a_chapter_heading_went_to_another_chapter() -> None:
    chapter = "第二章　借阅\n\n"
    third = "第三条　读者凭身份证件办理借阅证，每人限办一张，押金为一百元。\n\n"
    new = LENDING.replace(chapter + third, third + chapter)
    assert kinds(changed(LENDING, new)) == {"第三条": Change.MOVED}


def test_headings_preambles_and_annexes_are_compared_too() -> None:
    old = f"各公共图书馆：\n\n{LENDING}\n附件1　借阅证样式\n\n第一条　借阅证为蓝色。\n"
    new = old.replace("第二章　借阅", "第二章　借阅服务").replace(
        "各公共图书馆：", "各区公共图书馆："
    )
    new = new.replace("蓝色", "绿色")
    edited = [pair.unit.eid for pair in changed(old, new).pairs if pair.change is Change.EDITED]
    assert edited == ["preamble_1", "chp_2", "annex_1__art_1"]


def test_an_article_that_shares_no_word_is_another_even_under_the_same_number() -> None:
    comparison = changed(
        LENDING,
        LENDING.replace("读者不得在书上批注、涂画，损坏图书的照价赔偿", "鼓励社会力量捐资办馆"),
    )
    fates = [pair.change for pair in comparison.pairs if pair.unit.num == "第五条"]
    assert fates == [Change.DELETED, Change.INSERTED]


def test_an_article_that_is_split_or_merged_says_where_the_words_went() -> None:
    words = "损坏图书、期刊、音像制品的，照价赔偿。"
    text = LENDING.replace("批注、涂画", "批注、涂画，不得折角、撕页、裁割，不得转借他人")
    whole = text.replace("损坏图书的照价赔偿。", words)
    split = text.replace("，损坏图书的照价赔偿。", f"。\n\n第五条之一　{words}")
    parted, merged = (
        of(changed(whole, split), "第五条之一"),
        of(changed(split, whole), "第五条之一"),
    )
    assert (parted.change, parted.kin) == (Change.INSERTED, "art_5")
    assert (merged.change, merged.kin) == (Change.DELETED, "art_5")


def test_punctuation_and_its_width_are_no_change_of_words() -> None:
    comparison = changed(LENDING, LENDING.replace("五册，借期", "五册,借期"))
    assert kinds(comparison) == {"第四条": Change.PUNCTUATED}


def test_space_that_is_only_layout_is_no_change() -> None:
    assert kinds(changed(LENDING, LENDING.replace("第一章　总则", "第一章　总　则"))) == {}


def test_an_item_inserted_into_a_list_moves_only_the_numbers_of_the_others() -> None:
    old = "第一条　读者应当：\n\n（一）爱护图书；\n\n（二）保持安静。\n"
    new = "第一条　读者应当：\n\n（一）爱护图书；\n\n（二）按时还书；\n\n（三）保持安静。\n"
    (pair,) = changed(old, new).pairs
    shown = [[(piece.edit.value, piece.text) for piece in line.pieces] for line in pair.lines]
    assert shown == [
        [("kept", "读者应当：")],
        [("kept", "（一）爱护图书；")],
        [("new", "（二）按时还书；")],
        [("old", "（二）"), ("new", "（三）"), ("kept", "保持安静。")],
    ]


def articles(texts: list[str]) -> tuple[Provision, ...]:
    found = []
    for number, text in enumerate(texts, 1):
        eid = f"art_{number}"
        lines = (number, number)
        found.append(
            Provision(eid, Level.ARTICLE, f"第{to_chinese(number)}条", "", "", None, lines)
        )
        for place, line in enumerate(text.split("\n"), 1):
            para = f"{eid}__para_{place}"
            found.append(Provision(para, Level.PARAGRAPH, "", "", line, eid, lines))
    return tuple(found)


_WORDS = st.text("停车办法应当的第一二十条（）《》，。；、 　\n1a", max_size=40)
_TEXTS = st.lists(_WORDS, max_size=8)


@given(_TEXTS, _TEXTS)
def test_every_character_of_two_texts_is_accounted_for(old: list[str], new: list[str]) -> None:
    assert_whole(articles(old), articles(new))


@given(_TEXTS.filter(bool), st.randoms(use_true_random=False))
def test_every_character_is_accounted_for_after_any_edit(
    texts: list[str], chance: random.Random
) -> None:
    edited = list(texts)
    chance.shuffle(edited)
    edited[0] = edited[0][::2] + "另行规定。"
    assert_whole(articles(texts), articles(edited[: chance.randrange(len(edited)) + 1]))


@given(_TEXTS)
def test_no_text_differs_from_itself(texts: list[str]) -> None:
    assert {pair.change for pair in compare(articles(texts), articles(texts)).pairs} <= {
        Change.SAME
    }


def steps(old: list[str], new: list[str]) -> int:
    """How many calls a comparison makes, which no other work of the machine changes."""
    made = 0

    def count_calls(_: FrameType, event: str, __: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    texts = articles(old), articles(new)
    sys.setprofile(count_calls)
    try:
        compare(*texts)
    finally:
        sys.setprofile(None)
    return made


@pytest.mark.parametrize("kept", [0.7, 0.0], ids=["rewritten", "replaced"])
def test_twice_the_articles_take_little_more_than_twice_the_steps(kept: float) -> None:
    chance = random.Random(7)
    common = [chr(0x4E00 + place) for place in range(600)]
    old = ["".join(chance.choices(common, k=200)) for _ in range(200)]
    new = [
        "".join(one if chance.random() < kept else chance.choice(common) for one in text)
        for text in old
    ]
    assert steps(old, new) < 2.2 * steps(old[:100], new[:100])


def test_texts_made_to_be_slow_are_compared_at_all() -> None:
    before = time.process_time()
    compare(articles(["停车" * 50_000]), articles(["停场车" * 40_000]))
    compare(articles(["同样的话"] * 3000), articles(["同样的话", "别样的话"] * 1500))
    assert time.process_time() - before < 60  # seconds, for what takes hours character by character
