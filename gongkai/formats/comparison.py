"""A comparison of two texts as index.json (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.formats.json import json_text
from gongkai.model.comparison import Change, Comparison, Pair
from gongkai.model.provisions import Level

_QUIET = frozenset({Change.SAME, Change.RENUMBERED, Change.MOVED})


def comparison_json(record: Mapping[str, object], comparison: Comparison) -> bytes:
    """index.json beside a comparison; `record` names the work and its two texts.

    `lines` of a change are the pieces of each line, [edit, words]; they are left
    out where the words are the same on both sides.
    """
    counts = {change.slug: comparison.count(change, Level.ARTICLE) for change in Change}
    changes = [_change(pair) for pair in comparison.pairs]
    return json_text({**record, "articles": counts, "changes": changes}).encode()


def _change(pair: Pair) -> dict[str, object]:
    old, new = pair.old, pair.new
    found: dict[str, object] = {
        "change": pair.change.slug,
        "level": pair.unit.level.value,
        "old": {"eid": old.eid, "num": old.num} if old else None,
        "new": {"eid": new.eid, "num": new.num} if new else None,
        "renumbered": pair.renumbered,
        "moved": pair.moved,
        "kin": pair.kin or None,
    }
    if pair.change not in _QUIET:
        found["lines"] = [
            [[piece.edit.value, piece.text] for piece in line.pieces] for line in pair.lines
        ]
    return found
