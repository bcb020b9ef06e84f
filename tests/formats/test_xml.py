"""Text in XML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gongkai.formats.xml import escape

# Any text but carriage returns, which XML readers turn into newlines.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))


@given(TEXT)
def test_what_is_escaped_can_be_read_back_from_an_element(text: str) -> None:
    root = etree.fromstring(f"<a>{escape(text)}</a>".encode())
    kept = "".join(
        char if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff") else "\ufffd"
        for char in text
    )
    assert (root.text or "") == kept


@pytest.mark.parametrize("text", ['他说"不"', "a<b>c&d", '"><script>', "第一条　总则"])
def test_what_is_escaped_can_be_read_back_from_an_attribute(text: str) -> None:
    root = etree.fromstring(f'<a b="{escape(text)}"/>'.encode())
    assert root.get("b") == text


def test_a_character_that_xml_cannot_hold_is_replaced_where_it_shows() -> None:
    assert escape("甲\x00乙\uffff") == "甲\ufffd乙\ufffd"
