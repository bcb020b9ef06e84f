"""Find a cited place among the provisions that a text has."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice


def located(place: str, eids: Collection[str]) -> str | None:
    """The eid in `eids` that a cited place means, None when the text has no such place.

    Texts and citations may differ in three ways that leave no doubt: an
    article of one 款 need not number it; an item is cited without its 款
    where only one 款 has it; a chapter is cited without the 编 it stands in
    where only one 编 has it.
    """
    if place in eids:
        return place
    article, _, below = place.partition("__")
    if article.startswith(("chp_", "sec_", "subpart_")):
        return _only(eid for eid in eids if eid.endswith(f"__{place}"))
    if below.startswith("para_1"):
        rest = below.removeprefix("para_1")
        shorter = article + rest
        if shorter in eids and f"{article}__para_2" not in eids and rest[:2] in ("", "__"):
            return shorter
    if below.startswith("item_"):
        first = f"{article}__para_1__{below}"
        if first in eids and f"{article}__para_2" not in eids:  # the usual case, without a search
            return first
        start, end = f"{article}__", f"__{below}"
        return _only(eid for eid in eids if eid.startswith(start) and eid.endswith(end))
    return None


def nearest(place: str, eids: Collection[str]) -> str:
    """The deepest provision around a place that the text lacks, "" if there is none."""
    while "__" in place:
        place = place.rpartition("__")[0]
        if found := located(place, eids):
            return found
    return ""


def _only(found: Iterable[str]) -> str | None:
    both = list(islice(found, 2))
    return both[0] if len(both) == 1 else None
