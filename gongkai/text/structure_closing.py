"""Find what ends a 公文: 附件说明, signature, date and 附注; and where its annexes begin."""

from __future__ import annotations

import re

from gongkai.text.names import fold_title
from gongkai.text.structure_marks import Mark, Style, is_heading_text
from gongkai.text.structure_roles import Role, RoleFinder

_NUMERAL = "〇零○◯一二三四五六七八九十0-9０-９"
_DATE = re.compile(
    rf"[{_NUMERAL}]{{2,4}}\s*年\s*[{_NUMERAL}]{{1,3}}\s*月\s*[{_NUMERAL}]{{1,3}}\s*日"
)
_REMARK = re.compile(r"[（(](?:此件|本文|此文|联系人|信息公开|主动公开|依申请公开)[^（）()]*[）)]")
_ENDING = "。；;：:，,、！？"
_ORGAN = re.compile(
    "(?:政府|办公厅|办公室|委员会|国务院|院|局|厅|部|会|处|中心|署|(?<![施执试])行|司)$"
)
_ANNEX_LIST = re.compile(
    r"附\s*件?\s*[:：]\s*(?:[0-9０-９一二三四五六七八九十]{1,3}\s*[.．、])?\s*"
)
_LISTED = re.compile(r"[0-9０-９]{1,2}\s*[.．、]\s*")
_LONGEST_SIGNATURE = 50  # characters
_LONGEST_REMARK = 60
_MOST_ANNEXES = 50  # that are looked for by title alone


class ClosingFinder(RoleFinder):
    """Finds what stands behind the text itself."""

    def find(self) -> None:
        """Look for annexes first: a signature may stand before them."""
        self._annexes()
        self._signatures()

    def _annexes(self) -> None:
        """附件说明, and annexes that begin with their title alone."""
        titles: list[str] = []
        until = 0
        for index in self.seen.annexes:
            if index < until or index in self.roles or self.marks[index] is None:
                continue
            after = self._annex_note(index, titles)
            until = self._annex_title(index) if after == index else after
        for order, title in enumerate(titles[:_MOST_ANNEXES], 1):
            self._untitled_annex(order, title)

    def _annex_note(self, index: int, titles: list[str]) -> int:
        """Mark 附件：1.… 2.… before a signature. Gives the index behind it, or the same."""
        text = self.texts[index]
        match = _ANNEX_LIST.match(text)
        after = index + 1
        while (
            after < len(self.texts) and after not in self.roles and _LISTED.match(self.texts[after])
        ):
            after += 1
        following = self.marks[after] if after < len(self.texts) else None
        ends = after == len(self.texts) or self._is_signature(after)
        listed = bool(match and _LISTED.search(match[0]) is not None)
        mark = self.marks[index]
        assert mark is not None
        another = following is not None and following.style == Style.ANNEX and bool(mark.rest)
        if not (mark.rest and (ends or listed or another)):
            return index
        for place in range(index, after):
            words = self.texts[place]
            cut = (
                match.end() if place == index and match else len(mark.num) if place == index else 0
            )
            listing = _LISTED.match(words) if place > index else None
            titles.append(words[listing.end() if listing else cut :].lstrip(" \u3000:："))
            self.give(place, Role.ANNEX_NOTE)
        return after

    def _annex_title(self, index: int) -> int:
        """The line below 附件1 is its title when it is short and no sentence."""
        mark = self.marks[index]
        below = index + 1
        if (
            mark is not None
            and not mark.rest
            and below < len(self.texts)
            and self.marks[below] is None
            and below not in self.roles
            and is_heading_text(self.texts[below])
        ):
            self.roles[below] = Role.ANNEX_TITLE
            return below + 1
        return below

    def _untitled_annex(self, order: int, title: str) -> None:
        """An annex that begins with the title the 附件说明 gave it, without 附件1 above."""
        folded = fold_title(title)
        if not folded:
            return
        seen_note = False
        for index in range(len(self.texts)):
            role = self.roles.get(index)
            seen_note |= role is Role.ANNEX_NOTE
            if not seen_note or role or self.marks[index]:
                continue
            lines = self.title_at(index, folded)
            if lines:
                self.marks[index] = Mark(Style.ANNEX, order, "", "", self.texts[index])
                for place in range(index + 1, index + lines):
                    self.roles[place] = Role.ANNEX_TITLE
                return

    def _is_signature(self, index: int) -> bool:
        """Whether a signature begins here: short names, then a date."""
        for place in range(index, min(index + 5, len(self.texts))):
            text = self.texts[place]
            if len(text) <= _LONGEST_SIGNATURE and _DATE.fullmatch(text):
                return True
            if self.marks[place] or len(text) > _LONGEST_SIGNATURE or text[-1:] in _ENDING:
                return _REMARK.fullmatch(text) is not None
        return False

    def _signatures(self) -> None:
        texts = self.texts
        for index in self.seen.dates:
            if _DATE.fullmatch(texts[index]):
                self._sign(index)
        for index in self.seen.remarks:
            if len(texts[index]) <= _LONGEST_REMARK and _REMARK.fullmatch(texts[index]):
                self.give(index, Role.REMARK)
        last = len(texts) - 1
        while last >= 0 and self.roles.get(last) is Role.REMARK:
            last -= 1
        if last > 0 and last not in self.roles and not self.marks[last]:
            text = texts[last]
            if len(text) <= 30 and _ORGAN.search(text) and is_heading_text(text):
                self.give(last, Role.SIGNATURE)

    def _sign(self, index: int) -> None:
        """A date alone on its line, and the names above it."""
        if index in self.roles:
            return
        self.give(index, Role.SIGNATURE)
        for place in range(index - 1, max(index - 6, -1), -1):
            text = self.texts[place]
            if (
                place in self.roles
                or place in self.seen.apart
                or self.marks[place]
                or len(text) > _LONGEST_SIGNATURE
                or not is_heading_text(text)
                or text[-1:] in _ENDING
            ):
                return
            self.give(place, Role.SIGNATURE)
