"""An interpretation is 待更新 when its document changed since, and not before."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.library.link_outdated import amended_on, outdated
from gongkai.model.documents import Collection, Correction, Document, Reference
from tests.builders import document, library, regulation, resolver

OLD = regulation(version="2020-01-01", effective=None, written=date(2019, 12, 1))
NEW = regulation(
    version="2024-01-01",
    effective=None,
    written=date(2023, 11, 20),
    published=datetime(2023, 11, 25),
)


def reading(published: datetime, *corrected: date) -> Document:
    return document(
        collection=Collection.INTERPRETATIONS,
        id="reading",
        published=published,
        corrections=tuple(Correction(day, "第一段", "甲", "乙", "更新") for day in corrected),
    )


def told(published: datetime, *documents: Document, corrected: tuple[date, ...] = ()) -> bool:
    catalogue = library(*documents).library.catalogue
    work = next(work for work in catalogue.works if work.id == documents[0].id)
    amended = amended_on(catalogue, resolver(documents)).get(work.id, ())
    return outdated(reading(published, *corrected), work, amended)


def test_one_written_before_a_newer_text_is_outdated() -> None:
    assert told(datetime(2019, 12, 5), OLD, NEW)
    assert told(datetime(2021, 3, 1), OLD, NEW)


def test_one_of_the_newer_text_is_not_though_that_is_not_in_force_yet() -> None:
    assert not told(datetime(2023, 11, 27), OLD, NEW)
    assert not told(datetime(2023, 11, 27), OLD)


def test_a_correction_makes_it_outdated() -> None:
    corrected = document(corrections=(Correction(date(2024, 5, 6), "第二条", "五", "三", "误"),))
    assert told(datetime(2024, 5, 5, 9, 0), corrected)
    assert not told(datetime(2024, 5, 6, 9, 0), corrected)


def test_an_amendment_makes_it_outdated_once_it_is_in_force() -> None:
    def amending(effective: date) -> Document:
        return document(
            id="change",
            title="修改通知",
            number=None,
            amends=(Reference("parking-fees"),),
            written=date(2025, 2, 1),
            effective=effective,
        )

    assert told(datetime(2024, 5, 5), document(), amending(date(2025, 3, 1)))
    assert not told(datetime(2024, 5, 5), document(), amending(date(2027, 3, 1)))
    assert not told(datetime(2025, 2, 3), document(), amending(date(2025, 3, 1)))


def test_one_that_was_brought_up_to_date_is_not_outdated() -> None:
    assert not told(datetime(2021, 3, 1), OLD, NEW, corrected=(date(2023, 12, 1),))
