"""OFD files are counted and read, and what cannot be kept is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.formats.ofd import MOST_PAGES, OfdFacts, OfdFault, facts
from tests.formats.ofd_files import container, ofd, parts


def read(tmp_path: Path, raw: bytes) -> OfdFacts:
    path = tmp_path / "文件.ofd"
    path.write_bytes(raw)
    return facts(path)


def test_the_lines_of_each_page_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, ofd([["示例市人民政府令", "第 5 号"], [], ["A&B <完>"]]))
    assert found == OfdFacts((("示例市人民政府令", "第 5 号"), (), ("A&B <完>",)))


def test_signatures_are_counted_and_nothing_is_said_of_their_validity(tmp_path: Path) -> None:
    assert read(tmp_path, ofd([["盖章"]], signatures=2)) == OfdFacts((("盖章",),), 2)


def encrypted() -> bytes:
    """A container whose entries say that they are encrypted."""
    raw = bytearray(ofd([["密"]]))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(signature)
        while place >= 0:
            raw[place + offset] |= 1
            place = raw.find(signature, place + 4)
    return bytes(raw)


def bomb() -> bytes:
    files = parts([["字"]])
    files["Doc_0/Pages/Page_0/Content.xml"] = b"<a>" + b" " * (17 << 20) + b"</a>"
    return container(files)


def laughs() -> bytes:
    files = parts([["字"]])
    files["OFD.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + files["OFD.xml"]
    return container(files)


def without(name: str) -> bytes:
    return container({key: raw for key, raw in parts([["字"]], 1).items() if key != name})


def with_part(name: str, raw: bytes) -> bytes:
    return container({**parts([["字"]]), name: raw})


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", OfdFault.NOT_OFD),
        (b"%PDF-1.7 a PDF by another name", OfdFault.NOT_OFD),
        (container({"word/document.xml": b"<a/>"}), OfdFault.NOT_OFD),
        (encrypted(), OfdFault.ENCRYPTED),
        (with_part("Encryptions.xml", b"<a/>"), OfdFault.ENCRYPTED),
        (bomb(), OfdFault.TOO_LARGE),
        (laughs(), OfdFault.DAMAGED),
        (without("Doc_0/Document.xml"), OfdFault.DAMAGED),
        (without("Doc_0/Signs/Signatures.xml"), OfdFault.DAMAGED),
        (with_part("OFD.xml", b"<a>"), OfdFault.DAMAGED),
        (with_part("OFD.xml", b"<a/>"), OfdFault.DAMAGED),
        (ofd([]), OfdFault.DAMAGED),
        (ofd([[]] * (MOST_PAGES + 1)), OfdFault.TOO_LONG),
    ],
)
def test_a_file_that_cannot_be_kept_is_known_by_its_fault(
    tmp_path: Path, raw: bytes, fault: OfdFault
) -> None:
    assert read(tmp_path, raw) == OfdFacts(fault=fault)


def test_a_place_outside_the_container_leads_nowhere(tmp_path: Path) -> None:
    files = parts([["字"]])
    document = files["Doc_0/Document.xml"].replace(b"Pages/Page_0", b"../../../etc")
    found = read(tmp_path, container({**files, "Doc_0/Document.xml": document}))
    assert found.fault is OfdFault.DAMAGED


def test_a_file_cut_or_changed_anywhere_never_stops_the_reading(tmp_path: Path) -> None:
    raw = ofd([["第一页"], ["第二页"]], signatures=1)
    for place in range(0, len(raw), 11):
        read(tmp_path, raw[:place])
        read(tmp_path, raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :])
