"""Bodies keep every value on their way through bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.formats.bodies import decode, encode
from gongkai.model.body import Body, Part
from gongkai.model.provisions import Citation, Level, Provision
from gongkai.text.body import read_body

_WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
_LINES = st.tuples(st.integers(1, 9999), st.integers(1, 9999))
_PROVISION = st.builds(
    Provision,
    eid=_WORDS,
    level=st.sampled_from(Level),
    num=_WORDS,
    heading=_WORDS,
    text=_WORDS,
    parent=st.none() | st.text("ab_1", min_size=1),
    lines=_LINES,
)
_CITATION = st.builds(
    Citation,
    source=_WORDS,
    text=_WORDS,
    line=st.integers(1, 9999),
    column=st.integers(1, 9999),
    span=st.integers(1, 99),
    title=_WORDS,
    number=_WORDS,
    places=st.lists(_WORDS, max_size=3).map(tuple),
    relation=_WORDS,
    issuer=_WORDS,
)
_BODIES = st.builds(
    Body,
    parts=st.lists(st.builds(Part, _WORDS, _WORDS), max_size=4).map(tuple),
    provisions=st.lists(_PROVISION, max_size=4).map(tuple),
    citations=st.lists(_CITATION, max_size=4).map(tuple),
    markdown=_WORDS,
    files=st.lists(_WORDS, max_size=3).map(tuple),
    contents=_WORDS,
)


def values(body: Body) -> tuple[object, ...]:
    return body.parts, body.provisions, body.citations, body.markdown, body.files, body.contents


@given(_BODIES)
def test_a_body_read_again_is_the_same(body: Body) -> None:
    again = decode(encode(body))
    assert values(again) == values(body)
    assert (again.html, again.plain) == (body.html, body.plain)
    assert [list(column) for column in again.columns] == [list(column) for column in body.columns]


@pytest.mark.parametrize(
    "text", ["", "一段话。", "第一条　甲。\n\n（一）乙；\n\n| a |\n|---|\n| b |\n"]
)
def test_a_text_that_was_read_is_the_same(text: str) -> None:
    body = read_body(text, title="示例办法").body
    again = decode(encode(body))
    assert values(again) == values(body)
    assert {type(one) for one in again.provisions} <= {Provision}
