"""Two forms of a text say the same, or it is shown where they differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.body import read_body
from gongkai.text.gazette_layer import layer_markdown
from gongkai.text.parity import first_difference, lost_characters, visible
from gongkai.text.rooted import rooted

RICH = """第一章　总则

第一条　为了方便群众办事，根据《示例市停车管理办法》（示例市人民政府令第12号），制定本办法。

- 一项[链接](https://www.example.gov.cn/某页/)
- <b>粗</b>与**重**，1 < 2 & 3

| 指标 | 数 |
|---|---|
| 件数 | 35 |

脚注[^1]。<!-- 不公开的注释 -->

[^1]: 注的文字。

段落。
{: .note }
"""


def test_the_page_of_a_text_has_all_its_words() -> None:
    body = read_body(RICH).body
    assert lost_characters(body.markdown, body.html) == ""


@pytest.mark.parametrize("lost", ["方便", "件数", "注的", "重", "链接"])
def test_words_that_the_page_lacks_are_found(lost: str) -> None:
    body = read_body(RICH).body
    assert set(lost_characters(body.markdown, body.html.replace(lost, "", 1))) == set(lost)


def test_words_that_the_page_adds_are_found() -> None:
    body = read_body(RICH).body
    assert lost_characters(body.markdown, body.html + "<p>添</p>") == "添"


def test_an_old_title_in_angle_brackets_is_text() -> None:
    body = read_body("依照<中华人民共和国水法>办理。\n").body
    assert lost_characters(body.markdown, body.html) == ""


def test_both_sides_of_a_difference_are_shown() -> None:
    one, other = visible("<p>甲乙丙三十日</p>"), visible("<p>甲 乙丙\n十日</p>")
    assert first_difference(one, other) == ("甲乙丙三十日", "甲乙丙十日")
    assert first_difference("甲", "甲乙") == ("甲", "甲乙")
    assert first_difference("", "甲") == ("（到此为止）", "甲")


@given(st.text(alphabet="甲乙丙<&;", max_size=20))
def test_equal_texts_have_no_difference(text: str) -> None:
    assert first_difference(text, text) is None


@given(st.text(alphabet="甲乙#*_-+1.)[]<>|`\\!&~^ \n", max_size=40))
def test_a_layer_is_shown_as_it_is(layer: str) -> None:
    shown = visible(read_body(layer_markdown(layer)).body.html)
    assert shown == "".join(layer.split())


def test_a_line_that_fills_the_page_goes_on_in_the_next() -> None:
    layer = "示例市关于春耕的通知\n各县区要把春耕作为当前农村工作的重\n点。\n一、备足农资。"
    assert layer_markdown(layer).split("\n\n") == [
        "示例市关于春耕的通知",
        "各县区要把春耕作为当前农村工作的重点。",
        "一、备足农资。",
    ]


def test_relative_links_lead_from_where_the_text_was() -> None:
    text = "见[甲](../parking/#art_1)、[乙](./compare/)、[丙](https://a.cn/)、[丁](#art_2)。"
    assert rooted(text, "/normative/dogs/") == (
        "见[甲](/normative/parking/#art_1)、[乙](/normative/dogs/compare/)、[丙](https://a.cn/)、[丁](#art_2)。"
    )
