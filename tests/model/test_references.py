"""Where values stand comes back as it was taken down."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.references import NOWHERE, Mark, Marks

keys = st.sampled_from(["title", "number", "titles", "id", "repealed", "subtitle"])
numbers = st.integers(min_value=1, max_value=100_000)
marks = st.builds(Mark, numbers, numbers, numbers)


@given(st.dictionaries(keys, marks), keys)
def test_each_key_has_its_own_place_and_others_the_start_of_the_file(
    known: dict[str, Mark], key: str
) -> None:
    assert Marks.of(known).at(key) == known.get(key, NOWHERE)
