"""Tell which article 第二款 or 第（三）项 belongs to when the words do not name it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.model.provisions import Citation, Provision
from gongkai.text.citations_relative import Standpoint

_ARTICLE_OF = re.compile(
    r"(?P<paragraph>(?P<article>(?:annex_\d+__)?art_\d+(?:-\d+)?)(?:__para_\d+)?)"
)


def continued(
    eid: str,
    source: str,
    last: Citation | None,
    same_sentence: bool,
    found: Sequence[Citation],
    provisions: Sequence[Provision],
) -> tuple[Citation | None, str]:
    """The citation that a place without an article goes on from, and the provision it is below.

    `eid` is the place as far as it is named (para_2, item_3), `source` where
    it stands, `last` the citation before it in its line. (None, "") is the
    article it stands in. In this order:

    - it goes on with `last` in the same sentence (第三条第一款的规定和第二款);
    - among items it means those of the article that the list speaks of, not
      its own (违反第八条规定的：（一）有第二项行为的);
    - its own article, if that has such a place;
    - it goes on with `last` across a sentence.
    """
    base = _above(last.places[-1], eid) if last and last.places else ""
    foreign = bool(last and (last.title or last.number))
    if not base or not (foreign or _has(provisions, base, eid)):
        last, base = None, ""
    if last and same_sentence:
        return last, base
    here = Standpoint.of(source)
    if here and here.item and eid.startswith("item_"):
        listed = _listed(eid, here, found, provisions)
        if listed:
            return None, listed
    if last and here and not _has(provisions, here.article, eid):
        return last, base
    return None, ""


def _listed(
    eid: str, here: Standpoint, found: Sequence[Citation], provisions: Sequence[Provision]
) -> str:
    """The provision, cited earlier in this article, that has the item; "" if none."""
    for citation in reversed(found):
        cited_in = Standpoint.of(citation.source)
        if cited_in is None or cited_in.article != here.article:
            return ""
        if citation.title or citation.number or not citation.places:
            continue
        base = _above(citation.places[0], eid)
        if base and not base.startswith(here.article) and _has(provisions, base, eid):
            return base
    return ""


def _above(place: str, eid: str) -> str:
    """The provision of `place` that a 款, 项 or 目 can stand below; "" if none."""
    match = _ARTICLE_OF.match(place)
    if not match:
        return ""
    return match["article"] if eid.startswith("para_") else match["paragraph"]


def _has(provisions: Sequence[Provision], base: str, eid: str) -> bool:
    """Whether the place is below `base`, in whichever 款 of it."""
    start, end = f"{base}__", f"__{eid}"
    return any(p.eid.startswith(start) and p.eid.endswith(end) for p in provisions)
