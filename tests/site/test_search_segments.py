"""Segments follow from the texts alone, and a new text touches one of them."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from gongkai.model.searching import SearchBody, SearchText
from gongkai.site import search_segments
from gongkai.site.search_segments import SegmentWork, Volume, catalogues


def _work(number: int, day: date) -> SegmentWork:
    return (
        SearchText(
            id=f"w{number}",
            url=f"normative/w{number}/",
            title="通知",
            number="",
            published=day,
            status="in-force",
            collection="normative",
            agency=("示例市民政局",),
            topic="民政",
            version="",
            older=False,
            bodies=(SearchBody(f"b{number}", ""),),
        ),
    )


def _works(count: int) -> list[SegmentWork]:
    chance = random.Random(7)
    first = date(1990, 1, 1)
    return [_work(n, first + timedelta(days=chance.randrange(13_000))) for n in range(count)]


def _cut(works: list[SegmentWork]) -> list[Volume]:
    counts = {text.bodies[0].digest: 9 for work in works for text in work}
    return [volume for whole in catalogues(works, counts) for volume in whole.volumes]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_segments, "MOST", 200)
    monkeypatch.setattr(search_segments, "MOST_TEXTS", 90)
    monkeypatch.setattr(search_segments, "MOST_TITLES", 180)


def test_every_work_is_in_one_segment_newest_first() -> None:
    works = _works(400)
    found = [work for volume in _cut(works) for part in volume.segments for work in part.works]
    days = [work[0].published for work in found]
    assert sorted(work[0].id for work in found) == sorted(work[0].id for work in works)
    assert days == sorted(days, reverse=True)


def test_the_order_of_reading_does_not_matter() -> None:
    works = _works(300)
    assert _cut(works) == _cut(works[::-1])


def test_a_new_work_changes_the_segments_of_its_own_days_only() -> None:
    works = _works(400)
    before = {part for volume in _cut(works) for part in volume.segments}
    after = {
        part for volume in _cut([*works, _work(999, date(2005, 5, 5))]) for part in volume.segments
    }
    assert len(before) > 20
    assert len(before - after) == 1
    assert len(after - before) <= 3


def test_segments_are_no_larger_than_asked_for() -> None:
    for volume in _cut(_works(400)):
        assert all(10 * len(part.works) <= 200 for part in volume.segments)


def test_many_works_of_one_day_are_parted_by_their_names() -> None:
    works = [_work(n, date(2024, 5, 1)) for n in range(100)]
    parts = [part for volume in _cut(works) for part in volume.segments]
    assert len(parts) > 5
    assert sum(len(part.works) for part in parts) == 100


def test_works_without_a_date_come_last() -> None:
    parts = [
        part for volume in _cut([_work(1, date.min), *_works(300)]) for part in volume.segments
    ]
    assert parts[-1].works[-1][0].id == "w1"
