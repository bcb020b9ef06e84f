"""One clearance changes the status of many documents, and both sides say so."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from gongkai.library.catalogue import Catalogue
from gongkai.library.relations import relations
from gongkai.model.clearances import Clearance, ClearedItem, Treatment
from gongkai.model.documents import Collection, Document, Reference
from gongkai.model.status import Standing, Status
from tests.builders import document, library, regulation, resolver

DAY = date(2026, 11, 1)


def line(text: str, reason: str | None = None) -> ClearedItem:
    return ClearedItem(Reference(text), reason)


def clearance(**values: Any) -> Document:
    """`day` and the four lists are those of the clearance, the rest the document's."""
    day: date = values.pop("day", DAY)
    lists = {key: values.pop(key) for key in ("repeal", "lapse", "amend", "keep") if key in values}
    return document(
        **{
            "collection": Collection.CLEARANCES,
            "id": "review",
            "title": "示例市2026年文件清理结果",
            "number": None,
            "published": datetime(2026, 10, 30),
            "effective": None,
            "clearance": Clearance(day, **lists),
        }
        | values
    )


def status(*documents: Document, of: str = "parking-fees") -> Standing:
    catalogue = library(*documents).library.catalogue
    found = next(work for work in catalogue.works if work.id == of).current.standing
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "expected"), [("repeal", Status.REPEALED), ("lapse", Status.LAPSED)]
)
def test_what_is_ended_has_no_force_from_the_date_on(key: str, expected: Status) -> None:
    ended = status(document(), clearance(**{key: (line("parking-fees", "已有新规定"),)}))
    assert ended.status is expected
    assert ended.since == DAY
    assert ended.ends == date(2026, 10, 31)
    assert ended.reason == "已有新规定"
    assert ended.by is not None
    assert ended.by.url == "/clearances/review/"


def test_a_date_to_come_ends_nothing_yet() -> None:
    coming = clearance(day=date(2027, 1, 1), repeal=(line("parking-fees"),))
    assert status(document(expires=date(2029, 4, 30)), coming).status is Status.IN_FORCE
    assert status(document(expires=date(2029, 4, 30)), coming).ends == date(2026, 12, 31)


def test_a_place_alone_ends_in_part() -> None:
    standing = status(document(), clearance(lapse=(line("parking-fees#第十四条"),)))
    assert standing.status is Status.PARTIAL
    assert standing.places == ("第十四条",)


def test_what_is_to_be_amended_keeps_its_status() -> None:
    before = status(document(expires=date(2029, 4, 30)))
    listed = clearance(amend=(line("parking-fees"),))
    assert status(document(expires=date(2029, 4, 30)), listed) == before


def test_what_is_kept_is_confirmed_from_the_date_on() -> None:
    kept = (line("parking-fees"),)
    assert status(document()).status is Status.UNCONFIRMED
    assert status(document(), clearance(keep=kept)).status is Status.IN_FORCE
    assert (
        status(document(), clearance(day=date(2027, 1, 1), keep=kept)).status is Status.UNCONFIRMED
    )


def test_both_sides_name_each_other() -> None:
    one = document()
    listed = clearance(keep=(line("parking-fees"),))
    documents = (one, listed)
    catalogue: Catalogue = library(*documents).library.catalogue
    found = relations(catalogue, resolver(documents))
    assert [(r.name, r.id) for r in found[one.key]] == [("经其确认继续有效", "review")]
    assert [(r.name, r.id) for r in found["review"]] == [("确认继续有效", "parking-fees")]


def test_lines_keep_their_order_and_leave_out_what_is_not_public() -> None:
    listed = clearance(
        keep=(line("parking"), line("unpublished"), line("parking-fees")),
        lapse=(line("fees-2020#第三条", "收费已经取消"),),
    )
    made = library(document(), document(id="fees-2020"), regulation(), listed)
    lines = made.library.cleared["review"]
    assert [(one.treatment, one.card.id, one.place) for one in lines] == [
        (Treatment.LAPSE, "fees-2020", "第三条"),
        (Treatment.KEEP, "parking", None),
        (Treatment.KEEP, "parking-fees", None),
    ]


def test_a_text_made_since_is_named() -> None:
    listed = clearance(amend=(line("parking"),), day=date(2023, 6, 1))
    texts = [regulation(version=day, effective=None) for day in ("2020-01-01", "2024-01-01")]
    (one,) = library(*texts, listed).library.cleared["review"]
    assert one.amended == date(2024, 1, 1)
