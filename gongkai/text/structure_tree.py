"""Build the tree of provisions from marked blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gongkai.model.provisions import Level, Provision
from gongkai.text.blocks import Block, Kind
from gongkai.text.names import fold_title
from gongkai.text.structure_marks import Mark, Style, is_heading_text
from gongkai.text.structure_order import OrderCheck
from gongkai.text.structure_roles import Role

_CHAIN = {
    Style.PART: Level.PART,
    Style.SUBPART: Level.SUBPART,
    Style.CHAPTER: Level.CHAPTER,
    Style.SECTION: Level.SECTION,
}
_CLOSING_CHAPTERS = {"附则"}
_HEADING_IN_BRACKETS = re.compile(r"([【（(]([^】）)，。；：、]{1,30})[】）)])[ \t\u3000]*(?=\S)")
_INLINE_NUMBER = re.compile("[〇零一二三四五六七八九十0-9]+")
_OUTSIDE = (Role.SIGNATURE, Role.REMARK, Role.ANNEX_NOTE)
_AFTER = 0.5  # rank of a plain paragraph that a list follows, just above the list's own


class TreeBuilder:
    """Walks the blocks of one text in order. What it made is in `provisions` and `starts`."""

    def __init__(
        self,
        blocks: Sequence[Block],
        texts: Sequence[str],
        marks: Sequence[Mark | None],
        headed: frozenset[int],
        roles: Mapping[int, Role],
        amendment: bool,
    ) -> None:
        self.blocks, self.texts, self.marks = blocks, texts, marks
        self.headed, self.roles = headed, roles
        self.provisions: list[Provision] = []
        self.starts: list[int] = []
        self.order = OrderCheck(amendment)
        self.used: set[str] = set()
        self.counts: dict[str, int] = {}  # unnumbered children given so far, by prefix
        self.annexes = 0
        self.scope = ""  # eid of the annex, "" in the main text
        self.begun = False  # whether a numbered provision was met
        self.in_notice = Role.INNER_TITLE in roles.values()
        self.chain: list[tuple[int, str]] = []  # open 编 章 节: their styles and eids
        self.ranks: dict[int, int] = {}  # number of # marks: the style of headings with them
        self.article = ""
        self.paragraph = ""
        self.paragraphs = 0
        self.stack: list[tuple[float, str]] = []  # open items, or open outline headings
        self.headed_articles = self._most_articles_are_headed()

    def build(self) -> None:
        provisions, starts, roles, marks = self.provisions, self.starts, self.roles, self.marks
        for index, block in enumerate(self.blocks):
            kind = block.kind
            text = self.texts[index]
            if not text and kind is not Kind.FIGURE:
                starts.append(-1)
                continue
            starts.append(len(provisions))
            role = roles.get(index) if roles else None
            if role:
                self._by_role(index, role)
                continue
            mark = marks[index]
            if mark is None:
                if kind is Kind.HEADING:
                    self._unnumbered_heading(index)
                elif self.article:
                    self.paragraphs += 1
                    self.paragraph = f"{self.article}__para_{self.paragraphs}"
                    self.stack = []
                    self._add(index, self.paragraph, Level.PARAGRAPH, "", "", text, self.article)
                else:
                    self._plain(index)
                continue
            style = mark.style
            if style is Style.ARTICLE:
                self._article(index, mark)
            elif self.article and style > Style.ARTICLE:
                self._item(index, mark)
            elif style > Style.ARTICLE:
                self._outline(index, mark)
            elif style is Style.ANNEX:
                self._annex(index, mark)
            else:
                self._container(index, mark)

    # Emitting

    def _add(
        self,
        index: int,
        eid: str,
        level: Level,
        num: str,
        heading: str,
        text: str,
        parent: str,
    ) -> None:
        line, source, _ = self.blocks[index]
        last = line + source.count("\n") if "\n" in source else line
        self.provisions.append(
            Provision(eid, level, num, heading, text, parent or None, (line, last))
        )

    def _unique(self, eid: str) -> str:
        """The eid, or its first free repeat (art_3_2)."""
        if eid in self.used:
            repeat = 2
            while f"{eid}_{repeat}" in self.used:
                repeat += 1
            eid = f"{eid}_{repeat}"
        self.used.add(eid)
        return eid

    def _counted(self, parent: str, name: str) -> str:
        """The eid of the next unnumbered child."""
        prefix = f"{parent}__{name}_" if parent else f"{name}_"
        count = self.counts[prefix] = self.counts.get(prefix, 0) + 1
        return f"{prefix}{count}"

    def _leave(self) -> None:
        self.article = self.paragraph = ""
        self.paragraphs = 0
        self.stack = []

    def _follow(self, index: int, parent: str, mark: Mark) -> None:
        before = self.texts[index - 1] if index else ""
        block = self.blocks[index]
        self.order.follow(parent, mark, block.line, block.text, before)

    # Lines without a number

    def _plain(self, index: int, heading: bool = False) -> None:
        """A paragraph outside an article."""
        text = self.texts[index]
        own, head = ("", text) if heading else (text, "")
        parent = self._deepest()
        if not parent and not self.begun and not self.scope:
            eid = self._counted("", "preamble")
            self._add(index, eid, Level.PREAMBLE, "", head, own, "")
            return
        eid = self._counted(parent, "text")
        self._add(index, eid, Level.TEXT, "", head, own, parent)

    def _deepest(self) -> str:
        if self.stack:
            return self.stack[-1][1]
        if self.paragraph or self.article:
            return self.paragraph or self.article
        if self.chain:
            return self.chain[-1][1]
        return self.scope

    def _by_role(self, index: int, role: Role) -> None:
        text = self.texts[index]
        if role is Role.ANNEX_TITLE or (role is Role.INNER_TITLE and not self.in_notice):
            self._continue_heading(index)
        elif role is Role.INNER_TITLE:
            self._leave()
            self.chain.clear()
            self.in_notice = self.begun = False
            self._add(index, self._counted("", "preamble"), Level.PREAMBLE, "", text, "", "")
        elif role is Role.QUOTED:
            parent = self._deepest()
            if parent:
                eid = self._counted(parent, "text")
                self._add(index, eid, Level.TEXT, "", "", text, parent)
            else:
                self._plain(index)
        else:
            if role in _OUTSIDE:
                self._leave()
                self.chain.clear()
            self._plain(index)

    def _continue_heading(self, index: int) -> None:
        """A further line of the heading above: it begins no provision."""
        self.starts[index] = -1
        last = self.provisions[-1]
        block = self.blocks[index]
        heading = f"{last.heading}{self.texts[index]}"
        lines = (last.lines[0], block.line + block.text.count("\n"))
        self.provisions[-1] = Provision(
            last.eid, last.level, last.num, heading, last.text, last.parent, lines
        )

    def _unnumbered_heading(self, index: int) -> None:
        """A Markdown heading without a number: 附则, 序言, or a heading of the author's own."""
        text = self.texts[index]
        if fold_title(text) in _CLOSING_CHAPTERS and self.chain:
            style = self.ranks.get(self._hashes(index), self.chain[0][0])
            number = self.order.latest.get(Style(style), 0) + 1
            self._container(index, Mark(Style(style), number, "", "", text), numbered=False)
            return
        self._leave()
        if self.begun:
            self.chain.clear()
        self._plain(index, heading=True)
        self.stack = [(_AFTER, self.provisions[-1].eid)] if self.begun else []

    def _hashes(self, index: int) -> int:
        source = self.blocks[index].text.lstrip()
        return len(source) - len(source.lstrip("#"))

    # Numbered provisions

    def _container(self, index: int, mark: Mark, numbered: bool = True) -> None:
        """编 分编 章 节: headings that hold articles."""
        self._leave()
        self.begun = True
        style = mark.style
        while self.chain and self.chain[-1][0] >= style:
            self.chain.pop()
        parent = self.chain[-1][1] if self.chain else self._base()
        if numbered:
            self._follow(index, parent, mark)
        level = _CHAIN[style]
        own = f"{level.value}_{mark.number}{mark.branch}"
        eid = self._unique(f"{parent}__{own}" if parent else own)
        self.chain.append((style, eid))
        if index in self.headed:
            self.ranks[self._hashes(index)] = style
        self._add(index, eid, level, mark.num, mark.rest, "", parent)

    def _base(self) -> str:
        """What numbered provisions hang from: an annex, or a notice before what it transmits."""
        if self.in_notice:
            count = self.counts.get("preamble_", 0)
            return f"preamble_{count}" if count else ""
        return self.scope

    def _annex(self, index: int, mark: Mark) -> None:
        self._leave()
        self.chain.clear()
        self.begun = True
        self.annexes = mark.number or self.annexes + 1
        self.scope = self._unique(f"annex_{self.annexes}")
        self._add(index, self.scope, Level.ANNEX, mark.num, mark.rest, "", "")

    def _article(self, index: int, mark: Mark) -> None:
        self.begun = True
        parent = self._article_parent()
        self.stack = []
        base = self._base()
        self._follow(index, base, mark)
        own = f"art_{mark.number}{mark.branch}"
        self.article = eid = self._unique(f"{base}__{own}" if base else own)
        heading, rest = self._article_heading(index, mark.rest)
        self._add(index, eid, Level.ARTICLE, mark.num, heading, "", parent)
        if rest:
            self.paragraphs = 1
            self.paragraph = f"{eid}__para_1"
            self._add(index, self.paragraph, Level.PARAGRAPH, "", "", rest, eid)
        else:
            self.paragraphs = 0
            self.paragraph = ""

    def _article_parent(self) -> str:
        if self.chain:
            return self.chain[-1][1]
        if not self.article and self.stack and self.stack[0][0] == Style.ENUMERATED:
            # 一、总则 above 第一条: the outline heading holds the articles.
            self.outline = self.stack[0][1]
            return self.outline
        return self._base()

    def _article_heading(self, index: int, rest: str) -> tuple[str, str]:
        """Part the heading of an article from its first paragraph."""
        if rest[:1] in ("【", "（", "("):
            match = _HEADING_IN_BRACKETS.match(rest)
            if match and not _INLINE_NUMBER.fullmatch(match[2]):
                return match[1], rest[match.end() :]
            if rest[:1] == "【" and rest[-1:] == "】":
                return rest, ""
        elif self.headed_articles and rest and is_heading_text(rest):
            return rest, ""
        return "", rest

    def _most_articles_are_headed(self) -> bool:
        """Whether articles are 第一条 立法目的 on a line of their own, the text below."""
        articles = [
            index for index, mark in enumerate(self.marks) if mark and mark.style is Style.ARTICLE
        ]
        headed = 0
        for index in articles:
            mark = self.marks[index]
            assert mark is not None
            if len(mark.rest) > 30:
                continue
            below = index + 1 < len(self.marks) and self.marks[index + 1] is None
            if mark.rest and below and is_heading_text(mark.rest) and mark.rest[-1] not in "）)”":
                headed += 1
        return headed > 2 and headed * 2 > len(articles)

    def _item(self, index: int, mark: Mark) -> None:
        """项 and 目 inside an article."""
        stack = self.stack
        style = mark.style
        while stack and stack[-1][0] >= style:
            stack.pop()
        parent = stack[-1][1] if stack else self.paragraph or self.article
        level, name = (Level.POINT, "point") if stack else (Level.ITEM, "item")
        self._follow(index, parent, mark)
        eid = self._unique(f"{parent}__{name}_{mark.number}")
        stack.append((style, eid))
        self._add(index, eid, level, mark.num, "", mark.rest, parent)

    def _outline(self, index: int, mark: Mark) -> None:
        """一、 （一） 1. where no article holds them."""
        self.begun = self.begun or not self.in_notice
        stack = self.stack
        rank = mark.style + mark.branch.count(".") / 10
        while stack and stack[-1][0] >= rank:
            stack.pop()
        parent = stack[-1][1] if stack else self.chain[-1][1] if self.chain else self._base()
        last = self.order.series.get((parent, mark.style))
        if mark.number == 1 and last and index and self.provisions[-1].level is Level.TEXT:
            # A new list below a paragraph of its own.
            parent = self.provisions[-1].eid
            stack.append((rank - _AFTER / 10, parent))
        self._follow(index, parent, mark)
        eid = self._unique(f"{parent}__h_{mark.number}" if parent else f"h_{mark.number}")
        stack.append((rank, eid))
        if self._stands_alone(index, mark):
            self._add(index, eid, Level.HEADING, mark.num, mark.rest, "", parent)
        else:
            self._add(index, eid, Level.HEADING, mark.num, "", mark.rest, parent)

    def _stands_alone(self, index: int, mark: Mark) -> bool:
        """Whether a numbered line of an outline is a heading over what follows."""
        if index in self.headed:
            return True
        if mark.style not in (Style.ENUMERATED, Style.BRACKETED, Style.DECIMAL):
            return False
        rest = mark.rest
        if len(rest) > 60 or index + 1 >= len(self.texts) or index + 1 in self.roles:
            return False
        following = self.marks[index + 1]
        if following is not None and following.style <= mark.style:
            deeper = following.branch.count(".") > mark.branch.count(".")
            if not (mark.style is Style.DECIMAL and deeper):
                return False
        if rest.endswith("。") and mark.style is Style.BRACKETED:
            return following is None and is_heading_text(rest[:-1])
        return bool(rest) and is_heading_text(rest)
