"""Tells at once when a file of an office's folder was saved, where the system can say so."""

from __future__ import annotations

import ctypes
import os
import select
import struct
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from gongkai.commands.asked import looked_at
from gongkai.source.tree import passed_over

# linux/inotify.h: written and closed, moved from here and to here, made, deleted.
_SAVED = 0x008 | 0x040 | 0x080 | 0x100 | 0x200
_MADE, _IS_FOLDER, _OVERFLOW, _GONE = 0x100, 0x40000000, 0x4000, 0x8000
_MOVED_HERE = 0x080
_FLAGS = os.O_NONBLOCK | os.O_CLOEXEC
_EVENT = struct.Struct("iIII")  # watch, what happened, cookie, length of the name
_AT_ONCE = 65536  # bytes of events read at one time

_QUIET = 0.02  # seconds without another event: an editor saves in several steps
_SHARE = 20  # a look at all files is followed by a pause so many times as long
_SHORTEST = 0.5  # seconds of such a pause, at least


class Watch:
    """Watches files and folders, but for what editors leave beside them.

    The system tells of what is saved on this computer. What others save in a shared folder is
    found by looking at all files again and again, and so is everything on a system that tells
    nothing.
    """

    def __init__(self, places: Sequence[Path]) -> None:
        self._places = places
        self._told = _Told(places)
        self._known = self._look()
        self._pause = _SHORTEST

    def wait(self) -> None:
        """Come back when something was saved since the last call."""
        while not self._told.within(self._pause):
            begun = time.monotonic()
            before, self._known = self._known, self._look()
            self._pause = max(_SHORTEST, _SHARE * (time.monotonic() - begun))
            if before is not None and before != self._known:
                return
        while self._told.within(_QUIET):
            pass
        self._known = None  # it is of before

    def _look(self) -> dict[str, tuple[int, int, int]] | None:
        """Times and sizes of all files; None while one of them goes."""
        found = {}
        try:
            for place in self._places:
                for path, facts in looked_at(place):
                    if not passed_over(path.rpartition("/")[2]):
                        found[path] = facts.st_mtime_ns, facts.st_size, facts.st_ino
        except OSError:
            return None
        return found


class _Told:
    """What the system says of folders; nothing where it cannot."""

    def __init__(self, places: Sequence[Path]) -> None:
        self._library: ctypes.CDLL | None = None
        self._descriptor = -1
        self._folders: dict[int, tuple[str, set[str]]] = {}  # by watch; the names, if not all
        with suppress(OSError, AttributeError, TypeError):
            self._library = ctypes.CDLL(None)
            self._descriptor = self._library.inotify_init1(_FLAGS)
        for place in places:
            if place.is_dir():
                self._watch_all(str(place))
            else:  # by its folder, since editors put another file in its place
                self._watch(str(place.parent), place.name)

    def within(self, seconds: float) -> bool:
        """Whether anything was saved, waiting so long for it."""
        if not self._folders:
            time.sleep(seconds)
            return False
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self._descriptor], [], [], left)[0]:
                counted = [self._counts(*event) for event in self._events()]
                if any(counted):
                    return True
        return False

    def _events(self) -> Iterator[tuple[int, int, str]]:
        """Watch, what happened, and the name of the file."""
        raw = os.read(self._descriptor, _AT_ONCE)
        place = 0
        while place < len(raw):
            watch, what, _, length = _EVENT.unpack_from(raw, place)
            place += _EVENT.size + length
            name = raw[place - length : place].rstrip(b"\0")
            yield watch, what, os.fsdecode(name)

    def _counts(self, watch: int, what: int, name: str) -> bool:
        """Whether an event means that a file is another; folders that are new are watched too."""
        if what & _OVERFLOW:
            return True
        folder, names = self._folders.get(watch, ("", set[str]()))
        if what & _GONE:
            self._folders.pop(watch, None)
        if not folder or (names and name not in names) or passed_over(name) or what & _GONE:
            return False
        if what & _IS_FOLDER and what & (_MADE | _MOVED_HERE):
            self._watch_all(f"{folder}/{name}")
        # A file that was made is told of again when it was written.
        return bool(what & ~_MADE & _SAVED) or bool(what & _IS_FOLDER)

    def _watch_all(self, folder: str) -> None:
        for inside, _, _ in os.walk(folder):
            self._watch(inside)

    def _watch(self, folder: str, only: str = "") -> None:
        if self._library and self._descriptor >= 0:
            named = os.fsencode(folder)
            watch = self._library.inotify_add_watch(self._descriptor, named, _SAVED)
            if watch >= 0:  # else there are as many as the system allows
                names = self._folders.get(watch, (folder, set[str]()))[1]
                self._folders[watch] = folder, names | ({only} if only else set())
