"""The made-up library is the same every time, like real texts, and builds."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest

from bench.generator import write
from bench.measures import REAL, measured
from gongkai.commands.building import build
from gongkai.commands.requests import Request
from gongkai.model.diagnostics import Severity

_TEXTS = 500


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up library of a few hundred texts."""
    folder = tmp_path_factory.mktemp("bench") / "library"
    write(folder, _TEXTS)
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_number_of_texts_gives_the_same_bytes(library: Path, tmp_path: Path) -> None:
    write(tmp_path / "again", _TEXTS, workers=1)
    assert _files(tmp_path / "again") == _files(library)


def test_it_has_as_many_texts_as_asked_for(library: Path) -> None:
    assert sum(path.endswith(".md") for path in _files(library)) == _TEXTS


def test_its_texts_are_like_real_ones(library: Path) -> None:
    real, own = asdict(REAL), asdict(measured(library))
    for name in ("length", "bigrams", "marked", "citations"):
        assert own[name] == pytest.approx(real[name], rel=0.1), name
    # Repetition grows with the number of texts; REAL is of 1,947.
    assert real["repeated"] / 2 < own["repeated"] < real["repeated"] * 1.1


def test_it_builds_with_versions_repeals_and_tables(library: Path, tmp_path: Path) -> None:
    outcome = build(
        Request(
            root=library,
            output=tmp_path / "output",
            as_of=datetime(2026, 11, 23),
            workers=1,
            dry_run=True,
        )
    )
    assert not [one for one in outcome.diagnostics if one.severity is Severity.ERROR]
    words = b"\n".join(_files(library).values()).decode("utf-8")
    for sign in (
        "repealed: {",
        "\n| 项目 |",
        "》第二条",
        "# 第一章",
        "前款规定",
        "规〔20",
        "# 一、",
    ):
        assert sign in words, sign
    assert any(path.count("/") == 4 for path in _files(library))  # a work with versions
