"""References as they are recognised in one text, without a library."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.provisions import Citation
from gongkai.text.blocks import split
from gongkai.text.citations import recognise
from gongkai.text.citations_places import place_eids
from gongkai.text.structure import parse

Seen = tuple[str, str, tuple[str, ...]]


def read(body: str, title: str = "示例市停车管理办法", about: str = "") -> tuple[Citation, ...]:
    found = recognise(body, parse(split(body), title).provisions, title, about)
    lines = body.split("\n")
    previous = (0, 0)
    for citation in found:
        line = lines[citation.line - 1]
        start = citation.column - 1
        assert line[start : start + citation.span] == citation.text
        assert (citation.line, citation.column) >= previous
        previous = (citation.line, citation.column + citation.span)
    return found


def seen(body: str, title: str = "示例市停车管理办法", about: str = "") -> list[Seen]:
    return [(c.text, c.title, c.places) for c in read(body, title, about)]


def statute(*articles: str) -> str:
    return "\n\n".join(articles) + "\n"


# Names


def test_a_name_in_book_marks_is_cited_with_its_place() -> None:
    assert seen("依照《示例法》第十二条第二款第（三）项处罚。") == [
        ("《示例法》第十二条第二款第（三）项", "示例法", ("art_12__para_2__item_3",))
    ]


def test_nested_names_are_one_citation() -> None:
    body = "根据《关于印发〈示例办法〉的通知》和《关于修改《示例条例》的决定》。"
    assert [text for text, _, _ in seen(body)] == [
        "《关于印发〈示例办法〉的通知》",
        "《关于修改《示例条例》的决定》",
    ]


def test_a_name_that_is_never_closed_is_passed_over() -> None:
    assert [text for text, _, _ in seen("《没有关上，见《示例法》。\n\n又《开头")] == ["《示例法》"]


def test_a_number_in_brackets_belongs_to_the_name() -> None:
    (citation,) = read("见《示例通知》（示政规【2024】第03号）。")
    assert (citation.title, citation.number) == ("示例通知", "示政规〔2024〕3号")
    assert citation.text == "《示例通知》（示政规【2024】第03号）"


def test_an_edition_in_brackets_belongs_to_the_title() -> None:
    assert seen("见《示例办法》（试行）。") == [("《示例办法》（试行）", "示例办法（试行）", ())]


def test_introduced_short_names_stand_for_the_title() -> None:
    body = statute(
        "第一条　根据《示例省停车条例》（以下简称《条例》），制定本办法。",
        "第二条　违反《条例》第五条的，依照条例第六条处理。",
        "第三条　依照实施条例第七条处理。",
    )
    assert seen(body) == [
        ("《示例省停车条例》", "示例省停车条例", ()),
        ("《条例》", "示例省停车条例", ()),
        ("《条例》第五条", "示例省停车条例", ("art_5",)),
        ("条例第六条", "示例省停车条例", ("art_6",)),
    ]


def test_several_short_names_go_each_to_its_own_title() -> None:
    body = (
        "根据《中华人民共和国甲法》、《中华人民共和国甲法实施条例》"
        "（以下简称《甲法》、《甲法实施条例》）。依照《甲法》第二条。"
    )
    assert seen(body)[-1] == ("《甲法》第二条", "中华人民共和国甲法", ("art_2",))


def test_short_names_that_leave_out_characters_follow_the_order_of_the_titles() -> None:
    body = (
        "根据《中华人民共和国道路停放安全法》《示例省停车条例》（以下分别简称《道停法》《条例》）。"
        "依照《道停法》第二条、《条例》第三条。"
    )
    assert [title for _, title, _ in seen(body)[-2:]] == [
        "中华人民共和国道路停放安全法",
        "示例省停车条例",
    ]


def test_a_short_name_may_be_any_word() -> None:
    body = statute(
        "第一条　按照《关于加强停车管理的意见》（示政发〔2019〕5号，以下简称“意见”）办理。",
        "第二条　依照意见第四条处理，见第一条。",
    )
    assert seen(body)[1:] == [
        ("意见第四条", "关于加强停车管理的意见", ("art_4",)),
        ("第一条", "", ("art_1",)),
    ]


def test_a_short_name_without_a_place_is_not_cited() -> None:
    body = "根据《示例省停车条例》（以下简称条例），按照条例办理。"
    assert len(seen(body)) == 1


# Places


def test_each_place_of_a_list_is_its_own_citation() -> None:
    assert seen("依照《示例法》第三条、第五条第二款、第四款和第七条处理。") == [
        ("《示例法》第三条", "示例法", ("art_3",)),
        ("第五条第二款", "示例法", ("art_5__para_2",)),
        ("第四款", "示例法", ("art_5__para_4",)),
        ("第七条", "示例法", ("art_7",)),
    ]


def test_numbers_that_share_a_unit_are_told_apart() -> None:
    places = [
        places for _, _, places in seen("依照《示例法》第十条第（一）、（三）项和第十二、十三条。")
    ]
    assert places == [("art_10__item_1",), ("art_10__item_3",), ("art_12",), ("art_13",)]


def test_a_range_names_every_provision_in_it() -> None:
    ((text, _, places),) = seen("依照《示例法》第三条至第六条处理。")
    assert (text, places) == ("《示例法》第三条至第六条", ("art_3", "art_4", "art_5", "art_6"))
    ((_, _, items),) = seen("依照《示例法》第三条第（二）至第（四）项处理。")
    assert items == ("art_3__item_2", "art_3__item_3", "art_3__item_4")
    ((_, _, inserted),) = seen("依照《示例法》第三条至第五条之一处理。")
    assert inserted == ("art_3", "art_4", "art_5", "art_5-1")


def test_arabic_and_full_width_numbers_are_numbers() -> None:
    ((_, _, places),) = seen("依照《示例法》第12条第２款处理。")
    assert places == ("art_12__para_2",)


def test_chapters_keep_their_parents_and_articles_do_not() -> None:
    assert seen("适用《示例法》第二编第三章第一节和第四章第十条的规定。") == [
        ("《示例法》第二编第三章第一节", "示例法", ("part_2__chp_3__sec_1",)),
        ("第四章第十条", "示例法", ("art_10",)),
    ]


def test_words_that_only_look_like_places_are_none() -> None:
    body = "第一项目部和第二条例、第三款项、目前款项、付款前条件、第一节课、基本条件。"
    assert seen(body) == []


def test_a_place_typed_alone_is_read() -> None:
    assert place_eids("第十二条第二款") == ("art_12__para_2",)
    assert place_eids("附件2第三条") == ("annex_2__art_3",)
    assert place_eids("第三条、第五条") == ("art_3", "art_5")
    assert place_eids("art_12__item_1") == ("art_12__item_1",)
    assert place_eids("从头到尾") == ()
    assert place_eids("") == ()


# This text


_OWN = statute(
    "第一条　总的规定。",
    "第二条　有下列情形之一的：",
    "（一）甲；",
    "（二）乙。",
    "违反前款第（二）项规定的，依照本条第一款、第五条处理。",
    "前两款规定适用于前条。",
    "第三条　违反本办法第二条第一款第一项、第二项的，有第二条规定情形的，依照刑法第三条处理。",
)


def test_references_inside_a_text_are_resolved_where_they_stand() -> None:
    assert seen(_OWN) == [
        ("前款第（二）项", "", ("art_2__para_1__item_2",)),
        ("本条第一款", "", ("art_2__para_1",)),
        ("第五条", "", ("art_5",)),
        ("前两款", "", ("art_2__para_1", "art_2__para_2")),
        ("前条", "", ("art_1",)),
        ("本办法第二条第一款第一项", "", ("art_2__para_1__item_1",)),
        ("第二项", "", ("art_2__para_1__item_2",)),
        ("第二条", "", ("art_2",)),
    ]


def test_the_source_is_the_deepest_provision() -> None:
    assert [c.source for c in read(_OWN)][:1] == ["art_2__para_2"]


def test_what_stands_behind_以_is_a_reference_too() -> None:
    body = statute(
        "第一条　甲。",
        "处理纠纷，应当以前款规定的结论为准。",
        "第二条　以前条规定为准，以前款项照付。",
    )
    assert seen(body) == [
        ("前款", "", ("art_1__para_1",)),
        ("前条", "", ("art_1",)),
    ]


def test_a_relative_reference_that_leads_nowhere_has_no_places() -> None:
    body = statute("第一条　前款规定另有解释。", "第二条　有前项情形的除外。")
    assert seen(body) == [("前款", "", ()), ("前项", "", ())]


def test_the_number_of_an_article_is_no_citation_of_it() -> None:
    body = statute("## 第一章　总则", "第一条　甲。", "第二条　乙。", "第一条规定的情形除外。")
    assert seen(body) == [("第一条", "", ("art_1",))]


def test_the_law_of_another_name_is_never_this_text() -> None:
    body = statute("第一条　依照刑法第二条、第三条处理。", "第二条　依照联合国宪章第一章处理。")
    assert seen(body) == []


def test_a_list_of_penalties_means_the_article_it_speaks_of() -> None:
    body = statute(
        "第一条　禁止下列行为：",
        "（一）甲；",
        "（二）乙；",
        "（三）丙。",
        "第二条　违反本办法第一条规定的，按照下列规定处罚：",
        "（一）违反第一项规定的，处一百元罚款；",
        "（二）违反第三项规定的，处二百元罚款。",
    )
    assert [places for _, _, places in seen(body)] == [
        ("art_1",),
        ("art_1__item_1",),
        ("art_1__item_3",),
    ]


def test_a_paragraph_goes_on_with_the_article_of_its_sentence() -> None:
    body = statute("第一条　依照《示例法》第九条第一款的规定和第二款处理。", "补充一款。")
    assert seen(body)[1] == ("第二款", "示例法", ("art_9__para_2",))


def test_places_in_an_annex_are_those_of_the_annex() -> None:
    body = statute(
        "第一条　正文，见附件1。",
        "附件1",
        "示例细则",
        "第一条　甲。",
        "第二条　依照本细则第一条、第九条处理。",
    )
    found = {text: places for text, _, places in seen(body)}
    assert found["本细则第一条"] == ("annex_1__art_1",)
    assert found["第九条"] in (("art_9",), ("annex_1__art_9",))
    assert found["附件1"] == ("annex_1",)


def test_bare_places_of_an_interpretation_mean_what_it_explains() -> None:
    body = "《办法》第三条明确了范围，第五条规定了期限。"
    assert seen(body, "政策解读", about="示例市停车管理办法") == [
        ("《办法》第三条", "示例市停车管理办法", ("art_3",)),
        ("第五条", "示例市停车管理办法", ("art_5",)),
    ]
    assert seen("第五条规定了期限。", "政策解读") == []
    body = "第七条鼓励开放。第五条第二款规定了期限。"
    assert seen(body, "政策解读", about="示例市停车管理办法") == [
        ("第五条第二款", "示例市停车管理办法", ("art_5__para_2",)),
    ]


# Amending texts


_AMENDING = statute(
    "示例市人民代表大会常务委员会决定对《示例市停车条例》作如下修改：",
    "一、将第三条修改为：“第三条　违反本条例第八条第一款的，依照前款处理。”",
    "二、在第五条后增加一条，作为第五条之一：“车位不得改作他用，依照《示例法》第二条处理。",
    "“有前款行为的，处罚款。”",
    "三、删去第九条。",
    "本决定自公布之日起施行。",
)


def test_a_decision_speaks_of_the_law_it_amends() -> None:
    title = "关于修改《示例市停车条例》的决定"
    found = read(_AMENDING, title)
    law = "示例市停车条例"
    assert [(c.text, c.title, c.places, c.relation) for c in found] == [
        ("《示例市停车条例》", law, (), "amends"),
        ("第三条", law, ("art_3",), "amends"),
        ("本条例第八条第一款", law, ("art_8__para_1",), "cites"),
        ("第五条", law, ("art_5",), "amends"),
        ("第五条之一", law, ("art_5-1",), "amends"),
        ("《示例法》第二条", "示例法", ("art_2",), "cites"),
        ("第九条", law, ("art_9",), "amends"),
    ]


def test_an_amendment_knows_its_law_by_its_own_title() -> None:
    body = statute("一、将示例法第五条修改为：“甲。”", "二、示例法第六条第一款改为：“乙。”")
    assert seen(body, "中华人民共和国示例法修正案（二）") == [
        ("示例法第五条", "中华人民共和国示例法", ("art_5",)),
        ("示例法第六条第一款", "中华人民共和国示例法", ("art_6__para_1",)),
    ]


def test_a_decision_on_several_laws_speaks_of_the_last_one_named() -> None:
    body = statute(
        "决定对《甲条例》等两件地方性法规作如下修改：",
        "一、《甲条例》",
        "删去第二条。",
        "二、《乙条例》",
        "删去第七条。",
    )
    titles = [(c.text, c.title) for c in read(body, "关于修改《甲条例》等两件地方性法规的决定")]
    assert ("第二条", "甲条例") in titles
    assert ("第七条", "乙条例") in titles


# Numbers and relations


def test_a_number_in_running_text_is_cited_without_the_words_before_it() -> None:
    body = "按照示政规〔2024〕3号、2020年5月1日示例市人民政府令第12号和示例省政府第5号令执行。"
    assert [(c.text, c.number) for c in read(body)] == [
        ("示政规〔2024〕3号", "示政规〔2024〕3号"),
        ("示例市人民政府令第12号", "示例市人民政府令第12号"),
        ("示例省政府第5号令", "示例省政府令第5号"),
    ]


def test_what_a_text_rests_on_and_what_it_ends_is_told() -> None:
    body = statute(
        "第一条　根据《甲法》、《乙条例》，结合本市实际，制定本办法。",
        "第二条　依照《丙条例》处理。",
        "第三条　本办法自公布之日起施行。根据《甲法》制定的《旧办法》同时废止。",
    )
    assert [(c.title, c.relation) for c in read(body)] == [
        ("甲法", "basis"),
        ("乙条例", "basis"),
        ("丙条例", "cites"),
        ("甲法", "cites"),
        ("旧办法", "repeals"),
    ]


def test_the_organ_named_before_a_title_is_kept() -> None:
    (citation,) = read("贯彻示例市人民政府《关于加强停车管理的意见》。")
    assert citation.issuer.endswith("示例市人民政府")


@given(
    st.text(
        "第一二三十条款项（）《》〈〉前本办法、和至之附件1〔2024〕号令\n　“”以下简称", max_size=80
    )
)
def test_no_text_breaks_it_and_nothing_overlaps(body: str) -> None:
    read(body)


def test_a_place_behind_an_annex_is_in_the_annex() -> None:
    body = "第一条　按附件2的第三条、第四条和《甲办法》附件1第五条办理。\n\n附件2\n\n规则\n\n第三条　乙。\n"
    assert [(c.text, c.title, c.places) for c in read(body)] == [
        ("附件2的第三条", "", ("annex_2__art_3",)),
        ("第四条", "", ("annex_2__art_4",)),
        ("《甲办法》附件1第五条", "甲办法", ("annex_1__art_5",)),
    ]


@pytest.mark.parametrize("typed", ["国发﹝2019﹞5号", "国发 〔2019〕 5 号", "国发[2019]5号"])
def test_a_number_is_found_in_whatever_brackets_and_spaces(typed: str) -> None:
    assert [(c.text, c.number) for c in read(f"第一条　按{typed}办理。")] == [
        (typed, "国发〔2019〕5号")
    ]


def test_a_number_behind_a_place_begins_behind_it() -> None:
    found = [citation.text for citation in recognise("本办法第二条第一款示政发〔2020〕5号")]
    assert found == ["本办法第二条第一款", "示政发〔2020〕5号"]
