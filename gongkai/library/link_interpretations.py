"""Tell which documents an interpretation (政策解读) explains, and which of their articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.library.link_index import TitleIndex
from gongkai.library.links import Link
from gongkai.model.provisions import Citation
from gongkai.text.citations import recognise
from gongkai.text.names import fold_title

# What an interpretation's title adds to the name of what it explains.
_ABOUT = re.compile(
    r"^(?:关于|一图读懂|图解|解读|政策解读|[:：|—\-])*(.+?)(?:的)?(?:政策|文字|图文|图片|专家|负责人)*(?:解读|图解|问答|起草说明|说明|答记者问)"
)
_GUESSES = 3
_OPENING = 12  # lines of the body: the first paragraphs


@dataclass(frozen=True, slots=True)
class Explained:
    """What an interpretation explains, as its words tell it.

    `ids` are the documents; empty when the words name none that the library
    has, or several without saying which: then `candidates` are the likeliest.
    """

    ids: tuple[str, ...]
    candidates: tuple[str, ...] = ()


def explained(
    title: str, citations: Sequence[Citation], links: Sequence[Link], index: TitleIndex
) -> Explained:
    """The documents that an interpretation without `interprets` explains.

    Its title goes first, by 文号 or name; then the first paragraphs of the
    body, where a name with its 文号 goes before a name alone. Several names
    alone, such as the laws a text rests on, decide nothing.
    """
    if ids := _in_title(title, index):
        return Explained(ids)
    opening = [
        (citation, link.target)
        for citation, link in zip(citations, links, strict=True)
        if citation.line <= _OPENING and link.target and _binding(link.target, index)
    ]
    numbered = dict.fromkeys(target for citation, target in opening if citation.number)
    named = dict.fromkeys(target for _, target in opening)
    for found in (numbered, named):
        if len(found) == 1:
            return Explained(tuple(found))
    return Explained((), tuple(named) or _likeliest(title, index))


def explained_places(
    document_id: str, citations: Sequence[Citation], links: Sequence[Link]
) -> tuple[str, ...]:
    """The provisions of `document_id` that the interpretation speaks of, in its order."""
    found: dict[str, None] = {}
    for citation, link in zip(citations, links, strict=True):
        if link.target == document_id and link.eid:
            found.update(dict.fromkeys((link.eid, *citation.places[1:])))
    return tuple(found)


def _in_title(title: str, index: TitleIndex) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for citation in recognise(title):
        named = index.by_number(citation.number) if citation.number else None
        if named is None or named.id is None:
            named = index.by_title(citation.title)
        if named.id and _binding(named.id, index):
            found[named.id] = None
    if not found:
        named = index.by_title(_plain(title))
        if named.id and _binding(named.id, index):
            found[named.id] = None
    return tuple(found)


def _likeliest(title: str, index: TitleIndex) -> tuple[str, ...]:
    """Guesses at what the title names: what binds, so that no interpretation is named."""
    near = index.likeliest(_plain(title), 3 * _GUESSES)
    return tuple(known for known in near if _binding(known, index))[:_GUESSES]


def _plain(title: str) -> str:
    """The name that is left of 示例市停车管理办法政策解读."""
    match = _ABOUT.match(fold_title(title))
    return match.group(1) if match else title


def _binding(document_id: str, index: TitleIndex) -> bool:
    return index.texts[document_id][0].collection.binding
