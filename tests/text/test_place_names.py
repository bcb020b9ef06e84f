"""Ids are said as laws cite places."""

from __future__ import annotations

import pytest

from gongkai.text.place_names import place_name


@pytest.mark.parametrize(
    ("eid", "words"),
    [
        ("art_12", "第十二条"),
        ("art_12-1", "第十二条之一"),
        ("art_12__para_2__item_3__point_1", "第十二条第二款第三项第1目"),
        ("part_2__chp_1", "第二编第一章"),
        ("annex_1__art_3", "附件1第三条"),
        ("art_3_2", "第三条"),
        ("h_1__h_2", ""),
        ("", ""),
        ("fn-1", ""),
    ],
)
def test_a_place_in_words(eid: str, words: str) -> None:
    assert place_name(eid) == words
