"""PDFs are counted, their text layer is read, and what cannot be kept is known."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from gongkai.formats.pdf import MOST_PAGES, PdfFacts, PdfFault, facts, page_texts
from tests.formats.pdf_files import pdf


def encrypted(password: str) -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf(["secret"]))) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="owner", user=password))
    return made.getvalue()


def test_pages_are_counted() -> None:
    assert facts(pdf(["one", "", "three"])) == PdfFacts(3)


def test_a_file_is_read_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "公报 1998 第1期.pdf"
    path.write_bytes(pdf(["Gazette 1998", "page two"]))
    assert facts(path) == PdfFacts(2)
    assert list(page_texts(path)) == ["Gazette 1998", "page two"]


def test_the_text_layer_has_a_text_for_each_page() -> None:
    assert list(page_texts(pdf(["one", "", "three"]))) == ["one", "", "three"]


def test_the_text_of_some_pages_is_read_alone() -> None:
    assert list(page_texts(pdf(["1", "2", "3", "4"]), 2, 3)) == ["2", "3"]
    assert list(page_texts(pdf(["1", "2"]), 2, 9)) == ["2"]


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", PdfFault.NOT_PDF),
        ("扫描件".encode(), PdfFault.NOT_PDF),
        (b"\xff\xd8\xff\xe0 a picture", PdfFault.NOT_PDF),
        (b"%PDF-1.4\nnothing more", PdfFault.DAMAGED),
        (pdf(["one"])[:60], PdfFault.DAMAGED),
        (pdf([]), PdfFault.DAMAGED),
    ],
)
def test_a_file_that_cannot_be_kept_is_known_by_its_fault(raw: bytes, fault: PdfFault) -> None:
    assert facts(raw) == PdfFacts(0, fault)


def test_a_file_that_needs_a_password_is_encrypted() -> None:
    assert facts(encrypted("password")).fault is PdfFault.ENCRYPTED


def test_a_file_that_opens_but_forbids_copying_is_encrypted_too() -> None:
    assert facts(encrypted("")) == PdfFacts(1, PdfFault.ENCRYPTED)


def test_a_file_of_too_many_pages_says_how_many() -> None:
    assert facts(pdf([""] * MOST_PAGES)) == PdfFacts(MOST_PAGES)
    assert facts(pdf([""] * (MOST_PAGES + 1))) == PdfFacts(MOST_PAGES + 1, PdfFault.TOO_LONG)


def test_a_file_cut_anywhere_never_stops_the_reading() -> None:
    raw = pdf(["one", "two"])
    for length in range(0, len(raw), 7):
        found = facts(raw[:length])
        if found.fault is None:
            assert len(list(page_texts(raw[:length]))) == found.pages
