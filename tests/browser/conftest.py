"""A browser that reports every fault of the pages it shows."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.checkers.serving import serving

_OURS = re.compile(r"(http://127\.0\.0\.1:\d+/|data:|blob:|about:)")
_NOTHING_KEPT = "Service Worker registration blocked by Playwright"  # as `open_page` asks
_FOREIGN = re.compile(r"^(?!http://127\.0\.0\.1:|data:|blob:|about:)")

# A loaded machine is slow, not wrong.
_PATIENCE = 60_000  # milliseconds
expect.set_options(timeout=_PATIENCE)


def _arguments() -> list[str]:
    """Chromium's own arguments: no name but ours resolves, whatever a page asks for.

    Its sandbox needs a user namespace, which root and most containers lack.
    """
    arguments = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    namespace = subprocess.run(["unshare", "--user", "true"], capture_output=True, check=False)
    if os.geteuid() == 0 or namespace.returncode != 0:
        arguments.append("--no-sandbox")
    return arguments


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium: nothing is ever downloaded."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=_arguments()
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder until the tests end; one server for each folder."""
    with ExitStack() as servers:
        addresses: dict[Path, str] = {}

        def address(folder: Path) -> str:
            if folder not in addresses:
                addresses[folder] = servers.enter_context(serving(folder))
            return addresses[folder]

        yield address


@pytest.fixture(scope="session")
def column(
    example_site: Path, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Where the example is served: at the path that its site.yaml names, as 404.html needs it."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "zwgk").symlink_to(example_site, target_is_directory=True)
    return serve(folder) + "/zwgk/"


@pytest.fixture
def page_problems() -> list[str]:
    """What the pages of this test did wrong. A test that provokes a fault empties the list."""
    return []


@pytest.fixture
def open_page(browser: Browser, page_problems: list[str]) -> Iterator[Callable[..., Page]]:
    """Open a page; takes what `Browser.new_context` takes (viewport, java_script_enabled …).

    No page is kept for later unless the test says service_workers="allow".

    The test fails when a page logs an error or a warning, raises one, or asks
    for anything that is not on this machine.
    """
    with ExitStack() as contexts:

        def open_watched(**options: Any) -> Page:
            usual = {"locale": "zh-CN", "service_workers": "block"}
            context = browser.new_context(**{**usual, **options})
            contexts.callback(context.close)
            context.set_default_timeout(_PATIENCE)
            context.on("console", lambda message: _note_console(message, page_problems))
            context.on("weberror", lambda error: page_problems.append(f"error: {error.error}"))
            context.on("request", lambda request: _note_request(request, page_problems))
            context.route(_FOREIGN, lambda route: route.abort())
            return context.new_page()

        yield open_watched
    assert page_problems == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page of ordinary size, watched as `open_page` says."""
    return open_page()


def _note_console(message: ConsoleMessage, problems: list[str]) -> None:
    if message.type in ("error", "warning") and message.text != _NOTHING_KEPT:
        problems.append(f"console {message.type}: {message.text}")


def _note_request(request: Request, problems: list[str]) -> None:
    if not _OURS.match(request.url):
        problems.append(f"left this machine: {request.url}")
