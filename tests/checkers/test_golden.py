"""A golden file fails on any difference, and is rewritten only when asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checkers.golden import compare


def test_the_same_text_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes("第一条\n".encode())
    compare(tmp_path / "page.html", "第一条\n", update=False)


@pytest.mark.parametrize("actual", ["第一条", "第二条\n", "第一条\r\n", ""])
def test_any_difference_is_a_failure(tmp_path: Path, actual: str) -> None:
    (tmp_path / "page.html").write_bytes("第一条\n".encode())
    with pytest.raises(AssertionError, match="--update-golden"):
        compare(tmp_path / "page.html", actual, update=False)


def test_a_golden_file_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="not there yet"):
        compare(tmp_path / "page.html", "", update=False)


def test_an_update_writes_exactly_what_was_made(tmp_path: Path) -> None:
    compare(tmp_path / "pages/page.html", "第一条\r\n", update=True)
    assert (tmp_path / "pages/page.html").read_bytes() == "第一条\r\n".encode()
