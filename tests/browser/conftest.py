"""A browser that reports every fault of the pages it shows."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.windows import PATIENCE, Windows
from tests.checkers.serving import serving

expect.set_options(timeout=PATIENCE)


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


@pytest.fixture(scope="session")
def windows(
    browser: Browser, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory
) -> Windows:
    """What opens the pages of all tests."""
    blank = tmp_path_factory.mktemp("blank")
    (blank / "index.html").write_text(
        '<!DOCTYPE html><html lang="zh-CN"><title>空</title><link rel="icon" href="data:,">\n',
        "utf-8",
    )
    return Windows(browser, serve(blank) + "/")


@pytest.fixture
def open_page(windows: Windows, page_problems: list[str]) -> Iterator[Callable[..., Page]]:
    """Open a page; takes what `Browser.new_context` takes (viewport, java_script_enabled …).

    With alone=True the page's context, which `tests.browser.windows` tells of, is its own. No page
    is kept for later unless the test says service_workers="allow".

    The test fails when a page logs an error or a warning, raises one, or asks
    for anything that is not on this machine.
    """
    windows.problems = page_problems
    yield windows.open
    windows.tidy()
    assert page_problems == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page of ordinary size, watched as `open_page` says."""
    return open_page()
