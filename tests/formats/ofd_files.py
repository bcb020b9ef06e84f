"""OFD files made by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def parts(pages: Sequence[Sequence[str]], signatures: int = 0) -> dict[str, bytes]:
    """The files in an OFD with these lines on its pages."""
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        for number in range(len(pages))
    )
    signed = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>" if signatures else ""
    found = {
        "OFD.xml": f'<ofd:OFD {_SPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{signed}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_SPACE}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, lines in enumerate(pages):
        drawn = "".join(
            f'<ofd:TextObject ID="{place}"><ofd:TextCode X="0" Y="5">{escape(line)}</ofd:TextCode>'
            "</ofd:TextObject>"
            for place, line in enumerate(lines)
        )
        found[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'<ofd:Page {_SPACE}><ofd:Content><ofd:Layer ID="1">{drawn}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    if signatures:
        seals = "".join(
            f'<ofd:Signature ID="{number}" Type="Seal" BaseLoc="Sign_{number}/Signature.xml"/>'
            for number in range(signatures)
        )
        found["Doc_0/Signs/Signatures.xml"] = f"<ofd:Signatures {_SPACE}>{seals}</ofd:Signatures>"
    return {name: text.encode() for name, text in found.items()}


def container(files: dict[str, bytes]) -> bytes:
    """The files as a ZIP."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return made.getvalue()


def ofd(pages: Sequence[Sequence[str]], signatures: int = 0) -> bytes:
    """An OFD with these lines on its pages."""
    return container(parts(pages, signatures))
