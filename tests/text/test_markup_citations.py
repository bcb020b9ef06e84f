"""Citations become links where readers read words, and nowhere else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pages.body import place
from gongkai.text.body import read_body

_ARTICLES = "\n\n第二条　甲。\n\n第三条　乙。\n"
_VOID = {"br", "hr", "img", "col", "wbr"}


def placed(body: str) -> str:
    """The body's HTML, every citation linked and every file there."""
    read = read_body(body).body
    links = [[f"/x{number}/"] for number in range(len(read.citations))]
    return place(read, links, {name: f"/files/{name}" for name in read.files}, "../")


def cited(body: str) -> list[str]:
    return [citation.text for citation in read_body(body).body.citations]


class _Judge(HTMLParser):
    """Fails on an element that is not closed where it should be, or a link in a link."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (tag == "a" and "a" in self.open), "a link in a link"
        assert all(re.fullmatch(r"[a-z][a-z0-9-]*", name) for name, _ in attrs), attrs
        assert not any("<" in (value or "") for name, value in attrs if name == "href"), attrs
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        assert "class=" not in data, data


def assert_sound(html: str) -> None:
    judge = _Judge()
    judge.feed(html)
    judge.close()
    assert judge.open == []
    assert not re.search("[\ufdd0-\ufdef]", html)


def test_the_words_of_a_typed_link_keep_the_address_typed() -> None:
    html = placed("第一条　依照[第三条](#art_3)办理，见第二条。" + _ARTICLES)
    assert '依照<a href="#art_3">第三条</a>办理' in html
    assert '见<a class="cite" href="../x1/">第二条</a>' in html


def test_an_address_that_reads_like_a_citation_stays_an_address() -> None:
    body = '第一条　见[附录](#第二条 "本办法第三条")。' + _ARTICLES
    assert '<a href="#第二条" title="本办法第三条">附录</a>' in placed(body)
    assert cited(body) == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("![第三条的图](a.png)", '<img alt="第三条的图" src="../files/a.png">'),
        ('<a href="#b" title="第二条">第三条</a>', '<a href="#b" title="第二条">第三条</a>'),
        ('<span title="第三条">甲</span>', '<span title="第三条">甲</span>'),
        ("<https://example.org/第三条>", '<a data-external href="https://example.org/第三条">'),
        ("甲[^第三条]", '<a class="footnote-ref" href="#fn:第三条">'),
        ("见[甲](第三条.pdf)", '<a href="../files/第三条.pdf">甲</a>'),
    ],
)
def test_attributes_hold_no_links(typed: str, shown: str) -> None:
    html = placed(f"第一条　{typed}。{_ARTICLES}\n[^第三条]: 注。\n")
    assert shown in html
    assert_sound(html)


def test_a_citation_across_a_typed_link_leaves_the_link_alone() -> None:
    html = placed("第一条　依照《示例市[养犬](#art_2)办法》办理，见第二条。" + _ARTICLES)
    assert '《示例市<a href="#art_2">养犬</a>办法》' in html
    assert '<a class="cite" href="../x1/">第二条</a>' in html


def test_emphasis_stays_inside_the_link_of_a_citation() -> None:
    html = placed("第一条　依照《示例市**养犬**办法》办理。")
    assert '<a class="cite" href="../x0/">《示例市<strong>养犬</strong>办法》</a>' in html


def test_a_citation_that_begins_in_emphasis_and_ends_outside_is_words() -> None:
    html = placed("第一条　依照**《示例市养犬**办法》办理，见第二条。" + _ARTICLES)
    assert "<strong>《示例市养犬</strong>办法》办理" in html
    assert 'class="cite"' in html


def test_links_in_headings_and_footnotes_are_left_alone() -> None:
    html = placed(
        "## 一、[第三条](#a)\n\n甲[^1]。\n\n[^1]: 见[第三条](#b)和《示例市养犬办法》第三条。\n"
    )
    assert '<a href="#a">第三条</a>' in html
    assert '<a href="#b">第三条</a>' in html
    assert '<a class="cite" href="../x0/">《示例市养犬办法》第三条</a>' in html
    assert_sound(html)


def test_the_number_of_an_article_is_found_in_its_words() -> None:
    html = placed("[第一条](#第一条)　甲。")
    assert '<a href="#第一条"><span class="num">第一条</span>' in html
    assert_sound(html)


def test_code_that_shows_a_link_names_no_file() -> None:
    read = read_body('甲`<a href="乙.pdf" id="丙">`丁。')
    assert read.body.files == ()
    assert read.problems == ()


_WORDS = st.sampled_from(
    [
        "第三条",
        "本办法第二条第一款",
        "《示例市养犬办法》",
        "《示例办法》第三条",
        "前款",
        "甲",
        "示政发〔2020〕5号",
        "《",
        "》",
        "（以下简称《办法》）",
        " ",
        "\n",
        "\n\n",
        "第一条　",
        "# ",
        "| 甲 | 第三条 |\n|---|---|\n",
        "[^1]",
        "\n\n[^1]: 第三条\n",
        "{#第三条}",
        "{: .甲}",
        "- ",
        "> ",
        "\n: ",
        "[第三条]",
        "\n\n[第三条]: #a\n",
    ]
)
_ATTRIBUTE = st.sampled_from(
    ["#第三条", "/a/", "第三条.pdf", "https://example.org/?a=《示例办法》第三条"]
)
_MIXED = st.recursive(
    _WORDS,
    lambda inner: st.one_of(
        st.builds("[{}]({})".format, inner, _ATTRIBUTE),
        st.builds('[{}]({} "{}")'.format, inner, _ATTRIBUTE, _WORDS),
        st.builds("![{}]({})".format, inner, _ATTRIBUTE),
        st.builds("**{}**".format, inner),
        st.builds("`{}`".format, inner),
        st.builds('<a href="{}" title="{}">{}</a>'.format, _ATTRIBUTE, _WORDS, inner),
        st.builds("<b title='{}'>{}</b>".format, _WORDS, inner),
        st.builds("<div>{}</div>".format, inner),
        st.builds("<{}>".format, _ATTRIBUTE),
        st.lists(inner, min_size=2, max_size=5).map("".join),
    ),
    max_leaves=12,
)


@given(_MIXED)
def test_whatever_is_mixed_the_page_is_well_formed(body: str) -> None:
    html = placed(body)
    assert_sound(html)


@given(_MIXED)
def test_citations_change_nothing_but_what_is_linked(body: str) -> None:
    read = read_body(body).body
    files = {name: f"/files/{name}" for name in read.files}
    without = place(read, [None] * len(read.citations), files, "../")
    linked = place(read, [["/x/"]] * len(read.citations), files, "../")
    assert re.sub(r'<a class="cite" href="../x/">(.*?)</a>', r"\1", linked, flags=re.DOTALL) == (
        without
    )
