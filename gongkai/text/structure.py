"""Read the structure of a legal text: a tree of provisions from its blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.model.diagnostics import Problem
from gongkai.model.provisions import Provision
from gongkai.text.blocks import Block
from gongkai.text.markup_text import visible_texts
from gongkai.text.structure_closing import ClosingFinder
from gongkai.text.structure_head import HeadFinder
from gongkai.text.structure_quotes import QuoteFinder
from gongkai.text.structure_roles import Role
from gongkai.text.structure_survey import survey
from gongkai.text.structure_tree import TreeBuilder


@dataclass(frozen=True, slots=True)
class Structure:
    """What the blocks of a body say, and where each provision begins.

    `starts` has, for each block, the index in `provisions` of the provision it
    begins, -1 where it begins none (a rule, the second line of an annex's
    title). `headings` are the indexes of blocks that are
    headings, by their marks or by their words. An article's first paragraph follows its article in `provisions`
    and begins in the same block. `roles` tells what blocks are besides
    provisions, by index.
    """

    provisions: tuple[Provision, ...]
    problems: tuple[Problem, ...]
    starts: tuple[int, ...]
    headings: tuple[int, ...]
    roles: dict[int, Role]


def parse(
    blocks: Sequence[Block], title: str = "", number: str = "", transmits: str = ""
) -> Structure:
    """Read the tree of provisions. Ids are as design and docs/formats.md say (Akoma Ntoso).

    `title` and `number` (发文字号) are the document's own: a text that repeats
    them at its head keeps them as lines, not as provisions. `transmits` is the
    title of the text that a 通知 carries, whose articles are the document's.
    """
    texts = visible_texts(tuple(blocks))
    seen = survey(blocks, texts)
    roles: dict[int, Role] = {}
    QuoteFinder(texts, seen, roles).find()
    HeadFinder(texts, seen, roles).find(title, number, transmits)
    ClosingFinder(texts, seen, roles).find()
    builder = TreeBuilder(blocks, texts, seen, roles, "修正案" in title)
    builder.build()
    return Structure(
        tuple(builder.provisions),
        tuple(builder.order.problems),
        tuple(builder.starts),
        tuple(builder.headings),
        roles,
    )
