"""Where the references in gazette items lead: to the library, as those of its own bodies do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.library.catalogue import Catalogue
from gongkai.library.gazette import PublicItem
from gongkai.library.linking import settled_titles, shown_link
from gongkai.library.links import link
from gongkai.library.references import Bodies, References
from gongkai.model.links import CitationLink


def item_links(
    items: Iterable[PublicItem], catalogue: Catalogue, references: References, bodies: Bodies
) -> Iterator[tuple[str, tuple[CitationLink, ...]]]:
    """The links of each item that has a body, by `PublicItem.key`, one for each of its citations.

    What cannot be resolved stays words: a published text is not judged again.
    """
    works = {work.id: work for work in catalogue.works}
    today = catalogue.as_of.date()
    for item in items:
        facts = bodies.get((item.key, ""))
        if facts is None:
            continue
        settled = settled_titles(item.entry.document, references) if item.entry else {}
        found = link(
            item.key, facts.citations, references.index, references.places, facts.eids, settled
        )
        yield item.key, tuple(shown_link(one, item.key, works, today) for one in found.links)
