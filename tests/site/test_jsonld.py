"""Law as search engines read it."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from gongkai.model.documents import Collection, Reference, Repeal
from gongkai.model.links import Relation
from gongkai.site.jsonld import legislation, script_text
from tests.builders import Extra, Made, document, library, regulation


def said(made: Made, place: int = 0, text: int | None = None) -> dict[str, object]:
    """The JSON-LD of a work's current text, or of the text at a place."""
    catalogue = made.library.catalogue
    work = catalogue.works[place]
    entry = work.current if text is None else work.texts[text]
    url = work.url if text is None else entry.card.url
    return dict(
        legislation(catalogue.site, work, entry, made.library.texts[entry.document.key], url)
    )


def test_a_text_in_force_says_so_with_its_days() -> None:
    found = said(library(document(expires=date(2029, 4, 30), responsible=("示例市公安局",))))
    assert found["@id"] == "https://www.example.gov.cn/zwgk/normative/parking-fees/"
    assert found["legislationIdentifier"] == "示政办规〔2024〕3号"
    assert found["legislationLegalForce"] == "https://schema.org/InForce"
    assert found["temporalCoverage"] == "2024-05-01/2029-04-30"
    assert found["legislationResponsible"] == [
        {"@type": "GovernmentOrganization", "name": "示例市公安局"}
    ]
    assert "abstract" not in found


def test_a_repealed_text_is_not_in_force() -> None:
    found = said(library(regulation(repealed=Repeal(date(2025, 1, 1)))))
    assert found["legislationLegalForce"] == "https://schema.org/NotInForce"
    assert found["temporalCoverage"] == "2024-05-01/2024-12-31"


def test_texts_of_a_work_are_tied_to_it() -> None:
    older = regulation(
        version="2019-05-01", effective=date(2019, 5, 1), published=datetime(2019, 4, 1)
    )
    made = library(older, regulation(version="2024-05-01"))
    work = "https://www.example.gov.cn/zwgk/regulations/parking/"
    assert said(made)["workExample"] == [
        {"@type": "Legislation", "@id": f"{work}{day}/", "legislationDateVersion": day}
        for day in ("2019-05-01", "2024-05-01")
    ]
    old = said(made, text=0)
    assert old["exampleOfWork"] == {"@type": "Legislation", "@id": work}
    assert old["@id"] == f"{work}2019-05-01/"


def test_what_a_text_changes_is_named() -> None:
    relation = Relation("废止了", "旧规定", "old", url="/normative/old/")
    extra = {"parking-fees": Extra(values={"relations": (relation,)})}
    found = said(library(document(repeals=(Reference("old"),)), extra=extra))
    assert found["legislationChanges"] == [
        {
            "@type": "Legislation",
            "@id": "https://www.example.gov.cn/zwgk/normative/old/",
            "name": "旧规定",
        }
    ]


def test_what_has_no_legal_force_is_no_legislation() -> None:
    with pytest.raises(ValueError, match="no legal force"):
        said(library(document(collection=Collection.INTERPRETATIONS)))


def test_no_title_can_end_the_script_element() -> None:
    text = script_text({"name": "</script><script>alert(1)"})
    assert "<" not in text
    assert json.loads(text) == {"name": "</script><script>alert(1)"}
