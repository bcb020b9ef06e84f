"""Find the head of a 公文: its title, number, 题注 and addressee, and the title of what it transmits."""

from __future__ import annotations

import re

from gongkai.text.names import fold_title, transmitted
from gongkai.text.structure_marks import Style
from gongkai.text.structure_roles import Role, RoleFinder

_NOTE_WORDS = re.compile("通过|公布|发布|修订|修正|施行|批准|印发|修改")
_OPENING = re.compile("如下|下列|以下|决定|修改")  # a sentence that leads on to the text
_SEARCHED = 30  # blocks in which the head is looked for
_LONGEST_NOTE = 12  # lines
_LONGEST_ADDRESSEE = 300  # characters


class HeadFinder(RoleFinder):
    """Finds what stands before the text itself."""

    def find(self, title: str, number: str, transmits: str) -> None:
        """Look for the document's own title and number, and for what it carries."""
        start = self._head(title, number)
        self._inner_title(title, transmits, start)

    def _head(self, title: str, number: str) -> int:
        """The document's own title, number, 题注 and addressee, where the text opens with them."""
        texts, marks = self.texts, self.marks
        folded, folded_number = fold_title(title), fold_title(number)
        index = after = 0
        while index < min(_SEARCHED, len(texts)):
            mark = marks[index]
            if mark and mark.style != Style.ANNEX and folded_number != fold_title(texts[index]):
                break
            lines = self.title_at(index, folded) if folded else 0
            if not lines and folded and folded_number:
                lines = self.title_at(index, folded + folded_number)
            for place in range(index, index + lines):
                self.give(place, Role.OWN_TITLE)
            if lines:
                index += lines
                after = index
                index = self._note(index)
                continue
            if self._is_number(index, folded_number):
                self.give(index, Role.OWN_NUMBER)
                after = index + 1
            elif index == after and index == 0:
                index = max(self._note(0), 1)
                continue
            elif index >= 6 and index > after + 3:
                break
            index += 1
        self._addressee(after)
        return after

    def _is_number(self, index: int, folded_number: str) -> bool:
        text = self.texts[index]
        if index in self.roles or len(text) > 40:
            return False
        if folded_number and fold_title(text) == folded_number:
            return True
        # An order's heading: ……人民政府令 over 第12号.
        if index < 3 and re.fullmatch(r"第\s*[0-9一二三四五六七八九十百]+\s*号", text):
            return True
        return index < 2 and bool(re.fullmatch(r"[^，。：]{2,30}(?:令|公告)", text))

    def _note(self, index: int) -> int:
        """题注: a bracket below the title, over several lines perhaps. Gives where it ends."""
        texts = self.texts
        if index >= len(texts) or texts[index][:1] not in ("（", "("):
            return index
        if self.marks[index]:
            return index
        inside = ""
        for after in range(index, min(index + _LONGEST_NOTE, len(texts))):
            inside += texts[after]
            if texts[after][-1:] in ("）", ")"):
                if not _NOTE_WORDS.search(inside):
                    return index
                for place in range(index, after + 1):
                    self.give(place, Role.OWN_NOTE)
                return after + 1
        return index

    def _addressee(self, start: int) -> None:
        for index in range(start, min(start + 4, len(self.texts))):
            text = self.texts[index]
            if index in self.roles:
                continue
            if self.marks[index]:
                return
            if text[-1:] in ("：", ":"):
                if (
                    len(text) < _LONGEST_ADDRESSEE
                    and "。" not in text
                    and not _OPENING.search(text)
                ):
                    self.give(index, Role.ADDRESSEE)
                return

    def _inner_title(self, title: str, transmits: str, start: int) -> None:
        folded = fold_title(transmits) or transmitted(fold_title(title))
        if not folded:
            return
        for index in range(start, len(self.texts)):
            lines = 0 if index in self.roles else self.title_at(index, folded)
            if lines:
                for place in range(index, index + lines):
                    self.give(place, Role.INNER_TITLE)
                self._note(index + lines)
                return
