"""A copy is compared sentence by sentence, in Python and in the browser alike."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.agreement import digests, plain, sentences

CASES = json.loads((Path(__file__).parents[1] / "agreement_cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_python_reads_the_cases_that_the_browser_reads(case: dict[str, Any]) -> None:
    pieces = sentences(plain(case["text"]))
    assert pieces == case["sentences"]
    assert b64encode(digests(pieces)).decode() == case["marks"]


@given(st.lists(st.sampled_from("甲乙第一二条章。；！， \n\t　（）"), max_size=40).map("".join))
def test_no_character_is_lost_and_lines_do_not_matter(text: str) -> None:
    whole = plain(text)
    assert "".join(sentences(whole)) == whole
    assert plain("\n".join(text)) == whole
    assert plain(whole) == whole


def test_full_width_and_narrow_signs_are_one() -> None:
    assert plain("（一）ＡＢ，１２；“甲”") == plain('(一)AB,12;"甲"')
    assert plain("一万元。") != plain("二万元。")
