"""Resolve a reference of the front matter: an id, ID@VERSION, a 文号 or a title."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from gongkai.library.link_index import Named, TitleIndex
from gongkai.library.link_places import located, nearest
from gongkai.library.links import Places
from gongkai.text.citations_places import place_eids

_NAME_MARKS = " 　《》\t"


class Outcome(Enum):
    """What became of a reference."""

    FOUND = "found"
    NONE = "none"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a reference names.

    `id` is "" unless FOUND. `version` is None for the current text. `eids`
    are the places behind "#" that the text has, `missing` whether it lacks
    one. `candidates` are the ids it may mean, for SEVERAL; `TitleIndex.likeliest`
    has guesses for NONE, at the price of a look at every title.
    """

    outcome: Outcome
    id: str = ""
    version: str | None = None
    eids: tuple[str, ...] = ()
    missing: bool = False
    candidates: tuple[str, ...] = ()


def resolve_reference(text: str, index: TitleIndex, places: Places) -> Resolution:
    """Resolve a reference as typed: an id, `ID@VERSION`, a 文号 or a title, in that order.

    Behind "#" may stand places, in words (第十二条第二款) or as an eid.
    """
    name, _, place = text.partition("#")
    named = _named(name.strip(), index)
    if len(named.ids) > 1 or named.doubtful:
        return Resolution(Outcome.SEVERAL, candidates=named.ids)
    if named.id is None:
        return Resolution(Outcome.NONE)
    if not place.strip():
        return Resolution(Outcome.FOUND, named.id, named.version)
    wanted = place_eids(place)
    eids = places(named.id, named.version)
    found = _placed(wanted, eids)
    missing = not wanted or any(located(eid, eids) is None for eid in wanted)
    return Resolution(Outcome.FOUND, named.id, named.version, found, missing)


def _placed(wanted: tuple[str, ...], eids: Collection[str]) -> tuple[str, ...]:
    found = (located(eid, eids) or nearest(eid, eids) for eid in wanted)
    return tuple(eid for eid in dict.fromkeys(found) if eid)


def _named(name: str, index: TitleIndex) -> Named:
    if name in index.texts:
        return Named((name,))
    document_id, at, version = name.partition("@")
    if at and any(text.version == version for text in index.texts.get(document_id, ())):
        return Named((document_id,), version)
    by_number = index.by_number(name)
    if by_number.ids:
        return by_number
    return index.by_title(name.strip(_NAME_MARKS))
