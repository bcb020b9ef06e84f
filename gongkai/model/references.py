"""Where something stands in a file, and how one document names another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.model.restoring import restored


class Mark(NamedTuple):
    """Where something stands in its file: line and column from 1, in code points.

    A tuple, because every value of every front matter has one.
    """

    line: int
    column: int
    span: int = 1


NOWHERE = Mark(1, 1, 1)


@restored
@dataclass(frozen=True, slots=True)
class Marks:
    """Where the values of keys stand, as one text: three values for each of a dozen keys would be
    a third of what a build keeps of a document.
    """

    joined: str = ""  # " title 3 8 30 number 4 9 12 "

    @classmethod
    def of(cls, marks: Mapping[str, Mark]) -> Marks:
        """Those of keys, none of which holds a space."""
        listed = [f"{key} {line} {column} {span}" for key, (line, column, span) in marks.items()]
        return cls(f" {' '.join(listed)} " if listed else "")

    def at(self, key: str) -> Mark:
        """That of a key; the file's start if it is not there."""
        _, _, found = self.joined.partition(f" {key} ")
        if not found:
            return NOWHERE
        line, column, span, _ = found.split(" ", 3)
        return Mark(int(line), int(column), int(span))


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as typed: an id, `ID@VERSION`, a 文号 or a title, with `#第十二条` for a place.

    `url` is set where outside law is named by `{title, url}`; `text` is then its title.
    """

    text: str
    url: str | None = None
    mark: Mark = NOWHERE
