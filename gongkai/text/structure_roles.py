"""Find the lines of a 公文 that are not provisions: title, addressee, contents, quotes, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from gongkai.text.names import fold_title, transmitted
from gongkai.text.structure_marks import Mark, Style, is_heading_text
from gongkai.text.structure_survey import Survey


class Role(Enum):
    """What a block is to its document; the value is its class in HTML."""

    OWN_TITLE = "own-title"  # the document's own title, repeated in the text
    OWN_NUMBER = "own-number"  # its 发文字号
    OWN_NOTE = "own-note"  # 题注, in brackets
    ADDRESSEE = "addressee"  # 主送机关
    CONTENTS = "contents"  # 目录 inside the text
    QUOTED = "quoted"  # words of another text, in an amending decision
    ANNEX_NOTE = "annex-note"  # 附件说明
    SIGNATURE = "signature"  # 落款
    REMARK = "remark"  # 附注: （此件公开发布）
    INNER_TITLE = "inner-title"  # the title of what a 通知 transmits
    ANNEX_TITLE = "annex-title"  # the line below 附件1


_NUMERAL = "〇零○◯一二三四五六七八九十0-9０-９"
_DATE = re.compile(
    rf"[{_NUMERAL}]{{2,4}}\s*年\s*[{_NUMERAL}]{{1,3}}\s*月\s*[{_NUMERAL}]{{1,3}}\s*日"
)
_REMARK = re.compile(r"[（(](?:此件|本文|此文|联系人|信息公开|主动公开|依申请公开)[^（）()]*[）)]")
_NOTE_WORDS = re.compile("通过|公布|发布|修订|修正|施行|批准|印发|修改")
_CONTENTS = re.compile(r"目\s*[录次]")
_PAGE_NUMBER = re.compile(r"[\s.．…·—-]*[0-9]*$")
_ENDING = "。；;：:，,、！？"
_ORGAN = re.compile("(?:政府|办公厅|办公室|委员会|国务院|院|局|厅|部|会|处|中心|署|行|司)$")
_ANNEX_LIST = re.compile(
    r"附\s*件?\s*[:：]\s*(?:[0-9０-９一二三四五六七八九十]{1,3}\s*[.．、])?\s*"
)
_LISTED = re.compile(r"[0-9０-９]{1,2}\s*[.．、]\s*")
_OPENS_QUOTE = re.compile('[:：]\\s*[“‘「"]')
_HEAD = 30  # blocks in which the head of a 公文 is looked for
_LONGEST_CONTENTS = 6  # characters of the line 目　录
_LONGEST_SIGNATURE = 50  # characters
_LONGEST_REMARK = 60
_LONGEST_TITLE_LINES = 5


class RoleFinder:
    """Gives each block its role, and takes away marks that number nothing here."""

    def __init__(self, texts: Sequence[str], seen: Survey) -> None:
        self.texts = texts
        self.seen = seen
        self.marks = seen.marks
        self.roles: dict[int, Role] = {}

    def find(self, title: str, number: str, transmits: str) -> dict[int, Role]:
        """Find all roles. Each finder leaves alone what an earlier one found."""
        self._contents()
        self._quotes()
        start = self._head(title, number)
        self._inner_title(title, transmits, start)
        self._annexes()
        self._signatures()
        return self.roles

    def give(self, index: int, role: Role) -> None:
        self.roles[index] = role
        self.marks[index] = None

    def title_at(self, index: int, folded: str) -> int:
        """How many blocks from `index` on spell the title, 0 if they do not."""
        spelt = ""
        for count, text in enumerate(self.texts[index : index + _LONGEST_TITLE_LINES], 1):
            if len(text) > len(folded) + 40:
                return 0
            spelt += fold_title(text)
            if spelt == folded:
                return count
            if not folded.startswith(spelt):
                return 0
        return 0

    def _head(self, title: str, number: str) -> int:
        """The document's own title, number, 题注 and addressee, where the text opens with them."""
        texts, marks = self.texts, self.marks
        folded, folded_number = fold_title(title), fold_title(number)
        index = after = 0
        while index < min(_HEAD, len(texts)):
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
        if self.marks[index] and self.marks[index] is not None:
            return index
        inside = ""
        for after in range(index, min(index + 12, len(texts))):
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
                    len(text) < 300
                    and "。" not in text
                    and not text[:-1].endswith(("如下", "下列", "以下"))
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
            elif not sure and fold_title(self.texts[index]) not in ("附则", "总则", "序言", "附件"):
                break
            seen.add(entry)
            index += 1
        again = any(self._entry(place) == first for place in range(index, len(self.texts)))
        if first is None or not (again and (repeated_level or sure)):
            return max(index, start + 1) if not sure else start
        for place in range(start, index):
            self.give(place, Role.CONTENTS)
        return index

    def _entry(self, index: int) -> str | None:
        """A line as a contents list has it, without its page number; None for a sentence."""
        if index >= len(self.texts):
            return None
        text = self.texts[index]
        if len(text) > 60 or not is_heading_text(text):
            return None
        return fold_title(_PAGE_NUMBER.sub("", text)) or None

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
            text = self.texts[index]
            double = text.count("“") > text.count("”")
            until = self._quote_end(index, *("“”" if double else "‘’"))
            for place in range(index + 1, until):
                self.give(place, Role.QUOTED)

    def _quote_end(self, start: int, opener: str, closer: str) -> int:
        """The index behind the block that closes the quote opened in block `start`."""
        text = self.texts[start]
        opened = text.rfind(opener, 0, len(text))
        if not _OPENS_QUOTE.search(text) and not text.startswith(opener):
            return 0
        if opened < text.rfind(closer):
            return 0
        depth = 1
        own = self.marks[start]
        for index in range(start + 1, len(self.texts)):
            text = self.texts[index]
            mark = self.marks[index]
            if own and mark and (mark.style, mark.number) == (own.style, own.number + 1):
                return index  # the decision goes on: the closing mark was forgotten
            opens, closes = text.count(opener), text.count(closer)
            if text.startswith(opener):
                opens -= 1  # opened again, not once more
            depth += opens - closes
            if depth <= 0:
                return index + 1
            depth = max(depth, 1) if opens <= closes else depth
        return 0

    def _annexes(self) -> None:
        """附件说明, and annexes that begin with their title alone."""
        titles: list[str] = []
        until = 0
        for index in self.seen.annexes:
            if index < until or index in self.roles or self.marks[index] is None:
                continue
            after = self._annex_note(index, titles)
            until = self._annex_title(index) if after == index else after
        for order, title in enumerate(titles, 1):
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
                or self.marks[place]
                or len(text) > _LONGEST_SIGNATURE
                or not is_heading_text(text)
                or text[-1:] in _ENDING
            ):
                return
            self.give(place, Role.SIGNATURE)
