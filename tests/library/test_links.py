"""References led to the one document they mean, or to none."""

from __future__ import annotations

from collections.abc import Collection as Names

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.library.link_index import KnownText, TitleIndex
from gongkai.library.link_places import located, nearest
from gongkai.library.links import CitedBy, Link, Linked, cited_by, link
from gongkai.model.documents import Collection
from gongkai.model.provisions import Citation
from gongkai.text.blocks import split
from gongkai.text.citations import recognise
from gongkai.text.structure import parse

_R, _N, _I, _D = (
    Collection.REGULATIONS,
    Collection.NORMATIVE,
    Collection.INTERPRETATIONS,
    Collection.DECISIONS,
)
_CITY, _COUNTY = ("示例市人民政府",), ("示例县人民政府",)

PARKING = KnownText("parking", _R, "示例市停车管理办法", None, "示例市人民政府令第12号", _CITY)
FEES = KnownText("fees", _N, "示例市人民政府关于停车收费的通知", None, "示政规〔2024〕3号", _CITY)
PROVINCE = KnownText("province", _R, "中华人民共和国停车法", agency=("示例国务院",))
NOTICE = KnownText(
    "rules", _N, "关于印发停车细则的通知", None, "示政办规〔2024〕9号", _CITY, "示例市停车细则"
)
TRIAL = KnownText("trial", _N, "示例市充电办法（试行）", agency=_CITY)
LIBRARY = (PARKING, FEES, PROVINCE, NOTICE, TRIAL)
EIDS = {
    "parking": {"art_1", "art_1__para_1", "art_2", "art_2__para_1", "art_2__para_1__item_1"},
    "province": {"art_1", "part_1", "part_1__chp_1", "art_5", "art_5__para_1", "art_5__para_2"},
}


def places(identity: str, version: str | None) -> Names[str]:
    return EIDS.get(identity, ())


def linked(
    body: str, *library: KnownText, own: str = "citing", title: str = "示例县停车细则"
) -> tuple[tuple[Citation, ...], Linked]:
    provisions = parse(split(body), title).provisions
    citations = recognise(body, provisions, title)
    index = TitleIndex.of(library or LIBRARY)
    own_places = {provision.eid for provision in provisions}
    return citations, link(own, citations, index, places, own_places)


def only(body: str, *library: KnownText, own: str = "citing") -> Link:
    _, result = linked(body, *library, own=own)
    (found,) = result.links
    return found


def codes(result: Linked) -> list[str]:
    return [problem.code for problem in result.problems]


# Which document


def test_a_title_leads_to_its_document() -> None:
    assert only("见《示例市停车管理办法》。").target == "parking"


def test_the_name_of_the_state_is_optional() -> None:
    assert only("见《停车法》。").target == "province"
    assert only("见《中华人民共和国停车法》。").target == "province"


def test_a_number_leads_to_its_document_however_it_is_typed() -> None:
    assert only("按照示政规[2024]第3号执行。").target == "fees"
    assert only("按照示例市人民政府令第12号执行。").target == "parking"


def test_the_organ_that_opens_a_title_is_optional() -> None:
    assert only("见《关于停车收费的通知》。").target == "fees"
    issued = KnownText("issued", _N, "关于停车收费的通知", agency=_CITY)
    assert only("见《示例市人民政府关于停车收费的通知》。", issued).target == "issued"


def test_both_titles_of_a_transmitting_notice_find_it() -> None:
    assert only("见《示例市停车细则》。").target == "rules"
    assert only("见《关于印发〈停车细则〉的通知》。").target == "rules"


def test_the_only_trial_text_answers_to_its_name_without_the_bracket() -> None:
    assert only("见《示例市充电办法》。").target == "trial"
    assert only("见《示例市充电办法（试行）》。").target == "trial"
    assert only("见《示例市停车管理办法（试行）》。").target is None


def test_a_name_that_the_library_has_not_is_no_problem() -> None:
    _, result = linked("领取《停车许可证》，见《别处的办法》（别政〔2020〕1号）。")
    assert [found.target for found in result.links] == [None, None]
    assert result.problems == ()


def test_two_documents_of_one_title_are_never_chosen_between() -> None:
    reprint = KnownText("reprint", _N, "示例市停车管理办法", agency=_COUNTY)
    _, result = linked("见《示例市停车管理办法》。", PARKING, reprint)
    assert result.links == (Link(None, candidates=("parking", "reprint")),)
    assert codes(result) == ["link/ambiguous"]
    assert "parking" in result.problems[0].hint
    assert "reprint" in result.problems[0].hint


def test_the_organ_named_before_a_title_decides() -> None:
    other = KnownText("other", _N, "示例县人民政府关于停车收费的通知", agency=_COUNTY)
    assert only("贯彻示例县人民政府《关于停车收费的通知》。", FEES, other).target == "other"
    assert only("贯彻《关于停车收费的通知》。", FEES, other).target is None


def test_a_number_decides_between_documents_of_one_title() -> None:
    again = KnownText("again", _N, FEES.title, None, "示政规〔2020〕8号", _CITY)
    body = "见《关于停车收费的通知》（示政规〔2020〕8号）。"
    assert only(body, FEES, again).target == "again"


def test_a_number_and_a_title_that_disagree_lead_nowhere() -> None:
    _, result = linked("见《示例市停车管理办法》（示政规〔2024〕3号）。")
    assert result.links[0].target is None
    assert set(result.links[0].candidates) == {"parking", "fees"}
    assert codes(result) == ["link/ambiguous"]


def test_a_number_under_quite_another_title_is_a_doubt() -> None:
    _, result = linked("见《养犬登记要求》（示政规〔2024〕3号）。")
    assert (result.links[0].target, codes(result)) == (None, ["link/ambiguous"])


def test_a_title_under_another_number_is_a_doubt() -> None:
    _, result = linked("见《关于停车收费的通知》（示政规〔2011〕7号）。")
    assert (result.links[0].target, codes(result)) == (None, ["link/ambiguous"])


def test_a_shared_number_is_a_doubt() -> None:
    twin = KnownText("twin", _N, "关于别的事的通知", None, "示政规〔2024〕3号", _CITY)
    _, result = linked("按照示政规〔2024〕3号执行。", FEES, twin)
    assert codes(result) == ["link/ambiguous"]


def test_what_binds_goes_before_what_speaks_about_it() -> None:
    decision = KnownText("decision", _D, "示例市停车管理办法")
    assert only("见《示例市停车管理办法》。", PARKING, decision).target == "parking"


def test_an_edition_in_brackets_names_a_version() -> None:
    old = KnownText("work", _R, "示例市停车管理办法", "2018-05-01", agency=_CITY)
    new = KnownText("work", _R, "示例市停车管理办法", "2023-05-01", agency=_CITY)
    found = only("见《示例市停车管理办法》（2018年修正）。", old, new)
    assert (found.target, found.version) == ("work", "2018-05-01")
    assert only("见《示例市停车管理办法》。", old, new).version is None


@pytest.mark.parametrize(
    ("numbers", "version"),
    [
        (("示例市人民政府令第5号", "示例市人民政府令第5号", "示例市人民政府令第9号"), "2018-05-01"),
        (("示例市人民政府令第9号", "示例市人民政府令第5号", "示例市人民政府令第5号"), "2020-05-01"),
        (("示例市人民政府令第5号",) * 3, None),
    ],
)
def test_a_number_of_several_texts_names_the_first_that_bore_it(
    numbers: tuple[str, ...], version: str | None
) -> None:
    texts = [
        KnownText("work", _R, "示例市停车管理办法", f"{year}-05-01", number, _CITY)
        for year, number in zip((2018, 2020, 2022), numbers, strict=True)
    ]
    assert only("见示例市人民政府令第5号。", *texts).version == version


def test_a_former_title_of_a_work_names_the_version_that_bore_it() -> None:
    old = KnownText("work", _R, "示例市停车管理暂行办法", "2018-05-01", agency=_CITY)
    new = KnownText("work", _R, "示例市停车管理办法", "2023-05-01", agency=_CITY)
    assert only("见《示例市停车管理暂行办法》。", old, new).version == "2018-05-01"


def test_a_text_that_ends_its_namesake_does_not_end_itself() -> None:
    _, result = linked("2010年公布的《示例市停车管理办法》同时废止。", own="parking")
    assert [(found.target, found.relation) for found in result.links] == [("parking", "former")]


def test_a_text_does_not_link_its_own_number() -> None:
    _, result = linked("示政规〔2024〕3号", own="fees")
    assert [found.target for found in result.links] == [None]


# Which place


def test_a_place_that_the_target_has_is_linked() -> None:
    assert only("见《停车法》第五条第二款。").eid == "art_5__para_2"
    assert only("见《停车法》第一章。").eid == "part_1__chp_1"
    assert only("见《示例市停车管理办法》第二条第（一）项。").eid == "art_2__para_1__item_1"


def test_a_place_that_the_target_lacks_is_reported_and_led_as_near_as_there_is() -> None:
    _, result = linked("见《停车法》第九十九条。")
    assert (result.links[0].target, result.links[0].eid) == ("province", "")
    assert codes(result) == ["link/no-such-place"]
    _, result = linked("见《停车法》第五条第四款。")
    assert result.links[0].eid == "art_5"
    assert codes(result) == ["link/no-such-place"]


def test_own_places_are_checked_too() -> None:
    body = "第一条　违反本细则第二条、第九条的，处罚。\n\n第二条　前款不适用。\n"
    citations, result = linked(body)
    assert [(found.target, found.eid) for found in result.links] == [
        ("citing", "art_2"),
        ("citing", ""),
        (None, ""),
    ]
    assert codes(result) == ["link/no-such-place", "link/relative"]
    problem = result.problems[1]
    assert (problem.line, problem.column, problem.span) == (3, 5, 2)
    assert len(citations) == len(result.links)


def test_an_article_of_one_paragraph_need_not_number_it() -> None:
    assert located("art_3__para_1", {"art_3"}) == "art_3"
    assert located("art_3__para_1__item_2", {"art_3", "art_3__item_2"}) == "art_3__item_2"
    assert located("art_3__para_2", {"art_3"}) is None


def test_an_item_in_two_paragraphs_is_not_chosen_between() -> None:
    paragraphs = {"art_3__para_1", "art_3__para_2"}
    eids = {"art_3", *paragraphs, *(f"{paragraph}__item_1" for paragraph in paragraphs)}
    assert located("art_3__item_1", eids) is None
    assert nearest("art_3__item_1", eids) == "art_3"


@given(st.sets(st.sampled_from(["art_1", "art_1__para_1", "art_1__item_1", "chp_1", "annex_1"])))
def test_what_is_located_is_there(eids: set[str]) -> None:
    for place in ("art_1", "art_1__para_1__item_1", "art_1__item_1", "chp_1", "sec_2"):
        assert located(place, eids) in eids | {None}
        assert nearest(place, eids) in eids | {""}


# The other way round


def test_each_document_knows_who_cites_it() -> None:
    body = "第一条　依照《停车法》第一条至第五条、《示例市停车管理办法》处理，适用前条。\n"
    citations, result = linked(body)
    back = cited_by({"citing": (citations, result.links)})
    assert [(c.id, c.source, c.eid) for c in back["parking"]] == [("citing", "art_1__para_1", "")]
    assert [c.eid for c in back["province"]] == ["art_1", "art_2", "art_3", "art_4", "art_5"]
    assert "citing" not in back
    assert back["parking"][0] == CitedBy(
        "citing", "art_1__para_1", "", "《示例市停车管理办法》", "cites"
    )
