"""All checks of the library, run in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.library import (
    check_addresses,
    check_attachments,
    check_basis,
    check_clearances,
    check_deadlines,
    check_decisions,
    check_force,
    check_gazette,
    check_gazette_items,
    check_identity,
    check_references,
    check_regulations,
    check_site,
    check_status,
    check_trade,
)
from gongkai.library.check_input import Checked, Finding

__all__ = ["ADDRESS_CHECKS", "CHECKS", "Checked", "Finding", "check"]

Check = Callable[[Checked], Iterator[Finding]]

# A check is a pure function of the library; to add one, write it and list it here.
CHECKS: tuple[Check, ...] = (
    check_identity.shared_ids,
    check_identity.work_ids,
    check_identity.shared_indexes,
    check_identity.shared_numbers,
    check_identity.aliases,
    check_references.named_documents,
    check_references.catalogue_items,
    check_references.partial_places,
    check_references.repeal_cycles,
    check_basis.ended_bases,
    check_clearances.clearances,
    check_gazette.numbers,
    check_gazette.totals,
    check_gazette.dates,
    check_gazette.pages,
    check_gazette.edits,
    check_gazette.waiting,
    check_gazette_items.references,
    check_gazette_items.corrections,
    check_gazette_items.twice,
    check_gazette_items.kept_documents,
    check_gazette_items.printed_regulations,
    check_status.date_order,
    check_status.end_reasons,
    check_status.lapsed_claims,
    check_status.ending_soon,
    check_status.version_order,
    check_status.said_in_text,
    check_status.repeals_in_text,
    check_force.counted_days,
    check_force.unstated_repeals,
    check_force.missing_texts,
    check_trade.written_before_published,
    check_trade.number_years,
    check_trade.index_numbers,
    check_trade.topics,
    check_trade.genres,
    check_trade.agencies,
    check_trade.sources,
    check_trade.signatures,
    check_trade.reviews,
    check_attachments.announced_attachments,
    check_regulations.names,
    check_regulations.notes,
    check_regulations.orders,
    check_regulations.effective_days,
    check_regulations.histories,
    check_deadlines.disclosures,
    check_deadlines.interpretations_due,
    check_deadlines.unknown_calendars,
    check_deadlines.orphans,
    check_deadlines.transcripts,
    check_decisions.consultation_periods,
    check_decisions.consultation_papers,
    check_decisions.feedback,
    check_decisions.hearings,
    check_site.identifier,
    check_site.footer,
    check_site.columns,
    check_site.freshness,
    check_site.emptiness,
    check_site.guides,
    check_site.patterns,
)

# What can only be told once it is known which pages the site has.
ADDRESS_CHECKS: tuple[Check, ...] = (check_site.entries, check_addresses.linked_pages)


def check(checked: Checked, checks: tuple[Check, ...] = CHECKS) -> Iterator[Finding]:
    """Everything that the rules of the trade and of a coherent library forbid."""
    for one in checks:
        yield from one(checked)
