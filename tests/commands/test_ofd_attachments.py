"""An attached OFD shows its facts, and is held against the page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from gongkai.commands.building import build
from gongkai.commands.requests import Outcome, Request
from tests.formats.ofd_files import ofd
from tests.tiny import SITE, document, site

_BODY = "第一条　为了规范养犬，制定本办法。\n\n第二条　本办法自2024年5月1日起施行。\n"
_LINES = ["示例市养犬管理办法", "第一条　为了规范养犬，", "制定本办法。", "— 1 —"]
_REST = ["第二条　本办法自2024年5月1日起施行。", "— 2 —"]


def built(tmp_path: Path, raw: bytes, settings: str = SITE) -> Outcome:
    keys = {"attachments": "[{title: 盖章原件, file: dogs.ofd}]"}
    files: dict[str, str | bytes] = {
        "normative/dogs.md": document(_BODY, **keys),
        "files/dogs.ofd": raw,
    }
    root = site(tmp_path / "office", files, settings)
    request = Request(root=root, output=tmp_path / "output", as_of=datetime(2024, 6, 1), workers=1)
    return build(request)


def told(outcome: Outcome) -> list[tuple[str, str]]:
    """The problems with attachments: code and message."""
    return [
        (one.code, one.message) for one in outcome.diagnostics if one.code.startswith("attachment/")
    ]


def test_the_page_says_how_long_it_is_and_that_nobody_verified_its_seal(tmp_path: Path) -> None:
    assert told(built(tmp_path, ofd([_LINES, _REST], signatures=1))) == []
    page = (tmp_path / "output/normative/dogs/index.html").read_text("utf-8")
    assert "2 页，有电子签章 1 个，签章未验证" in page


def test_without_a_seal_nothing_is_said_of_one(tmp_path: Path) -> None:
    built(tmp_path, ofd([_LINES, _REST]))
    page = (tmp_path / "output/normative/dogs/index.html").read_text("utf-8")
    assert "，2 页）" in page
    assert "签章" not in page


def test_another_wording_than_the_page_is_shown_from_both(tmp_path: Path) -> None:
    rest = ["第二条　本办法自2024年6月1日起施行。", "— 2 —"]
    (found,) = told(built(tmp_path, ofd([_LINES, rest])))
    assert found[0] == "attachment/ofd-differs"
    assert "网页“…" in found[1]
    assert "2024年5月1日" in found[1]
    assert "2024年6月1日" in found[1]


def test_a_page_that_the_file_lacks_is_a_difference(tmp_path: Path) -> None:
    (found,) = told(built(tmp_path, ofd([_LINES])))
    assert found[0] == "attachment/ofd-differs"
    assert "附件“（到此为止）”" in found[1] or "制定本办法。" in found[1]


def test_a_form_is_held_against_nothing(tmp_path: Path) -> None:
    assert told(built(tmp_path, ofd([["养犬登记表", "姓名"]]))) == []


@pytest.mark.parametrize("raw", [b"%PDF-1.7", ofd([]), ofd([_LINES, _REST])[:200]])
def test_a_file_that_nobody_can_open_is_an_error_on_an_official_site(
    tmp_path: Path, raw: bytes
) -> None:
    outcome = built(tmp_path, raw, f"{SITE}profile: official\n")
    ((code, message),) = told(outcome)
    assert code == "attachment/ofd"
    assert "盖章原件" in message
    assert outcome.failed
