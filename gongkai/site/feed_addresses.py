"""Where the feed of a list is, and whether it has one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai.model.documents import UNDATED
from gongkai.site.input import Library

_UNDATED = UNDATED.date()


def list_feed(url: str) -> str:
    """The feed of the list at `url`, both under the root; as JSON it ends in .json."""
    return f"{url}feed.xml"


def has_news(library: Library, days: Iterable[date]) -> bool:
    """Whether one of the days of publication is a date, and not to come."""
    today = library.catalogue.as_of.date()
    return any(_UNDATED != day <= today for day in days)
