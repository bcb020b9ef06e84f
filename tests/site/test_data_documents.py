"""The data beside each page."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

import pytest

from gongkai.model.documents import (
    UNDATED,
    Collection,
    Correction,
    Decision,
    DecisionPart,
    Extension,
    Reference,
    Repeal,
)
from gongkai.model.links import BackLink, InterpretationLink
from gongkai.site.input import Attachment
from tests.builders import Extra, document, library, regulation
from tests.formats.judges import akoma_ntoso_faults, json_faults
from tests.site.data_files import data_files, read

OLD = regulation(version="2019-05-01", effective=date(2019, 5, 1), published=datetime(2019, 4, 1))
NEW = regulation(
    version="2024-05-01", effective=date(2024, 5, 1), published=datetime(2024, 4, 1, 9, 30)
)
TEXT = "第一章　总则\n第一条　为了停车有序，制定本办法。\n第二条　本办法自2024年5月1日起施行。"


def test_a_document_has_its_data_beside_its_page() -> None:
    files = data_files(
        library(document(), extra={"parking-fees": Extra("通告如下。\n第一条　收费。")})
    )
    raw = files["normative/parking-fees/index.json"]
    assert json_faults(raw, "index") == []
    found = read(files, "normative/parking-fees/index.json")
    assert found["url"] == "/normative/parking-fees/"
    assert (found["published"], found["effective"]) == ("2024-04-26T09:30:00+08:00", "2024-05-01")
    assert (found["status"], found["status_since"], found["status_by"]) == (
        "现行有效",
        "2024-05-01",
        None,
    )
    assert (found["lead"], found["versions"], found["gazette"]) == (None, [], None)
    markdown = files["normative/parking-fees/index.md"]
    assert markdown.decode() == "通告如下。\n第一条　收费。"
    assert found["sha256"] == sha256(markdown).hexdigest()


def test_every_text_of_a_work_has_its_data_and_the_list_of_all() -> None:
    texts = {"parking@2019-05-01": Extra("第一条　旧。"), "parking@2024-05-01": Extra(TEXT)}
    files = data_files(library(OLD, NEW, extra=texts))
    for name in ("", "2019-05-01/", "2024-05-01/"):
        path = f"regulations/parking/{name}index"
        assert json_faults(files[f"{path}.json"], "index") == []
        assert akoma_ntoso_faults(files[f"{path}.akn.xml"]) == []
    old = read(files, "regulations/parking/2019-05-01/index.json")
    assert (old["url"], old["status"]) == ("/regulations/parking/2019-05-01/", "历史文本")
    assert old["versions"] == [
        {
            "version": "2019-05-01",
            "url": "/regulations/parking/2019-05-01/",
            "status": "历史文本",
            "from": "2019-05-01",
            "to": "2024-04-30",
        },
        {
            "version": "2024-05-01",
            "url": "/regulations/parking/2024-05-01/",
            "status": "现行有效",
            "from": "2024-05-01",
            "to": None,
        },
    ]
    current = read(files, "regulations/parking/index.json")
    assert current["versions"] == old["versions"]
    assert files["regulations/parking/index.md"].decode() == TEXT


def test_the_current_text_is_the_same_statute_at_both_its_addresses() -> None:
    files = data_files(library(OLD, NEW, extra={"parking@2024-05-01": Extra(TEXT)}))
    statute = files["regulations/parking/index.akn.xml"]
    assert statute == files["regulations/parking/2024-05-01/index.akn.xml"]
    assert '<eventRef eId="event_1" date="2024-05-01" source="#original" type="amendment"/>' in (
        statute.decode()
    )
    assert 'zho@2024-05-01"' in statute.decode()


def test_the_document_that_repeals_is_named_as_the_cause() -> None:
    repealing = document(
        id="new-rules", title="新规定", number=None, repeals=(Reference("parking"),)
    )
    files = data_files(library(regulation(), repealing))
    found = read(files, "regulations/parking/index.json")
    assert (found["status"], found["status_since"]) == ("废止", "2024-05-01")
    assert found["status_by"] == {
        "id": "new-rules",
        "title": "新规定",
        "number": None,
        "url": "/normative/new-rules/",
    }
    statute = files["regulations/parking/index.akn.xml"]
    assert akoma_ntoso_faults(statute) == []
    assert b'href="https://www.example.gov.cn/zwgk/normative/new-rules/"' in statute
    assert b'type="repeal"' in statute


def test_expires_is_the_last_day_with_extensions_counted_in() -> None:
    extended = document(expires=date(2025, 4, 30), extended=(Extension(date(2027, 4, 30)),))
    files = data_files(library(extended))
    assert read(files, "normative/parking-fees/index.json")["expires"] == "2027-04-30"
    assert b'date="2027-05-01"' in files["normative/parking-fees/index.akn.xml"]


def test_an_unsettled_status_is_published_as_in_force() -> None:
    files = data_files(library(document(expires=None)))
    assert read(files, "normative/parking-fees/index.json")["status"] == "现行有效"


def test_what_explains_and_what_is_explained_name_each_other() -> None:
    reading = document(
        collection=Collection.INTERPRETATIONS, id="reading", title="解读", number=None, form="文字"
    )
    link = InterpretationLink("reading", "解读", "/interpretations/reading/", ("art_1", "art_2"))
    values = {
        "interpretations": (link,),
        "cited_by": (
            BackLink("reading", "解读", "/interpretations/reading/", "", None, "《办法》"),
        ),
    }
    files = data_files(library(regulation(), reading, extra={"parking": Extra(values=values)}))
    parking = read(files, "regulations/parking/index.json")
    assert parking["interpretations"] == [
        {
            "id": "reading",
            "url": "/interpretations/reading/",
            "title": "解读",
            "places": ["art_1", "art_2"],
        }
    ]
    assert parking["cited_by"] == [
        {"id": "reading", "title": "解读", "url": "/interpretations/reading/", "from": None}
    ]
    found = read(files, "interpretations/reading/index.json")
    assert found["interprets"] == [
        {"target": "parking", "eid": "art_1"},
        {"target": "parking", "eid": "art_2"},
    ]
    assert (found["status"], found["status_since"]) == (None, None)
    assert "interpretations/reading/index.akn.xml" not in files


def test_attachments_and_corrections_are_listed() -> None:
    file = Attachment("申请表", "/files/form.docx", "DOCX", 1234, "a" * 64)
    corrected = document(
        corrections=(Correction(date(2024, 5, 6), "第二条", "五十米", "三十米", "校对错误"),)
    )
    extra = {"parking-fees": Extra(prose={"attachments": (file,)})}
    files = data_files(library(corrected, extra=extra))
    found = read(files, "normative/parking-fees/index.json")
    assert json_faults(files["normative/parking-fees/index.json"], "index") == []
    assert found["attachments"] == [
        {"title": "申请表", "url": "/files/form.docx", "size": 1234, "sha256": "a" * 64}
    ]
    assert found["corrections"][0]["was"] == "五十米"


def test_the_texts_of_a_decision_stand_under_their_titles() -> None:
    part = DecisionPart("proposal", "停车条例（草案）", datetime(2024, 1, 1), "content/x.md", "", 1)
    decided = document(
        collection=Collection.DECISIONS, id="parking-law", decision=Decision(parts=(part,))
    )
    extra = {"parking-law": Extra(text="", parts=[("proposal", "第一条　草案。")])}
    files = data_files(library(decided, extra=extra))
    markdown = files["decisions/parking-law/index.md"]
    assert markdown.decode() == "# 停车条例（草案）\n\n第一条　草案。"
    found = read(files, "decisions/parking-law/index.json")
    assert found["sha256"] == sha256(markdown).hexdigest()
    assert [one["eid"] for one in found["provisions"]] == ["proposal-art_1"]


def test_a_document_without_a_text_has_no_markdown() -> None:
    files = data_files(
        library(
            document(collection=Collection.DECISIONS, id="plan", decision=Decision()),
            extra={"plan": Extra(text="")},
        )
    )
    assert "decisions/plan/index.md" not in files
    assert read(files, "decisions/plan/index.json")["sha256"] is None


def test_a_page_without_a_day_has_none_in_its_data() -> None:
    guide = document(collection=Collection.PAGES, id="guide", published=UNDATED)
    files = data_files(library(guide))
    assert json_faults(files["pages/guide/index.json"], "index") == []
    assert read(files, "pages/guide/index.json")["published"] is None


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-23"])
def test_data_do_not_change_with_the_day_unless_something_happens(day: str) -> None:
    made = library(document(), OLD, NEW, as_of=datetime.fromisoformat(f"{day}T23:59"))
    first = data_files(library(document(), OLD, NEW, as_of=datetime(2026, 1, 1)))
    files = data_files(made)
    assert {path for path in files if files[path] != first[path]} == {"data/as-of.json"}


def test_a_repeal_of_its_own_without_a_cause_ends_the_text() -> None:
    files = data_files(library(regulation(repealed=Repeal(date(2025, 1, 1), reason="不再需要"))))
    statute = files["regulations/parking/index.akn.xml"].decode()
    assert '<timeInterval start="#event_0" end="#event_1"' in statute
    assert 'date="2025-01-01" source="#original" type="repeal"' in statute
