"""Say what the lines of a 公文 are besides provisions."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from gongkai.text.names import fold_title
from gongkai.text.structure_survey import Survey

_LONGEST_TITLE = 5  # lines


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


class RoleFinder:
    """Gives blocks their roles, and takes away marks that number nothing here.

    One finder of roles builds on the next: each leaves alone what those before it gave.
    """

    def __init__(self, texts: Sequence[str], seen: Survey, roles: dict[int, Role]) -> None:
        self.texts = texts
        self.seen = seen
        self.marks = seen.marks
        self.roles = roles

    def give(self, index: int, role: Role) -> None:
        """Say what a block is: no provision of its own number."""
        self.roles[index] = role
        self.marks[index] = None

    def title_at(self, index: int, folded: str) -> int:
        """How many blocks from `index` on spell the title, 0 if they do not."""
        spelt = ""
        for count, text in enumerate(self.texts[index : index + _LONGEST_TITLE], 1):
            if len(text) > len(folded) + 40:
                return 0
            spelt += fold_title(text)
            if spelt == folded:
                return count
            if not folded.startswith(spelt):
                return 0
        return 0
