"""What the search index is made from."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class SearchBody(NamedTuple):
    """One body of a text: its digest, and what stands before its ids on the page."""

    digest: str
    prefix: str


class SearchText(NamedTuple):
    """One public text as search knows it. A tuple, because it goes to worker processes.

    `url` is under the root, without "/" before it. `published` is `date.min`
    where nobody recorded it. `status` is the slug of its status, "" for what
    has no legal force; `topic` the first level of the classification. `older`
    says that it is another text of the work of the text before it. `why` is a
    clause on its force: since when, by what, for how long; "" where it just is in force.
    """

    id: str
    url: str
    title: str
    number: str
    published: date
    status: str
    collection: str
    agency: tuple[str, ...]
    topic: str
    version: str
    older: bool
    bodies: tuple[SearchBody, ...]
    why: str = ""
