"""The table of readings is what its tool writes today."""

from __future__ import annotations

import runpy

from tests.conftest import REPOSITORY


def test_the_table_of_readings_is_as_its_tool_writes_it() -> None:
    tool = runpy.run_path(str(REPOSITORY / "tools/pinyin.py"))
    assert tool["TABLE"].read_text("utf-8") == tool["table"]()
    assert tool["TABLE"].stat().st_size <= 60_000
