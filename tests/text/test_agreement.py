"""A copy is compared sentence by sentence, in Python and in the browser alike."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.formats.postings import sentences
from gongkai.text.agreement import DIVISIONS, ENDS, NARROW, NUMERALS, SPACES, digests

CASES = json.loads((Path(__file__).parents[1] / "agreement_cases.json").read_text("utf-8"))
_PLAIN: dict[int, int | None] = {
    **{code: None for first, last in SPACES for code in range(first, last + 1)},
    **NARROW,
}
_CUT = re.compile(f"(?<=[{ENDS}])|(?=第[{NUMERALS}]+[{DIVISIONS}])")
_TEXT = st.lists(st.sampled_from("甲乙第一二条章。；！， \n\t　（𠮷é"), max_size=40).map("".join)


def plain(text: str) -> str:
    return text.translate(_PLAIN)


def cut(text: str) -> list[str]:
    ((pieces, _),) = sentences([text], [[]])
    return [piece.decode() for piece in pieces]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_python_reads_the_cases_that_the_browser_reads(case: dict[str, Any]) -> None:
    ((pieces, _),) = sentences([case["text"]], [[]])
    assert [piece.decode() for piece in pieces] == case["sentences"]
    assert b64encode(digests(pieces)).decode() == case["marks"]


@given(_TEXT)
def test_no_character_is_lost_and_lines_do_not_matter(text: str) -> None:
    whole = plain(text)
    assert "".join(cut(text)) == whole
    assert cut("\n".join(text)) == cut(whole) == cut(text)


@given(st.lists(_TEXT, max_size=6), st.data())
def test_each_text_is_cut_by_itself_and_each_place_falls_into_its_sentence(
    texts: list[str], data: st.DataObject
) -> None:
    places = [sorted(data.draw(st.lists(st.integers(0, len(text))))) for text in texts]
    for text, own, (pieces, fallen) in zip(texts, places, sentences(texts, places), strict=True):
        expected = [piece for piece in _CUT.split(plain(text)) if piece]
        assert [piece.decode() for piece in pieces] == expected
        ends = list(accumulate(map(len, expected)))
        begun = [len(plain(text[:place])) for place in own]
        assert fallen == [sum(end <= begin for end in ends) for begin in begun]


def test_full_width_and_narrow_signs_are_one() -> None:
    assert cut("（一）ＡＢ，１２；“甲”") == cut('(一)AB,12;"甲"')
    assert cut("一万元。") != cut("二万元。")
