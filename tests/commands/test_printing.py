"""The editions of the example's gazette: what they say, and when they are made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.commands.main import main
from gongkai.formats import typst
from gongkai.formats.gazette_lock import read_lock
from gongkai.gazette import press
from gongkai.gazette.press import differing, typeset
from gongkai.gazette.printed import Printed
from gongkai.gazette.setting import setting
from gongkai.text.body import read_body
from tests import tiny
from tests.conftest import REPOSITORY
from tests.gazette.issues import MASTHEAD

PDF = tiny.SITE + "downloads: {pdf: true}\n"
LOCKS = sorted((REPOSITORY / "content/gazette").glob("202*.lock.json"))
ISSUE = (
    "year: 2024\nissue: 5\ntotal: 5\npublished: 2024-05-28\n"
    "sections:\n  - name: 大事记\n    items:\n"
    "      - {title: 2024年5月大事记, text: 5月1日，演练举行。}\n"
)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office with one frozen issue."""
    root = tiny.site(tmp_path / "office", {"gazette/2024-05.yaml": ISSUE}, PDF)
    assert main(["gazette", "freeze", "2024-05", "--root", str(root)]) == 0
    return root


def build(root: Path) -> dict[str, bytes]:
    assert main(["build", "--root", str(root), "--as-of", "2026-11-23", "--jobs", "1"]) == 0
    return tiny.published(root / "output")


def test_every_issue_of_the_example_says_in_its_pdf_what_its_items_say() -> None:
    assert len(LOCKS) >= 24
    for path in LOCKS:
        issue = read_lock(path.read_text("utf-8")).issue
        if not issue.is_text:
            continue
        bodies = [
            read_body(
                item.markdown,
                title=item.title,
                number=item.document_number or "",
                transmits=item.transmits or "",
                about=item.about,
            ).body.html
            for item in issue.items
        ]
        content = REPOSITORY / "content"
        pictures = [
            tuple((one.name, (content / one.path).read_bytes()) for one in item.pictures)
            for item in issue.items
        ]
        made = typeset(issue, MASTHEAD, list(map(Printed, bodies, pictures)))
        assert [item.pages for item in issue.items] == list(made.pages), path.name
        texts = list(map(Printed, bodies, pictures))
        assert list(differing(made, issue, MASTHEAD, texts)) == [], path.name


def test_a_pdf_that_says_something_else_stops_the_build_and_shows_both(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        press, "setting", lambda html, files: setting(html.replace("演练", "训练"), files)
    )
    assert main(["build", "--root", str(office), "--as-of", "2026-11-23", "--jobs", "1"]) == 1
    shown = capsys.readouterr().err
    assert "[gazette/pdf-differs]" in shown
    assert "正文是“5月1日,演练举行。”，PDF 里是“5月1日,训练举行。”" in shown
    assert not (office / "output").exists()


def test_an_issue_is_offered_as_pdf_and_epub(office: Path) -> None:
    files = build(office)
    page = files["gazette/2024/05/index.html"].decode()
    for kind in ("pdf", "epub"):
        assert f"gazette/2024/05/gazette-2024-05.{kind}" in files
        assert f'gazette/2024/05/gazette-2024-05.{kind}" download' in page
    facts = json.loads(files["gazette/2024/05/issue.json"])
    assert facts["items"][0]["pages"] == [1, 1]


def test_an_edition_is_made_once(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(office)

    def fail(*_: object) -> bytes:
        raise AssertionError("made again")

    monkeypatch.setattr(typst, "pdf", fail)
    (office / "content/pages").mkdir()
    help_page = "---\ntitle: 帮助\npublished: 2024-01-01\n---\n\n打电话问。\n"
    (office / "content/pages/help.md").write_text(help_page, "utf-8")
    name = "gazette/2024/05/gazette-2024-05.pdf"
    assert build(office)[name] == first[name]


def test_an_edition_that_was_lost_is_made_again(office: Path) -> None:
    first = build(office)
    (office / "output/gazette/2024/05/gazette-2024-05.pdf").unlink()
    assert build(office) == first


def test_without_typst_the_site_is_built_and_says_what_to_install(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(typst, "missing", lambda *_: "没有安装排版软件：pip install 'gongkai[pdf]'")
    files = build(office)
    assert "gazette/2024/05/gazette-2024-05.pdf" not in files
    assert "gazette/2024/05/gazette-2024-05.epub" in files
    assert "gongkai[pdf]" in capsys.readouterr().err


def test_only_offices_that_want_pdfs_have_them(office: Path) -> None:
    (office / "site.yaml").write_text(tiny.SITE, "utf-8")
    files = build(office)
    assert "gazette/2024/05/gazette-2024-05.pdf" not in files
    assert "gazette/2024/05/gazette-2024-05.epub" in files
