"""Issues of the gazette as PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.formats import typst
from gongkai.formats.pdf import bookmarks, page_texts
from gongkai.gazette.press import Typeset, typeset
from gongkai.gazette.printed import Printed
from gongkai.gazette.setting import literal, setting
from gongkai.model.gazette import PageRange
from tests.checkers.verapdf import broken
from tests.gazette.issues import ISSUE, MASTHEAD, issue, item, texts

_FRONT = 2  # pages before the first that has a number: cover and contents


@pytest.fixture(scope="module")
def made() -> Typeset:
    return typeset(ISSUE, MASTHEAD, texts(ISSUE))


def said(text: str) -> str:
    """A text without white space, as a comparison of what is printed needs it."""
    return re.sub(r"\s", "", text)


def words_of(html: str) -> str:
    """The visible words of a body's HTML, the numbers and dots of lists with them."""

    def entries(found: re.Match[str]) -> str:
        number = count(1)
        mark = (lambda _: f"{next(number)}.") if found[1] == "ol" else (lambda _: "·")
        return re.sub("<li[^>]*>", mark, found[2])

    html = re.sub(r"<(ol|ul)[^>]*>(.*?)</\1>", entries, html, flags=re.S)
    without = re.sub(r'<a class="footnote-backref".*?</a>|<img[^>]*>', "", html, flags=re.S)
    return said(unescape(re.sub(r"<[^>]+>|\ufdd0\d+\ufdd1|\ufdd2", "", without)))


def pages(made: Typeset, place: int) -> Iterator[str]:
    """The text of an item's pages without running head and page number."""
    found = made.pages[place]
    for number, text in enumerate(
        page_texts(made.pdf, found.first + _FRONT, found.last + _FRONT), found.first
    ):
        head = said(f"{MASTHEAD.name}{ISSUE.label}")
        page = said(text).replace(head, "", 1)
        assert page.endswith(f"—{number}—") or f"—{number}—" in page
        yield page.replace(f"—{number}—", "", 1)


def test_every_item_says_in_the_pdf_what_it_says_on_the_page(made: Typeset) -> None:
    for place, (one, text) in enumerate(zip(ISSUE.items, texts(ISSUE), strict=True)):
        printed = "".join(pages(made, place))
        assert said(one.title) in printed
        assert words_of(text.html) in printed


def test_items_stand_on_the_pages_that_the_contents_name(made: Typeset) -> None:
    assert made.pages == (PageRange(1, 1), PageRange(2, 2))
    assert made.page_count == 2
    contents = said(next(page_texts(made.pdf, 2, 2)))
    for one, page in zip(ISSUE.items, made.pages, strict=True):
        assert re.search(rf"{said(one.title)}[.·…]*{page.first}", contents)


def test_bookmarks_lead_to_sections_items_and_chapters(made: Typeset) -> None:
    marks = [(mark.level, mark.title) for mark in bookmarks(made.pdf)]
    assert marks[:3] == [(0, "市政府规章"), (1, "示例市停车管理办法"), (2, "第一章　总则")]


def test_the_cover_says_what_it_is_and_claims_no_emblem(made: Typeset) -> None:
    cover = said(next(page_texts(made.pdf, 1, 1)))
    for words in (
        "示例市人民政府公报",
        "2024年第5期",
        "总第233期",
        "2024年5月31日",
        "网上公开文本",
    ):
        assert words in cover


def test_the_same_issue_gives_the_same_bytes(made: Typeset) -> None:
    assert typeset(ISSUE, MASTHEAD, texts(ISSUE)).pdf == made.pdf
    assert made.pdf.endswith(b"%%EOF\n")


def test_it_is_archival_and_accessible_and_a_bad_file_is_found(
    made: Typeset, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(made.pdf)
    language = b"/Lang (zh-CN)" if b"/Lang (zh-CN)" in made.pdf else b"/Lang(zh-CN)"
    assert language in made.pdf
    bad.write_bytes(made.pdf.replace(language, b"/Lxng" + language[5:]))
    found = broken([good, bad])
    assert {profile for name, profile in found if name == "good.pdf"} == {"3a", "ua1"}
    assert [words for (name, _), words in found.items() if name == "good.pdf"] == ["", ""]
    assert found["bad.pdf", "ua1"]


def test_a_character_that_no_font_has_is_named() -> None:
    strange = issue(item(1, "通知", "文件", "藏文བ一个。"))
    with pytest.raises(typst.TypesettingError, match="字体里没有“བ”这个字"):
        typeset(strange, MASTHEAD, texts(strange))


def test_without_fonts_it_says_what_to_install(tmp_path: Path) -> None:
    assert "fonts-noto-cjk" in typst.missing(tmp_path)
    assert not typst.missing()


def test_a_picture_that_is_none_is_an_error() -> None:
    wrong = issue(item(1, "通知", "文件", "![图](a.png)"))
    text = Printed(texts(wrong)[0].html, (("a.png", b"no picture"),))
    with pytest.raises(typst.TypesettingError, match="排版没有成功"):
        typeset(wrong, MASTHEAD, [text])


def test_a_table_with_spans_and_holes_keeps_its_cells_in_their_rows() -> None:
    html = (
        "<table><thead><tr><th rowspan='2'>甲</th><th colspan='2'>乙</th></tr>"
        "<tr><th>丙</th><th>丁</th></tr></thead>"
        "<tbody><tr><td>一</td></tr><tr><td>二</td><td>三</td><td>四</td></tr></tbody></table>"
    )
    assert setting(html, {}) == (
        '#rows(3, table.header(table.cell(rowspan: 2)[#"甲";], table.cell(colspan: 2)[#"乙";], '
        '[#"丙";], [#"丁";]), [#"一";], [], [], [#"二";], [#"三";], [#"四";]);\n'
    )


def test_headings_skip_no_level() -> None:
    assert setting("<h2>一</h2><h4>二</h4><h6>三</h6><h2>四</h2>", {}) == (
        '#inner(3)[#"一";];\n#inner(4)[#"二";];\n#inner(5)[#"三";];\n#inner(3)[#"四";];\n'
    )


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.sampled_from(list('甲乙#[]{}$*_`"\\/<>@=-~()；。a1 ')), min_size=1))
def test_any_words_come_out_as_they_were_typed(words: str) -> None:
    # Straight from the source: reading Markdown first would take some of these for marks.
    source = f'#set text(font: "Noto Serif CJK SC")\n#set document(title: "题")\n#{literal("始" + words + "终")};'
    layer = "".join(page_texts(typst.pdf(source, {}, 0)))
    assert said(layer) == said(f"始{words}终")


def test_lists_keep_their_numbers() -> None:
    assert setting(
        '<ol start="3"><li>甲</li>\n<li><p>乙</p></li></ol><ul><li>丙</li></ul>', {}
    ) == ('#enum(start: 3, [#"甲";],\n[\n#para[#"乙";];\n],\n);\n#list([#"丙";],\n);\n')
