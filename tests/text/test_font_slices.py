"""Characters of a web font are cut into slices that stay as they are when others come."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.font_slices import _ORDER, FREQUENT, slices, unicode_range

_LETTERS = "a b1、。「Ａā市示办第哥丰龘骨鱼㐂𠮷🐟"
_TEXT = st.text(_LETTERS, max_size=20)


@given(_TEXT)
def test_every_character_is_in_one_slice(text: str) -> None:
    assert sorted("".join(slices(text))) == sorted(set(text))


@given(_TEXT, st.sampled_from(_LETTERS))
def test_a_new_character_changes_one_slice(text: str, new: str) -> None:
    before, after = slices(text), slices(text + new)
    assert len(set(after) - set(before)) == (new not in text)


def test_frequent_characters_travel_together_and_apart_from_rare_ones() -> None:
    first = _ORDER[: FREQUENT[0]]
    assert slices(first + "龘a、") == ["a、", "".join(sorted(first)), "龘"]


def test_no_character_stands_twice_in_the_order() -> None:
    assert len(set(_ORDER)) == len(_ORDER) == FREQUENT[-1]


def test_runs_of_characters_are_said_as_ranges() -> None:
    assert unicode_range("cab一𠮷") == "U+61-63,U+4e00,U+20bb7"
