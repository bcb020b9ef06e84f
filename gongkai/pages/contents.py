"""The contents list of a text: its headings, with the articles folded under them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from gongkai.model.body import Columns
from gongkai.model.provisions import Level

_HEADS = frozenset({Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION, Level.ANNEX})
_ARTICLE = Level.ARTICLE  # a member costs a call each time it is named
_OUTLINE_DEPTH = 2  # 一、 and （一）; deeper headings would make the list longer than a screen
_FEWEST = 3  # a shorter list helps nobody
_SHORT = 30  # characters of an outline heading that is a whole paragraph


@dataclass(slots=True)
class Heading:
    """A line of the contents list. `articles` are shown when the reader unfolds it."""

    eid: str
    num: str
    words: str
    children: list[Heading] = field(default_factory=list)
    articles: list[tuple[str, str]] = field(default_factory=list)  # eid and number

    @property
    def span(self) -> str:
        """The first and the last article: 第一条至第五条."""
        first, last = self.articles[0][1], self.articles[-1][1]
        return first if len(self.articles) == 1 else f"{first}至{last}"

    def links(self, prefix: str) -> str:
        """The list items of the articles, as HTML: a statute has hundreds of them."""
        # Escaped all at once. A number is on one line, and ids are letters, digits, - and _.
        nums = escape("\n".join([num for _, num in self.articles])).split("\n")
        return "\n".join(
            [
                f'<li><a href="#{prefix}{eid}">{num}</a></li>'
                for (eid, _), num in zip(self.articles, nums, strict=True)
            ]
        )


def contents(columns: Columns) -> list[Heading]:
    """The contents of a text, [] where it is too short to need a list.

    Articles leave chapters out of their ids, so they belong to the heading
    before them; those before any heading get a heading without words.
    """
    levels = set(columns.levels)
    if Level.ARTICLE in levels or levels & _HEADS:
        found = _statute(columns)
    elif Level.HEADING in levels:
        found = _outline(columns)
    else:
        return []
    lines = sum(1 + len(heading.articles) for heading in _every(found))
    return found if lines >= _FEWEST else []


def _every(headings: Iterable[Heading]) -> Iterable[Heading]:
    for heading in headings:
        yield heading
        yield from _every(heading.children)


def _statute(columns: Columns) -> list[Heading]:
    roots: list[Heading] = []
    by_eid: dict[str, Heading] = {}
    last: Heading | None = None
    eids, nums = columns.eids, columns.nums
    for place, level in enumerate(columns.levels):
        if level is _ARTICLE:
            if last is None:
                last = Heading("", "", "")
                roots.append(last)
            last.articles.append((eids[place], nums[place]))
        elif level in _HEADS:
            eid = eids[place]
            last = by_eid[eid] = Heading(eid, nums[place], columns.headings[place])
            above = by_eid.get(columns.parents[place])
            (above.children if above else roots).append(last)
    return roots


def _outline(columns: Columns) -> list[Heading]:
    roots: list[Heading] = []
    by_eid: dict[str, Heading] = {}
    for place, (eid, level) in enumerate(zip(columns.eids, columns.levels, strict=True)):
        if level is not Level.HEADING or eid.count("__") >= _OUTLINE_DEPTH:
            continue
        words = columns.headings[place] or columns.texts[place]
        shown = words if len(words) <= _SHORT else f"{words[:_SHORT]}…"
        heading = by_eid[eid] = Heading(eid, columns.nums[place], shown)
        above = by_eid.get(columns.parents[place])
        (above.children if above else roots).append(heading)
    return roots
