"""The way of a policy leads over the pages of all that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from gongkai.library.chain import Chain, chains
from gongkai.model.clearances import Clearance, ClearedItem
from gongkai.model.documents import Collection, Decision, Document, Reference, Repeal
from gongkai.model.links import InterpretationLink
from tests.builders import document, library, regulation, resolver

EXPLAINED = {
    "parking": (InterpretationLink("reading", "停车办法解读", "/interpretations/reading/"),)
}
TEXTS = (
    regulation(version="2020-01-01", effective=None, written=date(2019, 12, 1)),
    regulation(version="2024-01-01", effective=None, written=date(2023, 11, 20)),
)
PLAN = document(
    collection=Collection.DECISIONS,
    id="plan",
    title="停车办法草案",
    number=None,
    published=datetime(2019, 9, 1),
    decision=Decision(result=Reference("parking")),
)
READING = document(
    collection=Collection.INTERPRETATIONS,
    id="reading",
    title="停车办法解读",
    number=None,
    published=datetime(2019, 12, 5),
    form="图解",
)
AMENDMENT = regulation(
    id="amendment",
    title="关于修改停车办法的决定",
    number="示例市人民政府令第20号",
    written=date(2023, 11, 20),
    effective=date(2024, 1, 1),
    amends=(Reference("parking"),),
)
END = regulation(
    id="new-parking",
    title="示例市静态交通管理办法",
    number="示例市人民政府令第30号",
    written=date(2026, 5, 1),
    effective=date(2026, 7, 1),
    replaces=(Reference("parking"),),
)
ALL = (*TEXTS, PLAN, READING, AMENDMENT, END)


def ways(
    *documents: Document, explained: Mapping[str, tuple[InterpretationLink, ...]] = EXPLAINED
) -> Mapping[str, tuple[Chain, ...]]:
    return chains(library(*documents).library.catalogue, resolver(documents), explained)


def steps(chain: Chain) -> list[tuple[str, str]]:
    return [(step.kind, step.key or "") for step in chain.steps]


def test_every_kind_of_step_stands_in_order_of_days() -> None:
    (own,) = ways(*ALL)["parking"]
    assert steps(own) == [
        ("预公开", "plan"),
        ("公布", "parking@2020-01-01"),
        ("解读", "reading"),
        ("修改", "amendment"),
        ("新文本", "parking@2024-01-01"),
        ("废止", "new-parking"),
    ]


def test_it_is_shown_on_the_page_of_every_step() -> None:
    found = ways(*ALL)
    for page in ("plan", "reading", "amendment", "parking"):
        assert [chain.id for chain in found[page]] == ["parking"], page


def test_what_replaced_a_document_shows_its_own_way_that_begins_there() -> None:
    (own,) = ways(*ALL)["new-parking"]
    assert steps(own) == [("原文件", "parking"), ("公布", "new-parking")]


def test_a_document_alone_has_no_way() -> None:
    assert ways(document(), explained={}) == {}


def test_a_term_that_is_over_is_the_last_step() -> None:
    (own,) = ways(document(expires=date(2025, 4, 30)), explained={})["parking-fees"]
    assert steps(own) == [("公布", "parking-fees"), ("失效", "")]
    assert own.steps[-1].title == "有效期届满"
    assert ways(document(expires=date(2029, 4, 30)), explained={}) == {}


def test_only_the_earliest_end_is_a_step() -> None:
    one = document(expires=date(2025, 4, 30), repealed=Repeal(date(2025, 1, 1), None, "改革"))
    (own,) = ways(one, explained={})["parking-fees"]
    assert [(step.kind, step.day) for step in own.steps[1:]] == [("废止", date(2025, 1, 1))]


def test_a_decision_that_ends_many_shows_none_of_their_ways() -> None:
    many = [document(id=f"d{number}", title=f"第{number}号办法") for number in range(6)]
    few = document(id="end", repeals=tuple(Reference(one.id) for one in many[:5]))
    lot = document(id="end", repeals=tuple(Reference(one.id) for one in many))
    assert len(ways(*many, few, explained={})["end"]) == 5
    found = ways(*many, lot, explained={})
    assert "end" not in found
    assert steps(found["d0"][0])[-1] == ("废止", "end")


def test_a_clearance_is_a_step_and_shows_none() -> None:
    cleared = document(
        collection=Collection.CLEARANCES,
        id="review",
        clearance=Clearance(
            date(2026, 1, 1), lapse=(ClearedItem(Reference("parking-fees"), "任务完成"),)
        ),
    )
    found = ways(document(), cleared, explained={})
    assert steps(found["parking-fees"][0])[-1] == ("失效", "review")
    assert "review" not in found
