"""What front matter refers to is there, public, and one document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from gongkai.library.check_references import (
    catalogue_items,
    named_documents,
    partial_places,
    repeal_cycles,
)
from gongkai.model.documents import (
    CatalogueItem,
    Collection,
    Decision,
    DecisionCatalogue,
    Extension,
    PartialLapse,
    Repeal,
    Withdrawal,
)
from gongkai.model.facts import BodyFacts
from tests.library.checking import document, found, library, reference

TARGET = document("parking", title="示例市停车管理办法", number="示政规〔2024〕3号")
ARTICLES = {("parking", ""): BodyFacts("d", eids=("art_1", "art_2", "art_2__para_1"))}


@pytest.mark.parametrize("name", ["parking", "示政规〔2024〕3号", "《示例市停车管理办法》"])
def test_a_document_is_found_by_id_number_and_title(name: str) -> None:
    one = document("explained", repeals=(reference(name),))
    assert found(named_documents, one, TARGET) == []


@pytest.mark.parametrize("key", ["interprets", "amends", "replaces", "repeals"])
def test_what_must_be_ours_and_is_not_there_is_an_error_at_its_place(key: str) -> None:
    one = document("explained", **{key: (reference("示例市停车管理办发", line=17),)})
    (finding,) = named_documents(library(one, TARGET))
    assert finding.problem.code == "reference/unresolved"
    assert (finding.problem.line, finding.problem.span) == (17, 9)
    assert "parking《示例市停车管理办法》" in finding.problem.hint


def test_a_decision_names_its_result() -> None:
    decision = document(
        "plan", collection=Collection.DECISIONS, decision=Decision(result=reference("none"))
    )
    assert found(named_documents, decision) == [("reference/unresolved", "plan")]


@pytest.mark.parametrize("key", ["basis", "implements"])
def test_outside_law_is_named_with_its_address(key: str) -> None:
    bare = document("rules", **{key: (reference("中华人民共和国立法法"),)})
    (finding,) = named_documents(library(bare))
    assert finding.problem.code == "reference/outside"
    assert "{title: 中华人民共和国立法法, url: 网址}" in finding.problem.hint
    outside = replace(reference("中华人民共和国立法法"), url="https://flk.npc.gov.cn/")
    assert found(named_documents, document("rules", **{key: (outside,)})) == []


def test_who_ended_a_document_may_be_outside_the_site() -> None:
    ended = document("rules", repealed=Repeal(date(2026, 5, 1), reference("示例省停车条例")))
    longer = document("more", extended=(Extension(date(2030, 5, 1), reference("parking")),))
    assert found(named_documents, ended, longer, TARGET) == [("reference/outside", "rules")]


def test_a_name_of_two_documents_is_ambiguous() -> None:
    twins = [document(f"twin-{place}", title="示例市停车管理办法") for place in (1, 2)]
    one = document("rules", repeals=(reference("示例市停车管理办法"),))
    (finding,) = named_documents(library(one, *twins))
    assert finding.problem.code == "reference/ambiguous"
    assert "twin-1" in finding.problem.hint
    assert "twin-2" in finding.problem.hint


def test_a_public_document_that_names_an_unpublished_one_is_told_in_secret() -> None:
    held = replace(TARGET, hold="等待会签")
    one = document("rules", repeals=(reference("parking"),))
    (finding,) = named_documents(library(one, held))
    assert finding.problem.code == "reference/unpublished"
    assert finding.secret
    also_held = replace(one, hold="等待会签")
    assert found(named_documents, also_held, held) == []


def test_a_guess_that_is_not_public_is_told_in_secret() -> None:
    held = replace(TARGET, hold="等待会签")
    one = document("rules", repeals=(reference("示例市停车管理办发"),))
    (finding,) = named_documents(library(one, held))
    assert finding.problem.code == "reference/unresolved"
    assert finding.secret


def test_a_withdrawn_document_is_not_called_missing() -> None:
    gone = replace(TARGET, withdrawn=Withdrawal(date(2026, 4, 1), "重复发布"))
    one = document("rules", repeals=(reference("parking"),))
    assert found(named_documents, one, gone) == [("reference/unpublished", "rules")]


def test_a_version_must_exist() -> None:
    texts = [document("dogs", version=f"{year}-10-01") for year in (2017, 2022)]
    right = document("rules", amends=(reference("dogs@2017-10-01"),))
    wrong = document("rules", amends=(reference("dogs@2018-10-01"),))
    assert found(named_documents, right, *texts) == []
    (finding,) = named_documents(library(wrong, *texts))
    assert finding.problem.code == "reference/no-such-version"
    assert "2017-10-01、2022-10-01" in finding.problem.hint


def test_a_place_must_exist() -> None:
    right = document("rules", repeals=(reference("parking#第二条"),))
    wrong = document("rules", repeals=(reference("parking#第九条"),))
    assert found(named_documents, right, TARGET, bodies=ARTICLES) == []
    assert found(named_documents, wrong, TARGET, bodies=ARTICLES) == [
        ("reference/no-such-place", "rules")
    ]


def test_a_document_does_not_name_itself() -> None:
    own = document("rules", repeals=(reference("rules"),))
    assert found(named_documents, own) == [("reference/self", "rules")]
    texts = [document("dogs", version=f"{year}-10-01") for year in (2017, 2022)]
    newer = replace(texts[1], replaces=(reference("dogs@2017-10-01"),))
    assert found(named_documents, texts[0], newer) == []


def test_the_yearly_list_names_decisions_that_exist() -> None:
    def listed(name: str) -> DecisionCatalogue:
        return DecisionCatalogue(
            path="content/decisions/2026.yaml",
            year=2026,
            title="2026年重大行政决策事项目录",
            agency=("示例市人民政府",),
            published=datetime(2026, 2, 1),
            items=(CatalogueItem("地铁票价", decision=reference(name)), CatalogueItem("未定")),
        )

    assert found(catalogue_items, TARGET, years=[listed("parking")]) == []
    assert found(catalogue_items, TARGET, years=[listed("metro")]) == [
        ("reference/unresolved", "content/decisions/2026.yaml")
    ]
    held = replace(TARGET, hold="等待会签")
    assert found(catalogue_items, held, years=[listed("parking")]) == [
        ("reference/unpublished", "content/decisions/2026.yaml")
    ]


def test_the_places_without_force_are_in_the_text() -> None:
    right = replace(TARGET, partial=(PartialLapse(("第二条第一款",), date(2026, 1, 1)),))
    wrong = replace(TARGET, partial=(PartialLapse(("第二条", "第八条"), date(2026, 1, 1)),))
    assert found(partial_places, right, bodies=ARTICLES) == []
    assert found(partial_places, wrong, bodies=ARTICLES) == [("reference/no-such-place", "parking")]


def test_documents_that_end_each_other_are_a_circle_told_once() -> None:
    first = document("first", repeals=(reference("second"),))
    second = document("second", repeals=(reference("third"),))
    third = document("third", repeals=(reference("first"),))
    checked = library(first, second, third)
    (finding,) = repeal_cycles(checked)
    assert finding.problem.code == "reference/cycle"
    assert "first → second → third → first" in finding.problem.message


def test_a_chain_of_repeals_is_no_circle_even_when_told_from_both_ends() -> None:
    third = document("third", repealed=Repeal(date(2026, 1, 1), reference("second")))
    second = document("second", repeals=(reference("third"),))
    first = document("first", repeals=(reference("second"), reference("third")))
    assert found(repeal_cycles, first, second, third) == []
    crossed = replace(third, repeals=(reference("second"),))
    assert found(repeal_cycles, first, second, crossed) == [("reference/cycle", "second")]
