import re
import time
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.body import CITE_CLOSE, CITE_OPEN, CITE_TEXT, FILE_MARK
from gongkai.model.provisions import Citation
from gongkai.text import sanitize
from gongkai.text.blocks import split
from gongkai.text.markup import Rendered, plain_text, render
from gongkai.text.markup_complex import complex_html, is_plain, markdown_html, source_of
from gongkai.text.structure import Structure, parse


def rendered(body: str, title: str = "") -> Rendered:
    blocks = split(body)
    return render(blocks, parse(blocks, title))


def shown(body: str, title: str = "") -> str:
    return "".join(part.html for part in rendered(body, title).parts).strip()


def codes(body: str) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in rendered(body).problems]


def test_a_link_to_another_site_is_marked_and_one_to_a_page_of_ours_is_not() -> None:
    found = shown(
        "见[数据库](https://www.example.org/)和[指南](/pages/guide/)、[电话](tel:12345)。"
    )
    assert re.findall(r"<a( data-external)? href[^>]*>([^<]*)", found) == [
        (" data-external", "数据库"),
        ("", "指南"),
        ("", "电话"),
    ]


# The fast path

_WORDS = st.text(
    alphabet="第一二三条章（）、，。；：“”《》〔〕 　甲乙abc123.%#:-+=~$^'\"!?/@\t", max_size=24
)
_PLAIN_LINES = st.lists(st.one_of(_WORDS, _WORDS.map("## {}".format), st.just("")), max_size=12)


@given(_PLAIN_LINES)
def test_plain_blocks_are_written_as_python_markdown_writes_them(lines: list[str]) -> None:
    blocks = [block for block in split("\n".join(lines)) if is_plain(block)]
    nothing = Structure((), (), (-1,) * len(blocks), (), {})
    mine = "".join(part.html for part in render(blocks, nothing).parts).strip()
    wanted = markdown_html("\n\n".join(source_of(block) for block in blocks))
    assert mine == re.sub(r"(</?)h[1-6]", r"\1h2", wanted)


@given(_PLAIN_LINES)
def test_ids_and_classes_change_no_word_of_it(lines: list[str]) -> None:
    body = "\n".join(lines)
    blocks = tuple(block for block in split(body) if is_plain(block))
    full = "".join(part.html for part in render(blocks, parse(blocks)).parts)
    bare = re.sub(r' (?:class|id)="[^"]*"|</?span[^>]*>', "", full).replace("<br>", "</p>\n<p>")
    wanted = markdown_html("\n\n".join(source_of(block) for block in blocks))
    one_level = re.compile(r"(</?)h[1-6](?=>)")
    assert one_level.sub(r"\1p", bare).strip() == one_level.sub(r"\1p", wanted)


@given(_PLAIN_LINES)
def test_what_is_written_by_hand_is_clean_html(lines: list[str]) -> None:
    blocks = tuple(block for block in split("\n".join(lines)) if is_plain(block))
    full = "".join(part.html for part in render(blocks, parse(blocks)).parts)
    assert sanitize.clean(full).replace("&nbsp;", "\xa0") == full


_ANY = st.text(alphabet="*_`[]()<>!&|{}#.:-\\~\n 第一条甲ab1", max_size=80)


@given(_ANY, _ANY)
def test_a_body_leaves_no_trace_in_the_next(first: str, second: str) -> None:
    blocks = split(second + "\n\n**甲**[^1][乙]")
    complex_html.cache_clear()
    alone = complex_html(blocks)
    complex_html(split(first + "\n\n[^1]: 注\n\n[乙]: http://example.org/"))
    complex_html.cache_clear()
    assert complex_html(blocks) == alone


@given(_ANY)
def test_any_text_renders_to_clean_html_with_unique_ids(body: str) -> None:
    full = shown(body)
    ids = re.findall(r' id="([^"]*)"', full)
    assert len(ids) == len(set(ids))
    assert not re.search(r"<(?:script|style|iframe|h1)|<[^>]*\bon\w+=|javascript:", full)


# Provisions


def test_an_article_carries_its_id_and_its_first_paragraph_another() -> None:
    assert shown("第十二条　停车收费。\n\n另有规定的除外。") == (
        '<p class="article" id="art_12"><span class="num">第十二条</span>　'
        '<span id="art_12__para_1">停车收费。</span></p>\n'
        '<p class="para" id="art_12__para_2">另有规定的除外。</p>'
    )


def test_a_bold_article_keeps_its_bold_number() -> None:
    assert shown("**第一条**　甲。") == (
        '<p class="article" id="art_1"><strong><span class="num">第一条</span>'
        '<span id="art_1__para_1"></span></strong>　甲。</p>'
    )


def test_items_and_points_stay_as_typed() -> None:
    full = shown("第一条　甲：\n（一）乙：\n1.丙；\n2．丁。")
    assert '<p class="item" id="art_1__para_1__item_1">（一）乙：</p>' in full
    assert '<p class="point" id="art_1__para_1__item_1__point_2">2．丁。</p>' in full
    assert "<ol" not in full


def test_every_provision_has_its_anchor_and_every_part_its_provision() -> None:
    body = "## 第一章　总则\n\n第一条　见**表**：\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<div>注</div>\n\n- 甲\n\n> 乙\n\n![图](a.png)\n图1　路线\n\n丙[^1]\n\n附件1\n标准\n\n丁\n\n[^1]: 注文"
    blocks = split(body)
    structure = parse(blocks)
    result = render(blocks, structure)
    full = "".join(part.html for part in result.parts)
    ids = {own for own in re.findall(r' id="([^"]*)"', full) if not own.startswith("fn")}
    assert ids == {provision.eid for provision in structure.provisions}
    for part in result.parts:
        assert part.eid == "" or f'id="{part.eid}"' in part.html


def test_headings_begin_below_the_pages_title_and_skip_no_level() -> None:
    body = "# 说明\n\n#### 细节\n\n第一编　甲\n\n第一章　乙\n\n第一条　丙。\n\n第二章　丁\n\n第二编　戊"
    assert re.findall(r"<h(\d)", shown(body)) == ["2", "3", "2", "3", "3", "2"]


def test_a_heading_that_repeats_the_title_is_a_line_of_the_text() -> None:
    assert shown("# 示例市办法\n\n甲。", "示例市办法").startswith(
        '<p class="own-title" id="preamble_1">示例市办法</p>'
    )


def test_an_annex_and_its_title_are_one_heading() -> None:
    assert shown("第一条　甲。\n\n附件1\n\n收费标准\n\n乙。").split("\n")[1] == (
        '<h2 class="annex" id="annex_1">附件1<br>收费标准</h2>'
    )


def test_an_outline_heading_is_a_heading_and_a_sentence_is_not() -> None:
    full = shown("一、总体要求\n\n（一）指导思想。以服务为先。\n\n（二）任务。建平台。")
    assert '<h2 class="outline" id="h_1">一、总体要求</h2>' in full
    assert '<p class="outline" id="h_1__h_1">（一）指导思想。以服务为先。</p>' in full


# Markdown


def test_tables_have_scopes_and_align_by_class() -> None:
    full = shown("| 项目 | 费用 |\n|---|--:|\n| 甲 | 5 |")
    assert full.startswith('<div class="table" id="preamble_1"><table>')
    assert '<th scope="col" class="align-right">费用</th>' in full
    assert '<td class="align-right">5</td>' in full


def test_an_image_alone_is_a_figure_with_its_caption() -> None:
    by_line = shown("![线路](线路.png)\n\n图1　公交线路")
    assert "<figcaption>图1　公交线路</figcaption></figure>" in by_line
    by_title = shown('![线路](线路.png "公交线路")')
    assert by_title.count("公交线路") == 1
    assert "<figcaption>公交线路</figcaption>" in by_title


def test_local_files_are_marked_and_listed() -> None:
    result = rendered(
        "见[表](表.xlsx)和[外](https://example.org/a.pdf)、[内](#art_1)。\n\n![图](a/b.png)"
    )
    assert result.files == ("表.xlsx", "a/b.png")
    full = "".join(part.html for part in result.parts)
    assert f'href="{FILE_MARK}表.xlsx{FILE_MARK}"' in full
    assert full.count(FILE_MARK) == 4


def test_footnotes_come_last_with_the_id_of_their_provision() -> None:
    result = rendered("甲[^a]。\n\n[^a]: 注文。\n\n乙。")
    assert "注文" not in "".join(part.html for part in result.parts[:-1])
    assert '<li id="fn:a">\n<p id="preamble_2">注文。' in result.parts[-1].html
    assert "回到正文中注1的位置" in result.parts[-1].html


def test_a_footnote_leads_back_only_to_references_that_are_there() -> None:
    full = shown("甲[^注]、[^2]。\n\n[^注]: 一。\n\n[^2]: 二。\n\n[^3]: 没有人提到。")
    back = re.findall(r'footnote-backref" href="#([^"]*)"', full)
    assert [unquote(name) for name in back] == ["fnref:注", "fnref:2"]
    assert 'id="fnref:注"' in full
    assert "没有人提到。" in full


def test_attribute_lists_set_id_and_class_only() -> None:
    full = shown('甲\n{: #own .lead title="x" style="color:red" onclick="y" }')
    assert full == '<p class="preamble lead" id="preamble_1"><span id="own"></span>甲</p>'
    found = codes('甲\n{: #own .lead title="x" onclick="y" }')
    assert found == [("body/attribute", 2, 15), ("body/attribute", 2, 25)]
    pasted = codes('甲\n{: onclick="y" }\n\n<b onclick="x">乙</b>')
    assert pasted == [("body/unsafe-html", 4, 4), ("body/attribute", 2, 4)]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 3 |", [("body/table-cells", 3, 1)]),
        ("甲 | 乙\n---|---\n| 1 | 2", [("body/table-cells", 3, 1)]),
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n| 1 |\n| `a|b` | a\\|b |\n| 1 | 2 | |", []),
    ],
)
def test_a_row_with_more_cells_than_the_head_is_told(
    table: str, found: list[tuple[str, int, int]]
) -> None:
    assert codes(table) == found


@pytest.mark.parametrize("own", ["1x", "art_1__para_1", "main"])
def test_an_id_that_is_malformed_or_taken_is_not_used(own: str) -> None:
    blocks = split(f"第一条　甲。\n\n**乙**\n{{: #{own} }}")
    result = render(blocks, parse(blocks), reserved=frozenset({"main"}))
    assert [problem.code for problem in result.problems] == ["body/attribute"]
    assert "<span id" not in result.parts[-1].html


def test_typed_numbers_and_indented_lines_stay_paragraphs() -> None:
    full = shown("1. 甲\n3. 乙\n\n    丙")
    assert "<ol" not in full
    assert "<pre" not in full
    assert "1. 甲" in full
    assert "3. 乙" in full


# What must not pass

_UNSAFE = [
    ("<script>alert(1)</script>", "<script>"),
    ('<p onclick="alert(1)">甲</p>', "onclick="),
    ('<p style="color:red">甲</p>', "style="),
    ('<a href="javascript:alert(1)">甲</a>', "javascript:"),
    ("[甲](javascript:alert(1))", "javascript:"),
    ('<img src="data:image/png;base64,AAAA" alt="甲">', "data:"),
    ('<iframe src="https://example.org/"></iframe>', "<iframe>"),
    ('<form action="/"><input name="a"></form>', "<form>"),
    ("甲<svg onload=alert(1)>乙", "<svg>"),
]


@pytest.mark.parametrize(("source", "name"), _UNSAFE)
def test_what_is_unsafe_is_taken_out_and_reported(source: str, name: str) -> None:
    result = rendered(f"甲。\n\n{source}")
    full = "".join(part.html for part in result.parts)
    assert name not in full
    found = [problem for problem in result.problems if problem.code == "body/unsafe-html"]
    assert any(name in problem.message for problem in found)
    assert {problem.line for problem in found} == {3}


class _Tags(HTMLParser):
    """Collects what must not be in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.unsafe: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "form", "input", "svg", "style"):
            self.unsafe.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.unsafe.append(name)
            if (value or "").lower().startswith(("javascript:", "data:")):
                self.unsafe.append(f"{name}={value}")


@given(st.sampled_from(_UNSAFE), _ANY)
def test_nothing_unsafe_survives_among_other_marks(unsafe: tuple[str, str], around: str) -> None:
    found = _Tags()
    found.feed(shown(f"{around}{unsafe[0]}{around}"))
    assert not found.unsafe


@given(st.text(alphabet="<>/=\"' abscriptonl-!&;:", max_size=60))
def test_cleaning_twice_changes_nothing(html: str) -> None:
    once = sanitize.clean(html)
    assert sanitize.clean(once) == once


def test_safe_html_is_kept_and_not_reported() -> None:
    body = '<table><tr><th>甲</th><td colspan="2">乙</td></tr></table>'
    result = rendered(body)
    assert result.problems == ()
    assert '<th scope="row">甲</th><td colspan="2">乙</td>' in result.parts[0].html


@pytest.mark.parametrize(
    "source", ["![](图.png)", '<img src="图.png">', '<img src="图.png" alt="">', "甲![ ](图.png)乙"]
)
def test_an_image_without_words_is_reported_where_it_stands(source: str) -> None:
    found = [fault for fault in codes(f"甲。\n\n{source}") if fault[0] == "body/image-alt"]
    assert found == [("body/image-alt", 3, 2 if source.startswith("甲") else 1)]


def test_an_unclosed_comment_is_reported_where_it_begins() -> None:
    assert codes("甲。\n\n乙<!-- 秘密\n\n丙。") == [("body/unclosed-comment", 3, 1)]
    assert "秘密" not in shown("甲。\n\n乙<!-- 秘密\n\n丙。")


@pytest.mark.parametrize(
    "body",
    [
        ">" * 20_000 + "甲",
        "[" * 20_000,
        "[" * 20_000 + "]" * 20_000,
        "![" * 20_000,
        "<div>" * 20_000,
        "*甲 **乙 _丙 " * 10_000,
        "`" * 10_000 + "甲" + "``" * 10_000,
        "\n".join(" " * depth + "- 甲" for depth in range(0, 800, 4)),
        "- " * 3_000 + "甲",
        "+ *\t-  " * 700 + "**甲**",
        "甲\n" + "- " * 1_500 + "乙",
        "甲[^1]\n\n[^1]: " + "- " * 1_500 + "乙",
        "<" * 50_000,
        "\\" * 50_000,
        "甲_" * 100_000,
        "甲[^1]" * 600 + "\n\n" + "乙[^1]" * 901,
    ],
)
def test_what_is_too_deep_is_shown_as_typed_in_good_time(body: str) -> None:
    start = time.process_time()
    result = rendered(body)
    assert time.process_time() - start < 5
    assert [problem.code for problem in result.problems] == ["body/too-deep"]


@pytest.mark.parametrize(
    "body",
    [
        "甲" * 1_000_000,
        "第一条 甲。\n" * 20_000,
        "（一）甲；\n" * 20_000,
        "- 甲\n" * 5_000,
        "“甲：“" * 20_000,
    ],
)
def test_long_bodies_take_time_in_proportion(body: str) -> None:
    start = time.process_time()
    rendered(body)
    assert time.process_time() - start < 6


# Citations and plain text


def cited(body: str, words: str) -> str:
    blocks = split(body)
    before, _, _ = body.partition(words)
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    citation = Citation("", words, line, column, len(words), "", "", ())
    return "".join(part.html for part in render(blocks, parse(blocks), (citation,)).parts)


@pytest.mark.parametrize(
    "body",
    [
        "第一条　依照《示例市条例》第三条处罚。",
        "第一条　甲。\n\n（一）依照《示例市条例》第三条处罚；",
        "第一条　**注意**依照《示例市条例》第三条处罚。",
        "| 甲 | 依照《示例市条例》第三条处罚 |\n|---|---|\n| 1 | 2 |",
        "　　依照\n《示例市条例》第三条处罚。",
        "## 一、依照《示例市条例》第三条处罚",
    ],
)
def test_citations_stand_between_their_marks(body: str) -> None:
    wanted = f"{CITE_OPEN}0{CITE_TEXT}《示例市条例》第三条{CITE_CLOSE}"
    full = cited(body, "《示例市条例》第三条")
    assert f"依照{wanted}处罚" in full
    marks = re.compile(f"{CITE_OPEN}0{CITE_TEXT}|{CITE_CLOSE}")
    assert marks.sub("", full).strip() == shown(body)


def test_plain_text_is_what_a_reader_sees() -> None:
    body = "## 第一章　总则\n\n第一条　**甲**&amp;乙[丙](http://example.org/)[^1]<!-- 秘 -->。\n\n| 丁 | 戊 |\n|---|---|\n| 己 | 庚 |\n\n[^1]: 注。"
    assert plain_text(split(body)) == "第一章　总则\n第一条　甲&乙丙。\n丁 戊 己 庚\n注。"
