"""The record of published addresses in an office's repository."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from gongkai.library.addresses import lost, read_record
from gongkai.library.catalogue import Catalogue
from gongkai.library.gazette import Gazette
from gongkai.library.publication import Selection
from gongkai.library.reporting import diagnostic
from gongkai.model.diagnostics import Diagnostic, Problem

RECORD = "content/.addresses"


def recorded(root: Path) -> dict[str, date]:
    """What the record says, nothing where there is none. Raises ValueError and OSError."""
    try:
        return read_record((root / RECORD).read_text("utf-8"))
    except FileNotFoundError:
        return {}


def lost_addresses(
    root: Path, catalogue: Catalogue, gazette: Gazette, selection: Selection
) -> Iterator[Diagnostic]:
    """The recorded addresses that the site would lose, at their lines in the record."""
    site = catalogue.site
    try:
        known = recorded(root)
    except ValueError as error:
        hint = "用 git 取回原来的；不要手工改这个文件"
        problem = Problem("address/record", 0, 0, 0, f"地址记录读不懂：{error}", hint)
        yield diagnostic(problem, RECORD, site)
        return
    for problem in lost(known, catalogue, gazette, selection):
        yield diagnostic(problem, RECORD, site)
