"""Check that the numbers of provisions follow one another."""

from __future__ import annotations

from gongkai.model.diagnostics import Problem
from gongkai.text.numerals import to_chinese
from gongkai.text.structure_marks import Mark, Style

MISSING = "structure/missing-number"
REPEATED = "structure/repeated-number"
OUT_OF_ORDER = "structure/out-of-order"

# A text that begins later than at this article is taken as a part of a larger law.
_LATE_START = 10
_HINT = "对照原件核对序号；原件就是这样的，不必改动"
_NAMES = {
    Style.PART: "第{}编",
    Style.SUBPART: "第{}分编",
    Style.CHAPTER: "第{}章",
    Style.SECTION: "第{}节",
    Style.ARTICLE: "第{}条",
    Style.ENUMERATED: "{}、",
    Style.BRACKETED: "（{}）",
}


class OrderCheck:
    """Follows every series of numbers in one text: the items of a paragraph, the articles of all.

    `last` has the highest number met in each series, by style and by the eid
    that the series stands under; `latest` the number met last in each style.
    """

    def __init__(self, amendment: bool) -> None:
        self.problems: list[Problem] = []
        self.amendment = amendment  # 修正案: articles are counted on from the one before
        self.last: list[dict[str, int]] = [{} for _ in range(Style.COUNT)]
        self.articles = self.last[Style.ARTICLE]
        self.latest = [0] * Style.COUNT
        self.branches: dict[str, str] = {}  # by parent: the branch of the article met last
        self.skipped: dict[tuple[int, str], set[int]] = {}

    def follow(self, parent: str, mark: Mark, line: int, source: str, before: str) -> None:
        """Take note of a number under `parent`; `before` is the text that stands before it."""
        style, number = mark.style, mark.number
        series = self.last[style]
        last = series.get(parent, 0)
        if number != last + 1 or (mark.branch and style != Style.DECIMAL):
            self._doubt(parent, mark, last, (line, source, before))
            series[parent] = max(last, number)
        else:
            series[parent] = number
        if style == Style.ARTICLE and (mark.branch or parent in self.branches):
            self.branches[parent] = mark.branch
        self.latest[style] = number

    def _doubt(self, parent: str, mark: Mark, last: int, place: tuple[int, str, str]) -> None:
        """Judge a number that is not the next."""
        number = mark.number
        skipped = self.skipped.setdefault((mark.style, parent), set())
        if mark.style == Style.ARTICLE and mark.branch:
            self._branch(parent, mark, last, place)
        elif number in skipped:
            skipped.discard(number)
            self._report(OUT_OF_ORDER, mark, place, _placed(mark, last))
        elif number <= last and (last - number < last):
            first = self._first(mark.style, parent)
            code = REPEATED if number >= first else OUT_OF_ORDER
            message = f"{_name(mark)}出现了两次" if code == REPEATED else _placed(mark, last)
            self._report(code, mark, place, message)
        elif not self._may_follow(mark, last, place[2]):
            self._report(MISSING, mark, place, _missing(mark, last))
            skipped.update(range(last + 1, number))
        elif not last:
            skipped.add(-number)  # where the series began, told from a missing number by its sign

    def _first(self, style: int, parent: str) -> int:
        """The number that a series began with."""
        return max((-mark for mark in self.skipped[style, parent] if mark < 0), default=1)

    def _may_follow(self, mark: Mark, last: int, before: str) -> bool:
        """Whether a number may stand here though the one before it does not."""
        if mark.style == Style.ARTICLE:
            return last == 0 and (mark.number > _LATE_START or self.amendment)
        # Chapters and （一） may be counted through; a number may stand inside a line.
        if last == 0 and mark.number == self.latest[mark.style] + 1:
            return True
        return _stands_in(mark, before)

    def _branch(self, parent: str, mark: Mark, last: int, place: tuple[int, str, str]) -> None:
        """第十二条之一 and what follows it."""
        number, branch = mark.number, mark.branch
        if number < last:
            self._report(OUT_OF_ORDER, mark, place, _placed(mark, last))
        elif number > last:
            self._report(MISSING, mark, place, _missing(mark, last))
        else:
            before, step = branch[1:].rpartition("-")[::2]
            stem = f"-{before}" if before else ""
            met = self.branches.get(parent, "")
            if met == branch:
                self._report(REPEATED, mark, place, f"{_name(mark)}出现了两次")
            elif met != (f"{stem}-{int(step) - 1}" if int(step) > 1 else stem):
                self._report(MISSING, mark, place, f"{_name(mark)}前面缺少一条")

    def _report(self, code: str, mark: Mark, place: tuple[int, str, str], message: str) -> None:
        line, source, _ = place
        column = max(source.find(mark.num), 0) + 1
        self.problems.append(Problem(code, line, column, len(mark.num), message, _HINT))


def _stands_in(mark: Mark, before: str) -> bool:
    """Whether the number before this one stands inside the paragraph above."""
    previous = mark.number - 1
    if mark.style == Style.BRACKETED:
        written = to_chinese(previous)
        return f"（{written}）" in before or f"({written})" in before
    if mark.style == Style.ENUMERATED:
        return f"{to_chinese(previous)}、" in before
    if mark.style == Style.DOTTED:
        return any(f"{previous}{point}" in before for point in ".．、")
    return mark.style == Style.PARENTHESISED and (
        f"（{previous}）" in before or f"({previous})" in before
    )


def _missing(mark: Mark, last: int) -> str:
    first = last + 1
    until = mark.number if mark.branch and mark.style == Style.ARTICLE else mark.number - 1
    between = _name(_renumbered(mark, first))
    if until > first:
        between += f"至{_name(_renumbered(mark, until))}"
    return f"{_name(mark)}前面缺少{between}"


def _placed(mark: Mark, last: int) -> str:
    return f"{_name(mark)}排在{_name(_renumbered(mark, last))}后面"


def _renumbered(mark: Mark, number: int) -> Mark:
    """The mark that would bear another number in the same series."""
    branch = ""
    if mark.style == Style.DECIMAL:
        branch = f"{mark.branch.rpartition('.')[0]}.{number}".lstrip(".")
    return mark._replace(number=number, branch=branch)


def _name(mark: Mark) -> str:
    """A mark in words."""
    if mark.style == Style.DECIMAL:
        return mark.branch
    pattern = _NAMES.get(mark.style)
    if not pattern:
        return f"第{mark.number}项"
    branch = "".join(f"之{to_chinese(int(part))}" for part in mark.branch.split("-")[1:])
    return pattern.format(to_chinese(mark.number)) + branch
