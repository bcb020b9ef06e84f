"""addresses: list what must stay reachable, and record it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.commands.build import looking
from gongkai.commands.failures import CONTENT, DONE
from gongkai.commands.reading_site import read_site
from gongkai.commands.recording import RECORD, recorded
from gongkai.commands.reporting import show
from gongkai.commands.requests import fatal
from gongkai.commands.understanding import understand
from gongkai.library.addresses import addresses, record_text
from gongkai.library.reporting import in_order
from gongkai.output.spool import spool

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(
    commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("addresses", parents=[shared], help="列出或记下要永远保留的网址")
    parser.add_argument(
        "--record", action="store_true", help=f"记进 {RECORD}（由发布的机器运行，然后提交）"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List every address; with --record add the new ones to the record, when nothing is lost."""
    root: Path = options.root
    site, problems = read_site(root)
    if site is None:
        show(tuple(in_order(problems)), root)
        return CONTENT
    request = looking(options)
    with spool() as bodies:
        known = understand(request, site, bodies)
    if fatal(known.diagnostics):
        show([one for one in known.diagnostics if fatal((one,))], root)
        print("没有记：先改正上面的错误", file=sys.stderr)
        return CONTENT
    library = known.assembled.library
    found = addresses(library.catalogue, library.gazette)
    if not options.record:
        sys.stdout.write(record_text(found))
        return DONE
    before = recorded(root)
    text = record_text(before | found)
    path = root / RECORD
    if text != record_text(before):
        path.write_text(text, "utf-8")
    print(
        f"已记下 {len(found)} 个地址，新的 {len(found.keys() - before.keys())} 个；请提交 {RECORD}"
    )
    return DONE
