"""Bodies are placed as they were read, with links, addresses and boxes where they belong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.body import CITE_CLOSE, CITE_OPEN, CITE_TEXT, FILE_MARK, Body, Part
from gongkai.pages.body import ends, place, with_prefix


def cited(number: int, words: str) -> str:
    return f"{CITE_OPEN}{number}{CITE_TEXT}{words}{CITE_CLOSE}"


def read(*parts: tuple[str, str]) -> Body:
    return Body(tuple(Part(eid, html) for eid, html in parts), (), (), "")


def test_a_citation_becomes_a_relative_link() -> None:
    body = read(("", f"<p>依照{cited(0, '《示例办法》第三条')}办理。</p>"))
    html = place(body, [["/normative/x/#art_3"]], {}, "../../")
    assert (
        html
        == '<p>依照<a class="cite" href="../../normative/x/#art_3">《示例办法》第三条</a>办理。</p>'
    )


def test_a_citation_that_leads_nowhere_stays_words() -> None:
    body = read(("", f"<p>{cited(0, '《别处的办法》')}和{cited(1, '前条')}</p>"))
    assert place(body, [None, ["#art_1"]], {}, "../../") == (
        '<p>《别处的办法》和<a class="cite" href="#art_1">前条</a></p>'
    )


def test_a_link_to_a_text_without_force_says_so() -> None:
    body = read(("", cited(0, "《旧办法》")))
    assert place(body, [["/normative/old/", "已废止"]], {}, "") == (
        '<a class="cite" href="normative/old/">《旧办法》</a><span class="cite-note">（已废止）</span>'
    )


def test_a_link_to_another_site_is_marked() -> None:
    body = read(("", cited(0, "《外地办法》")))
    html = place(body, [["https://example.org/?a=1&b=2"]], {}, "../")
    assert '<a class="cite" href="https://example.org/?a=1&amp;b=2" data-external>' in html


def test_local_files_get_their_addresses() -> None:
    body = read(("", f'<img src="{FILE_MARK}图 1.png{FILE_MARK}" alt="流程">'))
    html = place(body, [], {"图 1.png": "/files/a&b.png"}, "../../")
    assert html == '<img src="../../files/a&amp;b.png" alt="流程">'


def test_a_file_without_an_address_is_a_fault_of_ours() -> None:
    body = read(("", f"{FILE_MARK}gone.png{FILE_MARK}"))
    with pytest.raises(KeyError, match="gone"):
        place(body, [], {}, "")


def test_boxes_stand_behind_the_whole_provision() -> None:
    body = read(("art_1", "a"), ("art_1__para_2", "b"), ("", "c"), ("art_2", "d"))
    assert place(body, [], {}, "", below={"art_1": "[box]"}) == "abc[box]d"


def test_a_box_of_an_item_without_a_part_stands_behind_its_paragraph() -> None:
    body = read(("art_1", "a"), ("art_1__para_2", "b"), ("art_2", "c"))
    below = {"art_1__para_2__item_3": "[item]", "art_9": "[nowhere]"}
    assert place(body, [], {}, "", below=below) == "ab[item]c"


def test_a_box_of_a_chapter_stands_behind_its_heading() -> None:
    body = read(("chp_1", "h"), ("art_1", "a"))
    assert place(body, [], {}, "", below={"chp_1": "[box]"}) == "h[box]a"


def test_article_twelve_does_not_end_with_article_one() -> None:
    parts = [Part("art_1", ""), Part("art_12", "")]
    assert ends(parts, ["art_1"]) == {"art_1": 0}


def test_notes_stand_above_the_articles_they_belong_to() -> None:
    body = read(("chp_1", "h"), ("art_1", "a"), ("", "b"), ("art_2", "c"))
    assert place(body, [], {}, "", above={"art_1": "^", "art_2": "^"}) == "h^ab^c"


def test_ids_and_links_to_places_get_the_prefix_and_text_does_not() -> None:
    html = '<p id="art_1" title="a > b">id="x" <a href="#art_2">条</a> <a href="../y/#z">外</a></p>'
    assert with_prefix(html, "proposal-") == (
        '<p id="proposal-art_1" title="a > b">id="x" '
        '<a href="#proposal-art_2">条</a> <a href="../y/#z">外</a></p>'
    )


words = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=8)


@given(st.lists(st.tuples(words, words), max_size=6))
def test_placing_only_adds(pieces: list[tuple[str, str]]) -> None:
    text = "".join(f"{before}{cited(n, word)}" for n, (before, word) in enumerate(pieces))
    bare = "".join(before + word for before, word in pieces)
    assert place(read(("", text)), [None] * len(pieces), {}, "../") == bare
