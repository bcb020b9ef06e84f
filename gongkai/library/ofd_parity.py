"""Whether an attached OFD says what the page says, where it is the same document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongkai.text.parity import Difference, first_difference, visible

_SPACE = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(r"[-—－–·\s]*[0-9]{1,4}[-—－–·\s]*")
_BEGINNING = 12  # characters by which the beginning of the body is found


def ofd_difference(title: str, html: str, pages: Iterable[Sequence[str]]) -> Difference | None:
    """Where the page and the OFD begin to differ, the page's words first; None where they agree.

    An OFD without the document's title is another text (a form, a map), and
    is held against nothing. `html` is the body's, `pages` the lines of each
    page of the OFD; page numbers at the top or bottom of a page do not count.
    """
    written = "".join(_without_number(lines) for lines in pages)
    heading = _SPACE.sub("", title)
    place = written.find(heading)
    if place < 0:
        return None
    shown = visible(html)
    if shown in written:
        return None
    begun = written.find(shown[:_BEGINNING], place)
    start = begun if begun >= 0 else place + len(heading)
    return first_difference(shown, written[start:])


def _without_number(lines: Sequence[str]) -> str:
    kept = list(lines)
    for end in (0, -1):
        if kept and _PAGE_NUMBER.fullmatch(kept[end]):
            kept.pop(end)
    return _SPACE.sub("", "".join(kept))
