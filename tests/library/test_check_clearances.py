"""Clearances that contradict themselves, each other or the documents are errors at their line."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from gongkai.library.check_clearances import clearances
from gongkai.library.check_references import named_documents
from gongkai.model.clearances import Clearance, ClearedItem
from gongkai.model.documents import Collection, Document, Extension, Repeal
from tests.library.checking import document, found, library, reference

DAY = date(2026, 3, 1)


def line(text: str, number: int = 12) -> ClearedItem:
    return ClearedItem(reference(text, number), "已经不适用")


def clearance(identity: str = "review", /, **values: Any) -> Document:
    """`day` and the four lists are those of the clearance, the rest the document's."""
    day: date = values.pop("day", DAY)
    lists = {key: values.pop(key) for key in ("repeal", "lapse", "amend", "keep") if key in values}
    return document(
        identity,
        collection=Collection.CLEARANCES,
        path=f"content/clearances/{identity}.yaml",
        clearance=Clearance(day, **lists),
        **values,
    )


def codes(*documents: Document) -> list[tuple[str, str]]:
    return found(clearances, *documents)


def test_one_treatment_for_each_is_fine() -> None:
    listed = clearance(
        repeal=(line("a"),), lapse=(line("b"),), amend=(line("c"),), keep=(line("d"),)
    )
    assert codes(*(document(name) for name in "abcd"), listed) == []


def test_a_library_without_clearances_is_fine() -> None:
    assert codes(document("a", repealed=Repeal(DAY))) == []


@pytest.mark.parametrize("second", ["repeal", "lapse", "keep"])
def test_a_document_in_two_lists_is_an_error_that_names_the_first_line(second: str) -> None:
    listed = clearance(amend=(line("a", 20),), **{second: (line("a", 12),)})
    (finding,) = clearances(library(document("a"), listed))
    assert finding.problem.code == "clearance/twice"
    assert "两次" in finding.problem.message


def test_one_place_may_lapse_while_the_rest_is_kept() -> None:
    listed = clearance(lapse=(line("a#第三条"),), keep=(line("a"),))
    assert codes(document("a"), listed) == []


def test_a_place_of_what_is_repealed_is_listed_twice() -> None:
    listed = clearance(lapse=(line("a#第三条"),), repeal=(line("a"),))
    assert codes(document("a"), listed) == [("clearance/twice", "review")]


def test_two_clearances_of_one_day_must_agree() -> None:
    first = clearance("first", repeal=(line("a"),))
    second = clearance("second", lapse=(line("a", 31),))
    ((finding),) = clearances(library(document("a"), first, second))
    assert finding.problem.code == "clearance/disagree"
    assert finding.path == "content/clearances/second.yaml"
    assert finding.problem.line == 31
    assert "content/clearances/first.yaml" in finding.problem.message
    assert codes(document("a"), first, clearance("third", repeal=(line("a"),))) == []


def test_a_repeal_written_elsewhere_must_have_the_same_date() -> None:
    listed = clearance(repeal=(line("a"),))
    assert codes(document("a", repealed=Repeal(DAY)), listed) == []
    earlier = document("a", repealed=Repeal(date(2025, 1, 1)))
    assert codes(earlier, listed) == [("clearance/other-date", "review")]
    decision = document("b", effective=date(2025, 1, 1), repeals=(reference("a"),))
    assert codes(document("a"), decision, listed) == [("clearance/other-date", "review")]


def test_two_clearances_that_end_one_document_are_told_of_once() -> None:
    first = clearance("first", day=date(2024, 1, 1), repeal=(line("a"),))
    second = clearance("second", repeal=(line("a"),))
    assert codes(document("a"), first, second) == [("clearance/other-date", "second")]


@pytest.mark.parametrize("key", ["keep", "amend"])
def test_what_has_ended_is_neither_kept_nor_to_be_amended(key: str) -> None:
    listed = clearance(**{key: (line("a"),)})
    repealed = document("a", repealed=Repeal(date(2025, 1, 1)))
    lapsed = document("a", expires=date(2026, 2, 27))
    assert codes(repealed, listed) == [("clearance/already-ended", "review")]
    assert codes(lapsed, listed) == [("clearance/already-ended", "review")]
    extended = document("a", expires=date(2026, 2, 27), extended=(Extension(date(2028, 2, 27)),))
    assert codes(extended, listed) == []
    assert codes(document("a", repealed=Repeal(date(2026, 6, 1))), listed) == []


def test_what_never_binds_cannot_be_cleared() -> None:
    reading = document("a", collection=Collection.INTERPRETATIONS)
    assert codes(reading, clearance(keep=(line("a"),))) == [("clearance/not-binding", "review")]


def test_an_unknown_document_is_an_error_at_its_place() -> None:
    listed = clearance(repeal=(line("示例市没有的办法", 14),))
    ((finding),) = named_documents(library(listed))
    assert (finding.problem.code, finding.problem.line) == ("reference/unresolved", 14)
    assert "清理结果" in finding.problem.message


def test_words_of_an_unpublished_document_stay_secret() -> None:
    coming = document("a", published=datetime(2027, 1, 1), repealed=Repeal(date(2025, 1, 1)))
    ((finding),) = clearances(library(coming, clearance(keep=(line("a"),))))
    assert finding.secret
