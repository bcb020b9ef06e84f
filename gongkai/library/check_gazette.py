"""The run of the gazette's issues: numbers, dates and pages without gap, doubt or overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gongkai.library.check_input import Checked, Finding, at_mark
from gongkai.library.gazette_freezing import fingerprints
from gongkai.model.gazette import Issue, IssueItem, IssueKey, IssueRecord, PageRange
from gongkai.model.references import NOWHERE, Mark

_TAKE_IN = "旧公报可以成批补录：gazette import"
_MONTHS_LATE = 1  # December's issue may come out in January


@dataclass(frozen=True, slots=True)
class _Numbered:
    """What the run of issues is judged by: as frozen where it is frozen, else as typed."""

    record: IssueRecord
    key: IssueKey
    total: int | None
    total_last: int | None
    published: date

    def found(self, code: str, key: str, message: str, hint: str) -> Finding:
        """A problem at a key of the YAML."""
        mark = self.record.issue.mark(key) if self.record.issue else NOWHERE
        return at_mark(self.record.path, code, mark, message, hint)


def numbers(checked: Checked) -> Iterator[Finding]:
    """Each 期号 belongs to one issue, and none is left out within a year."""
    run = [one for one in _run(checked) if not one.key.supplement]
    supplements = [one for one in _run(checked) if one.key.supplement]
    for issues in (run, supplements):
        for before, after in pairwise(issues):
            yield from _numbers_between(before, after)
        for one in issues:
            first = not any(other.key.year == one.key.year for other in _earlier(issues, one))
            if first and one.key.first > 1:
                yield one.found(
                    "gazette/gap", "issue",
                    f"{one.key.year}年从{one.key.number}开始，前面的{'增刊' if one.key.supplement else '期'}没有录入",
                    "补录前面的；合刊把期号写成 1-2",
                )  # fmt: skip


def totals(checked: Checked) -> Iterator[Finding]:
    """总期号 rises by one from issue to issue, through the years."""
    counted = [one for one in _run(checked) if one.total is not None]
    for before, after in pairwise(sorted(counted, key=lambda one: (one.published, one.key.rank))):
        last = before.total_last or before.total or 0
        if after.total is None or after.total == last + 1:
            continue
        said = f"总期号是 {after.total}，前一期（{before.key.label}）是 {last}"
        if after.total <= last:
            hint = f"应当是 {last + 1}；核对两期的总期号"
            yield after.found("gazette/total-shared", "total", said, hint)
        elif before.record.issue and before.record.issue.backfilled:
            missing = after.total - last - 1
            message = f"{before.key.label}以后、这一期以前还有 {missing} 期没有录入"
            yield after.found("gazette/earlier", "total", message, _TAKE_IN)
        else:
            hint = f"应当是 {last + 1}；中间缺的期先补录"
            yield after.found("gazette/total-gap", "total", said, hint)
    first = min(counted, key=lambda one: one.total or 0, default=None)
    if first and first.total and first.total > 1:
        yield first.found(
            "gazette/earlier", "total",
            f"创刊以来还有 {first.total - 1} 期没有录入", _TAKE_IN,
        )  # fmt: skip


def dates(checked: Checked) -> Iterator[Finding]:
    """An issue comes out in its year (or the January behind), and not before the one before it."""
    run = [one for one in _run(checked) if not one.key.supplement]
    for one in _run(checked):
        months = (one.published.year - one.key.year) * 12 + one.published.month
        if not 1 <= months <= 12 + _MONTHS_LATE:
            yield one.found(
                "gazette/date-year", "published",
                f"{one.key.label}的出版日期是 {one.published}", "核对年份和出版日期",
            )  # fmt: skip
    for before, after in pairwise(run):
        if after.published < before.published:
            yield after.found(
                "gazette/date-order", "published",
                f"出版日期早于前一期（{before.key.label}，{before.published}）", "核对两期的出版日期",
            )  # fmt: skip


def pages(checked: Checked) -> Iterator[Finding]:
    """The page numbers rise and do not overlap, as typed."""
    for record in checked.records:
        if record.issue is None:
            continue
        paged = [(item, item.pages) for _, item in record.issue.items if item.pages]
        for (_, before), (item, after) in pairwise(paged):
            assert before is not None
            assert after is not None
            yield from _pages_between(record.path, item, before, after)
        yield from _unpaged(record.issue, len(paged))


def edits(checked: Checked) -> Iterator[Finding]:
    """What has been frozen is not edited any more: a mistake is mended by a 更正 in a later issue."""
    for record in checked.records:
        issue = record.issue
        if record.frozen is None or issue is None:
            continue
        now = fingerprints(issue)
        if now == record.typed:
            continue
        mark = _first_edit(issue, record.typed, now)
        yield at_mark(
            record.path, "gazette/edited", mark, f"{issue.key.label}已经定稿，又改过",
            f"改回原来的内容；内容有错的，在以后一期里写更正（corrects: {issue.key.name}/第几篇）",
        )  # fmt: skip


def waiting(checked: Checked) -> Iterator[Finding]:
    """An issue whose day has come is frozen, else readers do not get it."""
    for record in checked.records:
        issue = record.issue
        if issue and not record.frozen and not record.torn and issue.published <= checked.today:
            yield at_mark(
                issue.path, "gazette/unfrozen", issue.mark("published"),
                f"{issue.key.label}到了出版日期，还没有定稿，不会发布",
                f"核对以后运行 gazette freeze {issue.key.name}",
            )  # fmt: skip


def _run(checked: Checked) -> list[_Numbered]:
    """Every issue that can be read, in the order of the numbers."""
    found = []
    for record in checked.records:
        one = record.frozen or record.issue
        if one:
            found.append(_Numbered(record, one.key, one.total, one.total_last, one.published))
    return sorted(found, key=lambda one: (one.key.rank, one.record.path))


def _earlier(issues: Sequence[_Numbered], one: _Numbered) -> list[_Numbered]:
    return [other for other in issues if other.key.rank < one.key.rank]


def _numbers_between(before: _Numbered, after: _Numbered) -> Iterator[Finding]:
    if before.key.year != after.key.year:
        return
    if after.key.first <= before.key.last:
        yield after.found(
            "gazette/number-shared", "issue",
            f"{after.key.label}与 {before.record.path} 的{before.key.label}期号重复", "改其中一个的期号和文件名",
        )  # fmt: skip
    elif after.key.first > before.key.last + 1:
        missing = "、".join(str(number) for number in range(before.key.last + 1, after.key.first))
        yield after.found(
            "gazette/gap", "issue",
            f"{before.key.label}后面是{after.key.number}，缺第 {missing} 期", "补录缺的期；合刊把期号写成 3-4",
        )  # fmt: skip


def _pages_between(
    path: str, item: IssueItem, before: PageRange, after: PageRange
) -> Iterator[Finding]:
    """Two short items may share a page; nothing else may be on two items' pages."""
    if after.first < before.first:
        yield at_mark(
            path, "gazette/pages-order", item.mark,
            f"{after.label}排在{before.label}后面", "按页码的先后排列，或核对页码",
        )  # fmt: skip
    elif after.first < before.last:
        yield at_mark(
            path, "gazette/pages-overlap", item.mark,
            f"{after.label}与前一篇的{before.label}重叠", "核对两篇的起止页",
        )  # fmt: skip


def _unpaged(issue: Issue, paged: int) -> Iterator[Finding]:
    """Where there is paper, its pages are those to be cited."""
    missing = next((item for _, item in issue.items if not item.pages), None)
    if missing and (issue.paper or paged):
        yield at_mark(
            issue.path, "gazette/pages-missing", missing.mark, "这一篇没有写页码",
            "照纸质版写「页码」；没有纸质版的都不写，定稿时自动编",
        )  # fmt: skip


def _first_edit(issue: Issue, typed: Sequence[str], now: Sequence[str]) -> Mark:
    """Where the YAML first says something else than it did; the section where an item is gone."""
    if now[:1] != typed[:1]:
        return issue.mark("published")
    for (_, item), new, old in zip(issue.items, now[1:], typed[1:], strict=False):
        if new != old:
            return item.mark
    more = issue.items[len(typed) - 1 :]
    return more[0][1].mark if more else issue.mark("sections")
