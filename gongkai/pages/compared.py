"""The comparison of two bodies as its page shows it: the summary first, then article by article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from gongkai.model.body import Body
from gongkai.model.comparison import Change, Comparison, Edit, Line, Pair, Unit
from gongkai.model.provisions import Level, Provision
from gongkai.text.difference import compare
from gongkai.text.place_names import place_name

COMPARISON = "comparison.html"  # the template that shows two bodies as one comparison

_HEADS = frozenset({Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION, Level.ANNEX})
_QUIET = frozenset({Change.SAME, Change.RENUMBERED})  # the words are the same: folded
_SHOWN = 10  # characters that name a paragraph without a number
_MAIN = (Change.INSERTED, Change.EDITED, Change.DELETED, Change.MOVED)
_SLIGHT = (Change.ADJUSTED, Change.PUNCTUATED, Change.RENUMBERED)
_ORDER = (*_MAIN, *_SLIGHT)
# Members of an enumeration cost a call each time they are named; these are named for every piece.
_OLD, _NEW = Edit.OLD, Edit.NEW
Words = tuple[str, bool]  # words, and whether only this side has them


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row: `label` is its number or first words, `lines` its text."""

    eid: str
    label: str
    lines: tuple[tuple[str, tuple[Words, ...]], ...]  # the level's name, and the words


@dataclass(frozen=True, slots=True)
class Row:
    """One article, or heading, or paragraph; a side it lacks is None."""

    anchor: str
    label: str
    change: Change
    tags: tuple[str, ...]
    notes: tuple[str, ...]
    heading: bool
    old: Side | None
    new: Side | None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that follow each other: all changed, or all with the same words (`quiet`)."""

    quiet: bool
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """One kind of change: how many, and the rows, as the contents list shows them."""

    change: Change
    count: str  # 3条, 1处
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """All that templates/comparison.html shows of two bodies."""

    summary: str
    tallies: tuple[Tally, ...]
    groups: tuple[Group, ...]


def compared(old: Body, new: Body) -> Compared:
    """Compare two bodies for reading."""
    comparison = comparison_of(old.provisions, new.provisions)
    names = _names(comparison)
    rows = [_row(pair, names) for pair in comparison.pairs]
    articles = any(pair.unit.level is Level.ARTICLE for pair in comparison.pairs)
    tallies = tuple(_tallies(rows, comparison, articles))
    return Compared(_summary(comparison, articles), tallies, tuple(_groups(rows)))


# The page and the data beside it are made one after the other from the same two texts.
@lru_cache(maxsize=2)
def comparison_of(old: tuple[Provision, ...], new: tuple[Provision, ...]) -> Comparison:
    """The comparison of two texts, kept for the next file that shows it."""
    return compare(old, new)


def _summary(comparison: Comparison, articles: bool) -> str:
    """新增3条、修改12条；仅序号变更2条；其余20条未改动。What is slight stands apart."""
    levels, unit = ((Level.ARTICLE,), "条") if articles else ((), "处")
    counts = {change: comparison.count(change, *levels) for change in Change}
    main = [f"{change.value}{counts[change]}{unit}" for change in _MAIN if counts[change]]
    slight = [f"仅{change.value}{counts[change]}{unit}" for change in _SLIGHT if counts[change]]
    parts = ["、".join(words) for words in (main, slight) if words]
    if counts[Change.SAME]:
        parts.append(f"{'其余' if parts else ''}{counts[Change.SAME]}{unit}未改动")
    others = sum(comparison.count(change) - counts[change] for change in _ORDER)
    if others:
        parts.append(f"标题等其他文字改动{others}处")
    return f"{'；'.join(parts)}。" if parts else "两个文本都没有正文。"


def _tallies(rows: Sequence[Row], comparison: Comparison, articles: bool) -> Iterator[Tally]:
    for change in _ORDER:
        found = [
            (row, pair)
            for row, pair in zip(rows, comparison.pairs, strict=True)
            if row.change is change
        ]
        if not found:
            continue
        count = sum(pair.unit.level is Level.ARTICLE for _, pair in found)
        words = [f"{count}条"] if count else []
        if len(found) > count:
            words.append(f"{'其他' if articles else ''}{len(found) - count}处")
        yield Tally(change, "、".join(words), tuple(row for row, _ in found))


def _groups(rows: Sequence[Row]) -> Iterator[Group]:
    """Changed rows by themselves; what stands between them folded, chapter headings outside."""
    for (quiet, heading), members in groupby(rows, lambda row: (row.change in _QUIET, row.heading)):
        found = tuple(members)
        if quiet and not heading:
            yield Group(True, _span(found), found)
        else:
            yield Group(False, "", found)


def _span(rows: Sequence[Row]) -> str:
    """第三条至第八条文字未改动（有的序号变更）."""
    first, last = rows[0].label, rows[-1].label
    span = first if len(rows) == 1 else f"{first}至{last}"
    changed = [row.change is Change.RENUMBERED for row in rows]
    behind = "" if not any(changed) else "，序号变更" if all(changed) else "，部分序号变更"
    return f"{span}文字未改动{behind}"


def _names(comparison: Comparison) -> dict[tuple[Edit, str], str]:
    """The label of each unit by side and eid."""
    found = {}
    for pair in comparison.pairs:
        if pair.old:
            found[Edit.OLD, pair.old.eid] = _label(pair.old)
        if pair.new:
            found[Edit.NEW, pair.new.eid] = _label(pair.new)
    return found


def _label(unit: Unit) -> str:
    """An article's number, a heading's number and words, the first words of a paragraph."""
    first = unit.lines[0][1] if unit.lines else ""
    if unit.num:
        annex = unit.eid.partition("__")[0] if unit.level is Level.ARTICLE else ""
        within = place_name(annex) if annex.startswith("annex") else ""
        behind = f"　{first}" if unit.level in _HEADS and first else ""
        return f"{within}{unit.num}{behind}"
    return first if len(first) <= _SHOWN else f"{first[:_SHOWN]}…"


def _row(pair: Pair, names: dict[tuple[Edit, str], str]) -> Row:
    side = "was" if pair.new is None else "now"
    tags = [pair.change.value]
    if pair.moved and pair.change is not Change.MOVED:
        tags.append(Change.MOVED.value)
    if pair.renumbered and pair.change is not Change.RENUMBERED:
        tags.append(Change.RENUMBERED.value)
    return Row(
        anchor=f"{side}-{pair.unit.eid}",
        label=_label(pair.unit) if pair.new else f"原{_label(pair.unit)}",
        change=pair.change,
        tags=tuple(tags),
        notes=tuple(_notes(pair, names)),
        heading=pair.unit.level in _HEADS,
        # What is folded is shown once, as it reads now.
        old=_side(pair.old, () if pair.change in _QUIET else pair.lines, _OLD),
        new=_side(pair.new, pair.lines, _NEW),
    )


def _notes(pair: Pair, names: dict[tuple[Edit, str], str]) -> Iterator[str]:
    if pair.moved and pair.old and pair.new:
        home = names.get((Edit.OLD, pair.old.container), "")
        yield f"原在{home}" if home and pair.old.container != pair.new.container else "次序有移动"
    if pair.kin and pair.old is None:
        yield f"部分内容来自原{names[Edit.OLD, pair.kin]}"
    elif pair.kin:
        yield f"部分内容并入现{names[Edit.NEW, pair.kin]}"


def _side(unit: Unit | None, lines: Sequence[Line], edit: Edit) -> Side | None:
    if unit is None:
        return None
    other = _OLD if edit is _NEW else _NEW
    shown = []
    for line in lines:
        words = tuple([(p.text, p.edit is edit) for p in line.pieces if p.edit is not other])
        if words:
            shown.append((line.level.value, words))
    return Side(unit.eid, _label(unit), tuple(shown))
