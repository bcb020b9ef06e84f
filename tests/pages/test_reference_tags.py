"""Reference managers find what they cite a document by."""

from __future__ import annotations

from gongkai.model.documents import UNDATED
from gongkai.pages.reference_tags import reference_tags
from tests.builders import document

URL = "https://www.example.gov.cn/zwgk/normative/parking-fees/"


def test_a_document_says_how_it_is_cited() -> None:
    made = document(agency=("示例市财政局", "示例市教育局"))
    tags = list(reference_tags(made, URL, "示例市人民政府"))
    assert ["citation_title", made.title] in tags
    assert [value for name, value in tags if name == "citation_author"] == list(made.agency)
    assert ["citation_publication_date", "2024/04/26"] in tags
    assert ["citation_technical_report_number", made.number] in tags
    assert ["DC.date", "2024-04-26"] in tags
    assert ["DC.identifier", URL] in tags


def test_what_is_not_known_is_left_out() -> None:
    names = {name for name, _ in reference_tags(document(number=None, published=UNDATED), URL, "")}
    assert not {"citation_publication_date", "citation_technical_report_number", "DC.date"} & names
