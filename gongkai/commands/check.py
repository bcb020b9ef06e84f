"""check: everything that build would complain about, and nothing written."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from gongkai.commands.build import looking
from gongkai.commands.failures import CONTENT, DONE
from gongkai.commands.pipeline import editions_of, laid_out, with_problems
from gongkai.commands.reading_site import read_site
from gongkai.commands.reporting import FORMATS, show, summary
from gongkai.commands.requests import fatal
from gongkai.commands.understanding import understand
from gongkai.library.reporting import in_order
from gongkai.model.diagnostics import Severity
from gongkai.output.spool import spool

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(
    commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("check", parents=[shared], help="只检查，不写文件")
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="输出的形式（默认：text）"
    )
    parser.add_argument("--strict", action="store_true", help="有提醒也算没有通过")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check and show every problem; exit status 1 when an error is among them."""
    site, problems = read_site(options.root)
    found = tuple(in_order(problems))
    withheld: dict[str, int] = {}
    if site is not None:
        request = looking(options)
        with spool() as bodies:
            known = understand(request, site, bodies)
            if not fatal(known.diagnostics):
                editions = editions_of(request, known, bodies)
                listed = editions.listed(None)
                known, _, _ = laid_out(request, with_problems(known, editions), listed)
        found, withheld = known.diagnostics, known.selection.counts()
    show(found, options.root, options.format)
    failed = fatal(found) or (
        options.strict and any(item.severity is Severity.WARNING for item in found)
    )
    if options.format == "text":
        print(_closing(summary(found), withheld), file=sys.stderr if failed else sys.stdout)
    return CONTENT if failed else DONE


def _closing(problems: str, withheld: dict[str, int]) -> str:
    hidden = "、".join(f"{reason} {count}" for reason, count in withheld.items())
    return f"检查完毕：{problems or '没有发现问题'}；未公开 {hidden or '0'}"
