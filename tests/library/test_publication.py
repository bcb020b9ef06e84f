"""What is public at a moment, and why the rest is not."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from gongkai.library.publication import Withheld, complete, select, withheld_because
from gongkai.model.documents import Openness, Review
from tests.library.test_status import document

NOW = datetime(2026, 11, 23, 9, 30)
SIGNED = Review("甲", "乙", "丙", "示保审〔2026〕1号", date(2026, 11, 1))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"hold": "等待会签"}, Withheld.HELD),
        ({"openness": Openness.ON_REQUEST}, Withheld.ON_REQUEST),
        ({"openness": Openness.NOT_PUBLIC, "hold": "x"}, Withheld.NOT_PUBLIC),
        ({"published": datetime(2026, 11, 23, 9, 31)}, Withheld.NOT_YET),
        ({"published": NOW}, None),
        ({"display_until": date(2026, 11, 22)}, Withheld.OVER),
        ({"display_until": date(2026, 11, 23)}, None),
    ],
)
def test_each_reason_to_withhold_is_named(changes: dict[str, Any], reason: Withheld | None) -> None:
    assert withheld_because(document(**changes), NOW, review_required=False) is reason


@pytest.mark.parametrize(
    ("review", "reason"),
    [
        (SIGNED, None),
        (None, Withheld.UNREVIEWED),
        (Review("甲", "甲", "丙", "示保审〔2026〕1号", date(2026, 11, 1)), Withheld.UNREVIEWED),
        (Review("甲", "乙", "丙", None, date(2026, 11, 1)), Withheld.UNREVIEWED),
        (
            Review("甲", "乙", "丙", "示保审〔2026〕1号", date(2026, 11, 1), "abc", void=True),
            Withheld.VOID,
        ),
    ],
)
def test_where_review_is_required_three_people_and_the_secrecy_check_sign(
    review: Review | None, reason: Withheld | None
) -> None:
    text = document(review=review)
    assert withheld_because(text, NOW, review_required=True) is reason
    assert withheld_because(text, NOW, review_required=False) is None


def test_what_is_backfilled_needs_no_review() -> None:
    assert withheld_because(document(backfilled=True), NOW, review_required=True) is None
    assert not complete(None)


def test_a_preview_shows_what_is_held_or_to_come_and_nothing_else() -> None:
    texts = [
        document(id="held", hold="x"),
        document(id="later", published=datetime(2027, 1, 1)),
        document(id="secret", openness=Openness.NOT_PUBLIC),
        document(id="over", display_until=date(2026, 1, 1)),
    ]
    found = select(texts, (), NOW, review_required=False, preview=True)
    assert [text.id for text in found.documents] == ["held", "later"]
    assert dict(found.marked) == {"held": Withheld.HELD, "later": Withheld.NOT_YET}
    assert found.counts() == {"不予公开": 1, "展示期已满": 1}
    assert found.drafts() == {"content/normative/a.md"}
