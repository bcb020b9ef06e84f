"""Statutes as Akoma Ntoso."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gongkai.formats.akoma import StatuteValues, akoma_ntoso
from gongkai.model.body import Body
from gongkai.model.provisions import Citation, Level, Provision
from tests.formats.judges import akoma_ntoso_faults

NAMESPACE = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
ADDRESS = "https://www.example.gov.cn/zwgk/regulations/parking/"
VALUES: StatuteValues = {
    "name": "regulation",
    "title": "示例市“停车”管理办法 & <附则>",
    "number": "示例市人民政府令第12号",
    "work": ADDRESS,
    "expression": f"{ADDRESS}zho@2024-05-01",
    "manifestation": f"{ADDRESS}index.akn.xml",
    "made": "2024-04-20",
    "effective": "2024-05-01",
    "published": "2024-04-26",
    "agencies": ["示例市人民政府", "示例市 公安局"],
    "publisher": "示例市人民政府",
    "events": [
        {"date": "2024-05-01", "type": "generation", "source": ADDRESS},
        {"date": "2026-01-01", "type": "repeal", "source": "https://www.example.gov.cn/new/"},
    ],
    "force": [0, 1],
    "references": [
        {"href": "https://www.example.gov.cn/new/", "title": "新办法", "passive": True},
        {"href": "https://www.example.gov.cn/old/", "title": "旧办法", "passive": False},
        {"href": "https://www.example.gov.cn/new/", "title": "新办法", "passive": True},
    ],
    "links": [],
}


def provision(
    eid: str, level: Level, text: str = "", *, num: str = "", heading: str = ""
) -> Provision:
    parent = eid.rpartition("__")[0] or None
    return Provision(eid, level, num, heading, text, parent, (1, 1))


STATUTE = (
    provision("preamble_1", Level.PREAMBLE, "2024年4月20日示例市人民政府令第12号公布"),
    provision("part_1", Level.PART, num="第一编", heading="总则"),
    provision("part_1__chp_1", Level.CHAPTER, num="第一章", heading="一般规定"),
    provision("art_1", Level.ARTICLE, num="第一条")._replace(parent="part_1__chp_1"),
    provision("art_1__para_1", Level.PARAGRAPH, "有下列情形之一的，依照《条例》处理："),
    provision("art_1__para_1__item_1", Level.ITEM, "占用<盲道>的；", num="（一）"),
    provision("art_1__para_1__item_1__point_1", Level.POINT, "白天；\n夜间。", num="1."),
    provision("art_2", Level.ARTICLE, num="第二条", heading="【施行】"),
    provision("text_1", Level.TEXT, "示例市人民政府"),
    provision("annex_1", Level.ANNEX, num="附件1", heading="依照《条例》的表"),
    provision("annex_1__h_1", Level.HEADING, "一楼", num="一、"),
)
CITATIONS = (
    Citation("art_1__para_1", "《条例》", 5, 1, 4, "条例", "", ()),
    Citation("annex_1", "《条例》", 9, 1, 4, "条例", "", ()),
)
LINKS = ["https://www.example.gov.cn/zwgk/normative/rules/?a&b", "#art_2"]


def made(provisions: tuple[Provision, ...], **changes: object) -> etree._Element:
    """The XML, found valid."""
    body = Body((), provisions, (), "")
    return parsed(body, [], **changes)


def parsed(body: Body, links: list[str | None], **changes: object) -> etree._Element:
    raw = akoma_ntoso({**VALUES, "links": links, **changes}, body)  # type: ignore[typeddict-item]
    assert akoma_ntoso_faults(raw) == []
    return etree.fromstring(raw)


def words(element: etree._Element | None) -> str:
    return "".join("" if element is None else map(str, element.itertext())).replace("\n", "")


def said(root: etree._Element) -> list[etree._Element]:
    """What the text says: all behind metadata and title."""
    return list(root[0])[2:]


def ids(root: etree._Element) -> list[str]:
    """The ids of what the text says, without those of its metadata."""
    return [str(one.get("eId")) for part in said(root) for one in part.iter() if one.get("eId")]


def test_every_provision_keeps_its_id_and_its_words_in_order() -> None:
    root = parsed(Body((), STATUTE, CITATIONS, ""), list(LINKS))
    assert ids(root) == [one.eid for one in STATUTE]
    expected = "".join(one.num + one.heading + one.text for one in STATUTE)
    assert "".join(map(words, said(root))) == expected.replace("\n", "")


def test_provisions_stand_inside_their_parents() -> None:
    root = parsed(Body((), STATUTE, CITATIONS, ""), list(LINKS))
    point = root.find(f".//{NAMESPACE}point")
    assert point is not None
    assert [str(above.tag).removeprefix(NAMESPACE) for above in point.iterancestors()] == [
        "subparagraph", "paragraph", "article", "chapter", "part", "body", "act", "akomaNtoso",
    ]  # fmt: skip


def test_citations_become_references_in_text_and_headings() -> None:
    root = parsed(Body((), STATUTE, CITATIONS, ""), list(LINKS))
    found = [(ref.get("href"), ref.text) for ref in root.iter(f"{NAMESPACE}ref")]
    assert found == [(LINKS[0], "《条例》"), (LINKS[1], "《条例》")]


def test_an_unresolved_citation_does_not_lend_its_words_to_the_next() -> None:
    text = provision("art_1", Level.ARTICLE, "依照《条例》和《条例》第二条", num="第一条")
    citation = Citation("art_1", "《条例》", 1, 1, 4, "条例", "", ())
    root = parsed(Body((), (text,), (citation, citation), ""), [None, "#art_1"])
    (ref,) = root.iter(f"{NAMESPACE}ref")
    assert (ref.tail, ref.getprevious()) == ("第二条", None)
    paragraph = ref.getparent()
    assert paragraph is not None
    assert paragraph.text == "依照《条例》和"


def test_each_document_is_named_once_and_events_point_to_it() -> None:
    root = made(STATUTE)
    named = {ref.get("href"): ref.get("eId") for ref in root.iter(f"{NAMESPACE}passiveRef")}
    assert named == {"https://www.example.gov.cn/new/": "reference_1"}
    repeal = root.findall(f".//{NAMESPACE}eventRef")[1]
    assert (repeal.get("type"), repeal.get("source")) == ("repeal", "#reference_1")
    interval = root.find(f".//{NAMESPACE}timeInterval")
    assert interval is not None
    assert (interval.get("start"), interval.get("end")) == ("#event_0", "#event_1")


@pytest.mark.parametrize(
    "provisions",
    [
        (),
        (provision("preamble_1", Level.PREAMBLE, "通告如下。"),),
        (
            provision("preamble_1", Level.PREAMBLE, heading="通知"),
            provision("preamble_1__h_1", Level.HEADING, "请执行。", num="一、"),
        ),
        (provision("chp_1", Level.CHAPTER, num="第一章", heading="空章"),),
        (provision("preamble_1", Level.PREAMBLE), provision("h_1", Level.HEADING, num="一、")),
    ],
    ids=["nothing", "only a preamble", "a preamble with children", "an empty chapter", "no words"],
)
def test_unusual_texts_are_valid_too(provisions: tuple[Provision, ...]) -> None:
    assert ids(made(provisions))[: len(provisions)] == [one.eid for one in provisions]


def test_absent_number_day_and_agency_are_left_out() -> None:
    root = made(STATUTE, number=None, published=None, agencies=[], references=[], force=[0])
    assert root.find(f".//{NAMESPACE}publication") is None
    assert root.find(f".//{NAMESPACE}FRBRnumber") is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(Level)),
            st.integers(0, 3),
            st.text(st.characters(categories=["L", "P", "S", "Zs"]), max_size=8),
        ),
        max_size=12,
    )
)
def test_any_tree_is_valid_and_loses_nothing(steps: list[tuple[Level, int, str]]) -> None:
    provisions: list[Provision] = []
    above: list[str] = []
    for place, (level, depth, text) in enumerate(steps):
        above = above[:depth]
        eid = f"{level.value}_{place}"
        parent = above[-1] if above else None
        provisions.append(Provision(eid, level, f"{place}.", "", text, parent, (1, 1)))
        above.append(eid)
    assert "".join(map(words, said(made(tuple(provisions))))) == "".join(
        f"{place}.{text}" for place, (_, _, text) in enumerate(steps)
    )
