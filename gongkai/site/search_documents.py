"""What can be found: every public text, in the order in which the search index counts them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.library.catalogue import Entry, Work
from gongkai.model.documents import UNDATED
from gongkai.model.searching import SearchBody, SearchText
from gongkai.model.status import Standing, Status
from gongkai.pages.views import status_clause
from gongkai.site.gazette_data import gazette_texts, printed_texts
from gongkai.site.input import Library


def search_works(library: Library) -> Iterator[tuple[SearchText, ...]]:
    """The texts of each work, the current one first, then the older ones; newest works first.

    What the gazette printed of a work stands behind its texts; what it printed otherwise, behind all.
    """
    printed = printed_texts(library)
    for work in library.catalogue.works:
        older = [entry for entry in work.texts if entry.document.key != work.current.document.key]
        yield (
            _text(library, work, work.current, older=False),
            *(_text(library, work, entry, older=True) for entry in reversed(older)),
            *printed.get(work.id, ()),
        )
    yield from gazette_texts(library)


def _text(library: Library, work: Work, entry: Entry, *, older: bool) -> SearchText:
    document = entry.document
    standing = entry.standing
    published = document.published
    return SearchText(
        id=document.id,
        url=(entry.card.url if older else work.url)[1:],
        title=document.title,
        number=document.number or "",
        published=date.min if published == UNDATED else published.date(),
        status=standing.status.slug if standing else "",
        collection=document.collection.value,
        agency=document.agency,
        topic=(document.topic or "").partition("/")[0],
        version=document.version or "",
        older=older,
        bodies=_bodies(library, entry),
        why=_why(standing) if standing else "",
    )


def _why(standing: Standing) -> str:
    """What a reader must know of the force before opening the text."""
    lasting = standing.status.public is Status.IN_FORCE and standing.until is None
    return "" if lasting else status_clause(standing)


def _bodies(library: Library, entry: Entry) -> tuple[SearchBody, ...]:
    text = library.texts[entry.document.key]
    own = [SearchBody(text.prose.body, "")] if text.prose else []
    return (*own, *(SearchBody(prose.body, f"{name}-") for name, prose in text.parts))
