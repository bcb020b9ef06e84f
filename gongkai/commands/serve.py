"""serve: build, show in the browser, and build again at every change; the only user of livereload."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.commands.build import closing_line, workers
from gongkai.commands.failures import DONE
from gongkai.commands.moment import moment
from gongkai.commands.preview import Preview
from gongkai.commands.reporting import show
from gongkai.commands.requests import SOURCES, Request

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_DELAY = 0.1  # seconds between a change and the reload of the page


def register(
    commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "serve", parents=[shared], help="生成并在浏览器里预览，改动后自动刷新"
    )
    parser.add_argument("--port", type=int, default=5500, metavar="N", help="端口（默认：5500）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve on 127.0.0.1 until interrupted. What is not public is shown, marked as such."""
    root: Path = options.root
    output = (options.cache or root / ".cache") / "preview"
    request = Request(
        root=root,
        output=output,
        as_of=moment(options.as_of),
        workers=workers(options.jobs),
        preview=True,
        cache=None if options.no_cache else options.cache or root / ".cache",
    )
    preview = Preview(request, options.as_of)

    def rebuild() -> None:
        outcome = preview.rebuild()
        if outcome is None:
            print(preview.trouble, file=sys.stderr)
            return
        show(outcome.diagnostics, root)
        print(closing_line(outcome), flush=True)

    rebuild()
    from livereload import Server  # here, because no other command has the time to load it

    server = Server(preview.application)
    for name in SOURCES:
        if (root / name).exists():
            server.watch(str(root / name), rebuild, delay=_DELAY)
    print(f"预览：http://127.0.0.1:{options.port}{preview.base}（按 Ctrl+C 结束）", flush=True)
    server.serve(port=options.port, host="127.0.0.1", debug=False)
    return DONE
