"""The facts of a body that a build keeps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.facts import Eids

EIDS = st.lists(
    st.from_regex(r"[a-z]{1,5}_[0-9]{1,3}(?:__[a-z]{1,5}_[0-9]{1,3}){0,2}", fullmatch=True)
)


@given(EIDS, st.data())
def test_ids_kept_as_one_text_are_the_ids_that_were_given(
    eids: list[str], data: st.DataObject
) -> None:
    kept = Eids.of(eids)
    assert list(kept) == eids
    assert len(kept) == len(eids)
    for eid in (data.draw(st.sampled_from(eids)) if eids else "art_1", "art_1000"):
        assert (eid in kept) == (eid in eids)
