"""What one build has read so far, in memory and on disk."""

from __future__ import annotations

import pytest

from gongkai.output.spool import Spool


def test_what_memory_does_not_hold_is_kept_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.output.spool._HELD", 25)
    contents = {f"{number}": bytes([number]) * 10 for number in range(5)} | {"empty": b""}
    kept = Spool()
    kept.put_many(contents)
    assert {name: kept.get(name) for name in contents} == contents
    assert all(name in kept for name in contents)


@pytest.mark.parametrize("held", [100, 0])
def test_a_name_keeps_its_first_content(monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    monkeypatch.setattr("gongkai.output.spool._HELD", held)
    kept = Spool()
    kept.put_many({"a": b"first"})
    kept.put_many({"a": b"second"})
    assert kept.get("a") == b"first"
    assert "b" not in kept
    with pytest.raises(KeyError):
        kept.get("b")
