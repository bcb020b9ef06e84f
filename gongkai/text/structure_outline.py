"""Tell the headings of an outline (一、 （一） 1.) from its numbered paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.text.structure_marks import Mark, Style, is_heading_text
from gongkai.text.structure_roles import Role
from gongkai.text.structure_survey import Survey


class OutlineLines:
    """The numbered lines of one text."""

    def __init__(self, texts: Sequence[str], seen: Survey, roles: Mapping[int, Role]) -> None:
        self.texts, self.marks, self.roles = texts, seen.marks, roles
        self.headed = frozenset(seen.headings)

    def is_heading(self, index: int, mark: Mark) -> bool:
        """Whether a numbered line of an outline is a heading over what follows."""
        if index in self.headed:
            return True
        rest, below = mark.rest, index + 1
        if mark.style not in (Style.ENUMERATED, Style.BRACKETED, Style.DECIMAL):
            return False
        if not rest or below >= len(self.texts) or below in self.roles:
            return False
        if index and self.texts[index - 1][-1:] in ("；", ";"):
            return False  # the last of a list
        following = self.marks[below]
        if (
            following is not None
            and following.style <= mark.style
            and following.style != Style.ARTICLE
        ):
            deeper = following.branch.count(".") > mark.branch.count(".")
            if not (mark.style == Style.DECIMAL and deeper):
                return False
        if rest[-1] == "。" and mark.style == Style.BRACKETED:
            return following is None and is_heading_text(rest[:-1])
        return is_heading_text(rest)
