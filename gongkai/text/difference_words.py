"""What changed inside one line, in pieces that a reader takes in as words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from gongkai.model.comparison import Edit, Piece
from gongkai.text.difference_chain import common, same_ends

_NUMERAL = "一二三四五六七八九十百千万亿零〇两"
# What is never cut: quantities with their unit, dates, places in a law, names, Latin words.
_TOKEN = re.compile(
    rf"第[{_NUMERAL}0-9]+[编章节条款项目](?:之[{_NUMERAL}]+)?"
    r"|《[^《》]{1,80}》"
    r"|(?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{4}年"
    rf"|[百千万]分之[{_NUMERAL}]+"
    rf"|(?:[0-9][0-9.,]*|[{_NUMERAL}]+)(?:个?(?:工作日|小时|月|星期)|分钟|周岁|平方米|公里|日|年|天|元|人|倍|米|吨|%|％)"
    rf"|（[{_NUMERAL}0-9]+）"
    rf"|[{_NUMERAL}]{{2,}}|[A-Za-z0-9][A-Za-z0-9.,_-]*|\n|[^\n]"
)
_CLAUSE = re.compile(r"[^，。；：\n]*[，。；：\n]|[^，。；：\n]+")
_SHORTEST_CLAUSE = 5  # shorter ones stand everywhere and would anchor by chance
_ENDS = frozenset("。；")
_STOPS = frozenset("，。；：、\n（）《》“”")
_MOST_BITS = 20_000_000  # tokens of one side times tokens of the other: a tenth of a second
_ISLAND = 6  # characters kept between two larger changes that only confuse
_LEAST_KEPT = 0.2  # of the shorter side: below it the whole line is shown as another

Cohesion = Callable[[str], int]
_Step = tuple[list[str], list[str]]  # words of the old and the new side; equal lists: kept


def line_pieces(old: str, new: str, cohesion: Cohesion) -> tuple[Piece, ...]:
    """The pieces of a line that stands on both sides; joined they are its two texts.

    `cohesion` tells how often two characters stand side by side in the two
    documents: there is no dictionary, but what a text writes together often
    is a word of it.
    """
    if old == new:
        return (Piece(Edit.KEPT, old),) if old else ()
    steps = _slid(_by_sentence(_trimmed(_without_islands(_steps(old, new)))))
    steps = _without_islands(_whole_words(steps, cohesion))
    kept = sum(len("".join(left)) for left, right in steps if left == right)
    if kept < _LEAST_KEPT * min(len(old), len(new)):
        steps = [([old], [new])]
    return tuple(_pieces(steps))


def _pieces(steps: Sequence[_Step]) -> list[Piece]:
    found = []
    for old, new in [("".join(left), "".join(right)) for left, right in steps]:
        if old == new:
            found.append(Piece(Edit.KEPT, old))
            continue
        if old:
            found.append(Piece(Edit.OLD, old))
        if new:
            found.append(Piece(Edit.NEW, new))
    return found


def _steps(old: str, new: str) -> list[_Step]:
    """Kept and changed stretches by turns. Whole clauses anchor, words fill what lies between."""
    left, right = _CLAUSE.findall(old), _CLAUSE.findall(new)
    anchors = [
        (a, b) for a, b in common(left, right) if len(left[a]) >= _SHORTEST_CLAUSE or (a == b == 0)
    ]
    steps: list[_Step] = []
    done = (0, 0)
    for a, b in [*anchors, (len(left), len(right))]:
        _add_words(steps, "".join(left[done[0] : a]), "".join(right[done[1] : b]))
        if a < len(left):
            _add(steps, [left[a]], [right[b]])
        done = (a + 1, b + 1)
    return steps


def _add_words(steps: list[_Step], old: str, new: str) -> None:
    if old == new or not old or not new:
        _add(steps, [old] if old else [], [new] if new else [])
        return
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(left) * len(right) > _MOST_BITS:
        _add(steps, [old], [new])
        return
    done_left = done_right = 0
    for a, b, length in _runs(common(left, right), (len(left), len(right))):
        _add(steps, left[done_left:a], right[done_right:b])
        done_left, done_right = a + length, b + length
        _add(steps, left[a:done_left], right[b:done_right])


def _runs(
    matches: Sequence[tuple[int, int]], ends: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    """Matches that follow each other as one: both places and the length; last the two ends."""
    start = length = 0
    offset = None
    for a, b in matches:
        if a == start + length and b - a == offset:
            length += 1
            continue
        if offset is not None:
            yield start, start + offset, length
        start, offset, length = a, b - a, 1
    if offset is not None:
        yield start, start + offset, length
    yield *ends, 0


def _add(steps: list[_Step], left: list[str], right: list[str]) -> None:
    """Append a stretch; it joins the one before when both are kept, or both are not."""
    if not left and not right:
        return
    if steps:
        before, behind = steps[-1]
        if (before == behind) == (left == right):
            steps[-1] = (before + left, behind + right)
            return
    steps.append((left, right))


def _size(step: _Step) -> int:
    return max(len("".join(step[0])), len("".join(step[1])))


def _without_islands(steps: Sequence[_Step]) -> list[_Step]:
    """Take short kept stretches between larger changes into the change."""
    found: list[_Step] = []
    for place, step in enumerate(steps):
        kept = step[0] == step[1]
        if kept and found and place < len(steps) - 1 and step[0][-1][-1] not in _ENDS:
            length = len("".join(step[0]))
            around = min(_size(found[-1]), _size(steps[place + 1]))
            if length == 1 or (length <= _ISLAND and 2 * length <= around):
                found[-1] = (found[-1][0] + step[0], found[-1][1] + step[1])
                continue
        if found and step[0] != step[1] and found[-1][0] != found[-1][1]:
            found[-1] = (found[-1][0] + step[0], found[-1][1] + step[1])
            continue
        found.append(step)
    return found


def _trimmed(steps: Sequence[_Step]) -> list[_Step]:
    """Give back what both sides of a change begin or end with."""
    found: list[_Step] = []
    for left, right in steps:
        if left == right:
            _add(found, left, right)
            continue
        start, end = same_ends(left, right)
        _add(found, left[:start], right[:start])
        _add(found, left[start : len(left) - end], right[start : len(right) - end])
        _add(found, left[len(left) - end :], right[len(right) - end :])
    return found


def _by_sentence(steps: Sequence[_Step]) -> list[_Step]:
    """Where a sentence changed and another was added behind it, show the two apart.

    Of 十日。→十五日。逾期的，视为放弃。 the first 。 is the one that stayed.
    """
    found: list[_Step] = []
    rest = [(list(left), list(right)) for left, right in steps]
    for place, (left, right) in enumerate(rest):
        behind = rest[place + 1] if place + 1 < len(rest) else ([], [])
        stop = behind[0][0] if left != right and behind[0] else ""
        side = int(len(right) > len(left))
        longer, shorter = (left, right)[side], (left, right)[1 - side]
        if stop not in _ENDS or not shorter or stop in shorter or stop not in longer[1:]:
            _add(found, left, right)
            continue
        at = longer.index(stop)
        first, more = longer[:at], [*longer[at + 1 :], stop]
        for kept in behind:
            del kept[0]
        _add(found, *((shorter, first) if side else (first, shorter)))
        _add(found, [stop], [stop])
        _add(found, *(([], more) if side else (more, [])))
    return found


def _slid(steps: list[_Step]) -> list[_Step]:
    """Let what only came or only went begin behind a stop or end with one, where it can be moved.

    In A、B、C the new words may be “B、” or “、B”: the first reads as a member of the list.
    """
    found = [(list(left), list(right)) for left, right in steps]
    for before, change, behind in zip(found, found[1:], found[2:], strict=False):
        if before[0] != before[1] or behind[0] != behind[1]:
            continue
        words = change[0] or change[1]
        if change[0] and change[1]:
            continue
        best, best_shift = _stops(before[0], words), 0
        moved, rest = words, before[0]
        for shift in range(1, min(len(rest), 40)):
            if rest[-1] != moved[-1] or not rest[:-1]:
                break
            moved, rest = [rest[-1], *moved[:-1]], rest[:-1]
            score = _stops(rest, moved)
            if score > best:
                best, best_shift = score, shift
        for _ in range(best_shift):
            word = before[0].pop()
            before[1].pop()
            words.insert(0, word)
            words.pop()
            behind[0].insert(0, word)
            behind[1].insert(0, word)
    return found


def _stops(before: Sequence[str], words: Sequence[str]) -> int:
    return 2 * (before[-1][-1] in _STOPS) + (words[-1][-1] in _STOPS)


def _whole_words(steps: Sequence[_Step], cohesion: Cohesion) -> list[_Step]:
    """Move the edge of a replacement so that it does not cut a word: 申请→申报, not 请→报."""
    found = [(list(left), list(right)) for left, right in steps]
    for before, behind in pairwise(found):
        if (before[0] == before[1]) == (behind[0] == behind[1]):
            continue
        if before[0] == before[1]:
            _take_last(before, behind, cohesion)
        else:
            _take_first(before, behind, cohesion)
    return [step for step in found if step[0] or step[1]]


def _take_last(kept: _Step, change: _Step, cohesion: Cohesion) -> None:
    left, right = change
    if not left or not right or len(kept[0]) < 2 or not _single(kept[0][-1], left[0], right[0]):
        return
    word, above = kept[0][-1], kept[0][-2][-1]
    bound = max(cohesion(word + left[0][0]), cohesion(word + right[0][0]))
    if bound > max(1, cohesion(above + word)):
        kept[0].pop()
        kept[1].pop()
        left.insert(0, word)
        right.insert(0, word)


def _take_first(change: _Step, kept: _Step, cohesion: Cohesion) -> None:
    left, right = change
    if not left or not right or len(kept[0]) < 2 or not _single(kept[0][0], left[-1], right[-1]):
        return
    word, below = kept[0][0], kept[0][1][0]
    bound = max(cohesion(left[-1][-1] + word), cohesion(right[-1][-1] + word))
    if bound > max(1, cohesion(word + below)):
        kept[0].pop(0)
        kept[1].pop(0)
        left.append(word)
        right.append(word)


def _single(*words: str) -> bool:
    """Whether all are single Han characters, which may be parts of one word."""
    return all(len(word) == 1 and word not in _STOPS for word in words)
