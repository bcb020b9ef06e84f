"""The contents list of a text: its headings, with the articles folded under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from gongkai.model.body import Columns
from gongkai.model.provisions import Level

_HEADS = frozenset({Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION, Level.ANNEX})
_ARTICLE = Level.ARTICLE  # a member costs a call each time it is named
_LISTED = _HEADS | {_ARTICLE}
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


def contents_list(columns: Columns) -> str:
    """The contents of a text as HTML, "" where it is too short to need a list."""
    found = contents(columns)
    return listed(found) if found else ""


def contents(columns: Columns) -> list[Heading]:
    """The contents of a text, [] where it is too short to need a list.

    Articles leave chapters out of their ids, so they belong to the heading
    before them; those before any heading get a heading without words.
    """
    levels = columns.levels
    if _ARTICLE in levels or not _HEADS.isdisjoint(levels):
        found = _statute(columns)
    elif Level.HEADING in levels:
        found = _outline(columns)
    else:
        return []
    lines = sum(1 + len(heading.articles) for heading in _every(found))
    return found if lines >= _FEWEST else []


def listed(headings: Iterable[Heading]) -> str:
    """The headings as an HTML list. Not a template: a statute has hundreds of lines of it."""
    pieces = ["<ol>\n"]
    for heading in headings:
        pieces.append("<li>\n")
        if heading.eid:
            gap = "　" if heading.num and heading.words else ""
            words = _escaped(f"{heading.num}{gap}{heading.words}")
            pieces.append(f'<a href="#{heading.eid}">{words}</a>\n')
        if heading.articles:
            shown = "" if heading.eid else " open"
            pieces.append(f'<details class="toc__articles"{shown}>\n')
            pieces.append(f"<summary>{_escaped(heading.span)}</summary>\n<ol>\n")
            pieces += [
                f'<li><a href="#{eid}">{num}</a></li>\n' for eid, num in _links(heading.articles)
            ]
            pieces.append("</ol>\n</details>\n")
        if heading.children:
            pieces.append(f"{listed(heading.children)}\n")
        pieces.append("</li>\n")
    pieces.append("</ol>\n")
    return "".join(pieces)


def _links(articles: Sequence[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """The ids and numbers of articles, escaped all at once; a number is on one line."""
    nums = _escaped("\n".join([num for _, num in articles])).split("\n")
    return zip([eid for eid, _ in articles], nums, strict=True)


def _escaped(words: str) -> str:
    """Words as templates escape them. Ids are letters, digits, - and _."""
    return escape(words, quote=False).replace('"', "&#34;").replace("'", "&#39;")


def _every(headings: Iterable[Heading]) -> Iterable[Heading]:
    for heading in headings:
        yield heading
        yield from _every(heading.children)


def _statute(columns: Columns) -> list[Heading]:
    roots: list[Heading] = []
    by_eid: dict[str, Heading] = {}
    last: Heading | None = None
    eids, nums, levels = columns.eids, columns.nums, columns.levels
    for place in [place for place, level in enumerate(levels) if level in _LISTED]:
        eid = eids[place]
        if levels[place] is _ARTICLE:
            if last is None:
                last = Heading("", "", "")
                roots.append(last)
            last.articles.append((eid, nums[place]))
        else:
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
