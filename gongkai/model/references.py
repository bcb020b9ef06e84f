"""Where something stands in a file, and how one document names another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Mark(NamedTuple):
    """Where something stands in its file: line and column from 1, in code points.

    A tuple, because every value of every front matter has one.
    """

    line: int
    column: int
    span: int = 1


NOWHERE = Mark(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as typed: an id, `ID@VERSION`, a 文号 or a title, with `#第十二条` for a place.

    `url` is set where outside law is named by `{title, url}`; `text` is then its title.
    """

    text: str
    url: str | None = None
    mark: Mark = NOWHERE
