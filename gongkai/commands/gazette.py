"""gazette: the run of the issues, freezing one, taking in old ones, the sheet of places."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.commands.build import looking
from gongkai.commands.failures import CONTENT, DONE, UsageError
from gongkai.commands.gazette_freezing import freeze
from gongkai.commands.gazette_import import take_in
from gongkai.commands.reading_site import read_site
from gongkai.commands.reporting import show, summary
from gongkai.commands.requests import Request
from gongkai.commands.understanding import Understood, understand
from gongkai.library.gazette_freezing import fingerprints
from gongkai.model.diagnostics import Diagnostic, Severity, display_width
from gongkai.model.gazette import IssueKey, IssueRecord
from gongkai.model.places import Place
from gongkai.model.site import Site
from gongkai.output.spool import Spool, spool
from gongkai.text.dates import chinese_date

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_FOLDERS = ("content/gazette/", "content/places/")


def register(
    commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "gazette", parents=[shared], help="政府公报：各期的情况、定稿、补录旧公报、赠阅点变动表"
    )
    parser.set_defaults(run=run, action="list")
    actions = parser.add_subparsers(dest="action", title="做什么", metavar="ACTION")
    actions.add_parser("list", parents=[shared], help="列出各期的情况（默认）")
    actions.add_parser("check", parents=[shared], help="只检查公报")
    freezing = actions.add_parser("freeze", parents=[shared], help="定稿：以后不再改变")
    freezing.add_argument("names", nargs="+", metavar="ISSUE", help="期的文件名，如 2024-03")
    freezing.add_argument("--again", action="store_true", help="没有到出版日期的，重新定稿")
    importing = actions.add_parser("import", parents=[shared], help="成批补录旧公报的扫描件")
    importing.add_argument("folder", type=Path, metavar="DIR", help="放 PDF 的文件夹")
    importing.add_argument("--csv", type=Path, metavar="FILE", required=True, help="目录表")
    actions.add_parser("places", parents=[shared], help="查阅和赠阅场所的变动表，内部使用")


def run(options: argparse.Namespace) -> int:
    """Do what was asked; exit status 1 when the content forbids it."""
    root: Path = options.root
    site, problems = read_site(root)
    if site is None:
        show(problems, root)
        return CONTENT
    if options.action == "import":
        return _import(root, options.folder, options.csv)
    request = looking(options)
    with spool() as bodies:
        if options.action == "freeze":
            return _freeze(request, site, options.names, bodies, again=options.again)
        known = understand(request, site, bodies)
    if options.action == "places":
        _print_places(known.content.places, request.as_of.date())
        return DONE
    return _check(root, known) if options.action == "check" else _list(known)


def _list(known: Understood) -> int:
    """Every issue with its state, a line each."""
    records = sorted(known.content.records, key=_rank)
    lines = [_line(record, known.selection.as_of.date()) for record in records]
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (
            cell + " " * (width - display_width(cell))
            for cell, width in zip(line, widths, strict=True)
        )
        print("  ".join(cells).rstrip())
    print(f"共 {len(lines)} 期" if lines else "还没有公报：在 content/gazette 里新建 2024-01.yaml")
    for one in known.diagnostics:
        if one.code in ("gazette/gap", "gazette/total-gap", "gazette/earlier"):
            print(f"{one.path}：{one.message}")
    return DONE


def _line(record: IssueRecord, today: date) -> tuple[str, ...]:
    one = record.frozen or record.issue
    if one is None:
        return (record.path, "", "", "", "读不出来")
    total = "" if one.total is None else str(one.total)
    if one.total_last:
        total += f"-{one.total_last}"
    count = len(one.items)
    return (one.key.label, total, one.published.isoformat(), f"{count}篇", _state(record, today))


def _state(record: IssueRecord, today: date) -> str:
    if record.torn:
        return "定稿文件坏了"
    if record.frozen is None:
        return "尚未定稿"
    if record.issue and fingerprints(record.issue) != record.typed:
        return "定稿以后改过"
    return "已发布" if record.frozen.published <= today else "已定稿，未到出版日期"


def _rank(record: IssueRecord) -> tuple[tuple[int, bool, int], str]:
    one = record.frozen or record.issue
    return (one.key.rank if one else (9999, True, 0), record.path)


def _check(root: Path, known: Understood) -> int:
    found = [
        one
        for one in known.diagnostics
        if one.path.startswith(_FOLDERS) or one.code.startswith("gazette/")
    ]
    show(found, root)
    failed = _has_errors(found)
    stream = sys.stderr if failed else sys.stdout
    print(f"公报检查完毕：{summary(found) or '没有发现问题'}", file=stream)
    return CONTENT if failed else DONE


def _freeze(
    request: Request, site: Site, names: Sequence[str], bodies: Spool, *, again: bool
) -> int:
    """Freeze issues by the names of their files; the first that cannot be frozen ends it."""
    known = understand(request, site, bodies)
    for name in names:
        record = _record(known, name)
        _refuse(record, request.as_of.date(), again=again)
        if again and record.frozen:
            (request.root / record.lock_path).unlink()
            known = understand(request, site, bodies)
            record = _record(known, name)
        if record.issue and any(item.corrects for _, item in record.issue.items):
            # What it mends may have been frozen a moment ago.
            known = understand(request, site, bodies)
            record = _record(known, name)
        made = freeze(request, known, record, bodies)
        show(made.diagnostics, request.root)
        if made.issue is None:
            print(f"没有定稿 {name}：先解决上面的问题", file=sys.stderr)
            return CONTENT
        print(
            f"{made.issue.label}已定稿，{len(made.issue.items)} 篇。把 {record.lock_path} 一起提交"
        )
    return DONE


def _record(known: Understood, name: str) -> IssueRecord:
    stem = Path(name).name.removesuffix(".yaml")
    for record in known.content.records:
        if record.path == f"content/gazette/{stem}.yaml":
            return record
    try:
        IssueKey.read(stem)
    except ValueError as error:
        raise UsageError(
            f"「{name}」不是期的文件名；写成 2024-03、2024-03-04 或 2024-z1"
        ) from error
    raise UsageError(f"没有 content/gazette/{stem}.yaml")


def _refuse(record: IssueRecord, today: date, *, again: bool) -> None:
    """What is frozen stays: only an issue that nobody has seen may be frozen again."""
    if record.torn:
        raise UsageError(f"{record.lock_path} 坏了；先用 git 取回它，或者确认没有发布过再删去")
    if record.frozen is None:
        return
    if record.frozen.published <= today:
        raise UsageError(f"{record.frozen.key.label}已经发布；内容有错的，在以后一期里写更正")
    if not again:
        raise UsageError(f"{record.frozen.key.label}已经定稿；还没有发布，要重新定稿加 --again")


def _import(root: Path, folder: Path, table: Path) -> int:
    made, problems = take_in(root, folder, table)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print("没有补录：先改正上面的错误，什么也没有写", file=sys.stderr)
        return CONTENT
    for path in made:
        print(f"已写 {path}")
    print(f"补录 {len(made)} 期。核对以后定稿：gazette freeze 期的文件名")
    return DONE


def _print_places(places: Iterable[Place], today: date) -> None:
    """The sheet of changes: what was opened or closed, newest first; then what is sent where."""
    listed = sorted(places, key=lambda place: (place.kind.value, place.district or "", place.id))
    events = sorted(_events(listed), key=lambda event: (event[0], event[1]), reverse=True)
    print("变动：" if events else "没有记录变动（opened 启用日期、closed 停用日期）")
    for day, words in events:
        print(f"  {chinese_date(day)}　{words}{'（未到）' if day > today else ''}")
    kept = [place for place in listed if place.is_open(today)]
    print(f"现有 {len(kept)} 处：")
    for place in kept:
        copies = f"　每期 {place.copies} 份" if place.copies is not None else ""
        note = f"　{place.note}" if place.note else ""
        print(f"  {place.kind.value}　{place.district or ''}　{place.title}{copies}{note}")
    print(f"每期合计 {sum(place.copies or 0 for place in kept)} 份")


def _events(places: Iterable[Place]) -> Iterator[tuple[date, str]]:
    for place in places:
        named = f"{place.kind.value}　{place.title}"
        if place.opened:
            yield place.opened, f"启用　{named}"
        if place.closed:
            yield place.closed, f"停用　{named}{f'　{place.reason}' if place.reason else ''}"


def _has_errors(found: Iterable[Diagnostic]) -> bool:
    return any(one.severity is Severity.ERROR for one in found)
