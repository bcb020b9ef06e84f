"""The keys of one document are what the rules of the trade ask."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from gongkai.library.check_input import is_own
from gongkai.library.check_trade import (
    agencies,
    genres,
    index_numbers,
    number_years,
    reviews,
    signatures,
    sources,
    topics,
    written_before_published,
)
from gongkai.model.documents import Collection, Mark, Openness, Review
from gongkai.model.site import Agency
from gongkai.text.body_facts import Signature, TextFacts
from tests.library.checking import SITE, document, found, library, on

BARE = on(agencies=())


@pytest.mark.parametrize(
    ("values", "own"),
    [
        ({}, True),
        ({"source": "示例省人民政府网站"}, False),
        ({"level": "省"}, False),
        ({"level": "市"}, True),
        ({"collection": Collection.REGULATIONS, "kind": "地方政府规章"}, True),
        ({"collection": Collection.REGULATIONS, "kind": "行政法规"}, False),
        ({"agency": ("国务院办公厅",)}, False),
        ({"agency": ("示例市水务局",)}, True),
    ],
)
def test_what_others_made_is_not_ours(values: dict[str, Any], own: bool) -> None:
    assert is_own(document(**values), SITE) is own
    assert is_own(document(**values), BARE) is own


def test_an_organ_that_site_yaml_names_is_ours_at_its_own_level() -> None:
    ministry = on(agencies=(Agency("bw", "国家示例局", None, "国"),))
    assert is_own(document(agency=("国家示例局",), level="国"), ministry)
    assert not is_own(document(level="省"), SITE)


def test_nothing_is_online_before_it_was_signed() -> None:
    published = datetime(2026, 3, 16, 9, 30)
    assert (
        found(written_before_published, document(written=date(2026, 3, 16), published=published))
        == []
    )
    late = document(written=date(2026, 3, 17), published=published)
    assert found(written_before_published, late) == [("trade/written-after-published", "rules")]


@pytest.mark.parametrize(
    ("number", "fits"),
    [("示政规〔2026〕3号", True), ("示政规〔2025〕3号", True), ("示政规〔2024〕3号", False), ("示例市人民政府令第3号", True)],
)  # fmt: skip
def test_a_number_is_of_the_year_of_signing(number: str, fits: bool) -> None:
    one = document(number=number, written=date(2026, 1, 12))
    assert found(number_years, one) == ([] if fits else [("trade/number-year", "rules")])


@pytest.mark.parametrize(
    ("index", "codes"),
    [
        ("000014349/2026-00012", []),
        ("000014348/2026-00012", ["trade/index"]),
        ("000014349/2026-12", ["trade/index"]),
        ("000014349/2019-00012", ["trade/index-year"]),
    ],
)
def test_our_index_numbers_have_form_check_character_and_year(index: str, codes: list[str]) -> None:
    assert [code for code, _ in found(index_numbers, document(index=index))] == codes
    assert found(index_numbers, document(index=index, source="示例省人民政府网站")) == []


def test_a_site_may_have_its_own_form_of_index_number() -> None:
    local = on(index_pattern=r"示例-\d{4}")
    assert found(index_numbers, document(index="示例-0012"), site=local) == []
    assert found(index_numbers, document(index="000014349/2026-00012"), site=local) == [
        ("trade/index", "rules")
    ]
    assert (
        found(index_numbers, document(index="000014349/2026-00012"), site=on(index_pattern="("))
        == []
    )


def test_our_documents_are_filed_in_the_tree_of_topics() -> None:
    assert found(topics, document(topic="综合政务/政务公开")) == []
    (finding,) = topics(library(document(topic="政务/政务公开")))
    assert finding.problem.code == "trade/topic"
    assert finding.problem.hint == "是不是 综合政务/政务公开？"
    assert (
        found(topics, document(topic="法律", kind="法律", collection=Collection.REGULATIONS)) == []
    )


@pytest.mark.parametrize(
    ("title", "genre", "fits"),
    [
        ("关于加强停车管理的通知", "通知", True),
        ("关于加强停车管理的通知（试行）", "意见", False),
        ("示例市停车管理办法", "命令", True),
        ("示例市停车管理办法", "公文", False),
    ],
)
def test_the_genre_is_that_of_the_title(title: str, genre: str, fits: bool) -> None:
    one = document(title=title, genre=genre)
    assert found(genres, one) == ([] if fits else [("trade/genre", "rules")])


def test_every_issuer_is_named_in_site_yaml() -> None:
    joint = document(agency=("示例市人民政府", "示例市民政居"))
    (finding,) = agencies(library(joint))
    assert finding.problem.code == "trade/agency"
    assert "示例市民政局" in finding.problem.hint
    assert found(agencies, document()) == []
    assert found(agencies, joint, site=BARE) == []


def test_what_is_reprinted_names_its_source() -> None:
    above = document(agency=("示例省人民政府",), level="省")
    assert found(sources, above) == [("trade/source", "rules")]
    assert found(sources, document(level="省", source="示例省人民政府网站")) == []
    law = document(collection=Collection.REGULATIONS, kind="法律", agency=("全国人民代表大会",))
    assert found(sources, law) == [("trade/source", "rules")]
    assert found(sources, law, site=BARE) == []


def signed(day: date, *, signer: str = "示例市人民政府", padded: bool = False) -> dict[str, Any]:
    return {"texts": {("rules", ""): TextFacts(Signature(day, signer, padded, Mark(20, 1, 9)))}}


def test_the_day_under_the_text_is_the_day_of_signing() -> None:
    one = document(written=date(2026, 3, 12), body_line=30)
    assert found(signatures, one, **signed(date(2026, 3, 12))) == []
    (finding,) = signatures(library(one, **signed(date(2026, 3, 13))))
    assert finding.problem.code == "trade/signature-date"
    assert finding.problem.line == 49
    assert found(signatures, one, **signed(date(2026, 3, 13), signer="示例省人民政府")) == []


def test_the_day_under_the_text_has_no_zeros() -> None:
    one = document(written=date(2026, 3, 12))
    assert found(signatures, one, **signed(date(2026, 3, 12), padded=True)) == [
        ("trade/padded-date", "rules")
    ]


def test_what_waits_for_its_review_is_listed_with_what_is_missing() -> None:
    strict = on(review_required=True)
    day = date(2026, 3, 12)
    done = Review("甲", "乙", "丙", "示保审〔2026〕1号", day)
    assert found(reviews, document(review=done), site=strict) == []
    assert found(reviews, document(), site=SITE) == []
    (finding,) = reviews(library(document(review=Review("甲", "乙", "丙", None, day)), site=strict))
    assert finding.problem.code == "review/incomplete"
    assert "保密审查" in finding.problem.message
    same = document(review=Review("甲", "甲", "丙", "示保审〔2026〕1号", day))
    assert found(reviews, same, site=strict) == [("review/incomplete", "rules")]
    for spared in ({"backfilled": True}, {"hold": "会签"}, {"openness": Openness.ON_REQUEST}):
        assert found(reviews, document(**spared), site=strict) == []
