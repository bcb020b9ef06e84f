"""The cache of pure steps: what was made, under a hash of everything it was made from.

A key must name its maker as well (function, version, libraries), as
`gongkai.pages.jobs.key` does: then an entry of another version is one that
nobody asks for, branches and CI runs can share a cache, and no entry is ever
wrong, only absent. Whatever goes wrong with the cache makes entries absent too.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from itertools import islice
from pathlib import Path

_FILE = "store-1.sqlite3"  # the number changes with the table
_CHECK = 8  # bytes of check before each value
_CHUNK = 500  # keys asked for in one statement: old SQLites allow 999
_PATIENCE = 10.0  # seconds to wait for another build that is writing
_MARKED_EVERY = 7  # days: a mark of use younger than this is left as it is
_DAY, _EPOCH = 86_400, date(1970, 1, 1).toordinal()  # seconds; the day of the time 0
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
# A damaged file may also say that a value is as long as the memory, or have a name of its table
# that is no UTF-8 and stands in the message of the error.
_FAULTS = (sqlite3.DatabaseError, MemoryError, UnicodeDecodeError)
_REASONS = {
    sqlite3.SQLITE_CORRUPT: "文件又损坏了，请检查磁盘",
    sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
    sqlite3.SQLITE_READONLY: "文件是只读的",
    sqlite3.SQLITE_CANTOPEN: "无法打开",
    sqlite3.SQLITE_BUSY: "另一个构建一直在写入",
    sqlite3.SQLITE_LOCKED: "另一个构建一直在写入",
}

_TABLE = """
create table if not exists entries (
    key blob primary key,   -- SHA-256
    used integer not null,  -- day of a use, by date.toordinal
    value blob not null     -- check, then content
)
"""


@contextmanager
def disk_store(folder: Path, today: date) -> Iterator[DiskStore]:
    """The store in a folder, made where there is none. Never fails: see `DiskStore.warnings`."""
    store = DiskStore(folder, today)
    try:
        yield store
    finally:
        store.close()


class DiskStore:
    """A store in one SQLite file, for one process and thread; several builds may share the file.

    A cut or damaged file is made anew, a full disk or a read-only folder ends
    the writing, another build's long writing is waited for and then done
    without: `warnings` says so, in Chinese, once for each cause.

    The rollback journal, not WAL: it can be read in a read-only folder, the
    cache is one file to save and restore, and it is as fast (100,000 entries
    of 120 bytes: written in 0.4 s, read in 0.4 s). Nothing is flushed to the
    disk, so a loss of power may damage the file or mix old pages with new; the
    check before each value covers its key and finds that out.
    """

    def __init__(self, folder: Path, today: date) -> None:
        self._file = folder / _FILE
        self._today = today.toordinal()
        self._warnings: dict[str, None] = {}
        self._writable = True
        self._renewed = False
        self._connection: sqlite3.Connection | None = None
        self._connect()

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(self._warnings)

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        aged: list[bytes] = []
        remaining = iter(keys)
        while asked := [bytes.fromhex(key) for key in islice(remaining, _CHUNK)]:
            for key, used, value in self._select(asked):
                if not (type(key) is bytes and type(used) is int and type(value) is bytes):
                    continue  # the damaged file has another type for it
                content = value[_CHECK:]
                if value[:_CHECK] == _check(key, content):
                    found[key.hex()] = content
                    if abs(self._today - used) >= _MARKED_EVERY:
                        aged.append(key)
        if aged:
            mark = "update entries set used = ? where key = ?"
            self._change(mark, [(self._today, key) for key in aged])
        return found

    def put_many(self, entries: Mapping[str, bytes]) -> None:
        rows = []
        for name, content in entries.items():
            key = bytes.fromhex(name)
            rows.append((key, self._today, _check(key, content) + content))
        if rows:
            self._change("insert or replace into entries values (?, ?, ?)", rows)

    def tidy(self, keep: int) -> int:
        """Remove what was surely not used in the last `keep` days; gives the number of entries.

        What bears a day to come was marked by a clock that was wrong: it is taken as used today,
        so that it goes in its time and nothing is lost when it is today's clock that is wrong.
        """
        oldest = self._today - keep - _MARKED_EVERY
        late = "update entries set used = ?1 where used > ?1 + ?2"
        self._change(late, [(self._today, _MARKED_EVERY)])
        removed = self._change("delete from entries where used < ?", [(oldest,)])
        if removed and self._connection:
            try:
                self._connection.execute("vacuum")
            except _FAULTS as error:
                self._recover(error)
        self._remove_other_versions(oldest)
        return removed

    def close(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None

    def _connect(self) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
            self._connection.text_factory = bytes
            self._connection.execute("pragma synchronous = off")
            self._connection.execute(_TABLE)
        except OSError as error:
            self._warn(f"{error.strerror}；这次不用缓存")
        except _FAULTS as error:
            self._recover(error)

    def _select(self, keys: list[bytes]) -> list[tuple[object, object, object]]:
        if self._connection is None:
            return []
        marks = ",".join("?" * len(keys))
        statement = f"select key, used, value from entries where key in ({marks})"
        try:
            return self._connection.execute(statement, keys).fetchall()
        except _FAULTS as error:
            self._recover(error)
            return []

    def _change(self, statement: str, rows: Iterable[tuple[bytes | int, ...]]) -> int:
        """Execute the statement for all rows or for none; gives the number of changed entries."""
        if self._connection is None or not self._writable:
            return 0
        try:
            self._connection.execute("begin immediate")
            changed = self._connection.executemany(statement, rows).rowcount
            self._connection.execute("commit")
        except _FAULTS as error:
            self._recover(error)
            return 0
        return changed

    def _recover(self, error: sqlite3.DatabaseError | MemoryError | UnicodeDecodeError) -> None:
        """Go on with a new file after damage, without writing after anything else."""
        code = sqlite3.SQLITE_CORRUPT
        if isinstance(error, sqlite3.DatabaseError):
            if not hasattr(error, "sqlite_errorcode"):
                raise error  # not the file's fault
            code = error.sqlite_errorcode & 0xFF
        if code in _DAMAGE and not self._renewed:
            self._renewed = True
            self._warn("文件已损坏，重新建立")
            self.close()
            self._remove_file()
            self._connect()
            return
        reason = _REASONS.get(code, str(error))
        self._warn(f"{reason}；这次的结果不再存入缓存")
        self._writable = False
        if self._connection and self._connection.in_transaction:
            with suppress(*_FAULTS):  # the next opening rolls back all the same
                self._connection.execute("rollback")

    def _remove_file(self) -> None:
        for name in (_FILE, f"{_FILE}-journal"):
            with suppress(OSError):
                self._file.with_name(name).unlink()

    def _remove_other_versions(self, oldest: int) -> None:
        """Remove the files of other versions of this program that were not written for so long."""
        with suppress(OSError):
            for path in self._file.parent.glob("store-*.sqlite3*"):
                written = path.stat().st_mtime // _DAY + _EPOCH
                if not path.name.startswith(_FILE) and written < oldest:
                    path.unlink()

    def _warn(self, message: str) -> None:
        self._warnings[f"缓存 {self._file}：{message}"] = None


def _check(key: bytes, content: bytes) -> bytes:
    return hashlib.sha256(key + content).digest()[:_CHECK]
