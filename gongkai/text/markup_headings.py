"""Give the headings of a body their levels: from h2 down, none skipped."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.model.provisions import Level, Provision
from gongkai.text.blocks import Block, Kind
from gongkai.text.structure import Structure
from gongkai.text.structure_roles import Role

_RANKS = {
    Level.ANNEX: 0,
    Level.PART: 1,
    Level.SUBPART: 2,
    Level.CHAPTER: 3,
    Level.SECTION: 4,
    Level.ARTICLE: 5,
}
_INNER_TITLE, _OUTLINE = 0, 6
_FIRST, _LAST = 2, 6  # the page's title is h1


def heading_levels(blocks: Sequence[Block], structure: Structure) -> dict[int, int]:
    """The level, 2 to 6, of each block that is a heading, by its index.

    A heading is one level below the nearest heading before it that ranks
    above it, however many # marks the author set.
    """
    ranked: list[tuple[int, float]] = []
    by_hashes: dict[int, float] = {}
    unnumbered: list[int] = []
    provisions, roles = structure.provisions, structure.roles
    for index in structure.headings:
        start = structure.starts[index]
        provision = provisions[start]
        role = roles.get(index)
        if start < 0 or (role is not None and role is not Role.INNER_TITLE):
            continue
        headed = blocks[index].kind is Kind.HEADING
        if roles.get(index) is Role.INNER_TITLE:
            ranked.append((index, _INNER_TITLE))
            continue
        rank = _rank(provision)
        if rank is None:
            unnumbered.append(index)
            ranked.append((index, 0))
            continue
        if headed:
            hashes = _hashes(blocks[index])
            by_hashes[hashes] = min(rank, by_hashes.get(hashes, rank))
        ranked.append((index, rank))
    own = {
        index: by_hashes.get(_hashes(blocks[index]), _hashes(blocks[index]) + 1)
        if blocks[index].kind is Kind.HEADING
        else _RANKS[Level.CHAPTER]
        for index in unnumbered
    }
    levels: dict[int, int] = {}
    open_ranks: list[float] = []
    for index, rank in ranked:
        rank = own.get(index, rank)
        while open_ranks and open_ranks[-1] >= rank:
            open_ranks.pop()
        open_ranks.append(rank)
        levels[index] = min(_FIRST + len(open_ranks) - 1, _LAST)
    return levels


def _rank(provision: Provision) -> float | None:
    if provision.level is Level.HEADING:
        return _OUTLINE + provision.eid.count("h_")
    return _RANKS.get(provision.level)


def _hashes(block: Block) -> int:
    source = block.text.strip()
    if "\n" not in source:
        return len(source) - len(source.lstrip("#"))
    return 1 if "=" in source.rpartition("\n")[2] else 2
