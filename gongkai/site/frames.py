"""What a job tells the shell of its page: column, title, tags and the way to it."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.model.site import Column
from gongkai.pages.jobs import Json
from gongkai.site.shell import column_url

Crumb = tuple[str, str]  # title and address under the root


def frame(
    column: Column | None,
    title: str,
    trail: Sequence[Crumb],
    *,
    description: str = "",
    meta: Sequence[Json] = (),
) -> dict[str, Json]:
    """The framing part of a context. `trail` leads from the column to the page itself."""
    return {
        "column": column.id if column else "",
        "title": title,
        "description": description or title,
        "meta": list(meta),
        "code": "",  # 核对码, by pages that show a document
        "trail": [{"title": words, "url": url} for words, url in trail],
    }


def crumb(column: Column) -> Crumb:
    """The column as the first step of the way."""
    return column.title, column_url(column)
