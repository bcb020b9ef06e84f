"""Days counted from publication agree with the front matter, and amendments have their texts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.library.check_force import counted_days, missing_texts, unstated_repeals
from gongkai.model.documents import AttachmentRef, Document, HistoryEvent, Repeal
from gongkai.model.facts import BodyFacts
from gongkai.model.provisions import Citation
from gongkai.text.body_facts import facts_of
from tests.library.checking import document, found, library, reference

MADE = date(2026, 3, 12)
CLAUSE = "第九条　本办法自公布之日起{}施行。\n"


def counted(clause: str, **values: Any) -> list[str]:
    one = document(written=MADE, **values)
    texts = {(one.key, ""): facts_of(CLAUSE.format(clause))}
    return [code for code, _ in found(counted_days, one, texts=texts)]


@pytest.mark.parametrize(
    ("clause", "effective"),
    [
        ("", MADE),
        ("", date(2026, 3, 16)),
        ("30日后", date(2026, 4, 11)),
        ("三十日后", date(2026, 4, 12)),
        ("30个工作日后", date(2026, 4, 25)),
    ],
)
def test_days_counted_rightly_are_fine(clause: str, effective: date) -> None:
    assert counted(clause, effective=effective) == []


@pytest.mark.parametrize(
    ("clause", "effective"), [("", date(2026, 5, 1)), ("30日后", MADE), ("30日后", None)]
)
def test_a_day_that_cannot_be_counted_so_is_a_problem(clause: str, effective: date | None) -> None:
    assert counted(clause, effective=effective) == ["status/effective-said"]


def test_both_places_are_named() -> None:
    one = document(written=MADE, effective=date(2026, 5, 1), body_line=20)
    texts = {(one.key, ""): facts_of(CLAUSE.format(""))}
    ((finding),) = counted_days(library(one, texts=texts))
    assert finding.problem.line == one.mark("effective").line
    assert "第20行" in finding.problem.message


def test_at_once_needs_no_key() -> None:
    assert counted("", effective=None) == []


def amending(**values: Any) -> Document:
    return document(
        "change", written=MADE, **{"effective": date(2026, 5, 1)} | values,
        amends=(reference("rules", 15),),
    )  # fmt: skip


def missing(*documents: Document) -> list[str]:
    return [code for code, _ in found(missing_texts, *documents)]


def test_an_amendment_in_force_without_its_text_is_told_at_its_line() -> None:
    ((finding),) = missing_texts(library(document(effective=date(2020, 1, 1)), amending()))
    assert finding.problem.code == "versions/missing-text"
    assert finding.problem.line == 15
    assert "2026年5月1日" in finding.problem.message
    assert "content/normative/rules/ 里加一个 2026-05-01.md" in finding.problem.hint


def test_the_text_of_that_day_or_a_later_one_settles_it() -> None:
    old = document(version="2020-01-01", path="content/normative/rules/2020-01-01.md")
    new = document(version="2026-05-01", path="content/normative/rules/2026-05-01.md")
    assert missing(old, new, amending()) == []
    assert missing(old, amending()) == ["versions/missing-text"]


def test_a_history_that_names_the_amendment_settles_it() -> None:
    one = document(
        effective=date(2020, 1, 1), history=(HistoryEvent(MADE, "根据《修改决定》修正"),)
    )
    assert missing(one, amending()) == []


def test_what_is_not_in_force_yet_or_over_needs_no_text() -> None:
    assert missing(document(effective=date(2020, 1, 1)), amending(effective=date(2027, 1, 1))) == []
    gone = document(effective=date(2020, 1, 1), repealed=Repeal(date(2026, 6, 1)))
    assert missing(gone, amending()) == []


OLD = document("old", title="示例市养犬管理暂行办法", number="示政发〔2010〕5号")


def unstated(*citations: Citation, **values: Any) -> list[str]:
    new = document(repeals=(reference("old"),), **values)
    bodies = {(new.key, ""): BodyFacts("d", citations)}
    return [code for code, _ in found(unstated_repeals, new, OLD, bodies=bodies)]


def cites(title: str = "", number: str = "") -> Citation:
    return Citation("art_9", "甲", 9, 1, 1, title, number, ())


def test_what_a_text_never_speaks_of_it_hardly_ends() -> None:
    assert unstated() == ["status/unstated-repeal"]
    assert unstated(cites("示例市停车管理办法", "示政发〔2010〕6号")) == ["status/unstated-repeal"]


@pytest.mark.parametrize(
    "citation",
    [
        cites("示例市养犬管理暂行办法"),
        cites("示例市人民政府关于印发示例市养犬管理暂行办法的通知"),
        cites("养犬管理暂行办法"),
        cites(number="示政发〔2010〕5号"),
    ],
)
def test_what_a_text_names_it_may_end(citation: Citation) -> None:
    assert unstated(citation) == []


def test_a_title_or_an_attachment_may_name_what_ends() -> None:
    assert unstated(title="关于废止《示例市养犬管理暂行办法》的决定") == []
    assert unstated(attachments=(AttachmentRef("目录", "list.csv"),)) == []
