"""The clauses about force: when, until when, and what ends."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.text.citations import recognise
from gongkai.text.force import Clause, ClauseKind, clauses


def _one(body: str) -> Clause:
    found = clauses(body)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("第三十条　本办法自2023年5月1日起施行。", date(2023, 5, 1)),
        ("第三十条　本办法自二〇二三年十月一日起施行。", date(2023, 10, 1)),
        ("本通知自 2023年5月1日 起执行。", date(2023, 5, 1)),
        ("本细则自2023年 5 月 1 日起施行。", date(2023, 5, 1)),
        ("九、本修正案从2023年5月1日起施行。", date(2023, 5, 1)),
    ],
)
def test_the_day_of_force_is_read(body: str, day: date) -> None:
    clause = _one(body)
    assert clause.kind is ClauseKind.EFFECTIVE
    assert clause.day == day


def test_force_from_publication_counts_days() -> None:
    assert _one("本办法自公布之日起施行。").days_after == 0
    assert _one("本办法自公布之日起30日后施行。").days_after == 30
    assert _one("本办法自公布之日起三十日后施行。").day is None


@pytest.mark.parametrize(
    "body",
    [
        "行政许可决定书自公布之日起生效。",
        "健身登记证有效期5年。",
        "示例许可证自2023年5月1日起施行。",
        "办理的证件，有效期为五年。",
        "本办法自2023年2月30日起施行。",
        "制定机关可以修改或者废止规范性文件。",
    ],
)
def test_what_is_not_said_of_the_text_itself_is_no_clause(body: str) -> None:
    assert clauses(body) == ()


def test_validity_is_a_day_or_a_number_of_months() -> None:
    years = clauses("本办法自2023年5月1日起施行，有效期5年。")
    assert [clause.months for clause in years] == [None, 60]
    until = clauses("本办法自2023年5月1日起施行，有效期至2028年4月30日。")
    assert until[1].day == date(2028, 4, 30)
    trial = clauses("本办法自2023年5月1日起施行。试行期为二年。")
    assert trial[1].months == 24
    span = clauses("本通知有效期自2023年5月1日至2025年4月30日止。")
    assert span[0].day == date(2025, 4, 30)


def test_what_ends_is_named() -> None:
    body = (
        "第三十条　本办法自2023年5月1日起施行。2010年3月1日公布的《示例市停车管理办法》"
        "和《示例市实施〈示例法〉办法》（示政发〔2011〕2号）同时废止。"
    )
    effective, repeals = clauses(body)
    assert effective.kind is ClauseKind.EFFECTIVE
    assert repeals.kind is ClauseKind.REPEALS
    assert repeals.titles == ("示例市停车管理办法", "示例市实施〈示例法〉办法")
    assert body[repeals.column - 1 :].startswith("废止")


def test_names_behind_the_word_end_too() -> None:
    clause = _one("本办法施行之日同时废止《示例市停车管理办法》。")
    assert clause.titles == ("示例市停车管理办法",)


def test_the_law_that_an_ended_text_rested_on_does_not_end() -> None:
    clause = _one("根据《示例法》制定的《示例市停车管理办法》同时废止。")
    assert clause.titles == ("示例市停车管理办法",)


def test_a_clause_tells_its_place() -> None:
    clause = _one("第一条　总则。\n\n第二条　本办法自2023年5月1日起施行。\n")
    assert (clause.line, clause.column) == (3, 8)
    assert clause.text == "自2023年5月1日起施行"


def test_what_ends_on_the_day_this_text_begins_is_ended_by_it() -> None:
    assert _one("原《甲办法》自本办法施行之日起废止。").titles == ("甲办法",)


def test_an_end_may_be_written_in_several_ways() -> None:
    for typed in ("截止2025年12月31日", "截至2025年12月31日", "至 2025 年 12 月 31 日止"):
        clause = _one(f"本通知有效期{typed}。")
        assert (clause.kind, clause.day) == (ClauseKind.EXPIRES, date(2025, 12, 31))


@pytest.mark.parametrize(
    "sentence",
    [
        "示政发〔2010〕5号、示政办发〔2011〕6号同时废止。",
        "同时废止示政发〔2010〕5号和示政办发〔2011〕6号。",
    ],
)
def test_what_ends_may_be_named_by_its_number_alone(sentence: str) -> None:
    (clause,) = clauses(f"第九条　本办法由市司法局解释。{sentence}\n")
    assert clause.kind is ClauseKind.REPEALS
    assert clause.numbers == ("示政发〔2010〕5号", "示政办发〔2011〕6号")
    found = recognise(f"第九条　本办法由市司法局解释。{sentence}\n")
    assert [citation.relation for citation in found] == ["repeals", "repeals"]
