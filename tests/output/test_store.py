"""The cache gives back what was put in, or nothing."""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import tempfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.output.digests import digest
from gongkai.output.store import disk_store
from tests.output.children import ended, in_child
from tests.output.small_disks import small_disk

TODAY = date(2026, 11, 23)
ENTRIES = {digest(b"%d" % number): b"%d" % number * (number % 400) for number in range(600)}


def file_in(folder: Path) -> Path:
    return next(folder.glob("store-*.sqlite3"))


def filled(folder: Path) -> Path:
    with disk_store(folder, TODAY) as store:
        store.put_many(ENTRIES)
    return folder


def test_what_was_put_in_is_given_back_and_the_rest_is_left_out(tmp_path: Path) -> None:
    absent = digest(b"absent")
    with disk_store(tmp_path / "new" / "folder", TODAY) as store:
        assert store.get_many([absent]) == {}
        store.put_many(ENTRIES)
        assert store.get_many([absent, *ENTRIES]) == ENTRIES
        store.put_many({absent: b""})
        assert store.get_many([absent]) == {absent: b""}


def test_entries_outlive_the_build(tmp_path: Path) -> None:
    with disk_store(filled(tmp_path), TODAY) as store:
        assert store.get_many(ENTRIES) == ENTRIES
        assert store.warnings == ()


@cache
def undamaged() -> bytes:
    with tempfile.TemporaryDirectory() as name:
        return file_in(filled(Path(name))).read_bytes()


@given(where=st.integers(0, 1_000_000), length=st.integers(1, 5000), byte=st.integers(0, 255))
@settings(max_examples=40)
def test_a_damaged_file_never_gives_a_wrong_result(where: int, length: int, byte: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        with disk_store(Path(name), TODAY):
            file = file_in(Path(name))
        content = bytearray(undamaged())
        where %= len(content)
        content[where : where + length] = bytes([byte]) * len(content[where : where + length])
        file.write_bytes(content)
        with disk_store(Path(name), TODAY) as store:
            found = store.get_many(ENTRIES)
            assert found.items() <= ENTRIES.items()
            store.put_many(ENTRIES)
            assert store.get_many(ENTRIES).items() <= ENTRIES.items()


@cache
def small() -> bytes:
    """A file of so few pages that any byte of it is likely to matter."""
    with tempfile.TemporaryDirectory() as name:
        with disk_store(Path(name), TODAY) as store:
            store.put_many({key: ENTRIES[key] for key in list(ENTRIES)[:60]})
        return file_in(Path(name)).read_bytes()


def test_no_byte_of_a_damaged_file_stops_a_build_or_gives_a_wrong_result(tmp_path: Path) -> None:
    chance = random.Random(6)
    file = tmp_path / "store-1.sqlite3"
    for _ in range(200):
        content = bytearray(small())
        for _ in range(chance.choice((1, 2, 5, 50))):
            # Half of them in the first page, which says what the table is.
            where = chance.randrange(chance.choice((4096, len(content))))
            content[where] = chance.choice((content[where] ^ 1 << chance.randrange(8), 0xFF))
        file.write_bytes(content)
        with disk_store(tmp_path, TODAY + timedelta(days=8)) as store:
            assert store.get_many(ENTRIES).items() <= ENTRIES.items()
            store.put_many({key: ENTRIES[key] for key in list(ENTRIES)[50:70]})
            store.tidy(keep=30)
            assert store.get_many(ENTRIES).items() <= ENTRIES.items()


@pytest.mark.parametrize("value", ["7", "'七'", "null", "x'ff'", "cast(x'e9' as text)", "1.5"])
@pytest.mark.parametrize("column", ["used", "value"])
def test_a_value_of_another_type_is_passed_over(tmp_path: Path, column: str, value: str) -> None:
    """What one flipped bit in the head of a record makes of it."""
    with disk_store(tmp_path, TODAY):
        connection = sqlite3.connect(file_in(tmp_path))
    connection.executescript(
        "drop table entries; create table entries (key blob primary key, used, value)"
    )
    first, second = list(ENTRIES)[1:3]
    for name in (first, second):
        key = bytes.fromhex(name)
        kept = hashlib.sha256(key + ENTRIES[name]).digest()[:8] + ENTRIES[name]
        connection.execute("insert into entries values (?, ?, ?)", (key, TODAY.toordinal(), kept))
    damage = f"update entries set {column} = {value} where key = ?"
    connection.execute(damage, [bytes.fromhex(first)])
    connection.commit()
    connection.close()
    with disk_store(tmp_path, TODAY) as store:
        found = store.get_many([first, second])
        assert found in ({second: ENTRIES[second]}, {key: ENTRIES[key] for key in (first, second)})
        assert (first in found) == ((column, value) == ("used", "7"))
        store.put_many({first: ENTRIES[first]})
        assert store.get_many([first]) == {first: ENTRIES[first]}


@pytest.mark.parametrize("part", [0.0, 0.001, 0.1, 0.5, 0.9, 0.98])
def test_a_file_that_was_cut_is_made_anew(tmp_path: Path, part: float) -> None:
    file = file_in(filled(tmp_path))
    os.truncate(file, int(file.stat().st_size * part))
    with disk_store(tmp_path, TODAY) as store:
        assert store.get_many(ENTRIES).items() <= ENTRIES.items()
        store.put_many(ENTRIES)
        assert store.get_many(ENTRIES) == ENTRIES
        assert len(store.warnings) == (part > 0)
    with disk_store(tmp_path, TODAY) as store:
        assert store.get_many(ENTRIES) == ENTRIES
        assert store.warnings == ()


def test_a_value_under_another_key_is_not_believed(tmp_path: Path) -> None:
    connection = sqlite3.connect(file_in(filled(tmp_path)))
    first, second = list(ENTRIES)[5:7]
    value = connection.execute("select value from entries where key = ?", [bytes.fromhex(first)])
    connection.execute(
        "update entries set value = ? where key = ?", [value.fetchone()[0], bytes.fromhex(second)]
    )
    connection.commit()
    connection.close()
    with disk_store(tmp_path, TODAY) as store:
        assert store.get_many([first, second]) == {first: ENTRIES[first]}


@pytest.mark.parametrize("content", [b"not a cache\n" * 1000, b"SQLite format 3\0" + b"x" * 9000])
def test_a_file_of_another_kind_is_replaced(tmp_path: Path, content: bytes) -> None:
    file_in(filled(tmp_path)).write_bytes(content)
    with disk_store(tmp_path, TODAY) as store:
        store.put_many(ENTRIES)
        assert store.get_many(ENTRIES) == ENTRIES
        assert len(store.warnings) == 1
        assert "文件已损坏，重新建立" in store.warnings[0]


def test_a_table_of_another_make_is_replaced(tmp_path: Path) -> None:
    connection = sqlite3.connect(file_in(filled(tmp_path)))
    connection.executescript("drop table entries; create table entries (word text)")
    connection.close()
    with disk_store(tmp_path, TODAY) as store:
        assert store.get_many(ENTRIES) == {}
        store.put_many(ENTRIES)
        assert store.get_many(ENTRIES) == ENTRIES


def test_a_full_disk_ends_the_writing_and_nothing_else(tmp_path: Path) -> None:
    more = {digest(b"more %d" % number): b"x" * 100_000 for number in range(20)}

    def run() -> None:
        room = small_disk(tmp_path, 1_000_000)
        with disk_store(room, TODAY) as store:
            store.put_many(ENTRIES)
            store.put_many(more)
            assert store.get_many(more).items() <= more.items()
            assert store.get_many(ENTRIES) == ENTRIES
            assert ["这次的结果不再存入缓存" in warning for warning in store.warnings] == [True]
        with disk_store(room, TODAY) as store:
            assert store.get_many(ENTRIES) == ENTRIES
            assert store.warnings == ()

    assert ended(in_child(run)) == 0


def test_a_read_only_cache_is_read() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = filled(Path(name) / "cache")
        file_in(folder).chmod(0o444)
        folder.chmod(0o555)
        Path(name).chmod(0o755)

        def run() -> None:
            if os.getuid() == 0:
                os.setuid(65534)  # root may write everywhere
            with disk_store(folder, TODAY + timedelta(days=30)) as store:
                assert store.get_many(ENTRIES) == ENTRIES
                store.put_many({digest(b"new"): b"new"})
                assert store.get_many([digest(b"new")]) == {}
                assert ["文件是只读的" in warning for warning in store.warnings] == [True]
            with disk_store(folder / "deeper", TODAY) as store:
                store.put_many(ENTRIES)
                assert store.get_many(ENTRIES) == {}
                assert ["这次不用缓存" in warning for warning in store.warnings] == [True]

        status = ended(in_child(run))
        folder.chmod(0o755)
        assert status == 0


def test_two_builds_may_use_one_cache_at_once(tmp_path: Path) -> None:
    def run(start: int) -> None:
        with disk_store(tmp_path, TODAY) as store:
            for number in range(start, start + 60):
                entries = {digest(b"%d %d" % (number, part)): b"%d" % number for part in range(20)}
                store.put_many(entries)
                assert store.get_many(entries) == entries
            assert store.warnings == ()

    children = [in_child(lambda start=start: run(start)) for start in (0, 30)]  # type: ignore[misc]
    assert [ended(child) for child in children] == [0, 0]


def test_two_builds_that_find_one_damaged_cache_both_end(tmp_path: Path) -> None:
    file = file_in(filled(tmp_path))
    content = bytearray(file.read_bytes())
    content[4096:] = b"\x7f" * len(content[4096:])
    file.write_bytes(content)

    def run() -> None:
        with disk_store(tmp_path, TODAY) as store:
            for _ in range(5):
                assert store.get_many(ENTRIES).items() <= ENTRIES.items()
                store.put_many(ENTRIES)

    children = [in_child(run) for _ in range(3)]
    assert [ended(child) for child in children] == [0, 0, 0]
    with disk_store(tmp_path, TODAY) as store:
        store.put_many(ENTRIES)
        assert store.get_many(ENTRIES) == ENTRIES


def test_an_entry_that_nobody_used_for_long_is_removed(tmp_path: Path) -> None:
    used, unused = list(ENTRIES)[:300], list(ENTRIES)[300:]
    filled(tmp_path)
    with disk_store(tmp_path, TODAY + timedelta(days=30)) as store:
        store.get_many(used)
        assert store.tidy(keep=30) == 0
    with disk_store(tmp_path, TODAY + timedelta(days=50)) as store:
        before = file_in(tmp_path).stat().st_size
        assert store.tidy(keep=30) == len(unused)
        assert store.get_many(ENTRIES).keys() == set(used)
        assert file_in(tmp_path).stat().st_size < before


def test_an_entry_put_in_today_outlives_a_clock_that_jumps(tmp_path: Path) -> None:
    with disk_store(tmp_path, TODAY + timedelta(days=3000)) as store:
        store.put_many(ENTRIES)
    with disk_store(tmp_path, TODAY) as store:
        assert store.get_many(ENTRIES) == ENTRIES
        assert store.tidy(keep=1) == 0
        assert store.get_many(ENTRIES) == ENTRIES


def test_a_clock_that_was_ahead_keeps_nothing_for_ever_and_one_that_is_behind_loses_nothing(
    tmp_path: Path,
) -> None:
    ahead = TODAY + timedelta(days=3000)
    with disk_store(tmp_path, ahead) as store:
        store.put_many(ENTRIES)
    with disk_store(tmp_path, TODAY) as store:
        assert store.tidy(keep=30) == 0
    with disk_store(tmp_path, TODAY + timedelta(days=30)) as store:
        assert store.tidy(keep=30) == 0
        assert store.get_many(ENTRIES) == ENTRIES
    with disk_store(tmp_path, TODAY + timedelta(days=100)) as store:
        assert store.tidy(keep=30) == len(ENTRIES)


def test_what_another_version_of_the_program_left_goes_in_its_time(tmp_path: Path) -> None:
    old, young = tmp_path / "store-0.sqlite3", tmp_path / "store-2.sqlite3"
    for path, day in ((old, TODAY - timedelta(days=60)), (young, TODAY - timedelta(days=3))):
        path.write_bytes(b"x")
        seconds = (day - date(1970, 1, 1)).days * 86_400
        os.utime(path, (seconds, seconds))
    with disk_store(filled(tmp_path), TODAY) as store:
        store.tidy(keep=30)
        assert store.get_many(ENTRIES) == ENTRIES
    assert (old.exists(), young.exists()) == (False, True)
