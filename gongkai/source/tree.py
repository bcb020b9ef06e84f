"""Which files an office's content/ folder holds, and which of them cannot be used."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.model.diagnostics import Problem

_TRIES, _PAUSE = 5, 0.02  # readings of a file that changes meanwhile; seconds between them
IGNORED = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})


@dataclass(frozen=True, slots=True)
class File:
    """One file: `path` is relative to the office's folder, with "/"."""

    path: str
    size: int
    modified: int  # nanoseconds, as the file system gives them
    changed: int = 0  # the same of its entry: no program can set this one back
    inode: int = 0

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The path without its last part."""
        return self.path.rpartition("/")[0]


def files(root: Path, top: str = "content") -> tuple[list[File], list[tuple[str, Problem]]]:
    """All files under `root`/`top` in order of their paths, and problems by path.

    Hidden files and what editors and desktops leave behind are passed over. A
    link is followed only to a file inside the office's folder; names that no
    web server or no other computer could hold are problems.
    """
    found: list[File] = []
    problems: list[tuple[str, Problem]] = []
    inside = root.resolve()
    if not (root / top).is_dir():
        # An empty folder may be meant; one that is gone (a disk not mounted) would empty the site.
        hint = f"在这里建一个 {top} 文件夹；原来有的，检查磁盘和路径"
        return [], [(top, Problem("file/unreadable", 0, 0, 0, f"没有 {top} 文件夹", hint))]
    for entry, path in _walk(root / top, top):
        try:
            fault = _fault(entry, inside)
            if fault:
                problems.append((path, fault))
            else:
                facts = entry.stat()
                times = facts.st_mtime_ns, facts.st_ctime_ns
                found.append(File(path, facts.st_size, *times, facts.st_ino))
        except OSError as error:
            problems.append((path, _unreadable(error)))
    found.sort(key=lambda file: file.path)
    problems += _case_clashes(found)
    return found, problems


def read_bytes(root: Path, file: File) -> bytes | Problem:
    """The bytes of a file, or why they cannot be had.

    A file that somebody is saving just now is read again: half of a text is none.
    """
    try:
        for _ in range(_TRIES):
            # Not by pathlib: that takes as long as the reading itself.
            with open(f"{root}/{file.path}", "rb", buffering=0) as opened:  # noqa: PTH123
                before = os.fstat(opened.fileno())
                raw = opened.read()
                after = os.fstat(opened.fileno())
            same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
            if same and len(raw) == after.st_size:
                return raw
            time.sleep(_PAUSE)
    except OSError as error:
        return _unreadable(error)
    return Problem(
        "file/unreadable", 0, 0, 0, "读这个文件的时候，它一直在改动", "等它保存完，再运行一次"
    )


def _walk(folder: Path, prefix: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    waiting = [(str(folder), prefix)]
    while waiting:
        directory, above = waiting.pop()
        with os.scandir(directory) as entries:
            for entry in entries:
                if passed_over(entry.name):
                    continue
                path = f"{above}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, path))
                else:
                    yield entry, path


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name is nobody's work."""
    return name.startswith((".", "~$")) or name.endswith(("~", ".swp", ".tmp")) or name in IGNORED


def _fault(entry: os.DirEntry[str], inside: Path) -> Problem | None:
    if any("\ud800" <= char <= "\udfff" for char in entry.name) or any(
        char < " " or char in '\\:*?"<>|' for char in entry.name
    ):
        return Problem(
            "file/name", 0, 0, 0, "文件名里有不能用的字符", '改名，不要用 \\ : * ? " < > | 和换行'
        )
    if entry.is_symlink():
        target = Path(entry.path).resolve()
        if not target.is_relative_to(inside):
            return Problem(
                "file/outside",
                0,
                0,
                0,
                "这是指向文件夹之外的链接",
                "把文件本身复制进来，不要用链接",
            )
        if target.is_dir():
            return Problem(
                "file/outside",
                0,
                0,
                0,
                "这是指向另一个文件夹的链接",
                "把文件夹本身复制进来，不要用链接",
            )
    if not entry.is_file():
        return Problem(
            "file/unreadable",
            0,
            0,
            0,
            "这不是普通文件，或链接的目标不在",
            "删去它，或把文件本身复制进来",
        )
    return None


def _unreadable(error: OSError) -> Problem:
    return Problem(
        "file/unreadable",
        0,
        0,
        0,
        f"文件读不出来：{error.strerror or error}",
        "检查文件权限，或把文件重新复制一次",
    )


def _case_clashes(found: list[File]) -> list[tuple[str, Problem]]:
    """Two names that differ in case alone are one file on many computers."""
    seen: dict[str, str] = {}
    problems = []
    for file in found:
        folded = file.path.casefold()
        if folded in seen:
            problems.append(
                (
                    file.path,
                    Problem(
                        "file/case-clash", 0, 0, 0,
                        f"与 {seen[folded]} 只有大小写不同", "给其中一个改名",
                    ),
                )
            )  # fmt: skip
        seen.setdefault(folded, file.path)
    return problems
