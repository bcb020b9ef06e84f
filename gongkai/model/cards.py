"""What any other page may know of a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.model.documents import Collection
from gongkai.model.status import Standing


@dataclass(frozen=True, slots=True)
class Card:
    """All that lists, neighbours, feeds and links show of a document.

    It holds no text of the body, so a typo mended in a body leaves every card
    equal and no other page changes. `url` is root-relative within the site and
    ends with "/". `standing` is None for what has no legal force to lose
    (interpretations, decisions, pages).
    """

    id: str
    collection: Collection
    url: str
    title: str
    number: str | None
    index: str | None
    agency: tuple[str, ...]
    topic: str | None
    kind: str | None
    form: str | None
    summary: str | None
    written: date | None
    published: datetime
    standing: Standing | None
    version: str | None = None
    responsible: tuple[str, ...] = ()
    lead: str | None = None
    phase: str | None = None  # of a decision: 目录, 意见征集中 …
