"""Values come back from bytes as they were, and nothing else does."""

from __future__ import annotations

import pickle
from datetime import date, datetime

import pytest

from gongkai.formats.frozen import UnreadableError, freeze, thaw
from gongkai.model.documents import Collection, Document, HistoryEvent, Mark, Marks, Openness

DOCUMENT = Document(
    path="content/normative/dogs.md",
    collection=Collection.NORMATIVE,
    id="dogs",
    title="示例市养犬管理办法",
    published=datetime(2024, 3, 8, 9, 30),
    openness=Openness.PROACTIVE,
    written=date(2024, 3, 1),
    history=(HistoryEvent(date(2024, 3, 1), "印发"),),
    marks=Marks.of({"title": Mark(2, 8, 9)}),
)


def test_values_come_back() -> None:
    again = thaw(freeze((DOCUMENT, {"a": [1, None]})))
    assert again == (DOCUMENT, {"a": [1, None]})
    assert isinstance(again, tuple)
    assert again[0].marks == DOCUMENT.marks


@pytest.mark.parametrize(
    "thing", [len, print, eval, pytest.raises, object(), Document.mark, DOCUMENT.mark]
)
def test_what_is_no_value_is_refused(thing: object) -> None:
    with pytest.raises(UnreadableError):
        thaw(pickle.dumps(thing))


@pytest.mark.parametrize(
    "raw", [b"", b"\x80", b"cos\nsystem\n(S'true'\ntR.", b"cbuiltins\neval\n."]
)
def test_other_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        thaw(raw)


def test_bytes_that_were_cut_are_refused() -> None:
    raw = freeze(DOCUMENT)
    with pytest.raises(UnreadableError):
        thaw(raw[: len(raw) // 2])
