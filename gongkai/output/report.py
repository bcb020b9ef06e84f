"""What a publication did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Report:
    """What a publication did, in numbers of files.

    `damaged` and `strangers` were found in the served tree and are mended and
    removed: files altered or deleted by hand, and files put in by hand
    (folders end in "/"). They are part of the numbers only where the site
    has, or had, a file of that path. `written_kinds` and `removed_kinds` say
    how many are of each kind (`kinds.KINDS`).
    """

    written: int
    removed: int
    unchanged: int
    damaged: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    written_kinds: Mapping[str, int] = field(default_factory=dict, compare=False)
    removed_kinds: Mapping[str, int] = field(default_factory=dict, compare=False)
