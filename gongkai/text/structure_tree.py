"""Build the tree of provisions from marked blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.model.provisions import Level, Provision
from gongkai.text.blocks import Block, Kind
from gongkai.text.names import fold_title
from gongkai.text.structure_articles import ArticleHeadings, stands_above_article
from gongkai.text.structure_marks import Mark, Style, is_bare_heading
from gongkai.text.structure_order import OrderCheck
from gongkai.text.structure_outline import OutlineLines
from gongkai.text.structure_roles import Role
from gongkai.text.structure_survey import Survey

_CHAIN = {
    Style.PART: Level.PART,
    Style.SUBPART: Level.SUBPART,
    Style.CHAPTER: Level.CHAPTER,
    Style.SECTION: Level.SECTION,
}
_CLOSING_CHAPTERS = {"附则"}
_OUTSIDE = (Role.SIGNATURE, Role.REMARK, Role.ANNEX_NOTE)
_LINES = (Kind.PARAGRAPH, Kind.MARKED, Kind.HEADING)
_ABOVE = 0.05  # how much a plain paragraph ranks above the list that it introduces
# Enum members cost a call each time they are named; these are named for every line.
_PARAGRAPH, _ITEM, _POINT, _TEXT = Level.PARAGRAPH, Level.ITEM, Level.POINT, Level.TEXT
_ARTICLE = Level.ARTICLE
_IS_PARAGRAPH = Kind.PARAGRAPH
_IS_ARTICLE = Style.ARTICLE
# The ends of eids that are given most: to add one takes less than to write its number.
_KEPT, _KEPT_ARTICLES = 40, 300
_PARAGRAPHS = [f"__para_{number}" for number in range(_KEPT)]
_ITEMS = [f"__item_{number}" for number in range(_KEPT)]
_ARTICLES = [f"art_{number}" for number in range(_KEPT_ARTICLES)]
_new = tuple.__new__  # makes a Provision without the call in between that its constructor is


class TreeBuilder:
    """Walks the blocks of one text in order. What it made is in its lists."""

    def __init__(
        self,
        blocks: Sequence[Block],
        texts: Sequence[str],
        seen: Survey,
        roles: Mapping[int, Role],
        amendment: bool,
    ) -> None:
        self.blocks, self.texts, self.marks, self.roles = blocks, texts, seen.marks, roles
        self.headed = frozenset(seen.headings)
        self.outline_lines = OutlineLines(texts, seen, roles)
        self.provisions: list[Provision] = []
        self.starts: list[int] = []
        self.headings: list[int] = []
        self.order = OrderCheck(amendment)
        self.article_headings = ArticleHeadings(seen)
        self.used: set[str] = set()
        self.repeats: dict[str, int] = {}  # how often a repeated eid was met
        self.counts: dict[str, int] = {}  # unnumbered children given so far, by prefix
        self.annexes = 0
        self.scope = ""  # eid of the annex, "" in the main text
        self.begun = False  # whether a numbered provision was met
        self.in_notice = Role.INNER_TITLE in roles.values()
        self.chain: list[tuple[int, str]] = []  # open 编 章 节: their styles and eids
        self.ranks: dict[int, int] = {}  # number of # marks: the style of headings with them
        self.article = ""
        self.over = ""  # the outline heading (一、总则) above the open articles
        self.paragraph = ""
        self.paragraphs = 0
        self.stack: list[tuple[float, str]] = []  # open items, or open outline headings

    def build(self) -> None:
        starts, roles, marks, texts = self.starts, self.roles, self.marks, self.texts
        provisions, headed, article = self.provisions, self.headed, Style.ARTICLE
        for index, (line, source, kind) in enumerate(self.blocks):
            text = texts[index]
            if not text and kind is not Kind.FIGURE:
                starts.append(-1)
                continue
            starts.append(len(provisions))
            if roles and index in roles:
                self._by_role(index, roles[index])
                continue
            # A block that is its text holds no line break.
            lines = (line, line if text is source else line + source.count("\n"))
            mark = marks[index]
            if mark is None:
                self._unnumbered(index, kind, text, lines)
            elif (style := mark.style) == article:
                self._article(index, mark, lines)
            elif style < article:
                (self._container if style else self._annex)(index, mark)
            elif self.article and (
                (style != Style.ENUMERATED and index not in headed)
                or not self._heads_articles(index, mark)
            ):
                self._item(index, mark, lines)
            else:
                self._outline(index, mark)

    # Emitting

    def _add(
        self, index: int, eid: str, level: Level, num: str, heading: str, text: str, parent: str
    ) -> None:
        lines = self._lines(index)
        self.provisions.append(Provision(eid, level, num, heading, text, parent or None, lines))
        if heading:
            self.headings.append(index)

    def _lines(self, index: int) -> tuple[int, int]:
        line, source, _ = self.blocks[index]
        return line, line + source.count("\n")

    def _unique(self, eid: str) -> str:
        """The eid, or its first free repeat (art_3_2)."""
        used = self.used
        if eid in used:
            own = eid
            repeat = self.repeats.get(own, 1) + 1
            while f"{own}_{repeat}" in used:
                repeat += 1
            self.repeats[own] = repeat
            eid = f"{own}_{repeat}"
        used.add(eid)
        return eid

    def _counted(self, parent: str, name: str) -> str:
        """The eid of the next unnumbered child."""
        prefix = f"{parent}__{name}_" if parent else f"{name}_"
        count = self.counts[prefix] = self.counts.get(prefix, 0) + 1
        return f"{prefix}{count}"

    def _leave(self) -> None:
        self.article = self.over = self.paragraph = ""
        self.paragraphs = 0
        self.stack = []

    def _follow(self, index: int, parent: str, mark: Mark) -> None:
        """Check the number. Where it is the next, as nearly always, the callers that are asked most
        take note of it themselves.
        """
        before = self.texts[index - 1] if index else ""
        block = self.blocks[index]
        self.order.follow(parent, mark, block.line, block.text, before)

    # Lines without a number

    def _unnumbered(self, index: int, kind: Kind, text: str, lines: tuple[int, int]) -> None:
        if kind is not _IS_PARAGRAPH and kind is not Kind.MARKED:
            if kind is Kind.HEADING:
                self._unnumbered_heading(index)
            else:
                self._beside(index)
        elif not self.article:
            self._plain(index)
        elif is_bare_heading(text) and stands_above_article(index, self.texts, self.marks):
            self._unnumbered_heading(index)
        elif self.stack and self._interrupts(index):
            self._beside(index)
        else:
            article = self.article
            count = self.paragraphs = self.paragraphs + 1
            eid = article + _PARAGRAPHS[count] if count < _KEPT else f"{article}__para_{count}"
            self.paragraph = eid
            if self.stack:
                self.stack = []
            self.provisions.append(_new(Provision, (eid, _PARAGRAPH, "", "", text, article, lines)))

    def _plain(self, index: int, heading: bool = False) -> None:
        """A paragraph outside an article, or a heading of the author's own."""
        text = self.texts[index]
        own, head = ("", text) if heading else (text, "")
        parent = self._deepest()
        if not parent and not self.begun:
            eid = self._counted("", "preamble")
            self._add(index, eid, Level.PREAMBLE, "", head, own, "")
        else:
            self._add(index, self._counted(parent, "text"), _TEXT, "", head, own, parent)

    def _beside(self, index: int) -> None:
        """A table, a list, quoted words: text of the provision it stands in."""
        parent = self._deepest()
        if not parent:
            self._plain(index)
            return
        eid = self._counted(parent, "text")
        self._add(index, eid, _TEXT, "", "", self.texts[index], parent)

    def _deepest(self) -> str:
        if self.stack:
            return self.stack[-1][1]
        if self.article:
            return self.paragraph or self.article
        return self.chain[-1][1] if self.chain else self.scope

    def _by_role(self, index: int, role: Role) -> None:
        if role is Role.ANNEX_TITLE or (role is Role.INNER_TITLE and not self.in_notice):
            self._continue_heading(index)
        elif role is Role.INNER_TITLE:
            self._leave()
            self.chain.clear()
            self.in_notice = self.begun = False
            eid = self._counted("", "preamble")
            self._add(index, eid, Level.PREAMBLE, "", self.texts[index], "", "")
        elif role is Role.QUOTED:
            self._beside(index)
        else:
            if role in _OUTSIDE:
                self._leave()
                self.chain.clear()
            self._plain(index)

    def _continue_heading(self, index: int) -> None:
        """A further line of the heading above: it begins no provision."""
        self.starts[index] = -1
        last = self.provisions[-1]
        heading = f"{last.heading}{self.texts[index]}"
        lines = (last.lines[0], self._lines(index)[1])
        self.provisions[-1] = Provision(
            last.eid, last.level, last.num, heading, last.text, last.parent, lines
        )

    def _unnumbered_heading(self, index: int) -> None:
        """A heading without a number: 附则, 序言, one that lost its 第三章, or the author's own."""
        text = self.texts[index]
        if fold_title(text) in _CLOSING_CHAPTERS and self.chain:
            style = self.ranks.get(self._hashes(index), self.chain[0][0])
            number = self.order.latest[style] + 1
            self._container(index, Mark(style, number, "", "", text))
            return
        self._leave()
        if self.begun:
            self.chain.clear()
        self._plain(index, heading=True)
        if self.begun:
            self.stack = [(_ABOVE, self.provisions[-1].eid)]

    def _heads_articles(self, index: int, mark: Mark) -> bool:
        """Whether 二、责任承担 behind an article is a heading over the next ones (司法解释)."""
        if index in self.headed:
            return True
        if mark.style != Style.ENUMERATED or not is_bare_heading(mark.rest):
            return False
        in_list = any(style == Style.ENUMERATED for style, _ in self.stack)
        return not in_list and stands_above_article(index, self.texts, self.marks)

    def _hashes(self, index: int) -> int:
        source = self.blocks[index].text.lstrip()
        return len(source) - len(source.lstrip("#"))

    # Numbered provisions

    def _base(self) -> str:
        """What numbered provisions hang from: an annex, or a notice before what it transmits."""
        if self.in_notice:
            count = self.counts.get("preamble_", 0)
            return f"preamble_{count}" if count else ""
        return self.scope

    def _container(self, index: int, mark: Mark) -> None:
        """编 分编 章 节: headings that hold articles."""
        self._leave()
        self.begun = True
        style, chain = mark.style, self.chain
        while chain and chain[-1][0] >= style:
            chain.pop()
        parent = chain[-1][1] if chain else self._base()
        if mark.num:
            self._follow(index, parent, mark)
        level = _CHAIN[style]
        own = f"{level.value}_{mark.number}{mark.branch}"
        eid = self._unique(f"{parent}__{own}" if parent else own)
        chain.append((style, eid))
        if index in self.headed:
            self.ranks[self._hashes(index)] = style
        self._add(index, eid, level, mark.num, mark.rest, "", parent)
        if not mark.rest:
            self.headings.append(index)

    def _annex(self, index: int, mark: Mark) -> None:
        self._leave()
        self.chain.clear()
        self.begun = True
        self.annexes = mark.number or self.annexes + 1
        self.scope = self._unique(f"annex_{self.annexes}")
        self._add(index, self.scope, Level.ANNEX, mark.num, mark.rest, "", "")
        if not mark.rest:
            self.headings.append(index)

    def _article(self, index: int, mark: Mark, lines: tuple[int, int]) -> None:
        self.begun = True
        base = self._base() if self.in_notice else self.scope
        parent = self.chain[-1][1] if self.chain else self._article_parent(base)
        if self.stack:
            self.stack = []
        _, number, branch, num, rest = mark
        eid = _ARTICLES[number] if number < _KEPT_ARTICLES else f"art_{number}"
        if branch or base:
            eid = f"{base}__{eid}{branch}" if base else eid + branch
        order = self.order
        series = order.articles
        if series.get(base, 0) + 1 == number and not branch and not order.branches:
            series[base] = order.latest[_IS_ARTICLE] = number
        else:
            self._follow(index, base, mark)
        if eid in self.used:
            eid = self._unique(eid)
        else:
            self.used.add(eid)
        self.article = eid
        heading = ""
        if self.article_headings.any or index in self.headed:
            heading, rest = self.article_headings.part(rest, index in self.headed)
        add = self.provisions.append
        add(_new(Provision, (eid, _ARTICLE, num, heading, "", parent or None, lines)))
        if rest:
            self.paragraphs = 1
            self.paragraph = first = eid + "__para_1"
            add(_new(Provision, (first, _PARAGRAPH, "", "", rest, eid, lines)))
        else:
            self.paragraphs = 0
            self.paragraph = ""
            if heading:
                self.headings.append(index)

    def _article_parent(self, base: str) -> str:
        """The parent of an article that stands in no chapter."""
        if not self.article and self.stack and self.stack[0][0] == Style.ENUMERATED:
            # 一、总则 above 第一条: the outline heading holds the articles.
            self.over = self.stack[0][1]
        return self.over or base

    def _interrupts(self, index: int) -> bool:
        """Whether a plain paragraph stands inside a list of items: the list goes on after it.

        Such is an item's second paragraph, a line that a careless paste broke,
        or an item that lost its number.
        """
        for mark in self.marks[index + 1 : index + 12]:
            if mark is not None:
                style, eid = self.stack[0]
                if mark.style != style:
                    return False
                return mark.number > self.order.last[mark.style][eid.rpartition("__")[0]]
        return False

    def _item(self, index: int, mark: Mark, lines: tuple[int, int]) -> None:
        """项 and 目 inside an article."""
        stack = self.stack
        style, number, branch, num, rest = mark
        while stack and stack[-1][0] >= style:
            stack.pop()
        if stack:
            parent, level = stack[-1][1], _POINT
            eid = f"{parent}__point_{number}"
        else:
            parent, level = self.paragraph or self.article, _ITEM
            eid = parent + _ITEMS[number] if number < _KEPT else f"{parent}__item_{number}"
        order = self.order
        series = order.last[style]
        if series.get(parent, 0) + 1 == number and not branch and not order.branches:
            series[parent] = order.latest[style] = number
        else:
            self._follow(index, parent, mark)
        if eid in self.used:
            eid = self._unique(eid)
        else:
            self.used.add(eid)
        stack.append((style, eid))
        self.provisions.append(_new(Provision, (eid, level, num, "", rest, parent, lines)))

    def _outline(self, index: int, mark: Mark) -> None:
        """一、 （一） 1. where no article holds them."""
        self.begun = self.begun or not self.in_notice
        if self.article:
            self._leave()
        stack = self.stack
        rank = mark.style + mark.branch.count(".") / 10
        while stack and stack[-1][0] >= rank:
            stack.pop()
        parent = stack[-1][1] if stack else self.chain[-1][1] if self.chain else self._base()
        if mark.number == 1 and parent in self.order.last[mark.style]:
            above = self.provisions[-1]
            if above.level is _TEXT:
                # A new list below a paragraph of its own.
                parent = above.eid
                stack.append((rank - _ABOVE, parent))
        self._follow(index, parent, mark)
        eid = self._unique(f"{parent}__h_{mark.number}" if parent else f"h_{mark.number}")
        stack.append((rank, eid))
        heading, text = ("", mark.rest)
        if self.outline_lines.is_heading(index, mark):
            heading, text = mark.rest, ""
        self._add(index, eid, Level.HEADING, mark.num, heading, text, parent)
