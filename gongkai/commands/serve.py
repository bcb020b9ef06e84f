"""serve: build, show in the browser, and build again at every change; the only user of livereload."""

from __future__ import annotations

import argparse
import asyncio
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from gongkai.commands.build import closing_line, workers
from gongkai.commands.failures import DONE, UsageError
from gongkai.commands.moment import moment
from gongkai.commands.preview import Preview
from gongkai.commands.reporting import show
from gongkai.commands.requests import SOURCES, Request
from gongkai.commands.watching import Watch

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_LATER = 1.0  # seconds until the site is built of which the browser has the changed pages
_AT_ONCE = "__livereload__"  # for livereload: it passes over other changes within three seconds


class Saves:
    """Tells livereload of each save, when there is something to be seen.

    It stands for livereload's own watcher, which looks at all files each 0.8 seconds. `glance`
    makes the pages of changed words, or says that it cannot; `rebuild` builds, and says whether
    the browser has to show problems.
    """

    filepath = "*"  # the whole page is loaded again

    def __init__(
        self, places: list[Path], glance: Callable[[], bool], rebuild: Callable[[], bool]
    ) -> None:
        self._watch, self._glance, self._rebuild = Watch(places), glance, rebuild
        self._tasks = places  # so that livereload adds no folder of its own
        self._changes: list[tuple[str, float | None]] = []  # that livereload asks for next
        self._begun = Event()
        self._waiting: asyncio.TimerHandle | None = None

    def start(self, callback: Callable[[], None]) -> bool:
        """Let `callback` ask what changed, now and after each save."""
        self._loop, self._callback = asyncio.get_event_loop(), callback

        def wait() -> None:
            while True:
                self._watch.wait()
                self._loop.call_soon_threadsafe(callback)
                self._begun.wait()  # what is saved until then is in the same build
                self._begun.clear()

        self._loop.call_soon(callback)
        Thread(target=wait, daemon=True).start()
        return True

    def examine(self) -> tuple[str, float | None]:
        """What changed, and seconds until the browser is told."""
        if self._changes:
            return self._changes.pop()
        self._begun.set()
        if self._waiting:
            self._waiting.cancel()
        if self._glance():
            self._waiting = self._loop.call_later(_LATER, self._build)
        else:
            self._rebuild()
        return _AT_ONCE, None

    def _build(self) -> None:
        """Build what the browser has a glance of."""
        if self._rebuild():
            self._changes.append((_AT_ONCE, None))
            self._callback()


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
    _check_free(options.port)
    preview = Preview(request, options.as_of)

    def rebuild() -> bool:
        outcome = preview.rebuild()
        if outcome is None:
            print(preview.trouble, file=sys.stderr)
            return True
        show(outcome.diagnostics, root)
        print(closing_line(outcome), flush=True)
        return outcome.failed

    saves = Saves(
        [root / name for name in SOURCES], preview.glance, rebuild
    )  # before anything is read
    rebuild()
    from livereload import Server  # here, because no other command has the time to load it

    server = Server(preview.application, saves)
    print(f"预览：http://127.0.0.1:{options.port}{preview.base}（按 Ctrl+C 结束）", flush=True)
    server.serve(port=options.port, host="127.0.0.1", debug=False)
    return DONE


def _check_free(port: int) -> None:
    """Raise UsageError where another program answers at the port, before anything is built."""
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            message = f"端口 {port} 用不了（可能已经开着一个预览），用 --port 换一个，例如 5501"
            raise UsageError(message) from error
