"""Check that the numbers of provisions follow one another."""

from __future__ import annotations

from dataclasses import dataclass, field

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


@dataclass(slots=True)
class _Series:
    """The numbers met so far in one series, such as the items of a paragraph."""

    last: int = 0
    branch: str = ""
    seen: set[tuple[int, str]] = field(default_factory=set)


class OrderCheck:
    """Follows every series of numbers in one text."""

    def __init__(self, amendment: bool) -> None:
        self.problems: list[Problem] = []
        self.amendment = amendment  # 修正案: articles are counted on from the one before
        self.series: dict[tuple[str, Style], _Series] = {}
        self.latest: dict[Style, int] = {}

    def follow(self, parent: str, mark: Mark, line: int, source: str, before: str) -> None:
        """Take note of a number under `parent`; `before` is the text that stands before it."""
        key = (parent, mark.style)
        series = self.series.get(key)
        number = mark.number
        if series is None:
            series = self.series[key] = _Series()
            if number > 1 and not self._may_begin(mark, before):
                self._report(MISSING, mark, line, source, self._missing(mark, 0))
        elif mark.branch or series.branch:
            self._branch(series, mark, line, source)
        elif number != series.last + 1:
            self._jump(series, mark, line, source, before)
        series.last = max(series.last, number) if number in self._numbers(series) else number
        series.branch = mark.branch
        series.seen.add((number, mark.branch))
        self.latest[mark.style] = number

    def _numbers(self, series: _Series) -> set[int]:
        return {number for number, _ in series.seen}

    def _may_begin(self, mark: Mark, before: str) -> bool:
        """Whether a series may begin with this number."""
        style, number = mark.style, mark.number
        if style is Style.ARTICLE:
            return number > _LATE_START or self.amendment
        if number == self.latest.get(style, 0) + 1:
            return True  # chapters and （一） that are counted through
        return self._stands_in(mark, before)

    def _stands_in(self, mark: Mark, before: str) -> bool:
        """Whether the number before this one stands inside the paragraph above."""
        previous = mark.number - 1
        if mark.style is Style.BRACKETED:
            written = to_chinese(previous)
            return f"（{written}）" in before or f"({written})" in before
        if mark.style is Style.ENUMERATED:
            return f"{to_chinese(previous)}、" in before
        return str(previous) in before

    def _branch(self, series: _Series, mark: Mark, line: int, source: str) -> None:
        """第十二条之一 and what follows it."""
        number, branch = mark.number, mark.branch
        if (number, branch) in series.seen:
            self._report(REPEATED, mark, line, source, f"{_name(mark)}出现了两次")
        elif number < series.last:
            self._report(OUT_OF_ORDER, mark, line, source, _placed(mark, series.last))
        elif number == series.last and branch:
            previous = int(branch.rpartition("-")[2]) - 1
            wanted = branch.rpartition("-")[0] + (f"-{previous}" if previous else "")
            if wanted != series.branch:
                self._report(MISSING, mark, line, source, f"{_name(mark)}前面缺少一条")
        elif number > series.last + 1 or branch:
            self._report(MISSING, mark, line, source, self._missing(mark, series.last))

    def _jump(self, series: _Series, mark: Mark, line: int, source: str, before: str) -> None:
        number = mark.number
        if (number, "") in series.seen:
            self._report(REPEATED, mark, line, source, f"{_name(mark)}出现了两次")
        elif number < series.last:
            self._report(OUT_OF_ORDER, mark, line, source, _placed(mark, series.last))
        elif mark.style is Style.ARTICLE or not self._may_begin(mark, before):
            self._report(MISSING, mark, line, source, self._missing(mark, series.last))

    def _missing(self, mark: Mark, last: int) -> str:
        first = last + 1
        until = mark.number if mark.branch else mark.number - 1
        between = _name(mark._replace(number=first, branch=""))
        if until > first:
            between += f"至{_name(mark._replace(number=until, branch=''))}"
        return f"{_name(mark)}前面缺少{between}"

    def _report(self, code: str, mark: Mark, line: int, source: str, message: str) -> None:
        column = max(source.find(mark.num), 0) + 1
        self.problems.append(Problem(code, line, column, len(mark.num), message, _HINT))


def _name(mark: Mark) -> str:
    pattern = _NAMES.get(mark.style)
    if not pattern:
        return mark.num if mark.style is Style.DECIMAL else f"第{mark.number}项"
    branch = "".join(f"之{to_chinese(int(part))}" for part in mark.branch.split("-")[1:])
    return pattern.format(to_chinese(mark.number)) + branch


def _placed(mark: Mark, last: int) -> str:
    return f"{_name(mark)}排在{_name(mark._replace(number=last, branch=''))}后面"
