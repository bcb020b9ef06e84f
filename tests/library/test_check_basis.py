"""What rests on something without force is reported, with the place that ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gongkai.library.check_basis import ended_bases
from gongkai.model.documents import PartialLapse, Repeal
from gongkai.model.facts import BodyFacts
from tests.library.checking import document, found, library, reference

TARGET = document("parking", title="示例市停车管理办法")
REPEALED = Repeal(date(2026, 5, 1), None, "已有新规定")
BODIES = {("parking", ""): BodyFacts("d", eids=("art_10", "art_10-1", "art_10__para_1"))}


def test_a_repealed_basis_is_a_warning_as_long_as_the_document_itself_has_force() -> None:
    ended = replace(TARGET, repealed=REPEALED)
    one = document("rules", basis=(reference("parking"),))
    assert found(ended_bases, one, TARGET) == []
    assert found(ended_bases, one, ended) == [("basis/repealed", "rules")]
    gone = replace(one, repealed=Repeal(date(2026, 6, 1), None, "已有新规定"))
    assert found(ended_bases, gone, ended) == []


def test_a_document_that_was_to_be_carried_out_and_ended_is_mentioned() -> None:
    one = document("rules", implements=(reference("parking"),))
    ended = replace(TARGET, repealed=REPEALED)
    assert found(ended_bases, one, ended) == [("reference/not-in-force", "rules")]


def test_an_article_that_lost_its_force_carries_nothing_that_rests_on_it() -> None:
    ended = replace(TARGET, partial=(PartialLapse(("第十条",), date(2026, 5, 1), None),))
    for place, codes in (("第十条", 1), ("第十条第一款", 1), ("第十条之一", 0)):
        one = document("rules", basis=(reference(f"parking#{place}"),))
        findings = list(ended_bases(library(one, ended, bodies=BODIES)))
        assert [finding.problem.code for finding in findings] == ["basis/repealed"] * codes, place
        assert all(f"{place}已经不再有效" in finding.problem.message for finding in findings)
