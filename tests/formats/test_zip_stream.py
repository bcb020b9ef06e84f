"""A ZIP that is made piece by piece is one that any program reads."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.formats.zip_stream import Member, member, members_of, zip_pieces


def archive(members: Iterable[Member]) -> bytes:
    return b"".join(zip_pieces(members))


@settings(max_examples=30)
@given(
    st.dictionaries(st.from_regex(r"[a-z一-龥]{1,9}(/[a-z]{1,9})?", fullmatch=True), st.binary())
)
def test_what_is_packed_is_unpacked(files: dict[str, bytes]) -> None:
    made = archive(member(path, content) for path, content in files.items())
    with zipfile.ZipFile(BytesIO(made)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == list(files)
        assert {path: opened.read(path) for path in opened.namelist()} == files
        for entry in opened.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == 0o100644
            assert entry.compress_type == zipfile.ZIP_DEFLATED
    assert archive(members_of(made)) == made


@pytest.mark.parametrize("other", [b"", b"PK", archive([member("a", b"1")])[:-1]], ids=len)
def test_another_archive_is_not_taken_for_ours(other: bytes) -> None:
    with pytest.raises(ValueError, match="not an archive"):
        members_of(other)


def test_more_files_than_the_first_zip_could_count_are_read() -> None:
    one = member("same", "第一条".encode())
    made = archive(one._replace(name=str(place)) for place in range(65_536))
    with zipfile.ZipFile(BytesIO(made)) as opened:
        assert len(opened.infolist()) == 65_536
        assert opened.read("65535") == "第一条".encode()


def test_an_archive_beyond_4_gb_is_read(tmp_path: Path) -> None:
    large = Member("large", 0, 1 << 30, bytes(1 << 30))
    last = member("last", "附则".encode())
    path = tmp_path / "large.zip"
    with path.open("wb") as written:
        for piece in zip_pieces([large, large, large, large, last]):
            if len(piece) == 1 << 30:
                written.seek(len(piece), 1)  # a hole: nothing is stored
            else:
                written.write(piece)
    with zipfile.ZipFile(path) as opened:
        assert opened.read("last") == "附则".encode()
        assert opened.getinfo("last").header_offset > 1 << 32
    path.unlink()
