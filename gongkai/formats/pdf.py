"""What a PDF says of itself: pages, faults, text layer; the only user of PDFium.

PDFium is loaded where it is wanted: few builds read a PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2 as pdfium

MOST_PAGES = 2_000
_HEAD = 1024  # a reader finds "%PDF-" within so many bytes of the file's beginning
_NOT_ENCRYPTED = -1
# Marks that PDFium adds itself, and what no text of ours may hold.
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ufdd0-\ufdef]")


class PdfFault(Enum):
    """Why a file is not taken as a PDF to be kept; the value is said to staff."""

    NOT_PDF = "不是 PDF 文件"
    ENCRYPTED = "加了密码或限制，以后可能打不开"
    DAMAGED = "是损坏的 PDF 文件，读不出一页"
    TOO_LONG = f"超过 {MOST_PAGES} 页"


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """`pages` is 0 where they cannot be counted; `fault` is None for a file that can be kept."""

    pages: int
    fault: PdfFault | None = None


def facts(source: bytes | Path) -> PdfFacts:
    """Count the pages of a file and say what is wrong with it. Raises OSError for a path."""
    if b"%PDF-" not in _beginning(source):
        return PdfFacts(0, PdfFault.NOT_PDF)
    import pypdfium2 as pdfium
    import pypdfium2.raw as pdfium_raw

    try:
        with _opened(source) as document:
            pages = len(document)
            if pdfium_raw.FPDF_GetSecurityHandlerRevision(document) != _NOT_ENCRYPTED:
                return PdfFacts(pages, PdfFault.ENCRYPTED)
    except pdfium.PdfiumError as error:
        password = error.err_code in (pdfium_raw.FPDF_ERR_PASSWORD, pdfium_raw.FPDF_ERR_SECURITY)
        return PdfFacts(0, PdfFault.ENCRYPTED if password else PdfFault.DAMAGED)
    if not pages:
        return PdfFacts(0, PdfFault.DAMAGED)
    return PdfFacts(pages, PdfFault.TOO_LONG if pages > MOST_PAGES else None)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a PDF's outline; `level` and `page` count from 0."""

    level: int
    title: str
    page: int


def bookmarks(source: bytes | Path) -> Iterator[Bookmark]:
    """The outline of a PDF, in order; what leads to no page is left out."""
    with _opened(source) as document:
        for mark in document.get_toc():
            target = mark.get_dest()
            page = target.get_index() if target else None
            if page is not None:
                yield Bookmark(mark.level, mark.get_title(), page)


def page_count(source: bytes | Path) -> int:
    """How many pages a PDF has, which `facts` finds no fault with."""
    with _opened(source) as document:
        return len(document)


def page_texts(source: bytes | Path, first: int = 1, last: int | None = None) -> Iterator[str]:
    """The text layer of each page from `first` to `last`, counted from 1, both included.

    "" for a page that has none (a picture), or that cannot be read. The file
    must be one that `facts` finds no fault with.
    """
    with _opened(source) as document:
        for index in range(first - 1, min(last or len(document), len(document))):
            yield _page_text(document, index)


def _page_text(document: pdfium.PdfDocument, index: int) -> str:
    import pypdfium2 as pdfium

    try:
        page = document[index]
    except pdfium.PdfiumError:
        return ""
    try:
        layer = page.get_textpage()
        text = layer.get_text_bounded()
        layer.close()
    except pdfium.PdfiumError:
        return ""
    finally:
        page.close()
    return _NO_TEXT.sub("", text.replace("\r\n", "\n"))


@contextmanager
def _opened(source: bytes | Path) -> Iterator[pdfium.PdfDocument]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(source)
    try:
        yield document
    finally:
        document.close()


def _beginning(source: bytes | Path) -> bytes:
    if isinstance(source, bytes):
        return source[:_HEAD]
    with source.open("rb") as opened:
        return opened.read(_HEAD)
