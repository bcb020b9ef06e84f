"""A font is cut to what is asked for, the same bytes each time, with its licence in it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from gongkai.formats.fonts import FontError, cut, drawn, is_font, missing

NOTO = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


@pytest.fixture(scope="module")
def small() -> bytes:
    """A font of a few characters, cut from the one of the system."""
    return cut(NOTO.read_bytes(), ["市民办事，直骨 ab"])[0]


def test_a_slice_has_its_characters_and_no_others(small: bytes) -> None:
    assert small.startswith(b"wOF2")
    assert drawn(small) == "".join(sorted("市民办事，直骨 ab"))


def test_of_a_collection_the_face_of_the_mainland_is_taken(small: bytes) -> None:
    whole = TTFont(NOTO, fontNumber=2)
    with whole, TTFont(BytesIO(small)) as made:
        assert whole["name"].getDebugName(1) == "Noto Sans CJK SC"
        glyphs = [font.getGlyphSet()[font.getBestCmap()[ord("骨")]] for font in (whole, made)]
        assert [glyph.width for glyph in glyphs] == [1000, 1000]


def test_a_slice_is_the_same_whatever_the_others_are(small: bytes) -> None:
    alone = cut(small, ["市民"])[0]
    assert cut(small, ["市民", "办事"])[0] == alone == cut(small, ["ab直", "市民"])[1]


def test_licence_and_copyright_stay_and_the_name_goes(small: bytes) -> None:
    with TTFont(BytesIO(small)) as font:
        names = {number: font["name"].getDebugName(number) for number in (0, 1, 4, 6, 13)}
    assert "Adobe" in str(names[0])
    assert "SIL Open Font License" in str(names[13])
    assert [names[1], names[4], names[6]] == ["Gongkai Web", "Gongkai Web", "GongkaiWeb"]


@pytest.mark.parametrize("content", [b"", b"OTTO", b"wOF2 and no more", b"ttcf" + b"\xff" * 40])
def test_what_is_no_font_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(FontError, match="字体读不了"):
        drawn(content)


def test_a_font_is_known_by_its_beginning() -> None:
    with NOTO.open("rb") as font:
        assert is_font(font.read(4))
    assert not is_font(b"PK\3\4")


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    assert missing() == ""
    monkeypatch.setattr("gongkai.formats.fonts.find_spec", lambda name: None)
    assert "pip install 'gongkai[font]'" in missing()
