"""The contents list follows the structure of the text."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.model.body import Body, Columns
from gongkai.model.provisions import Level, Provision
from gongkai.text.contents import contents, listed
from tests.builders import body


def columns(provisions: Sequence[Provision]) -> Columns:
    return Body((), tuple(provisions), (), "").columns


def heading(eid: str, num: str, words: str, parent: str | None = None) -> Provision:
    return Provision(eid, Level.HEADING, num, words, "", parent, (1, 1))


def test_articles_are_folded_under_the_chapter_before_them() -> None:
    read = body("第一章　总则\n第一条　甲。\n第二条　乙。\n第二章　附则\n第三条　丙。")
    first, second = contents(read.columns)
    assert (first.num, first.words, first.articles) == (
        "第一章",
        "总则",
        [("art_1", "第一条"), ("art_2", "第二条")],
    )
    assert second.articles == [("art_3", "第三条")]


def test_sections_stand_under_their_chapter() -> None:
    provisions = (
        Provision("chp_1", Level.CHAPTER, "第一章", "总则", "", None, (1, 1)),
        Provision("chp_1__sec_1", Level.SECTION, "第一节", "一般规定", "", "chp_1", (2, 2)),
        Provision("art_1", Level.ARTICLE, "第一条", "", "甲。", "chp_1__sec_1", (3, 3)),
    )
    (chapter,) = contents(columns(provisions))
    (section,) = chapter.children
    assert section.articles == [("art_1", "第一条")]


def test_a_text_of_articles_alone_has_one_heading_without_words() -> None:
    (only,) = contents(body("第一条　甲。\n第二条　乙。").columns)
    assert (only.eid, only.words, len(only.articles)) == ("", "", 2)


def test_an_outline_shows_two_levels() -> None:
    provisions = (
        heading("h_1", "一、", "总体要求"),
        heading("h_1__h_1", "（一）", "指导思想", "h_1"),
        heading("h_1__h_1__h_1", "1.", "太深了", "h_1__h_1"),
        heading("h_2", "二、", "工作任务"),
    )
    first, second = contents(columns(provisions))
    assert [child.words for child in first.children] == ["指导思想"]
    assert first.children[0].children == []
    assert second.words == "工作任务"


def test_a_heading_that_is_a_paragraph_is_cut() -> None:
    long = "加强领导" * 20
    found = contents(columns([heading(f"h_{n}", "一、", long) for n in range(3)]))
    assert found[0].words == f"{long[:30]}…"


def test_a_short_text_has_no_contents() -> None:
    assert contents(body("第一条　只有一条。").columns) == []
    assert contents(body("一段话。").columns) == []


def test_the_list_escapes_words_as_templates_do() -> None:
    provisions = (
        Provision("chp_1", Level.CHAPTER, "第一章", "“<b>&\"'", "", None, (1, 1)),
        Provision("chp_1__sec_1", Level.SECTION, "第一节", "", "", "chp_1", (2, 2)),
        Provision("art_1", Level.ARTICLE, "第一条", "", "", "chp_1__sec_1", (3, 3)),
    )
    assert listed(contents(columns(provisions))) == (
        '<ol>\n<li>\n<a href="#chp_1">第一章　“&lt;b&gt;&amp;&#34;&#39;</a>\n'
        '<ol>\n<li>\n<a href="#chp_1__sec_1">第一节</a>\n'
        '<details class="toc__articles">\n<summary>第一条</summary>\n<ol>\n'
        '<li><a href="#art_1">第一条</a></li>\n</ol>\n</details>\n</li>\n</ol>\n\n</li>\n</ol>\n'
    )


def test_articles_without_a_heading_are_open() -> None:
    shown = listed(contents(body("第一条　甲。\n第二条　乙。").columns))
    assert '<details class="toc__articles" open>\n<summary>第一条至第二条</summary>' in shown
