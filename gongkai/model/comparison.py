"""What changed between two texts of one work (新旧对照)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from gongkai.model.provisions import Level


class Edit(Enum):
    """On which side a piece of text stands; the value is used in published data."""

    KEPT = "kept"
    OLD = "old"
    NEW = "new"


class Change(Enum):
    """What happened to one article; the value is what readers see."""

    INSERTED = "新增"
    DELETED = "删除"
    EDITED = "修改"
    ADJUSTED = "引用序号调整"  # only the numbers of articles that it cites follow the others
    PUNCTUATED = "标点变更"  # only punctuation, or its width
    MOVED = "移动"
    RENUMBERED = "序号变更"
    SAME = "未改动"

    @property
    def slug(self) -> str:
        """Its name in published data and class names."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on one side, or on both."""

    edit: Edit
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A 款, 项, 目 or heading on one side or both: its pieces joined are its text on each side."""

    level: Level
    pieces: tuple[Piece, ...]

    @property
    def edit(self) -> Edit | None:
        """The side on which it stands alone; KEPT when both have it word for word; else None."""
        sides = {piece.edit for piece in self.pieces}
        return sides.pop() if len(sides) == 1 else None

    def side(self, edit: Edit) -> str:
        """The words of one side."""
        return "".join(piece.text for piece in self.pieces if piece.edit in (Edit.KEPT, edit))


@dataclass(frozen=True, slots=True)
class Unit:
    """What is compared as one: an article with all it holds, a heading, a plain paragraph.

    `num` is the number as typed, "" for none. `lines` are the lines of text
    without `num`, white space folded. `container` is the eid of the 章, 节 or
    附件 that holds it, "" if none.
    """

    eid: str
    level: Level
    num: str
    lines: tuple[tuple[Level, str], ...]
    container: str

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join([text for _, text in self.lines])


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit of the old text and what became of it; one of the two is None where it came or went.

    `renumbered` and `moved` (to another chapter, or past other articles) may
    hold of edited units too. `kin` is an eid of the other side: of an inserted
    unit the one whose words it took over, of a deleted one that which took over
    its words.
    """

    old: Unit | None
    new: Unit | None
    change: Change
    lines: tuple[Line, ...]
    renumbered: bool = False
    moved: bool = False
    kin: str = ""

    @property
    def unit(self) -> Unit:
        """The newer side that there is."""
        unit = self.new or self.old
        if unit is None:
            raise ValueError("a pair without sides")
        return unit


@dataclass(frozen=True, slots=True)
class Comparison:
    """The pairs in the order of the new text, what was deleted behind what stood before it."""

    pairs: tuple[Pair, ...]

    def count(self, change: Change, *levels: Level) -> int:
        """How many units of the given levels, or of any, changed so."""
        return sum(
            pair.change is change and (not levels or pair.unit.level in levels)
            for pair in self.pairs
        )
