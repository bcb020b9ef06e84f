"""What was made of texts that are in the index as it is served, for a segment that has others besides.

A new document changes one segment. The other texts of it stand in published passages and lists,
which say the same as their bodies and need not be cut again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from gongkai.commands.index_keeping import KeptIndex, digests_of, passages_of
from gongkai.model.searching import SearchText
from gongkai.site.search_index import TextFacts
from gongkai.site.search_segments import Segment
from gongkai.site.verification import Entry, entries_of, is_text_list

_DIGEST = 64
_MOST = 4  # segments: where more of them are made, all processes cut the texts


class Reused(NamedTuple):
    """A text that is served: its passages by path, and its entry in a list of /verify/, None for a
    text without a body.
    """

    facts: TextFacts
    passages: dict[str, bytes]
    entry: Entry | None


def reused(
    segments: Sequence[Segment], kept: KeptIndex, content: Callable[[str], bytes | None]
) -> list[dict[SearchText, Reused]]:
    """Of each segment, which is to be made, the texts that are served already.

    `content` gives the files of the site as it stands.
    """
    layout = kept.layout() if 0 < len(segments) <= _MOST else None
    if layout is None:
        return [{} for _ in segments]
    before = [
        {joined[start : start + _DIGEST] for start in range(0, len(joined), _DIGEST)}
        for joined in layout.bodies
    ]
    found = []
    for segment in segments:
        wanted = set(segment.texts)
        digests = set(digests_of(segment))
        keys = [key for key, held in zip(layout.keys, before, strict=True) if held & digests]
        served = (each for key in keys for each in _served(key, kept, content))
        found.append({text: one for text, one in served if text in wanted})
    return found


def _served(
    key: str, kept: KeptIndex, content: Callable[[str], bytes | None]
) -> Iterator[tuple[SearchText, Reused]]:
    """The texts of a segment that is served; none where something of it is lost."""
    part, held = kept.part(key), kept.segment(key)
    if part is None or held is None:
        return
    made, named = part
    texts = held[0].texts
    lists = [raw for path, _ in named if is_text_list(path) if (raw := content(path))]
    try:
        entries = dict(entries_of(texts, lists))
    except ValueError:  # a list is not what was published
        return
    for text, facts, paths in zip(texts, made.facts, passages_of(made, named), strict=True):
        read = {path: raw for path in paths if (raw := content(path))}
        if len(read) == len(paths) and (text in entries) == bool(text.bodies):
            yield text, Reused(facts, read, entries.get(text))
