"""Values that are kept on disk come back equal."""

import pickle
from dataclasses import dataclass
from datetime import datetime

import pytest

from gongkai.model.documents import Collection, Document
from gongkai.model.facts import BodyFacts, Citations, Eids
from gongkai.model.provisions import Citation
from gongkai.model.restoring import restored
from gongkai.text.body_facts import NOTHING, TextFacts
from gongkai.text.force import Clause, ClauseKind

_DOCUMENT = Document(
    path="content/regulations/a.md",
    collection=Collection.REGULATIONS,
    id="a",
    version=None,
    title="示例市停车管理办法",
    published=datetime(2024, 3, 5),
    topic="交通",
)
_CITATION = Citation("art_1", "第二条", 1, 2, 3, "", "", ("art_2",))
_VALUES = (
    _DOCUMENT,
    Eids.of(("art_1", "art_2")),
    Citations.of((_CITATION,)),
    BodyFacts("0" * 64, (_CITATION,), ("art_1",)),
    Clause(ClauseKind.EXPIRES, "有效期5年", 9, 1, months=60),
    TextFacts(characters=12),
    NOTHING,
)


def test_a_value_comes_back_equal_and_frozen() -> None:
    for value in _VALUES:
        again = pickle.loads(pickle.dumps(value))
        assert again == value
        assert type(again) is type(value)


def test_a_state_with_a_value_too_few_is_refused() -> None:
    with pytest.raises(ValueError):
        pickle.loads(pickle.dumps(_Short("甲", "乙")))


@restored
@dataclass(frozen=True, slots=True)
class _Short:
    first: str
    second: str

    def __getstate__(self) -> list[str]:
        return [self.first]
