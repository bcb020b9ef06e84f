"""The gazette of the example: complete, valid, and the same as its frozen texts."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gongkai.formats.gazette_lock import read_lock
from gongkai.library.gazette import issue_url
from gongkai.model.gazette import FrozenIssue
from gongkai.text.parity import lost_characters
from tests.conftest import REPOSITORY
from tests.formats.judges import json_faults

FOLDER = REPOSITORY / "content/gazette"


@pytest.fixture(scope="module")
def issues() -> list[FrozenIssue]:
    """Every frozen issue."""
    locks = sorted(FOLDER.glob("*.lock.json"))
    return [read_lock(path.read_text("utf-8")).issue for path in locks]


def _page(example_site: Path, url: str) -> Path:
    return example_site / url.strip("/")


def test_two_years_are_complete_and_an_old_one_is_scanned(issues: list[FrozenIssue]) -> None:
    numbers = {year: [i.key.first for i in issues if i.key.year == year] for year in (2024, 2025)}
    assert numbers == {2024: list(range(1, 13)), 2025: list(range(1, 13))}
    assert {item.kind for i in issues if i.key.year == 2009 for item in i.items} == {"scan"}
    assert any(i.key.first != i.key.last for i in issues)
    assert any(i.key.supplement for i in issues)
    assert any(item.corrects for i in issues for item in i.items)


def test_the_lists_of_issues_and_items_are_valid(example_site: Path) -> None:
    raw = (example_site / "gazette/issues.json").read_bytes()
    assert json_faults(raw, "gazette-issues") == []
    listed: list[dict[str, Any]] = json.loads(raw)["issues"]
    assert len(listed) > 40
    for issue in listed:
        own = (_page(example_site, issue["url"]) / "issue.json").read_bytes()
        assert json_faults(own, "gazette-issue") == []
        read = json.loads(own)
        assert {key: read[key] for key in issue} == issue
        for item in read["items"]:
            assert (_page(example_site, item["url"]) / "index.html").is_file()


def test_every_page_has_the_words_that_were_frozen(
    example_site: Path, issues: list[FrozenIssue]
) -> None:
    seen = 0
    for issue in issues:
        for item in issue.items:
            folder = _page(example_site, f"{issue_url(issue.key)}{item.name}")
            if item.kind == "scan":
                continue
            assert (folder / "index.md").read_text("utf-8") == item.markdown
            html = (folder / "index.html").read_text("utf-8")
            body = re.search(r'<article class="prose".*?</article>', html, re.DOTALL)
            assert body
            shown = re.sub(r'<aside class="beside__box.*?</aside>', "", body[0], flags=re.DOTALL)
            shown = re.sub(r'<span class="cite-note">.*?</span>', "", shown)
            assert lost_characters(item.markdown, shown) == "", folder
            seen += 1
    assert seen > 100


def test_scans_are_published_as_they_were_frozen(
    example_site: Path, issues: list[FrozenIssue]
) -> None:
    for issue in issues:
        for item in issue.items:
            if item.file:
                folder = _page(example_site, issue_url(issue.key))
                file = folder / "files" / Path(item.file).name
                assert sha256(file.read_bytes()).hexdigest() == item.digest


def test_the_standard_text_is_said_of_regulations_alone(example_site: Path) -> None:
    marked = [
        path.parent.parent.name
        for path in example_site.glob("*/*/index.html")
        if '<strong class="label">标准文本</strong>' in path.read_text("utf-8")
    ]
    assert marked
    assert set(marked) == {"regulations"}


def test_the_run_shows_every_issue_once(example_site: Path, issues: list[FrozenIssue]) -> None:
    page = (example_site / "gazette/index.html").read_text("utf-8")
    table = page.partition("<table>")[2].partition("</table>")[0]
    linked = re.findall(r'href="\.\./(gazette/\d+/[^"]+/)"', table)
    assert sorted(linked) == sorted(issue_url(issue.key)[1:] for issue in issues)
