"""The tables of what was measured: medians, ratios, and one section in the place of another."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench import results
from bench.results import Record, medians, replace_section, write_builds
from bench.timing import CommandFailed, run


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(results, "RESULTS", tmp_path / "RESULTS.md")
    return tmp_path / "RESULTS.md"


def _record(tool: str, what: str, wall: float, cpu: float) -> Record:
    return Record(
        day="2026-11-23", library="1,947", texts=1947, tool=tool, what=what, wall=wall, cpu=cpu,
        memory=100.0, load=1.0, files=10, pages=9, size=5_000_000,
    )  # fmt: skip


def test_the_middle_of_three_runs_counts() -> None:
    found = medians([_record("hugo", "pages", wall, 1.0) for wall in (9.0, 1.0, 2.0)])
    assert found["1,947", "hugo", "pages"].wall == 2.0
    assert found["1,947", "hugo", "pages"].runs == 3


def test_ratios_are_shown_for_what_was_measured_on_both_sides(file: Path) -> None:
    write_builds([_record("gongkai", "pages", 2.0, 3.0), _record("hugo", "pages", 4.0, 6.0)], {})
    words = file.read_text("utf-8")
    assert "| cold pages, CPU, to Hugo | 0.50 | 1 |" in words
    assert "to Pelican" not in words


def test_a_section_takes_the_place_of_the_one_of_its_name(file: Path) -> None:
    replace_section("Builds", ["one"])
    replace_section("Search", ["two"])
    replace_section("Builds", ["three"])
    assert file.read_text("utf-8") == "# Measured\n\n## Builds\n\nthree\n\n## Search\n\ntwo\n"


def test_a_command_costs_time_and_memory(tmp_path: Path) -> None:
    work = "import time; x = bytes(range(256)) * 400_000; time.sleep(0.3); sum(range(2_000_000))"
    cost = run([sys.executable, "-c", work], tmp_path)
    assert cost.wall > 0.3
    assert 0 < cost.cpu < cost.wall + 1
    assert cost.memory > 90


def test_a_command_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)
