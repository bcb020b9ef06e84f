"""清理: what one review of many documents says of each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from gongkai.model.references import Reference


class Treatment(Enum):
    """What becomes of a document; the value is the key under which a clearance lists it."""

    REPEAL = "repeal"
    LAPSE = "lapse"
    AMEND = "amend"
    KEEP = "keep"

    @property
    def label(self) -> str:
        """The word of the public lists."""
        return _LABELS[self]

    @property
    def ends(self) -> bool:
        """Whether the document has no force from the clearance's date on."""
        return self in (Treatment.REPEAL, Treatment.LAPSE)


_LABELS = {
    Treatment.REPEAL: "废止",
    Treatment.LAPSE: "宣布失效",
    Treatment.AMEND: "需修改",
    Treatment.KEEP: "继续有效",
}


@dataclass(frozen=True, slots=True)
class ClearedItem:
    """One line of a list: the document, or a place in it, and why."""

    ref: Reference
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Clearance:
    """清理结果. `date` is the first day without force of what it ends.

    What stands under `amend` keeps its status until it is amended; `keep`
    settles that a document stays in force.
    """

    date: date
    repeal: tuple[ClearedItem, ...] = ()
    lapse: tuple[ClearedItem, ...] = ()
    amend: tuple[ClearedItem, ...] = ()
    keep: tuple[ClearedItem, ...] = ()

    def items(self) -> Iterator[tuple[Treatment, ClearedItem]]:
        """Every line of the four lists, in their order."""
        for treatment in Treatment:
            listed: tuple[ClearedItem, ...] = getattr(self, treatment.value)
            for item in listed:
                yield treatment, item
