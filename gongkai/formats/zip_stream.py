"""A ZIP archive of any size, a piece at a time (APPNOTE.TXT 6.3, ZIP64 included)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from struct import Struct
from typing import NamedTuple

from gongkai.formats.deflate import deflated

_LOCAL = Struct("<IHHHHHIIIHH")
_CENTRAL = Struct("<IHHHHHHIIIHHHHHII")
_WIDE_END = Struct("<IQHHIIQQQQ")
_WIDE_PLACE = Struct("<IIQI")
_END = Struct("<IHHHHIIH")
_WIDE_EXTRA = Struct("<HHQ")

_MEMBER = (0x04034B50).to_bytes(4, "little")
_PLAIN, _WIDE = 20, 45  # versions of the format: with folders and deflate, with ZIP64
_UNIX = 3 << 8
_UTF8 = 1 << 11  # names are UTF-8
_DEFLATED = 8
_TIME, _DAY = 0, 1 << 5 | 1  # 1980-01-01, the first that ZIP knows: no fact of the files
_MODE = 0o100644 << 16  # a file that its owner may write and all may read
_FULL, _MANY = 0xFFFFFFFF, 0xFFFF  # "see ZIP64"; numbers below it are written plainly


class Member(NamedTuple):
    """A file of an archive, compressed; `size` and `crc` are of the content."""

    name: str
    crc: int
    size: int
    packed: bytes


def member(name: str, content: bytes) -> Member:
    """A file for an archive, of less than 4 GB."""
    crc, packed = deflated(content)
    return Member(name, crc, len(content), packed)


def zip_pieces(members: Iterable[Member]) -> Iterator[bytes]:
    """The archive of the members in the order given; only one of them is in memory at a time."""
    listed: list[bytes] = []
    place = 0
    for one in members:
        name = one.name.encode()
        facts = (_UTF8, _DEFLATED, _TIME, _DAY, one.crc, len(one.packed), one.size, len(name))
        listed.append(_entry(name, facts, place))
        head = _LOCAL.pack(0x04034B50, _PLAIN, *facts, 0) + name
        place += len(head) + len(one.packed)
        yield head
        yield one.packed
    directory = b"".join(listed)
    yield directory + _end(len(listed), len(directory), place)


def members_of(archive: bytes) -> list[Member]:
    """The members of an archive that `zip_pieces` made. Raises ValueError for any other."""
    found: list[Member] = []
    listed: list[bytes] = []
    place = 0
    while archive[place : place + 4] == _MEMBER:
        facts = _LOCAL.unpack_from(archive, place)[2:10]
        crc, length, size, named = facts[4:]
        start = place + _LOCAL.size + named
        name = archive[start - named : start]
        listed.append(_entry(name, facts, place))
        place = start + length
        found.append(Member(name.decode(), crc, size, archive[start:place]))
    directory = b"".join(listed)
    if archive[place:] != directory + _end(len(listed), len(directory), place):
        raise ValueError("not an archive of ours")
    return found


def _entry(name: bytes, facts: tuple[int, ...], place: int) -> bytes:
    """What the list of all members says of one that begins at `place`."""
    wide = place >= _FULL
    extra = _WIDE_EXTRA.pack(1, 8, place) if wide else b""
    version = _WIDE if wide else _PLAIN
    behind = (len(extra), 0, 0, 0, _MODE, _FULL if wide else place)
    return _CENTRAL.pack(0x02014B50, _UNIX | version, version, *facts, *behind) + name + extra


def _end(count: int, size: int, place: int) -> bytes:
    """What stands behind the list of `count` members, which has `size` bytes from `place` on."""
    wide = b""
    if count >= _MANY or size >= _FULL or place >= _FULL:
        counts = (count, count, size, place)
        wide = _WIDE_END.pack(0x06064B50, 44, _UNIX | _WIDE, _WIDE, 0, 0, *counts)
        wide += _WIDE_PLACE.pack(0x07064B50, 0, place + size, 1)
    count, size, place = min(count, _MANY), min(size, _FULL), min(place, _FULL)
    return wide + _END.pack(0x06054B50, 0, 0, count, count, size, place, 0)
