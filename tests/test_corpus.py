"""Texts from outside build whole: a page for each work, and one for each of its texts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gongkai.commands.main import main
from tests.checkers.links import follow
from tests.conftest import AS_OF

_VERSION = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.md")


def works(content: Path) -> dict[Path, list[Path]]:
    """The texts of each work; a work is a file, or a folder whose files are all named by a day."""
    by_folder: dict[Path, list[Path]] = {}
    for path in sorted(content.rglob("*.md")):
        by_folder.setdefault(path.parent, []).append(path)
    found: dict[Path, list[Path]] = {}
    for folder, texts in by_folder.items():
        by_day = all(_VERSION.fullmatch(text.name) for text in texts)
        if by_day and not re.fullmatch(r"[0-9]{4}", folder.name):
            found[folder] = texts
        else:
            found |= {text: [text] for text in texts}
    return found


@pytest.fixture(scope="session")
def corpus_site(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    arguments = ["build", "--root", str(corpus), "--output", str(folder / "site")]
    assert main([*arguments, "--cache", str(folder / "cache"), "--as-of", AS_OF]) == 0
    return folder / "site"


def test_every_work_and_every_text_has_its_page(corpus: Path, corpus_site: Path) -> None:
    expected = works(corpus / "content")
    read = [json.loads(path.read_bytes()) for path in corpus_site.glob("*/*/index.json")]
    documents = [document for document in read if "versions" in document]
    assert len(documents) == len(expected)
    assert sum(max(1, len(document["versions"])) for document in documents) == sum(
        len(texts) for texts in expected.values()
    )
    missing = [
        version["url"]
        for document in documents
        for version in document["versions"]
        if not (corpus_site / version["url"].lstrip("/") / "index.html").is_file()
    ]
    assert missing == []


def test_every_link_of_the_corpus_leads_somewhere(corpus: Path, corpus_site: Path) -> None:
    url = re.search(r"^url: *(\S+)", (corpus / "site.yaml").read_text("utf-8"), re.M)
    assert url
    assert follow(corpus_site, url.group(1)).problems == ()
