"""What one build has read so far, kept on disk."""

from __future__ import annotations

import pytest

from gongkai.output.spool import Spool


def test_contents_come_back_by_their_names() -> None:
    contents = {f"{number}": bytes([number]) * 10 for number in range(5)} | {"empty": b""}
    kept = Spool()
    kept.put_many(contents)
    assert {name: kept.get(name) for name in contents} == contents
    assert all(name in kept for name in contents)


def test_a_name_keeps_its_first_content() -> None:
    kept = Spool()
    kept.put_many({"a": b"first"})
    kept.put_many({"a": b"second"})
    assert kept.get("a") == b"first"
    assert "b" not in kept
    with pytest.raises(KeyError):
        kept.get("b")
