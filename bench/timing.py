"""Run a command and say what it cost: wall and CPU seconds, memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

_PAUSE = 0.05  # seconds between two looks at the memory, at least
_SHARE = 20  # a look that takes long is followed by a pause so many times as long
_LONGEST = 1800  # seconds


class CommandFailed(Exception):
    """A command gave something else than 0 or took too long; the end of what it said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall and of CPU, children included; megabytes at the peak, shared pages divided
    among those who share them (PSS), over all processes; the load of the machine before."""

    wall: float
    cpu: float
    memory: float
    load: float


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run `command` in `folder` and wait for it. Raises CommandFailed.

    Python keeps what it compiled, as it does wherever nobody forbids it: all are run as people run them.
    """
    log = folder / "bench.log"
    load = os.getloadavg()[0]
    with log.open("wb") as words:
        begun = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**_usual(), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,
        )
        watch = _Watch(process.pid)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
    if process.returncode or wall > _LONGEST:
        raise CommandFailed(f"{command}: {log.read_text('utf-8', 'replace')[-2000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, watch.peak / 1024, load)


def _usual() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class _Watch(Thread):
    """Adds up, again and again, the memory of all processes of a session; `peak` in kilobytes."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._session = session
        self._over = Event()

    def run(self) -> None:
        pause = 0.0
        while not self._over.wait(pause):
            begun = time.monotonic()
            self.peak = max(self.peak, sum(map(_memory, _members(self._session))))
            spent = time.monotonic() - begun
            pause = max(_PAUSE, spent * _SHARE)

    def stop(self) -> None:
        self._over.set()
        self.join()


def _members(session: int) -> list[Path]:
    found: list[Path] = []
    for process in Path("/proc").glob("[1-9]*"):
        with suppress(OSError):
            stat = (process / "stat").read_text("utf-8", "replace")
            if int(stat.rpartition(")")[2].split()[3]) == session:
                found.append(process)
    return found


def _memory(process: Path) -> int:
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text().split("\n"):
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
