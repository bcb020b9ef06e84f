"""What of the library is public at a moment, and why the rest is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from gongkai.model.documents import (
    Decision,
    DecisionCatalogue,
    Document,
    Openness,
    Review,
)


class Withheld(Enum):
    """Why something is not published; the value is the word that reports use."""

    HELD = "暂不发布"
    ON_REQUEST = "依申请公开"
    NOT_PUBLIC = "不予公开"
    NOT_YET = "未到发布时间"
    OVER = "展示期已满"
    UNREVIEWED = "审核没有完成"
    VOID = "审核后改过"


_PREVIEWED = frozenset({Withheld.HELD, Withheld.NOT_YET, Withheld.UNREVIEWED, Withheld.VOID})


@dataclass(frozen=True, slots=True)
class Selection:
    """The public documents, as they are public, and what was left out of them.

    A public decision holds only those of its texts that are public;
    `withheld_parts` counts the others. `documents` keep their order.
    """

    as_of: datetime
    documents: tuple[Document, ...]
    withheld: tuple[tuple[Document, Withheld], ...]
    years: tuple[DecisionCatalogue, ...]
    withheld_parts: int = 0
    withheld_years: int = 0
    marked: tuple[tuple[str, Withheld], ...] = ()  # shown in a preview all the same, by key
    others: tuple[tuple[str, int], ...] = ()  # what is no document, counted by reason

    def drafts(self) -> frozenset[str]:
        """The files of documents that somebody must still release; a day to come is no draft."""
        shown = {key for key, reason in self.marked if reason is not Withheld.NOT_YET}
        held = {
            document.path for document, reason in self.withheld if reason is not Withheld.NOT_YET
        }
        return frozenset(held | {item.path for item in self.documents if item.key in shown})

    def counts(self) -> dict[str, int]:
        """How many are withheld for each reason, in the order of `Withheld`."""
        found = {reason.value: 0 for reason in Withheld}
        for _, reason in self.withheld:
            found[reason.value] += 1
        found["决策材料未公开"] = self.withheld_parts + self.withheld_years
        found.update(self.others)
        return {reason: count for reason, count in found.items() if count}


def as_stands(document: Document, as_of: datetime) -> Document:
    """A document as it is at `as_of`: a withdrawal to come has not happened."""
    if document.withdrawn and document.withdrawn.date > as_of.date():
        return replace(document, withdrawn=None)
    return document


def select(
    documents: Iterable[Document],
    years: Iterable[DecisionCatalogue],
    as_of: datetime,
    *,
    review_required: bool,
    preview: bool = False,
) -> Selection:
    """Let through what is public at `as_of` (design.md §2, principle 8).

    A `preview` also lets through what is held or to come, and marks it.
    """
    public: list[Document] = []
    withheld: list[tuple[Document, Withheld]] = []
    marked: list[tuple[str, Withheld]] = []
    left_out = 0
    for document in documents:
        reason = withheld_because(document, as_of, review_required=review_required)
        if reason and preview and reason in _PREVIEWED:
            marked.append((document.key, reason))
            public.append(document)
            continue
        if reason:
            withheld.append((document, reason))
            continue
        shown = _public_parts(document, as_of)
        left_out += _parts(document) - _parts(shown)
        public.append(shown)
    listed = list(years)
    shown_years = tuple(year for year in listed if _year_is_public(year, as_of))
    return Selection(
        as_of,
        tuple(public),
        tuple(withheld),
        shown_years,
        left_out,
        len(listed) - len(shown_years),
        tuple(marked),
    )


def withheld_because(
    document: Document, as_of: datetime, *, review_required: bool
) -> Withheld | None:
    """Why a document is not public at `as_of`, None if it is."""
    if document.openness is Openness.NOT_PUBLIC:
        return Withheld.NOT_PUBLIC
    if document.openness is Openness.ON_REQUEST:
        return Withheld.ON_REQUEST
    if document.hold:
        return Withheld.HELD
    if document.published > as_of:
        return Withheld.NOT_YET
    if document.display_until and document.display_until < as_of.date():
        return Withheld.OVER
    if review_required and not document.backfilled:
        if document.review and document.review.void:
            return Withheld.VOID
        if not complete(document.review):
            return Withheld.UNREVIEWED
    return None


def complete(review: Review | None) -> bool:
    """Whether three different people and the 保密审查 signed (政府信息公开条例 art. 17)."""
    if review is None or not review.secrecy_no or not review.date:
        return False
    people = (review.handler, review.deputy, review.head)
    return all(people) and len(set(people)) == len(people)


def _public_parts(document: Document, as_of: datetime) -> Document:
    decision = document.decision
    if decision is None:
        return document
    parts = tuple(part for part in decision.parts if not part.hold and part.published <= as_of)
    feedback = decision.feedback
    if feedback and feedback.published > as_of:
        feedback = None
    amendments = tuple(item for item in decision.amendments if item.date <= as_of.date())
    shown: Decision = replace(decision, parts=parts, feedback=feedback, amendments=amendments)
    return document if shown == decision else replace(document, decision=shown)


def _parts(document: Document) -> int:
    decision = document.decision
    if decision is None:
        return 0
    return len(decision.parts) + len(decision.amendments) + (decision.feedback is not None)


def _year_is_public(year: DecisionCatalogue, as_of: datetime) -> bool:
    return year.openness is Openness.PROACTIVE and not year.hold and year.published <= as_of
