"""`python build.py` tells a clerk what to do on a machine that is not ready."""

from __future__ import annotations

import ast
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
ENTRY = REPOSITORY / "build.py"


def test_an_old_python_can_read_the_entry() -> None:
    ast.parse(ENTRY.read_text("utf-8"), feature_version=(3, 7))


def test_an_old_python_is_refused_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 12, "final", 0))
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ENTRY), run_name="__main__")
    assert stopped.value.code == 2
    assert "需要 Python 3.11" in capsys.readouterr().err


def test_a_missing_library_is_named_with_the_way_out() -> None:
    without_libraries = [sys.executable, "-S", str(ENTRY), "build"]
    run = subprocess.run(without_libraries, capture_output=True, encoding="utf-8", cwd=REPOSITORY)
    assert run.returncode == 2
    assert "缺少程序库" in run.stderr
    assert "make site" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_corpus_that_is_not_there_fails() -> None:
    command = ["make", "--silent", "corpus", "CORPUS=absent"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=REPOSITORY)
    assert run.returncode != 0
    assert "CORPUS=absent" in run.stderr
