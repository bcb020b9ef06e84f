"""What a build is asked for, and what it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gongkai.model.diagnostics import Diagnostic, Severity
from gongkai.output.publish import Report

SOURCES = ("content", "site.yaml", "templates", "theme")  # what an office writes, in its folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One build as asked for. `preview` shows what is held or to come, marked.

    `cache` is the folder of what earlier builds made, None to use none; `tidy` removes
    from it what was not used for a long time. `since` names the commit of the last build:
    then git says which files changed.

    `scheduler` is the address of a cluster that does the work, "" to do it here.

    `folder_only` is for a folder that is opened without a server (--offline).
    `kiosk_minutes` is for a touch screen in a hall: how long it waits without a touch, else 0.
    """

    root: Path
    output: Path
    as_of: datetime
    workers: int
    scheduler: str = ""
    html_only: bool = False
    dry_run: bool = False
    preview: bool = False
    folder_only: bool = False
    kiosk_minutes: int = 0
    cache: Path | None = None
    tidy: bool = False
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. `report` is None when nothing was published.

    `planned` and `rendered` count pages, `others` the other files that were planned.
    """

    diagnostics: tuple[Diagnostic, ...]
    unpublished: Mapping[str, int]
    planned: int = 0
    others: int = 0
    rendered: int = 0
    report: Report | None = None
    seconds: float = 0.0
    troubles: tuple[str, ...] = ()  # of the cache, in Chinese: none stops a build

    @property
    def failed(self) -> bool:
        """Whether a problem stopped the build."""
        return fatal(self.diagnostics)


def fatal(found: tuple[Diagnostic, ...]) -> bool:
    """Whether one of the problems stops the build."""
    return any(item.severity is Severity.ERROR for item in found)
