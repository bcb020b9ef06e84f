"""All checks of the library, run in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.library.check_identity import shared_ids, shared_indexes, shared_numbers, work_ids
from gongkai.library.check_input import Checked, Finding
from gongkai.library.check_references import (
    catalogue_items,
    ended_bases,
    named_documents,
    partial_places,
    repeal_cycles,
)

__all__ = ["CHECKS", "Checked", "Finding", "check"]

Check = Callable[[Checked], Iterator[Finding]]

# A check is a pure function of the library; to add one, write it and list it here.
CHECKS: tuple[Check, ...] = (
    shared_ids,
    work_ids,
    shared_indexes,
    shared_numbers,
    named_documents,
    catalogue_items,
    partial_places,
    repeal_cycles,
    ended_bases,
)


def check(checked: Checked) -> Iterator[Finding]:
    """Everything that the rules of the trade and of a coherent library forbid."""
    for one in CHECKS:
        yield from one(checked)
