"""JSON as the standard library writes it, however it is made."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.formats.json import canonical, json_line, json_text, read_json

words = st.text(st.characters(codec="utf-8"))
numbers = st.integers(-(2**63), 2**63 - 1)
values = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
    max_leaves=20,
)


def written(value: object, *, in_order: bool = False) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=in_order)


@given(values)
def test_a_file_is_what_the_standard_library_writes(value: object) -> None:
    assert json_text(value) == written(value) + "\n"
    assert json_line(value).decode() == json_text(value)


@given(st.dictionaries(st.text(st.characters(codec="ascii")), values))
def test_canonical_json_is_the_same_for_every_order_of_keys(value: dict[str, object]) -> None:
    turned = dict(reversed(value.items()))
    assert canonical(value) == canonical(turned)
    assert read_json(canonical(value)) == value


@pytest.mark.parametrize("value", [date(2026, 11, 23), {1: "a"}, {"a"}, b"a"])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)
