"""The read bodies of a page as its template sees them: ready to be placed, with their contents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypedDict

from gongkai.model.body import Body
from gongkai.model.provisions import Level
from gongkai.pages.body import Link, place, with_prefix
from gongkai.pages.jobs import Json
from gongkai.text.place_names import place_name


class ProseValues(TypedDict):
    """What a job's context says of one body; made by `gongkai.site.prose`.

    `beside` holds, by eid, the cards of what explains the provision or rests on it. `above`
    asks for the note of an older text above each article. `prefix` keeps the
    ids of several bodies on one page apart, "" for a page's only one.
    """

    links: list[Link]
    files: dict[str, str]
    beside: dict[str, list[dict[str, Json]]]
    above: bool
    prefix: str


BesideMacro: TypeAlias = Callable[[str, Sequence[Mapping[str, Json]], str], str]


@dataclass(frozen=True, slots=True)
class Placed:
    """One body and where its links lead from a page whose root is at `root`."""

    body: Body
    values: ProseValues
    root: str

    @property
    def contents(self) -> str:
        """The contents list as HTML, "" for a short text."""
        return self.body.contents

    def html(self, beside: BesideMacro | None = None, as_of: str = "") -> str:
        """The body's HTML.

        `beside` is the macro that makes the boxes of what explains a provision
        or rests on it,
        from its name (第十二条), the cards and the root. `as_of` is put above each article
        where the context asks for it.
        """
        values = self.values
        below = {}
        if beside is not None:
            below = {
                eid: str(beside(self._name(eid), cards, self.root))
                for eid, cards in values["beside"].items()
            }
        above = {}
        if values["above"] and as_of:
            articles = (p.eid for p in self.body.provisions if p.level is Level.ARTICLE)
            above = dict.fromkeys(articles, str(as_of))
        html = place(
            self.body, values["links"], values["files"], self.root, above=above, below=below
        )
        return with_prefix(html, values["prefix"]) if values["prefix"] else html

    def _name(self, eid: str) -> str:
        """A provision in words: its number, or the heading's own words."""
        return place_name(eid) or next(
            (p.heading or p.num for p in self.body.provisions if p.eid == eid), ""
        )
