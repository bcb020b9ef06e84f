"""Tiny whole sites, one for each mistake that staff make, and the messages they are shown.

After a wanted change of a message: `pytest tests/test_sites.py --update-golden`,
then read the difference as the clerk would.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.commands.main import main
from tests.checkers.golden import compare

SITES = Path(__file__).parent / "sites"


@pytest.mark.parametrize("name", sorted(folder.name for folder in SITES.iterdir()))
def test_each_mistake_has_its_message(
    name: str, capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    status = main(["check", "--root", str(SITES / name), "--as-of", "2026-11-23", "--jobs", "1"])
    shown = capsys.readouterr()
    report = f"{_of_documents(shown.err)}退出码 {status}\n"
    update = bool(pytestconfig.getoption("--update-golden"))
    compare(SITES / name / "messages.txt", report, update=update)


def _of_documents(shown: str) -> str:
    """The messages without those about a site as small as these: no guide, no footer …"""
    messages = re.split(r"^(?=\S)", shown, flags=re.MULTILINE)
    return "".join(m for m in messages if not m.startswith(("site.yaml: ", "检查完毕")))
