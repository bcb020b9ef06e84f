"""What the tests of builds that plan nothing share: whether one planned, and what it should be."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import ModuleType

import pytest

from gongkai.commands import pipeline, understanding
from gongkai.commands.main import main
from tests.tiny import published

_LONG_AGO = -1_000_000_000_000  # nanoseconds: every file looks as old as in a quarter of an hour


def settle_files(monkeypatch: pytest.MonkeyPatch, *modules: ModuleType) -> None:
    """Let files as young as a test's count for the modules that ask how old one is."""
    for module in modules:
        monkeypatch.setattr(module, "UNSURE", _LONG_AGO)


def spied(monkeypatch: pytest.MonkeyPatch, word: str) -> list[str]:
    """A list that gets the word at each build of this process that reads the whole content."""
    found: list[str] = []
    understand = understanding.understand

    def spy(*given: object) -> object:
        found.append(word)
        return understand(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "understand", spy)
    return found


def clean_build(root: Path, *more: str) -> dict[str, bytes]:
    """What a build from nothing makes."""
    output = root.parent / "clean"
    shutil.rmtree(output, ignore_errors=True)
    words = ["build", "--root", str(root), "--jobs", "1", "--no-cache", "--output", str(output)]
    assert main([*words, *more]) == 0
    return published(output)
