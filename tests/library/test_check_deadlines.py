"""Duties with a day are counted in working days, and only for those they bind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from gongkai.library.check_deadlines import (
    disclosures,
    interpretations_due,
    orphans,
    transcripts,
    unknown_calendars,
)
from gongkai.model.documents import Collection, Document, Openness, Repeal
from gongkai.model.facts import BodyFacts
from gongkai.model.provisions import Citation
from gongkai.model.site import Deadlines
from gongkai.text.body_facts import TextFacts
from tests.library.checking import document, found, library, on, reference

SIGNED = date(2026, 3, 2)  # a Monday; 2026-03-30 is 20 working days later
RULES = document("parking", title="示例市停车管理办法", exempt=None)  # published Monday 2026-03-16


def explains(identity: str, day: datetime, **values: Any) -> Document:
    filled = {"title": f"{identity}的说明", "interprets": (reference("parking"),), **values}
    return document(identity, collection=Collection.INTERPRETATIONS, published=day, **filled)


@pytest.mark.parametrize(
    ("published", "late"), [(datetime(2026, 3, 30, 18), False), (datetime(2026, 3, 31), True)]
)
def test_twenty_working_days_lead_to_publication(published: datetime, late: bool) -> None:
    one = document(written=SIGNED, published=published)
    expected = [("trade/disclosure-late", "rules")] if late else []
    assert found(disclosures, one) == expected
    promulgated = replace(one, written=date(2025, 1, 1), promulgated=SIGNED)
    assert found(disclosures, promulgated) == expected


@pytest.mark.parametrize(
    "values",
    [
        {"backfilled": True},
        {"source": "示例省人民政府网站"},
        {"published": datetime(2019, 5, 14), "written": date(2018, 1, 2)},  # before the duty
        {"openness": Openness.ON_REQUEST},
        {"hold": "会签"},
        {"collection": Collection.PAGES},
        {"published": datetime(2035, 1, 1)},  # a year that nobody knows
    ],
)
def test_some_are_spared_the_deadline(values: dict[str, Any]) -> None:
    filled = {"written": SIGNED, "published": datetime(2026, 9, 1), **values}
    assert found(disclosures, document(**filled)) == []


def test_a_site_may_set_its_own_period_and_hear_of_it_before_the_day() -> None:
    quick = on(deadlines=Deadlines(disclosure_workdays=5))
    coming = document(written=date(2026, 11, 2), published=datetime(2026, 11, 30))
    assert found(disclosures, coming) == []
    assert found(disclosures, coming, site=quick) == [("trade/disclosure-late", "rules")]


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        (datetime(2026, 3, 19), []),  # the third working day
        (datetime(2026, 3, 20), ["trade/interpretation-missing"]),
    ],
)
def test_an_interpretation_is_due_in_three_working_days(today: datetime, codes: list[str]) -> None:
    assert [code for code, _ in found(interpretations_due, RULES, as_of=today)] == codes


@pytest.mark.parametrize(
    "values",
    [
        {"exempt": "只调整内部分工"},
        {"backfilled": True},
        {"level": "省"},
        {"collection": Collection.POLICIES},
        {"published": datetime(2016, 1, 4)},
        {"repealed": Repeal(date(2026, 6, 1), None, "已有新规定")},
    ],
)
def test_some_need_no_interpretation(values: dict[str, Any]) -> None:
    assert found(interpretations_due, document("parking", **{"exempt": None, **values})) == []


def test_the_earliest_interpretation_counts() -> None:
    late = explains("late", datetime(2026, 3, 20, 9))
    assert found(interpretations_due, RULES, late) == [("trade/interpretation-late", "parking")]
    in_time = explains("in-time", datetime(2026, 3, 19, 9))
    assert found(interpretations_due, RULES, late, in_time) == []
    before = explains("before", datetime(2026, 3, 13, 9))
    assert found(interpretations_due, RULES, before) == []


def test_an_interpretation_that_readers_do_not_see_does_not_count() -> None:
    held = explains("held", datetime(2026, 3, 16, 9), hold="会签")
    assert found(interpretations_due, RULES, held) == [("trade/interpretation-missing", "parking")]


def test_an_interpretation_is_tied_by_its_title_alone() -> None:
    tied = explains(
        "tied", datetime(2026, 3, 16, 9), interprets=(), title="《示例市停车管理办法》政策解读"
    )
    assert found(interpretations_due, RULES, tied) == []


def test_each_text_of_a_work_is_interpreted_in_its_time() -> None:
    first = replace(RULES, version="2022-09-01", path="content/normative/parking/2022-09-01.md",
                    published=datetime(2022, 7, 18))  # fmt: skip
    second = replace(RULES, version="2026-03-16", path="content/normative/parking/2026-03-16.md")
    old = explains("old", datetime(2022, 7, 19))
    new = explains("new", datetime(2026, 3, 17))
    assert found(interpretations_due, first, second, old, new) == []
    assert found(interpretations_due, first, second, old) == [
        ("trade/interpretation-missing", "parking@2026-03-16")
    ]
    named = replace(old, interprets=(reference("parking@2026-03-16"),))
    assert found(interpretations_due, first, second, named) == []


def test_a_year_that_nobody_announced_is_mentioned_once() -> None:
    coming = [
        document(f"coming-{place}", written=date(2029, 2, 1), published=datetime(2029, 3, 1))
        for place in (1, 2)
    ]
    assert found(unknown_calendars, *coming) == [("trade/calendar-unknown", "site.yaml")]
    assert found(unknown_calendars, document(written=SIGNED)) == []


def test_an_interpretation_without_a_document_is_told_with_the_likeliest() -> None:
    lost = explains("lost", datetime(2026, 3, 16), interprets=(), title="停车管理办法（草稿）解读")
    (finding,) = orphans(library(RULES, lost))
    assert (finding.problem.code, finding.secret) == ("trade/interpretation-orphan", False)
    assert "parking《示例市停车管理办法》" in finding.problem.hint
    (finding,) = orphans(library(replace(RULES, hold="会签"), lost))
    assert finding.secret


def test_an_interpretation_is_tied_by_its_first_paragraphs() -> None:
    lost = explains("lost", datetime(2026, 3, 16), interprets=(), title="停车有了新规矩")
    opening = Citation("", "《示例市停车管理办法》", 1, 1, 11, "示例市停车管理办法", "", ())
    bodies = {("lost", ""): BodyFacts("d", (opening,))}
    assert found(orphans, RULES, lost, bodies=bodies) == []
    assert found(orphans, RULES, lost) == [("trade/interpretation-orphan", "lost")]


@pytest.mark.parametrize(
    ("form", "transcript", "characters", "missing"),
    [
        ("图解", None, 20, True),
        ("图解", None, 900, False),  # the words are in the body
        ("图解", "停车60分钟内不收费", 0, False),
        ("视频", None, 900, True),
        ("文字解读", None, 20, False),
    ],
)
def test_pictures_and_recordings_have_their_words(
    form: str, transcript: str | None, characters: int, missing: bool
) -> None:
    one = explains("shown", datetime(2026, 3, 16), form=form, transcript=transcript)
    texts = {("shown", ""): TextFacts(images=1, characters=characters)}
    expected = [("trade/interpretation-transcript", "shown")] if missing else []
    assert found(transcripts, one, texts=texts) == expected
