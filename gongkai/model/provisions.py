"""The structure of a legal text: a tree of provisions in document order."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """The kinds of provision; the value is the prefix of its id (Akoma Ntoso naming)."""

    PART = "part"  # 编
    SUBPART = "subpart"  # 分编
    CHAPTER = "chp"  # 章
    SECTION = "sec"  # 节
    ARTICLE = "art"  # 条
    PARAGRAPH = "para"  # 款: a plain paragraph of an article, not numbered in the text
    ITEM = "item"  # 项 （一）
    POINT = "point"  # 目 1.
    ANNEX = "annex"  # 附件
    HEADING = "h"  # a heading of a document in the 一、（一）1.（1） style
    PREAMBLE = "preamble"  # text before the first numbered provision
    TEXT = "text"  # a paragraph that no numbered provision owns


class Provision(NamedTuple):
    """One provision and its own text, without that of its children. A tuple, because a
    library has millions of them.

    `eid` is the parent's eid, "__", and its own part (`art_12__para_2__item_3`);
    articles leave chapters out. A repeated eid gets "_2". `num` is the number
    as typed (第十二条, （三）, 1.), "" where the law gives none. `heading` is a
    heading's words without the number. `lines` are the lines of the body, from
    1, that carry the provision's own text: first and last, inclusive.
    """

    eid: str
    level: Level
    num: str
    heading: str
    text: str
    parent: str | None
    lines: tuple[int, int]


class Citation(NamedTuple):
    """A reference that a text makes, as recognised in the text alone.

    `source` is the eid of the deepest provision it stands in ("" for none).
    `text` is exactly what the reader sees as the link. `line`, `column` and
    `span` say where it stands in the body, from 1, in code points. `title` is
    the cited name without 书名号, "" when the text itself is meant (本办法第三条,
    前款). `number` is a 发文字号, "" if none. `places` are the eids that the words behind the
    name point to in the target, counted from the target's root (`art_12__para_2`);
    a range (第二条至第五条) has one for each provision in it. No title, number and
    places: a relative reference that leads nowhere. `relation` is what the words
    around it say: cites, basis (根据…制定), repeals (同时废止) or amends. `issuer`
    is the organ named right before a title (示例市人民政府《…》), "" if none.
    """

    source: str
    text: str
    line: int
    column: int
    span: int
    title: str
    number: str
    places: tuple[str, ...]
    relation: str = "cites"
    issuer: str = ""
