"""What a build is asked for and of which files, taken down before any of them is read."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.commands.memory import UNSURE
from gongkai.commands.requests import SOURCES, Request
from gongkai.output.digests import digest
from gongkai.source.shipped import shipped

_SHIPPED = ("templates", "theme", "docs/schema")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked (`words`) of which files: the facts of each by its path, "" for one that is
    too young to be told apart from what it may be in a moment. `young` has its facts.
    """

    words: str
    files: Mapping[str, str]
    young: Mapping[str, str] = field(default_factory=dict)

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
    young: dict[str, str] = {}
    now = time.time_ns()
    try:
        for place in (
            *(request.root.resolve() / name for name in SOURCES),
            *map(shipped, _SHIPPED),
        ):
            for path, found in looked_at(place):
                is_young = now - max(found.st_mtime_ns, found.st_ctime_ns) < UNSURE
                files[path] = "" if is_young else _facts(found)
                if is_young:
                    young[path] = _facts(found)
    except OSError:
        files.clear()
        young.clear()
    return Asked("\n".join(words), files, young)


def facts_of(path: str) -> str:
    """The facts of a file as it is now, as `Asked` has them; "" where it is gone."""
    try:
        return _facts(os.stat(path))  # noqa: PTH116 - once for each file
    except OSError:
        return ""


def _facts(found: os.stat_result) -> str:
    times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
    return f"{found.st_mode} {found.st_size} {times} {found.st_ino}"


def looked_at(place: Path) -> Iterator[tuple[str, os.stat_result]]:
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
