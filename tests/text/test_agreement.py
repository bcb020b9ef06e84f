"""A copy is compared sentence by sentence, in Python and in the browser alike."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.formats.postings import sentences
from gongkai.text.agreement import (
    DIGEST_BYTES,
    DIVISIONS,
    ENDS,
    NARROW,
    NUMERALS,
    SKIP,
    SPACES,
    digests,
    finder,
    places,
)

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


def test_places_are_short_where_articles_follow_each_other() -> None:
    numbers = [
        "第一章",
        "第一条",
        "第二条",
        "第三条",
        "第七条",
        "第七条之一",
        "第八条",
        "附 件",
        "第一条",
    ]
    assert places([0, 0, 2, 3, 3, 9, 9, 12, 13], numbers) == (
        "0=第一章 0 2 1 0:7 6=第七条之一 0 3=附件 1:1"
    )
    assert places([], []) == ""


FOUND = json.loads((Path(__file__).parents[1] / "finder_case.json").read_text("utf-8"))


def test_python_writes_finders_as_the_browser_reads() -> None:
    held = b"".join(map(b64decode, FOUND["held"]))
    assert finder(held) == (FOUND["bits"], FOUND["marks"])


@given(st.lists(st.binary(min_size=DIGEST_BYTES, max_size=DIGEST_BYTES)))
def test_a_finder_has_the_first_bits_of_every_digest(held: list[bytes]) -> None:
    bits, letters = finder(b"".join(held))
    first = {int.from_bytes(one[:4], "big") >> (32 - bits) for one in held}
    packed = b64decode(letters + "A" * (-len(letters) % 4))
    whole = "".join(f"{byte:08b}" for byte in packed)
    found, number = set(), 0
    for at in range(0, 6 * len(letters), 12):
        gap = int(whole[at : at + 12], 2)
        number += gap
        if gap != SKIP:
            found.add(number)
    assert found == first
