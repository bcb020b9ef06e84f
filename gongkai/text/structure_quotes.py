"""Find the words of other texts: a table of contents, and what an amending decision quotes."""

from __future__ import annotations

import re
from itertools import pairwise

from gongkai.text.names import fold_title
from gongkai.text.structure_marks import is_heading_text
from gongkai.text.structure_roles import Role, RoleFinder

_CONTENTS = re.compile(r"目\s*[录次]")
_PAGE_NUMBER = re.compile(r"[\s.．…·—-]*[0-9]*$")
_OPENS_QUOTE = re.compile('[:：]\\s*[“‘「"]')
_UNNUMBERED = ("附则", "总则", "序言", "附件")
_LONGEST_CONTENTS = 6  # characters of the line 目　录
_LONGEST_ENTRY = 60
_LONGEST_QUOTE = 400  # blocks; what is not closed within them is a slip of the pen


class QuoteFinder(RoleFinder):
    """Finds what must not become a provision of this text."""

    entries: dict[str, int] | None = None

    def find(self) -> None:
        """Look for contents lists and quotes."""
        if self.seen.contents or len(self.seen.containers) > 1:
            self._contents()
        if self.seen.unbalanced:
            self._quotes()

    def _contents(self) -> None:
        """目录: headings that follow one another with nothing between, and come again below."""
        for index in self.seen.contents:
            text = self.texts[index]
            if len(text) <= _LONGEST_CONTENTS and _CONTENTS.fullmatch(text):
                self.give(index, Role.CONTENTS)
                self._listed(index + 1, sure=True)
        containers = self.seen.containers
        following = dict(pairwise(containers))
        until = 0
        for index in containers:
            if index >= until and following.get(index) == index + 1 and index not in self.roles:
                until = self._listed(index, sure=False)

    def _listed(self, start: int, sure: bool) -> int:
        """Mark the contents list that begins at `start`, if one does. Gives where to go on."""
        first = self._entry(start)
        seen: set[str] = set()
        repeated_level = False
        styles: dict[int, int] = {}
        index = start
        while index < len(self.texts):
            entry = self._entry(index)
            if entry is None or entry in seen:
                break
            mark = self.marks[index]
            if mark:
                repeated_level |= styles.get(mark.style, 0) < mark.number and mark.style in styles
                styles[mark.style] = mark.number
            elif not sure and fold_title(self.texts[index]) not in _UNNUMBERED:
                break
            seen.add(entry)
            index += 1
        again = first is not None and self._last_entries().get(first, -1) >= index
        if not (again and (repeated_level or sure)):
            return max(index, start + 1) if not sure else start
        for place in range(start, index):
            self.give(place, Role.CONTENTS)
        return index

    def _entry(self, index: int) -> str | None:
        """A line as a contents list has it, without its page number; None for a sentence."""
        if index >= len(self.texts):
            return None
        text = self.texts[index]
        if len(text) > _LONGEST_ENTRY or not is_heading_text(text):
            return None
        return fold_title(_PAGE_NUMBER.sub("", text)) or None

    def _last_entries(self) -> dict[str, int]:
        """Where each short line stands last. Asked seldom, then often: made once."""
        if self.entries is None:
            listed = ((self._entry(index), index) for index in range(len(self.texts)))
            self.entries = {entry: index for entry, index in listed if entry}
        return self.entries

    def _quotes(self) -> None:
        """Words that an amending decision gives to another text, over several paragraphs.

        “ opens each paragraph and ” closes the last alone; or one “ opens all
        of them. What opens must stand behind a colon, and what closes must
        come: a slip of the pen does not swallow the rest of the text.
        """
        until = 0
        for index in self.seen.unbalanced:
            if index < until:
                continue
            until = self._quote_end(index, *_marks_in(self.texts[index]))
            for place in range(index + 1, until):
                self.give(place, Role.QUOTED)

    def _quote_end(self, start: int, opener: str, closer: str) -> int:
        """The index behind the block that closes the quote opened in block `start`."""
        text = self.texts[start]
        opened = text.rfind(opener, 0, len(text))
        if not _OPENS_QUOTE.search(text) and not text.startswith(opener):
            return 0
        if opener == closer:
            return self._straight_end(start)
        if opened < text.rfind(closer):
            return 0
        depth = 1
        for index in range(start + 1, min(start + _LONGEST_QUOTE, len(self.texts))):
            text = self.texts[index]
            if self._goes_on(start, index):
                return index
            opens, closes = text.count(opener), text.count(closer)
            if text.startswith(opener):
                opens -= 1  # opened again, not once more
            depth += opens - closes
            if depth <= 0:
                return index + 1
            depth = max(depth, 1) if opens <= closes else depth
        return 0

    def _straight_end(self, start: int) -> int:
        """The same for " that does not tell whether it opens: it closes at the end of a line."""
        for index in range(start + 1, min(start + _LONGEST_QUOTE, len(self.texts))):
            if self._goes_on(start, index):
                return index
            text = self.texts[index].rstrip("。；;")
            if text.endswith('"') and text.count('"') % 2:
                return index + 1
        return 0

    def _goes_on(self, start: int, index: int) -> bool:
        """Whether the decision goes on at `index`: the closing mark was forgotten."""
        own, mark = self.marks[start], self.marks[index]
        if not own or not mark:
            return False
        return (mark.style, mark.number) == (own.style, own.number + 1)


def _marks_in(text: str) -> str:
    """The pair of quotation marks of which `text` opens more than it closes."""
    for pair in ("“”", "「」"):
        if text.count(pair[0]) > text.count(pair[1]):
            return pair
    return '""' if text.count('"') % 2 else "‘’"
