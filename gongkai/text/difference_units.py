"""Cut a tree of provisions into the units that a comparison sets side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.model.comparison import Unit
from gongkai.model.provisions import Level, Provision

HEADS = frozenset({Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION, Level.ANNEX})
_WITHIN = frozenset({Level.PARAGRAPH, Level.ITEM, Level.POINT, Level.TEXT})
# White space between Han characters is layout (总　则); between Latin words it is text.
_SPACE = re.compile(r"[^\S\n]+")
_LAYOUT = re.compile(r"(?<![!-~]) | (?![!-~])")


def folded(text: str) -> str:
    """The text as it is compared: what is only layout taken out, lines kept."""
    return _LAYOUT.sub("", _SPACE.sub(" ", text)).strip() if _SPACE.search(text) else text


def units(provisions: Sequence[Provision]) -> list[Unit]:
    """The units of a text in document order; together they hold all its words."""
    found: list[Unit] = []
    lines: list[tuple[Level, str]] = []
    heads: dict[str, None] = {}
    last = None
    for provision in provisions:
        if last and _belongs(provision, last):
            lines += _lines(provision, numbered=True)
            continue
        if last:
            found.append(_unit(last, lines, heads))
        if provision.level in HEADS:
            heads[provision.eid] = None
        last, lines = provision, _lines(provision)
    if last:
        found.append(_unit(last, lines, heads))
    return found


def _belongs(provision: Provision, first: Provision) -> bool:
    """Whether a provision goes on with the unit that began with `first`."""
    if first.level in HEADS or provision.level not in _WITHIN:
        return False
    parent = provision.parent or ""
    return parent == first.eid or parent.startswith(f"{first.eid}__")


def _unit(provision: Provision, lines: list[tuple[Level, str]], heads: dict[str, None]) -> Unit:
    parent = provision.parent or ""
    container = parent if parent in heads else ""
    num = folded(provision.num)
    return Unit(provision.eid, provision.level, num, tuple(lines), container)


def _lines(provision: Provision, *, numbered: bool = False) -> list[tuple[Level, str]]:
    num = provision.num if numbered else ""
    words = folded(
        f"{provision.heading}\n{provision.text}" if provision.heading else provision.text
    )
    if num:
        words = f"{_behind(folded(num))}{words}"
    return [(provision.level, line) for line in words.split("\n") if line]


def _behind(num: str) -> str:
    """A number before its words: 1. and （一） stand alone, 第一条 and 1 need a gap."""
    return f"{num} " if num[-1].isalnum() else num
