"""The facts of a body that a build keeps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.documents import Mark
from gongkai.model.facts import BodyFacts, Citations, Eids, PageLink
from gongkai.model.provisions import Citation

EID = st.builds(
    "{}_{}".format, st.sampled_from(["art", "annex_1__art", "h_2__h"]), st.integers(1, 99)
)
WORDS = st.text("甲〔1 \n\t《", max_size=4)
PLACE = st.integers(1, 999)
CITATIONS = st.builds(
    Citation,
    st.one_of(st.just(""), EID),
    WORDS,
    PLACE,
    PLACE,
    st.just(2),
    WORDS,
    st.sampled_from(["", "示政〔2024〕1号"]),
    st.lists(EID, max_size=2).map(tuple),
    st.sampled_from(["cites", "repeals"]),
    st.sampled_from(["", "示例市人民政府"]),
)


@given(st.lists(EID, max_size=9), st.data())
def test_ids_kept_as_one_text_are_the_ids_that_were_given(
    eids: list[str], data: st.DataObject
) -> None:
    kept = Eids.of(eids)
    assert list(kept) == eids
    assert len(kept) == len(eids)
    for eid in (data.draw(st.sampled_from(eids)) if eids else "art_1", "art_1000"):
        assert (eid in kept) == (eid in eids)


@given(st.lists(CITATIONS, max_size=4))
def test_citations_kept_as_two_texts_are_the_citations_that_were_given(
    citations: list[Citation],
) -> None:
    kept = Citations.of(citations)
    assert list(kept) == citations
    assert len(kept) == len(citations)
    assert all(kept[index] == citation for index, citation in enumerate(citations))
    assert kept[1:] == tuple(citations[1:])


@given(st.lists(CITATIONS), PLACE)
def test_facts_without_places_are_those_of_a_text_that_was_moved(
    found: list[Citation], lines: int
) -> None:
    def facts(down: int) -> BodyFacts:
        return BodyFacts(
            f"{down}",
            Citations.of([one._replace(line=one.line + down) for one in found]),
            Eids.of(["art_1"]),
            ("a.pdf",),
            (Mark(1 + down, 1, 5),),
            (PageLink("/dogs/", Mark(2 + down, 1, 6)),),
        )

    assert facts(0).unplaced() == facts(lines).unplaced()
    assert facts(0).unplaced() != BodyFacts("", Citations.of(found)).unplaced()
