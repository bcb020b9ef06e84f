"""How pages ask for the web font (网页字体): its addresses, and the style sheet that names its slices."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.text.font_slices import unicode_range

STYLE = "assets/web-font.css"
LICENCE = "assets/web-font-licence.txt"
WEIGHTS = (400, 700)
_FAMILY = '"gongkai web"'
_NAMED = 12  # hexadecimal digits of a digest in an address


@dataclass(frozen=True, slots=True)
class Face:
    """One weight of the font; each slice is its characters and its WOFF2."""

    weight: int
    slices: tuple[tuple[str, bytes], ...]


def address(content: bytes) -> str:
    """Where a slice stands under the root: under its digest, so that it is kept for ever."""
    return f"assets/{hashlib.sha256(content).hexdigest()[:_NAMED]}/web-font.woff2"


def style(faces: Iterable[Face], *, licensed: bool) -> str:
    """The style sheet. Its address is fixed, and no page changes when a character is new.

    A browser loads the slices whose characters are on the page, and shows the
    page in a font of the system until they are there.
    """
    parts = []
    if licensed:
        parts.append(f"/* {LICENCE.rpartition('/')[2]} */\n")
    for face in faces:
        for characters, content in face.slices:
            source = address(content).removeprefix("assets/")
            parts.append(
                f"@font-face{{font-family:{_FAMILY};font-weight:{face.weight};font-display:swap;"
                f'src:url({source}) format("woff2");unicode-range:{unicode_range(characters)}}}\n'
            )
    # css/tokens.css puts it before the fonts of the system.
    parts.append(f":root{{--face-web:{_FAMILY},}}\n")
    return "".join(parts)
