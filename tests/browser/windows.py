"""Pages of one browser, opened for each test and watched.

Most of the cost of a page is a new process and its cold caches. Pages that need nothing of their
own therefore share a context, in which one page stays open so that its process lives on; what a
test stored is taken away when it ends. What belongs to a context cannot be taken back so surely:
a test that changes it (clock, network, permissions, routes of the context) asks for one `alone`.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Page, Request

PATIENCE = 60_000  # milliseconds: a loaded machine is slow, not wrong

_USUAL = {"locale": "zh-CN", "service_workers": "block"}
_OF_A_PAGE = ("color_scheme", "forced_colors", "reduced_motion")
_OURS = re.compile(r"(http://127\.0\.0\.1:\d+/|data:|blob:|about:)")
_NOTHING_KEPT = "Service Worker registration blocked by Playwright"  # as `_USUAL` asks


class Windows:
    """Opens pages; `problems` is what they did wrong since the list was put there."""

    def __init__(self, browser: Browser, blank: str) -> None:
        """`blank` is an address on this machine: pages of one host can share a process."""
        self.problems: list[str] = []
        self._browser, self._blank = browser, blank
        self._standing: dict[bool, CDPSession] = {}  # by whether scripts run
        self._shared: dict[bool, BrowserContext] = {}
        self._alone: list[BrowserContext] = []
        self._visited: set[str] = set()

    def open(self, *, alone: bool = False, **options: Any) -> Page:
        """Open a page; takes what `Browser.new_context` takes."""
        known = {"java_script_enabled", "viewport", *_OF_A_PAGE}
        if alone or not options.keys() <= known:
            context = self._context(**options)
            self._alone.append(context)
            return context.new_page()
        page = self._sharing(options.get("java_script_enabled", True)).new_page()
        if "viewport" in options:
            page.set_viewport_size(options["viewport"])
        if media := {name: options[name] for name in _OF_A_PAGE if name in options}:
            page.emulate_media(**media)
        return page

    def tidy(self) -> None:
        """Close every page that was opened, and forget what they stored."""
        for context in self._alone:
            context.close()
        self._alone.clear()
        for scripts, context in self._shared.items():
            for page in context.pages[1:]:
                page.close()
            for origin in self._visited:
                asked = {"origin": origin, "storageTypes": "all"}
                self._standing[scripts].send("Storage.clearDataForOrigin", asked)
        self._visited.clear()

    def _sharing(self, scripts: bool) -> BrowserContext:
        if scripts not in self._shared:
            context = self._context(java_script_enabled=scripts)
            standing = context.new_page()
            standing.goto(self._blank)
            self._standing[scripts] = context.new_cdp_session(standing)
            self._shared[scripts] = context
        return self._shared[scripts]

    def _context(self, **options: Any) -> BrowserContext:
        context = self._browser.new_context(**{**_USUAL, **options})
        context.set_default_timeout(PATIENCE)
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.problems.append(f"error: {error.error}"))
        context.on("request", self._note_request)
        return context

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.text != _NOTHING_KEPT:
            self.problems.append(f"console {message.type}: {message.text}")

    def _note_request(self, request: Request) -> None:
        if not _OURS.match(request.url):
            self.problems.append(f"left this machine: {request.url}")
        address = urlsplit(request.url)
        if address.scheme == "http":
            self._visited.add(f"http://{address.netloc}")
