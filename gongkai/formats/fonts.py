"""Fonts cut down to a few characters, as browsers load them (WOFF2); the only user of fontTools."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_BEGINNINGS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2")
_MAINLAND = " SC"  # of the faces in one file, the one drawn as in the mainland
_KEPT_FEATURES = ["halt", "kern"]  # half-width punctuation, where browsers squeeze it
_LEFT_OUT = ["BASE", "DSIG", "GDEF", "STAT", "VORG", "vhea", "vmtx"]
_RIGHTS = (0, 7, 13, 14)  # copyright, trademark, licence and where it stands
_NAMES = {1: "Gongkai Web", 2: "Regular", 4: "Gongkai Web", 6: "GongkaiWeb"}
_WINDOWS = (3, 1, 0x409)  # the platform, encoding and language of a name


class FontError(Exception):
    """This is no font that can be cut; the message is Chinese."""


def missing() -> str:
    """Why no font can be cut here, in Chinese; "" where it can."""
    if find_spec("fontTools") is None:
        return "没有安装裁剪字体的软件：pip install 'gongkai[font]'"
    return ""


@cache
def engine() -> str:
    """What besides font and characters decides the bytes of a slice; "" where none can be cut."""
    try:
        return f"fonttools {version('fonttools')}, brotli {version('brotli')}"
    except PackageNotFoundError:
        return ""


def is_font(beginning: bytes) -> bool:
    """Whether a file that begins so is TrueType, OpenType, a collection of these, or WOFF."""
    return beginning.startswith(_BEGINNINGS)


def drawn(content: bytes) -> str:
    """The characters that a font has, in the order of code points. Raises FontError."""
    try:
        with _opened(content) as font:
            return "".join(map(chr, sorted(font.getBestCmap() or {})))
    except Exception as error:
        raise _unreadable(error) from error


def cut(content: bytes, slices: Sequence[str]) -> list[bytes]:
    """A font for each slice that draws its characters and no others.

    Equal arguments give equal bytes, and a slice is the same whatever the others are.
    Copyright and licence stay in the font; its name is taken off, as the SIL Open Font
    License may ask of what was changed. Raises FontError.
    """
    try:
        # The whole font is walked once, to what all slices have; each is then cut from that.
        with _opened(content) as font:
            small = _subset(font, "".join(slices), None)
        return [_woff2(small, characters) for characters in slices]
    except Exception as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> FontError:
    # fontTools raises whatever a broken table leads it to.
    return FontError(f"字体读不了（{type(error).__name__}: {error}）")


def _opened(content: bytes) -> TTFont:
    from fontTools.ttLib import TTCollection, TTFont

    if not content.startswith(b"ttcf"):
        return TTFont(BytesIO(content), lazy=True, recalcTimestamp=False)
    with TTCollection(BytesIO(content), lazy=True) as faces:
        names = [str(face["name"].getDebugName(1) or "") for face in faces]
    number = next((at for at, name in enumerate(names) if name.endswith(_MAINLAND)), 0)
    return TTFont(BytesIO(content), fontNumber=number, lazy=True, recalcTimestamp=False)


def _woff2(small: bytes, characters: str) -> bytes:
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(small), recalcTimestamp=False) as font:
        return _subset(font, characters, "woff2")


def _subset(font: TTFont, characters: str, flavor: str | None) -> bytes:
    from fontTools import subset

    options = subset.Options()
    options.layout_features = _KEPT_FEATURES
    options.drop_tables += _LEFT_OUT
    options.name_IDs = [*_RIGHTS, *_NAMES]
    options.hinting = False  # screens of today smooth; hints are a seventh of the bytes
    options.desubroutinize = True  # so that no slice depends on the others
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    for number, name in _NAMES.items():
        font["name"].setName(name, number, *_WINDOWS)
    font.flavor = flavor
    made = BytesIO()
    font.save(made)
    return made.getvalue()
