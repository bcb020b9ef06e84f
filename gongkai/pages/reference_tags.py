"""What reference managers read from a page: the tags of Highwire Press and of Dublin Core."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model.documents import UNDATED, Document
from gongkai.pages.jobs import Json

_LANGUAGE = "zh-CN"


def reference_tags(document: Document, url: str, publisher: str) -> Iterator[list[Json]]:
    """Name and content of each tag. `url` is the full address of the page."""
    day = "" if document.published == UNDATED else document.published.date().isoformat()
    yield ["citation_title", document.title]
    for agency in document.agency:
        yield ["citation_author", agency]
    if day:
        yield ["citation_publication_date", day.replace("-", "/")]
    if document.number:
        yield ["citation_technical_report_number", document.number]
    yield ["citation_language", _LANGUAGE]
    yield ["citation_public_url", url]
    yield ["DC.title", document.title]
    for agency in document.agency:
        yield ["DC.creator", agency]
    yield ["DC.publisher", publisher]
    if day:
        yield ["DC.date", day]
    yield ["DC.identifier", url]
    yield ["DC.language", _LANGUAGE]
    yield ["DC.type", "Text"]
