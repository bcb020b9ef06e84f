"""What a build is asked for and of which files, taken down before any of them is read."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.commands.memory import UNSURE
from gongkai.commands.requests import SOURCES, Request
from gongkai.output.digests import digest
from gongkai.source.shipped import shipped

_SHIPPED = ("templates", "theme", "docs/schema")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked (`words`) of which files: the facts of each by its path, "" for one that is
    too young to be told apart from what it may be in a moment.
    """

    words: str
    files: Mapping[str, str]

    @property
    def named(self) -> str:
        """A digest of everything that a build depends on; "" while a file is too young."""
        if not self.files or "" in self.files.values():
            return ""
        facts = [self.words, *(f"{path}\0{found}" for path, found in self.files.items())]
        return digest("\n".join(facts).encode("utf-8", "surrogateescape"))


def asked(request: Request, engine: str) -> Asked:
    """What `request` asks of the program that `engine` names; of no file where one cannot be seen."""
    words = [
        engine,
        str(request.root.resolve()),
        str(request.output.resolve()),
        repr((request.html_only, request.preview, request.folder_only, request.kiosk_minutes)),
    ]
    files: dict[str, str] = {}
    now = time.time_ns()
    try:
        for place in (
            *(request.root.resolve() / name for name in SOURCES),
            *map(shipped, _SHIPPED),
        ):
            for path, found in _looked_at(place):
                times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
                facts = f"{found.st_mode} {found.st_size} {times} {found.st_ino}"
                young = now - max(found.st_mtime_ns, found.st_ctime_ns) < UNSURE
                files[path] = "" if young else facts
    except OSError:
        files.clear()
    return Asked("\n".join(words), files)


def _looked_at(place: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Everything in a folder, hidden files too, or the one file; links are followed to files."""
    if place.is_file():
        yield str(place), place.stat()
    waiting = [str(place)] if place.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield entry.path, entry.stat()
