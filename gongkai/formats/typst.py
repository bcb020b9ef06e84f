"""Typst source to PDF that an archive keeps and a screen reader reads; the only user of typst."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_NOON = 43_200  # seconds; the time of day that stands in the file is no fact of the issue
_DAY = 86_400
_NO_GLYPH = re.compile(r'the text `?"(?P<text>[^"]+)"`? could not be displayed')

FACES = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJK-Bold.ttc",
    "NotoSerifCJK-Regular.ttc",
    "NotoSerifCJK-Bold.ttc",
)
FONT_FOLDER = Path("/usr/share/fonts/opentype/noto")  # of Debian's fonts-noto-cjk


class TypesettingError(Exception):
    """A text could not be typeset; the message is Chinese."""


def missing(fonts: Path = FONT_FOLDER) -> str:
    """Why nothing can be typeset here, in Chinese; "" where it can."""
    if find_spec("typst") is None:
        return "没有安装排版软件：pip install 'gongkai[pdf]'"
    if not all((fonts / face).is_file() for face in FACES):
        return "没有安装排版用的字体：apt-get install fonts-noto-cjk"
    return ""


def engine(fonts: Path = FONT_FOLDER) -> str:
    """What besides the source decides the bytes of a PDF: the program and the fonts."""
    try:
        number = version("typst")
    except PackageNotFoundError:
        return ""
    return " ".join([number, *(f"{face}:{(fonts / face).stat().st_size}" for face in FACES)])


def pdf(source: str, files: Mapping[str, bytes], days: int, fonts: Path = FONT_FOLDER) -> bytes:
    """The PDF of a source; `files` are the pictures it names, `days` its date since 1970-01-01.

    PDF/A-3a and PDF/UA-1 at once; equal arguments give equal bytes. Raises
    TypesettingError where the source cannot be set, for a character that no
    font has above all.
    """
    import typst  # the extra [pdf]: offices that print nothing go without it

    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, content in {"main.typ": source.encode(), **files}.items():
            (root / name).write_bytes(content)
        try:
            compiler = typst.Compiler(
                root / "main.typ",
                root=root,
                font_paths=_fonts(fonts),
                ignore_system_fonts=True,
            )
            # PDF/A-3a (ISO 19005-3) keeps what the page looks like and what it says; PDF/UA-1
            # (ISO 14289-1) is for those who do not see it.
            made = compiler.compile(pdf_standards=["a-3a", "ua-1"], timestamp=days * _DAY + _NOON)
        except (typst.TypstError, RuntimeError) as error:
            raise TypesettingError(_words(str(error))) from error
    assert isinstance(made, bytes)
    # A file that ends in "%%EOF" without a line end is no PDF/A any more once it is signed.
    return made if made.endswith(b"\n") else made + b"\n"


@cache
def _fonts(folder: Path) -> Any:
    """The fonts, found once: looking for them takes longer than a page."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def _words(message: str) -> str:
    found = _NO_GLYPH.search(message)
    if found:
        return f"字体里没有“{found['text']}”这个字"
    return f"排版没有成功：{message.splitlines()[0]}"
