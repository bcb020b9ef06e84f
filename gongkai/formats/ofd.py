"""What an OFD file (GB/T 33190-2016) says of itself: pages, signatures, text, faults."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from xml.etree import ElementTree

MOST_PAGES = 2_000
_MOST_PARTS = 50_000  # files in the container
_LONGEST_PART = 16 << 20  # bytes of one XML file, unpacked
_LONGEST = 256 << 20  # bytes of all XML files that are read, unpacked
_ENCRYPTED = 1  # bit of a ZIP entry's flags
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    EOFError,
    RuntimeError,  # also what zipfile raises for a way of packing that it does not know
    ValueError,
)
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ufdd0-\ufdef]")


class OfdFault(Enum):
    """Why a file is not taken as an OFD to be kept; the value is said to staff."""

    NOT_OFD = "不是 OFD 文件"
    ENCRYPTED = "加了密码，读者打不开"
    DAMAGED = "是损坏的 OFD 文件，读不出页面"
    TOO_LARGE = "展开以后过大，可能是恶意文件"
    TOO_LONG = f"超过 {MOST_PAGES} 页"


@dataclass(frozen=True, slots=True)
class OfdFacts:
    """`text` has the lines of each page, as they are placed; empty where there is a fault.

    `signatures` counts electronic signatures and seals (签名、签章). Whether
    they are valid is not known: that takes keys and lists of others.
    """

    pages: tuple[tuple[str, ...], ...] = ()
    signatures: int = 0
    fault: OfdFault | None = None


class _FaultError(Exception):
    def __init__(self, fault: OfdFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def facts(path: Path) -> OfdFacts:
    """Read an OFD file, or say what is wrong with it. Raises OSError."""
    try:
        with zipfile.ZipFile(path) as container:
            return _Container(container).facts()
    except _FaultError as error:
        return OfdFacts(fault=error.fault)
    except _DAMAGE:
        return OfdFacts(fault=OfdFault.DAMAGED if zipfile.is_zipfile(path) else OfdFault.NOT_OFD)


class _Container:
    def __init__(self, container: zipfile.ZipFile) -> None:
        self._container = container
        self._entries = {entry.filename.lstrip("/"): entry for entry in container.infolist()}
        self._left = _LONGEST

    def facts(self) -> OfdFacts:
        if len(self._entries) > _MOST_PARTS:
            raise _FaultError(OfdFault.TOO_LARGE)
        if any(entry.flag_bits & _ENCRYPTED for entry in self._entries.values()):
            raise _FaultError(OfdFault.ENCRYPTED)
        if "Encryptions.xml" in self._entries:  # GM/T 0099
            raise _FaultError(OfdFault.ENCRYPTED)
        if "OFD.xml" not in self._entries:
            raise _FaultError(OfdFault.NOT_OFD)
        pages: list[tuple[str, ...]] = []
        signatures = 0
        for body in _all(self._part("OFD.xml"), "DocBody"):
            for root in _all(body, "DocRoot"):
                pages += self._pages(_resolved("OFD.xml", root.text), MOST_PAGES - len(pages))
            for listed in _all(body, "Signatures"):
                found = self._part(_resolved("OFD.xml", listed.text))
                signatures += sum(1 for _ in _all(found, "Signature"))
        if not pages:
            raise _FaultError(OfdFault.DAMAGED)
        return OfdFacts(tuple(pages), signatures)

    def _pages(self, name: str, most: int) -> list[tuple[str, ...]]:
        named = [page.get("BaseLoc") for page in _all(self._part(name), "Page")]
        if len(named) > most:
            raise _FaultError(OfdFault.TOO_LONG)
        return [self._lines(_resolved(name, place)) for place in named]

    def _lines(self, name: str) -> tuple[str, ...]:
        """The text of a page: a line for each text object."""
        lines = []
        for placed in _all(self._part(name), "TextObject"):
            words = "".join(code.text or "" for code in _all(placed, "TextCode"))
            lines.append(_NO_TEXT.sub("", words).strip())
        return tuple(filter(None, lines))

    def _part(self, name: str) -> ElementTree.Element:
        entry = self._entries.get(name)
        if entry is None or entry.compress_type not in _PACKED:
            raise _FaultError(OfdFault.DAMAGED)
        # The size that the container states may be wrong: what counts is what comes out of it.
        most = min(_LONGEST_PART, self._left)
        with self._container.open(entry) as opened:
            raw = opened.read(most + 1)
        if len(raw) > most:
            raise _FaultError(OfdFault.TOO_LARGE)
        self._left -= len(raw)
        if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:  # entities that unfold; OFD has none
            raise _FaultError(OfdFault.DAMAGED)
        return ElementTree.fromstring(raw)


def _all(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The elements of a name below an element, whatever prefix or namespace they bear."""
    return (one for one in element.iter() if one.tag.rpartition("}")[2] == name)


def _resolved(base: str, place: str | None) -> str:
    """The name of a part from a place (ST_Loc): from the root, or from the part that says it."""
    if not place:
        raise _FaultError(OfdFault.DAMAGED)
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), place.strip()))[1:]
