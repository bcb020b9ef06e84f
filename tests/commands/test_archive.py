"""Packages for an archive, from the example as it is published."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest
from lxml import etree
from warcio.archiveiterator import ArchiveIterator

from gongkai.commands.main import main
from tests.conftest import REPOSITORY

Archive = Callable[..., int]


@pytest.fixture
def archive(example_site: Path, tmp_path: Path) -> Archive:
    """Make a package in `tmp_path`/kept."""

    def run(*words: str, site: Path = example_site) -> int:
        where = ("--root", str(REPOSITORY), "--output", str(site), "--to", str(tmp_path / "kept"))
        return main(["archive", *words, *where])

    return run


@pytest.fixture
def issue(archive: Archive, tmp_path: Path) -> Path:
    assert archive("2024-11") == 0
    return tmp_path / "kept/gazette-2024-11"


def test_an_issue_is_kept_in_every_form_with_the_documents_it_printed(issue: Path) -> None:
    kept = {path.relative_to(issue / "data").as_posix() for path in issue.rglob("data/**/*")}
    for path in (
        "site/gazette/2024/11/index.html",
        "site/gazette/2024/11/gazette-2024-11.pdf",
        "site/gazette/2024/11/gazette-2024-11.epub",
        "site/gazette/2024/11/01/index.md",
        "site/regulations/waste/index.akn.xml",
        "metadata/dublin-core.xml",
        "metadata/premis.xml",
        "web/column.wacz",
    ):
        assert path in kept
    assert not any(path.startswith("site/gazette/2024/10") for path in kept)


def test_the_package_is_valid_bagit_and_a_changed_byte_is_found(
    issue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bagit.Bag(str(issue)).validate()
    assert main(["verify", str(issue), "--root", str(REPOSITORY)]) == 0
    page = issue / "data/site/gazette/2024/11/index.html"
    page.write_bytes(page.read_bytes().replace(b"<html", b"<HTML", 1))
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(issue)).validate()
    capsys.readouterr()
    assert main(["verify", str(issue), "--root", str(REPOSITORY)]) == 1
    assert "gazette/2024/11/index.html" in "".join(capsys.readouterr())


def test_the_same_publication_gives_the_same_package(
    issue: Path, archive: Archive, tmp_path: Path
) -> None:
    first = {path: path.read_bytes() for path in issue.rglob("*") if path.is_file()}
    shutil.rmtree(issue)
    assert archive("2024-11") == 0
    assert {path: path.read_bytes() for path in issue.rglob("*") if path.is_file()} == first


def test_metadata_name_every_file_with_its_digest(issue: Path) -> None:
    premis = etree.parse(issue / "data/metadata/premis.xml")
    spaces = {"p": "http://www.loc.gov/premis/v3"}
    named = {
        found.findtext("p:objectIdentifier/p:objectIdentifierValue", None, spaces): found.findtext(
            ".//p:messageDigest", None, spaces
        )
        for found in premis.findall("p:object", spaces)
    }
    lines = (issue / "manifest-sha256.txt").read_text().splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    assert named == {path: made for path, made in listed.items() if path.startswith("data/site/")}
    core = etree.parse(issue / "data/metadata/dublin-core.xml")
    title = core.findtext("{http://purl.org/dc/elements/1.1/}title")
    assert title == "《示例市人民政府公报》2024年第11期"


def test_the_web_archive_holds_the_pages_as_they_were_served(
    issue: Path, example_site: Path
) -> None:
    wacz = zipfile.ZipFile(issue / "data/web/column.wacz")
    package = json.loads(wacz.read("datapackage.json"))
    assert {one["path"] for one in package["resources"]} == {
        "archive/data.warc.gz",
        "indexes/index.cdxj",
        "pages/pages.jsonl",
    }
    warc = wacz.read("archive/data.warc.gz")
    bodies = {}
    for record in ArchiveIterator(io.BytesIO(warc), check_digests="raise"):
        if record.rec_type == "response":
            bodies[record.rec_headers["WARC-Target-URI"]] = record.content_stream().read()
    url = "https://www.example.gov.cn/zwgk/gazette/2024/11/"
    assert bodies[url] == (example_site / "gazette/2024/11/index.html").read_bytes()
    lines = wacz.read("indexes/index.cdxj").decode().splitlines()
    assert lines == sorted(lines)
    facts = json.loads(next(line for line in lines if f'"{url}"' in line).split(" ", 2)[2])
    start = int(facts["offset"])
    (record,) = ArchiveIterator(io.BytesIO(warc[start : start + int(facts["length"])]))
    assert record.rec_headers["WARC-Target-URI"] == url


def test_what_is_not_as_it_was_published_is_not_kept(
    archive: Archive, example_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    shutil.copytree(example_site, site)
    page = site / "gazette/2024/11/index.html"
    page.write_bytes(b"other")
    assert archive("2024-11", site=site) == 1
    assert "gazette/2024/11/index.html 与发布时不一致" in capsys.readouterr().out
    assert not (tmp_path / "kept/gazette-2024-11").exists()
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.parametrize(("what", "words"), [("2024-99", "没有"), ("五月", "不是一期公报")])
def test_what_was_never_published_is_said(
    what: str, words: str, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert archive(what) == 2
    assert words in capsys.readouterr().err


def test_a_package_that_is_there_is_left_alone(
    issue: Path, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert archive("2024-11") == 1
    assert "已经有了" in capsys.readouterr().out


def test_a_year_holds_its_issues_and_its_documents(archive: Archive, tmp_path: Path) -> None:
    assert archive("2024") == 0
    kept = tmp_path / "kept/2024/data/site"
    assert (kept / "gazette/2024/01/index.html").is_file()
    assert (kept / "regulations/waste/index.html").is_file()
    assert not (kept / "gazette/2025").exists()
