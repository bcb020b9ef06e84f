import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.body import Body
from gongkai.model.provisions import Level, Provision
from gongkai.text.blocks import split
from gongkai.text.numerals import to_chinese
from gongkai.text.structure import Structure, parse
from gongkai.text.structure_roles import Role


def read(body: str, title: str = "", number: str = "", transmits: str = "") -> Structure:
    return parse(split(body), title, number, transmits)


def eids(structure: Structure) -> list[str]:
    return [provision.eid for provision in structure.provisions]


def one(structure: Structure, eid: str) -> Provision:
    return next(provision for provision in structure.provisions if provision.eid == eid)


def roles(body: str, title: str = "", number: str = "", transmits: str = "") -> dict[str, Role]:
    blocks = split(body)
    found = parse(blocks, title, number, transmits).roles
    return {blocks[index].text: role for index, role in found.items()}


def faults(body: str, title: str = "") -> list[tuple[str, int, str]]:
    return [(problem.code, problem.line, problem.message) for problem in read(body, title).problems]


STATUTE = """\
## 第一编　总　则

### 第一章　一般规定

第一条　为了规范停车秩序，制定本办法。

第二条 本办法所称停车场，包括：

（一）公共停车场，分为：

1. 地面停车场；

2．地下停车场；

（二）专用停车场。

前款规定的停车场不包括公交场站。

第二条之一　道路停车泊位按照下列规定管理。

## 第二编　附　则

### 第一章　施行

第三条　本办法自2023年5月1日起施行。
"""


def test_a_statute_becomes_a_tree_with_akoma_ntoso_ids() -> None:
    assert eids(read(STATUTE)) == [
        "part_1",
        "part_1__chp_1",
        "art_1",
        "art_1__para_1",
        "art_2",
        "art_2__para_1",
        "art_2__para_1__item_1",
        "art_2__para_1__item_1__point_1",
        "art_2__para_1__item_1__point_2",
        "art_2__para_1__item_2",
        "art_2__para_2",
        "art_2-1",
        "art_2-1__para_1",
        "part_2",
        "part_2__chp_1",
        "art_3",
        "art_3__para_1",
    ]
    assert read(STATUTE).problems == ()


def test_a_provision_has_its_own_words_and_its_place() -> None:
    structure = read(STATUTE)
    part = one(structure, "part_1")
    assert (part.num, part.heading, part.text, part.lines) == ("第一编", "总　则", "", (1, 1))
    assert one(structure, "art_2").parent == "part_1__chp_1"
    assert one(structure, "art_2").num == "第二条"
    assert one(structure, "art_2__para_1__item_1__point_2").num == "2．"
    assert one(structure, "art_2__para_2").text == "前款规定的停车场不包括公交场站。"


@pytest.mark.parametrize(
    ("line", "num", "text"),
    [
        ("第十二条　甲。", "第十二条", "甲。"),
        ("　　第十二条 甲。", "第十二条", "甲。"),
        ("第12条 甲。", "第12条", "甲。"),
        ("第１２条　甲。", "第１２条", "甲。"),
        ("第十 二条　甲。", "第十 二条", "甲。"),
        ("第十二 条甲方应当付款。", "第十二 条", "甲方应当付款。"),
        ("笫十二条　甲。", "笫十二条", "甲。"),
        ("**第十二条**　甲。", "第十二条", "甲。"),
        ("**第十二条　甲**乙。", "第十二条", "甲乙。"),
    ],
)
def test_articles_are_read_as_typed(line: str, num: str, text: str) -> None:
    structure = read(line)
    assert one(structure, "art_12").num == num
    assert one(structure, "art_12__para_1").text == text


@pytest.mark.parametrize(
    "line", ["第三条规定的车辆除外。", "第三条、第四条所列情形。", "第三条例外。", "第二款适用。"]
)
def test_a_sentence_about_an_article_is_a_paragraph(line: str) -> None:
    assert eids(read(f"第一条　甲。\n\n{line}"))[-1] == "art_1__para_2"


@pytest.mark.parametrize(
    ("lines", "heading", "text"),
    [
        ("第{}条　【目的】为了甲。", "【目的】", "为了甲。"),
        ("第{}条（目的）　为了甲。", "（目的）", "为了甲。"),
        ("第{}条　立法目的\n\n为了甲。", "立法目的", "为了甲。"),
    ],
)
def test_articles_may_have_headings(lines: str, heading: str, text: str) -> None:
    structure = read("\n\n".join(lines.format(number) for number in ("一", "二", "三")))
    assert [one(structure, f"art_{number}").heading for number in (1, 2, 3)] == [heading] * 3
    assert one(structure, "art_2__para_1").text == text


def test_one_bracket_behind_an_article_is_no_heading() -> None:
    structure = read("第一条　甲。\n\n第二条　（市）区人民政府负责。\n\n第三条　乙。")
    assert one(structure, "art_2__para_1").text == "（市）区人民政府负责。"


def test_chapters_may_be_plain_lines_but_not_sentences() -> None:
    structure = read("第一章　总　则\n第一条　甲。\n\n第二章的规定不适用于乙。")
    assert eids(structure) == ["chp_1", "art_1", "art_1__para_1", "art_1__para_2"]


def test_a_closing_chapter_without_a_number_counts_on() -> None:
    body = "## 第一章　总则\n\n第一条　甲。\n\n## 附则\n\n第二条　乙。"
    structure = read(body)
    assert (one(structure, "chp_2").num, one(structure, "chp_2").heading) == ("", "附则")
    assert one(structure, "art_2").parent == "chp_2"


def test_sections_hang_from_their_chapter_and_articles_from_neither() -> None:
    structure = read(
        "## 第一章　甲\n\n### 第一节　乙\n\n第一条　丙。\n\n### 第二节　丁\n\n第二条　戊。"
    )
    assert eids(structure)[:3] == ["chp_1", "chp_1__sec_1", "art_1"]
    assert one(structure, "art_2").parent == "chp_1__sec_2"


@pytest.mark.parametrize("title", ["目录", "目　录", "## 目 次"])
def test_a_table_of_contents_makes_no_chapters(title: str) -> None:
    body = f"{title}\n\n第一章　总则\n第二章　罚则……3\n附则\n\n第一章　总则\n\n第一条　甲。\n\n第二章　罚则\n\n第二条　乙。"
    assert [eid for eid in eids(read(body)) if "chp" in eid] == ["chp_1", "chp_2"]


def test_a_list_of_chapters_is_contents_even_without_the_word() -> None:
    body = (
        "第一章　总则\n第二章　罚则\n\n第一章　总则\n\n第一条　甲。\n\n第二章　罚则\n\n第二条　乙。"
    )
    structure = read(body)
    assert eids(structure)[:3] == ["preamble_1", "preamble_2", "chp_1"]
    assert structure.problems == ()


def test_an_outline_document_becomes_nested_headings() -> None:
    body = "一、总体要求\n\n（一）指导思想。以服务为先。\n\n（二）工作目标。\n\n到明年建成。\n\n二、主要任务\n\n（三）建平台。\n\n1. 甲；\n\n（1）乙。"
    structure = read(body)
    assert eids(structure) == [
        "h_1",
        "h_1__h_1",
        "h_1__h_2",
        "h_1__h_2__text_1",
        "h_2",
        "h_2__h_3",
        "h_2__h_3__h_1",
        "h_2__h_3__h_1__h_1",
    ]
    assert one(structure, "h_1").heading == "总体要求"
    assert one(structure, "h_1__h_1").text == "指导思想。以服务为先。"
    assert one(structure, "h_1__h_2").heading == "工作目标。"
    assert structure.problems == ()


def test_an_emergency_plan_is_numbered_by_points() -> None:
    body = "1　总则\n\n1.1　目的\n\n为了应急。\n\n1.2　原则\n\n1.2.1　统一领导。\n\n2　职责\n\n2.1　指挥部\n\n甲。"
    assert eids(read(body)) == [
        "h_1",
        "h_1__h_1",
        "h_1__h_1__text_1",
        "h_1__h_2",
        "h_1__h_2__h_1",
        "h_2",
        "h_2__h_1",
        "h_2__h_1__text_1",
    ]


def test_a_list_of_words_is_no_numbered_line() -> None:
    assert eids(read("一、二级公路由市养护。")) == ["preamble_1"]
    assert eids(read("第一条　甲。\n\n一、三类人员："))[-1] == "art_1__para_2"


def test_annexes_hold_their_own_articles() -> None:
    body = "第一条　甲。\n\n第二条　乙。\n\n附件1\n\n收费标准\n\n第一条　丙。\n\n附件2：申请表\n\n第一条　丁。"
    structure = read(body)
    assert eids(structure)[4:] == [
        "annex_1",
        "annex_1__art_1",
        "annex_1__art_1__para_1",
        "annex_2",
        "annex_2__art_1",
        "annex_2__art_1__para_1",
    ]
    assert one(structure, "annex_1").heading == "收费标准"
    assert one(structure, "annex_2").num == "附件2："
    assert structure.problems == ()


NOTICE = """\
示例市人民政府关于印发
《示例市停车管理办法》的通知

示政发〔2023〕5号

各县（市、区）人民政府，市政府各部门：

现将《示例市停车管理办法》印发给你们，请认真执行。

附件：1.收费标准
2.申请表

示例市人民政府

2023年3月1日

（此件公开发布）

示例市停车管理办法

（2023年2月1日市政府第10次常务会议
审议通过）

第一条　为了规范停车，制定本办法。

第二条　本办法自2023年5月1日起施行。

附件1

收费标准

每小时五元。
"""
NOTICE_TITLE = "示例市人民政府关于印发《示例市停车管理办法》的通知"


def test_the_parts_of_an_official_letter_are_told() -> None:
    found = roles(NOTICE, NOTICE_TITLE, "示政发〔2023〕5号", "示例市停车管理办法")
    assert found == {
        "示例市人民政府关于印发\n《示例市停车管理办法》的通知": Role.OWN_TITLE,
        "示政发〔2023〕5号": Role.OWN_NUMBER,
        "各县（市、区）人民政府，市政府各部门：": Role.ADDRESSEE,
        "附件：1.收费标准": Role.ANNEX_NOTE,
        "2.申请表": Role.ANNEX_NOTE,
        "示例市人民政府": Role.SIGNATURE,
        "2023年3月1日": Role.SIGNATURE,
        "（此件公开发布）": Role.REMARK,
        "示例市停车管理办法": Role.INNER_TITLE,
        "（2023年2月1日市政府第10次常务会议\n审议通过）": Role.OWN_NOTE,
        "收费标准": Role.ANNEX_TITLE,
    }


@pytest.mark.parametrize("above", ["![图](a.png)\n图1　流程", "## 联系方式", "词\n:   义"])
def test_what_is_no_line_of_words_signs_nothing(above: str) -> None:
    roles = read(f"{above}\n\n示例市民政局\n\n2024年6月3日\n").roles
    assert roles == {1: Role.SIGNATURE, 2: Role.SIGNATURE}


@pytest.mark.parametrize("transmits", ["示例市停车管理办法", ""])
def test_what_a_notice_transmits_has_the_documents_articles(transmits: str) -> None:
    structure = read(NOTICE, NOTICE_TITLE, "示政发〔2023〕5号", transmits)
    assert [eid for eid in eids(structure) if eid.startswith("art_") and "__" not in eid] == [
        "art_1",
        "art_2",
    ]
    assert eids(structure)[-2:] == ["annex_1", "annex_1__text_1"]
    assert structure.problems == ()


def test_points_of_the_notice_stay_apart_from_the_outline_it_transmits() -> None:
    body = "现将方案印发，并通知如下：\n\n一、加强领导。\n\n示例市工作方案\n\n一、总体要求\n\n甲。"
    structure = read(body, "关于印发示例市工作方案的通知", "", "示例市工作方案")
    assert eids(structure) == ["preamble_1", "preamble_1__h_1", "preamble_2", "h_1", "h_1__text_1"]


def test_an_annex_may_begin_with_the_title_that_the_note_gave_it() -> None:
    body = "同意建立联席会议。\n\n附件：示例市联席会议制度\n\n示例市人民政府\n\n2023年3月1日\n\n示例市联席会议制度\n\n一、主要职能\n\n甲。"
    assert eids(read(body))[-3:] == ["annex_1", "annex_1__h_1", "annex_1__h_1__text_1"]


QUOTED = """\
一、将第三条修改为：“第三条　停车场分为：

“（一）公共停车场；

“（二）专用停车场。

“第四条　市公安机关负责。”

二、删去第五条。
"""


def test_quoted_provisions_are_not_the_decisions_own() -> None:
    assert eids(read(QUOTED)) == ["h_1", "h_1__text_1", "h_1__text_2", "h_1__text_3", "h_2"]


def test_a_quote_opened_once_runs_to_its_end() -> None:
    body = "第一条　将第三条修改为：“第三条　停车场分为：\n\n（一）公共停车场；\n\n第九条　市公安机关负责。”\n\n原第四条作为第五条。\n\n第二条　本决定自公布之日起施行。"
    assert eids(read(body)) == [
        "art_1",
        "art_1__para_1",
        "art_1__para_1__text_1",
        "art_1__para_1__text_2",
        "art_1__para_2",
        "art_2",
        "art_2__para_1",
    ]


def test_a_forgotten_closing_mark_does_not_swallow_the_decision() -> None:
    body = "一、将第三条修改为：“甲。\n\n“乙。\n\n二、将第四条修改为：“丙。”\n\n三、删去第五条。"
    assert [eid for eid in eids(read(body)) if "text" not in eid] == ["h_1", "h_2", "h_3"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("第一条　甲。\n\n第三条　乙。", ("missing-number", 3, "第三条前面缺少第二条")),
        ("第一条　甲。\n\n第五条　乙。", ("missing-number", 3, "第五条前面缺少第二条至第四条")),
        ("第二条　甲。", ("missing-number", 1, "第二条前面缺少第一条")),
        ("第一条　甲。\n\n第一条　乙。", ("repeated-number", 3, "第一条出现了两次")),
        (
            "第一条　甲。\n\n第三条之一　乙。\n\n第四条　丙。",
            ("missing-number", 3, "第三条之一前面缺少第二条至第三条"),
        ),
        ("第一条　甲：\n\n（一）乙；\n\n（三）丙。", ("missing-number", 5, "（三）前面缺少（二）")),
        ("第一条　甲：\n\n（一）乙；\n\n（一）丙。", ("repeated-number", 5, "（一）出现了两次")),
        ("## 第二章　甲\n\n第一条　乙。", ("missing-number", 1, "第二章前面缺少第一章")),
        ("一、甲。\n\n三、乙。", ("missing-number", 3, "三、前面缺少二、")),
    ],
)
def test_a_break_in_the_numbers_is_reported_with_its_place(
    body: str, found: tuple[str, int, str]
) -> None:
    code, line, message = found
    assert faults(body)[0] == (f"structure/{code}", line, message)


def test_a_number_that_comes_too_late_is_out_of_order() -> None:
    body = "第一条　甲。\n\n第三条　乙。\n\n第二条　丙。\n\n第四条　丁。"
    assert [fault[0] for fault in faults(body)] == [
        "structure/missing-number",
        "structure/out-of-order",
    ]


def test_a_repeated_article_gets_an_id_of_its_own() -> None:
    structure = read("第一条　甲。\n\n第一条　乙。")
    assert eids(structure) == ["art_1", "art_1__para_1", "art_1_2", "art_1_2__para_1"]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("第四百六十三条　本编调整合同。\n\n第四百六十四条　甲。", ""),
        ("第五条　甲。\n\n第六条　乙。", "示例市条例修正案"),
        ("第一条　应当提交：（一）甲；\n\n（二）乙。", ""),
        ("## 第一编　甲\n\n### 第一章　乙\n\n## 第二编　丙\n\n### 第二章　丁", ""),
        ("一、甲\n\n（一）乙。丙。\n\n二、丁\n\n（二）戊。己。", ""),
        ("第一条　甲。\n\n第一条之一　乙。\n\n第一条之二　丙。\n\n第二条　丁。", ""),
    ],
)
def test_numbers_that_may_stand_so_are_not_reported(body: str, title: str) -> None:
    assert faults(body, title) == []


def test_the_place_of_a_problem_counts_indentation() -> None:
    problem = read("第一条　甲。\n\n　　第三条　乙。").problems[0]
    assert (problem.line, problem.column, problem.span) == (3, 3, 3)


def test_a_paragraph_inside_a_list_of_items_is_no_paragraph_of_the_article() -> None:
    body = "第一条　包括：\n\n（一）甲；\n\n甲的说明。\n\n（二）乙。\n\n前款所称丙。"
    assert eids(read(body)) == [
        "art_1",
        "art_1__para_1",
        "art_1__para_1__item_1",
        "art_1__para_1__item_1__text_1",
        "art_1__para_1__item_2",
        "art_1__para_2",
    ]


def test_tables_and_lists_are_text_of_their_article() -> None:
    body = "第一条　标准如下：\n\n| 第一条 | 费用 |\n|---|---|\n| （一） | 5元 |\n\n- 甲\n- 乙\n\n第二条　丙。"
    structure = read(body)
    assert eids(structure)[2:4] == ["art_1__para_1__text_1", "art_1__para_1__text_2"]
    assert one(structure, "art_1__para_1__text_1").text.split() == [
        "第一条",
        "费用",
        "（一）",
        "5元",
    ]
    assert "art_2" in eids(structure)


def test_plain_text_has_a_line_for_each_provision() -> None:
    body = Body((), read("## 第一章　总则\n\n第一条　甲。").provisions, (), "")
    assert body.plain == "第一章 总则\n第一条\n甲。"


_LINES = st.lists(
    st.one_of(
        st.integers(1, 12).map(lambda number: f"第{to_chinese(number)}条　甲乙。"),
        st.integers(1, 5).map(lambda number: f"第{to_chinese(number)}条之一　甲乙。"),
        st.integers(1, 4).map(lambda number: f"## 第{to_chinese(number)}章　总　则"),
        st.integers(1, 3).map(lambda number: f"第{to_chinese(number)}节　一般规定"),
        st.integers(1, 4).map(lambda number: f"（{to_chinese(number)}）丙；"),
        st.integers(1, 4).map(lambda number: f"{number}. 丁；"),
        st.integers(1, 4).map(lambda number: f"{to_chinese(number)}、戊"),
        st.sampled_from(
            [
                "附件1",
                "附件：表",
                "己。",
                "附则",
                "## 附则",
                "目　录",
                "“第九条　庚。",
                "辛：“壬。",
                "癸。”",
            ]
        ),
        st.sampled_from(
            ["示例市人民政府", "2023年3月1日", "（此件公开发布）", "**第八条** 子。", ""]
        ),
    ),
    max_size=20,
)


@given(_LINES)
def test_no_word_is_lost_and_none_is_told_twice(lines: list[str]) -> None:
    structure = read("\n".join(lines), "示例市办法")
    told = "".join(one.num + one.heading + one.text for one in structure.provisions)
    typed = re.sub(r"(?m)^#+|\*\*", "", "\n".join(lines))
    assert re.sub(r"\s", "", told) == re.sub(r"\s", "", typed)


@given(_LINES)
def test_ids_are_unique_and_every_parent_stands_before_its_children(lines: list[str]) -> None:
    seen: set[str] = set()
    for provision in read("\n".join(lines)).provisions:
        assert provision.eid not in seen
        assert provision.parent is None or provision.parent in seen
        seen.add(provision.eid)


@given(_LINES)
def test_every_line_that_is_an_article_is_its_own_node(lines: list[str]) -> None:
    body = "\n".join(line for line in lines if "“" not in line and "：" not in line)
    articles = [one.lines[0] for one in read(body).provisions if one.level is Level.ARTICLE]
    expression = re.compile(r"^\s*(\*\*)?第[一二三四五六七八九十]+条(之[一二三四五六七八九十]+)?")
    wanted = [number for number, line in enumerate(body.split("\n"), 1) if expression.match(line)]
    assert articles == wanted


def test_a_closing_chapter_without_a_number_is_no_annex_and_no_paragraph() -> None:
    for typed in ("附则", "附 则", "附　则", "## 附 则"):
        body = f"第一章 总则\n\n第一条 甲。\n\n{typed}\n\n第二条 乙。\n"
        assert eids(read(body)) == [
            *("chp_1", "art_1", "art_1__para_1"),
            *("chp_2", "art_2", "art_2__para_1"),
        ]
        assert one(read(body), "art_2").parent == "chp_2"


def test_a_heading_that_lost_its_number_is_no_paragraph_of_the_article_before() -> None:
    structure = read(
        "第一条 甲。\n\n法律责任\n\n一般规定\n\n第二条 乙。\n\n本办法自公布之日起施行\n"
    )
    assert eids(structure) == [
        *("art_1", "art_1__para_1", "text_1", "text_1__text_1"),
        *("art_2", "art_2__para_1", "art_2__para_2"),
    ]
    assert one(structure, "text_1").heading == "法律责任"


@pytest.mark.parametrize("hashes", ["", "## "])
def test_outline_headings_hold_the_articles_of_a_judicial_interpretation(hashes: str) -> None:
    structure = read(
        f"{hashes}一、一般规定\n\n第一条 甲：\n\n（一）乙；\n\n（二）丙。\n\n第二条 丁。\n\n"
        f"{hashes}二、责任承担\n\n第三条 戊。\n"
    )
    parents = {p.eid: p.parent for p in structure.provisions if p.level is Level.ARTICLE}
    assert parents == {"art_1": "h_1", "art_2": "h_1", "art_3": "h_2"}
    assert one(structure, "h_2").heading == "责任承担"


def test_a_list_of_an_article_may_number_its_items_as_an_outline_does() -> None:
    structure = read("第一条 包括：\n\n一、甲\n\n二、乙\n\n第二条 丙。\n")
    assert "art_1__para_1__item_2" in eids(structure)


@pytest.mark.parametrize(("opens", "closes"), [('"', '"'), ("「", "」"), ("‘", "’"), ("“", "”")])
def test_quoted_provisions_are_the_amended_laws_whatever_the_marks(opens: str, closes: str) -> None:
    structure = read(
        f"市政府决定对《甲办法》作如下修改：\n\n一、第三条修改为：{opens}第三条　甲：\n\n（一）乙；\n\n"
        f"第四条　丙。{closes}\n\n二、删去第九条。\n",
        "关于修改《甲办法》的决定",
    )
    assert eids(structure) == ["preamble_1", "h_1", "h_1__text_1", "h_1__text_2", "h_2"]
    assert Role.ADDRESSEE not in structure.roles.values()


def test_what_markdown_makes_a_heading_is_the_articles_heading() -> None:
    structure = read("## 第一条 立法目的\n\n甲。\n\n## 第二条 为了规范，制定本办法。\n")
    assert [(p.eid, p.heading) for p in structure.provisions] == [
        *(("art_1", "立法目的"), ("art_1__para_1", "")),
        *(("art_2", ""), ("art_2__para_1", "")),
    ]
