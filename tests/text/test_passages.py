"""Bodies are cut so that nothing falls between two passages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.text import passages as cutting
from gongkai.text.body import read_body
from gongkai.text.folding import fold
from gongkai.text.passages import REACH, flow, passages

_LONG = "\n\n".join(f"其{number}　" + f"停车 收费{number}标准，" * 40 for number in range(60))


def test_every_short_string_stands_wholly_in_one_passage() -> None:
    body = read_body(_LONG).body
    cut = [fold(one.text) for one in passages(flow(body))]
    whole = fold(body.plain)
    assert len(cut) > 3
    for at in range(len(whole) - REACH + 1):
        piece = whole[at : at + REACH]
        assert any(piece in one for one in cut)


@given(st.text(alphabet="停车 \n　第一条。𠮷", max_size=1200), st.integers(1, 40))
def test_passages_joined_are_the_text(text: str, times: int) -> None:
    body = read_body(text * times).body
    cut = list(passages(flow(body)))
    assert "".join(one.text[: one.end] for one in cut) == body.plain
    assert all(one.end <= cutting.LONGEST for one in cut)


def test_a_passage_knows_the_article_at_its_beginning() -> None:
    text = "第一章　总则\n第一条　为了停车。\n第二条　" + "车位" * 3000 + "\n第三条　施行。"
    first, *rest = passages(flow(read_body(text).body))
    assert [(label, eid) for _, label, eid in first.places] == [
        ("第一章总则", "chp_1"),
        ("第一条", "art_1"),
        ("第二条", "art_2"),
    ]
    assert rest[0].places[0] == (0, "第二条", "art_2")
    offset, label, eid = rest[-1].places[-1]
    assert (label, eid) == ("第三条", "art_3")
    assert rest[-1].text[offset:].startswith("第三条")
