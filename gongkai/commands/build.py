"""build: the folder of an office becomes the site."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.commands.building import build
from gongkai.commands.failures import CONTENT, DONE, UsageError
from gongkai.commands.moment import moment
from gongkai.commands.reporting import show, summary
from gongkai.commands.requests import Outcome, Request
from gongkai.output.dask_scheduler import is_address, missing
from gongkai.output.kinds import KINDS, PAGES

if TYPE_CHECKING:
    from argparse import _SubParsersAction

KIOSK_MINUTES = 2
LONGEST_WAIT = 60  # minutes


def register(
    commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("build", parents=[shared], help="生成网站（默认的命令）")
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="放网站的文件夹（默认：ROOT/output）"
    )
    parser.add_argument("--only", choices=("html",), help="只生成网页，不生成数据文件")
    parser.add_argument("--tidy", action="store_true", help="清理缓存里很久没有用到的内容")
    parser.add_argument(
        "--since", metavar="REV", help="上次生成的 git 版本：由 git 说哪些文件改了，不用逐个看"
    )
    parser.add_argument("--dry-run", action="store_true", help="只检查和计划，不写文件")
    parser.add_argument(
        "--offline",
        action="store_true",
        help="给不用服务器、直接打开文件夹看的人（光盘、内网共享）：链接写明文件，搜索也能用",
    )
    parser.add_argument(
        "--kiosk",
        type=int,
        nargs="?",
        const=KIOSK_MINUTES,
        metavar="MINUTES",
        help="给政务公开专区的触摸屏：大按钮、二维码，没人操作几分钟后清除痕迹回到首页（默认：2）",
    )
    parser.add_argument(
        "--scheduler",
        metavar="URL",
        help="由 Dask 集群的各台机器一起生成，写调度器的地址，如 tcp://10.0.0.5:8786（几万份文件以上才值得）",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build, show every problem, and say what was done in the last line."""
    root: Path = options.root
    outcome = build(
        Request(
            root=root,
            output=options.output or root / "output",
            as_of=moment(options.as_of),
            workers=workers(options.jobs),
            scheduler=_scheduler(options.scheduler),
            html_only=options.only == "html",
            cache=None if options.no_cache else options.cache or root / ".cache",
            tidy=options.tidy,
            since=options.since,
            dry_run=options.dry_run,
            folder_only=options.offline,
            kiosk_minutes=_kiosk(options.kiosk),
        )
    )
    show(outcome.diagnostics, root)
    for trouble in outcome.troubles:
        print(trouble, file=sys.stderr)
    print(closing_line(outcome), file=sys.stderr if outcome.failed else sys.stdout)
    return CONTENT if outcome.failed else DONE


def _scheduler(address: str | None) -> str:
    """The address of the cluster; "" for none."""
    if address is None:
        return ""
    if not is_address(address):
        raise UsageError("--scheduler 后面写调度器的地址，如 tcp://10.0.0.5:8786")
    if problem := missing():
        raise UsageError(problem)
    return address


def _kiosk(minutes: int | None) -> int:
    """How long a kiosk waits before it forgets its reader; 0 for the web."""
    if minutes is not None and not 1 <= minutes <= LONGEST_WAIT:
        raise UsageError(f"--kiosk 后面写 1 到 {LONGEST_WAIT} 分钟")
    return minutes or 0


def looking(options: argparse.Namespace) -> Request:
    """What a command asks that looks at the content and writes nothing."""
    root: Path = options.root
    return Request(
        root=root,
        output=root / "output",
        as_of=moment(options.as_of),
        workers=workers(options.jobs),
        dry_run=True,
    )


def workers(asked: int | None) -> int:
    """How many processes to use: as asked, else one for each processor we may use."""
    if asked is not None and asked < 1:
        raise UsageError("--jobs 至少是 1")
    return asked or len(os.sched_getaffinity(0))


def closing_line(outcome: Outcome) -> str:
    """What was planned, rendered, written, removed, what is not public and why, and how long it took.

    网页：计划 3，生成 1，写入 1，删除 0；其他文件：写入 4（数据 3、搜索 1），删除 0；未公开 0，用时 0.2 秒
    """
    problems = summary(outcome.diagnostics)
    told = f"（{problems}）" if problems else ""
    if outcome.failed:
        return f"没有发布{told}：先改正上面的错误，原来的网站没有变"
    pages, others = f"网页：计划 {outcome.planned}", f"其他文件：计划 {outcome.others}"
    if outcome.report:
        written, removed = outcome.report.written_kinds, outcome.report.removed_kinds
        pages += f"，生成 {outcome.rendered}"
        pages += f"，写入 {written.get(PAGES, 0)}，删除 {removed.get(PAGES, 0)}"
        others = f"其他文件：写入 {_by_kind(written)}，删除 {_by_kind(removed)}"
    hidden = "、".join(f"{reason} {count}" for reason, count in outcome.unpublished.items())
    behind = f"未公开 {hidden or '0'}，用时 {outcome.seconds:.1f} 秒{told}"
    return "；".join((pages, others, behind))


def _by_kind(counts: Mapping[str, int]) -> str:
    """4（数据 3、搜索 1）: all files but pages."""
    found = [(kind, counts[kind]) for kind in KINDS if kind != PAGES and counts.get(kind)]
    if not found:
        return "0"
    listed = "、".join(f"{kind} {count}" for kind, count in found)
    return f"{sum(count for _, count in found)}（{listed}）"
