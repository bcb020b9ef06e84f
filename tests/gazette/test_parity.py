"""Whether a PDF says what the page says."""

from __future__ import annotations

import pytest

from gongkai.gazette.parity import difference

HTML = (
    '<p class="article"><span class="num">第一条</span> 甲<a class="footnote-ref">1</a>。</p>\n'
    "<table><thead><tr><th>名称</th></tr></thead><tbody><tr><td>乙</td></tr></tbody></table>"
    '<p>丙。<a class="footnote-backref" href="#x">↩</a></p>'
)


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        (["公报 2024 第一条 甲1。 名称 乙 — 7 —", "公报 2024 丙。 — 8 —"], None),
        (["公报 2024 第一条 甲1。 名称 乙 — 7 —", "公报 2024 名称 丙。 — 8 —"], None),
        (["公报 2024 第一条 甲1。 名称 乙 — 7 —", "公报 2024 丁。 — 8 —"], ("丙。", "丁。")),
        (["公报 2024 第一条 乙1。 名称 乙 丙。 — 7 —"], ("第一条甲1。", "第一条乙1。名称乙丙。")),
    ],
)
def test_every_block_is_said_in_its_order(pages: list[str], found: tuple[str, str] | None) -> None:
    assert difference(HTML, pages, "公报 2024", 7) == found


def test_the_head_of_a_table_may_be_said_again_on_the_next_page() -> None:
    html = "<table><tr><th>名称</th></tr><tr><td>甲</td></tr><tr><td>乙</td></tr></table>"
    assert difference(html, ["名称 甲", "名称 乙"], "公报", 1) is None


def test_letters_of_one_meaning_are_one() -> None:
    assert difference("<p>ﬁ，①</p>", ["fi，①"], "公报", 1) is None
