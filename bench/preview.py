"""Measure the preview, from the saving of a file to the page reloaded: python bench/preview.py [ROOT].

A copy of the folder (the example where none is given) is served on this machine, a program in the
place of a browser waits to be told to reload and asks for the page until it has the words saved.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from tornado.websocket import WebSocketClientConnection, websocket_connect

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

AS_OF = "2026-11-23"
_LONGEST = 900.0  # seconds until the first page
_WAIT = 120.0  # seconds until a page is reloaded
_WORDS = "这一句是预览时改动的，第{}次"
_PAUSE = 0.5


async def saved(root: Path, port: int, base: str, turns: int, *, new: bool) -> list[float]:
    """Seconds from a save to the reloaded page, of each turn; `new`: a document more each time."""
    browser = await websocket_connect(f"ws://127.0.0.1:{port}/livereload")
    await browser.write_message(json.dumps({"command": "hello"}))
    await browser.read_message()
    await browser.write_message(json.dumps({"command": "info", "url": "http://127.0.0.1/"}))
    source = _text(root)
    before = source.read_text("utf-8")
    found = []
    for turn in range(turns):
        await asyncio.sleep(_PAUSE)
        words = _WORDS.format(turn)
        text = _with(before, words)
        target = source
        if new:
            target, text = _another(source, text, turn)
        begun = time.monotonic()
        target.write_text(text, "utf-8")
        page = f"http://127.0.0.1:{port}{base}regulations/{_id(target, text)}/"
        await asyncio.wait_for(_shown(browser, page, words), _WAIT)
        found.append(time.monotonic() - begun)
    browser.close()
    return found


async def _shown(browser: WebSocketClientConnection, page: str, words: str) -> None:
    while True:
        message = await browser.read_message()
        if json.loads(message or "{}").get("command") == "reload" and words in _page(page):
            return


def _page(address: str) -> str:
    try:
        with urlopen(address) as answer:
            return str(answer.read().decode("utf-8"))
    except OSError:
        return ""


def _text(root: Path) -> Path:
    """A regulation of one text that nothing else is compared with."""
    for path in sorted((root / "content/regulations").rglob("*.md")):
        words = path.read_text("utf-8")
        if not path.stem[:4].isdigit() and not re.search("repeal|review|审核|废止:", words):
            return path
    raise SystemExit("no text to be changed")


def _with(text: str, words: str) -> str:
    """A text with more words in its first paragraph."""
    head, _, body = text.partition("\n---\n")
    paragraph, end, rest = body.partition("。\n")
    return f"{head}\n---\n{paragraph}。{words}{end}{rest}"


def _id(path: Path, text: str) -> str:
    lines = (line for line in text.split("\n") if line.startswith("id: "))
    return next(lines, f"id: {path.stem}")[4:].strip()


def _another(like: Path, text: str, turn: int) -> tuple[Path, str]:
    """Another document with this text."""
    new = like.with_name(f"bench-preview-{turn}.md")
    named = {"title": f"title: 示例市预览新增第{turn}号管理办法"}
    left = ("id", "index", "number", "registration", "repealed", "repeals", "aliases", "review")
    lines = [
        named.get(key, line)
        for line in text.split("\n")
        if (key := line.partition(":")[0]) not in left
    ]
    return new, "\n".join(lines)


def _cpu(process: int) -> float:
    """CPU seconds that a process took so far, with the children that ended."""
    facts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, facts[11:15])) / os.sysconf("SC_CLK_TCK")


def _started(port: int, base: str, server: subprocess.Popen[bytes]) -> None:
    begun = time.monotonic()
    while not _page(f"http://127.0.0.1:{port}{base}"):
        if server.poll() is not None or time.monotonic() - begun > _LONGEST:
            raise SystemExit("the preview did not start")
        time.sleep(0.2)


def _base(root: Path) -> str:
    lines = (root / "site.yaml").read_text("utf-8").split("\n")
    address = next(line for line in lines if line.startswith("url:")).split("//")[1]
    return "/" + address.split("#")[0].strip().strip("\"'").partition("/")[2]


def measure(root: Path, cache: Path, turns: int) -> None:
    """Serve a folder, which is changed, and print what a save costs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(REPOSITORY / "build.py"), "serve", "--root", str(root),
               "--cache", str(cache), "--port", str(port), "--as-of", AS_OF]  # fmt: skip
    environment = {
        name: one for name, one in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    with (cache.parent / "preview.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    try:
        base = _base(root)
        _started(port, base, server)
        for what, new in (("changed text", False), ("new document", True)):
            begun = _cpu(server.pid)
            found = asyncio.run(saved(root, port, base, turns, new=new))
            cpu = (_cpu(server.pid) - begun) / turns
            shown = " ".join(f"{one:.2f}" for one in found)
            print(
                f"{what}: median {statistics.median(found):.2f} s of {shown}; CPU {cpu:.2f} s each"
            )
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "root", type=Path, nargs="?", default=REPOSITORY, help="a folder with content/"
    )
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument(
        "--work", type=Path, help="a folder for copy and cache, kept for another run"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = options.work or Path(scratch)
        copy = work / "office"
        if not copy.exists():
            copy.mkdir(parents=True)
            shutil.copytree(options.root / "content", copy / "content")
            shutil.copy(options.root / "site.yaml", copy)
        measure(copy, work / "cache", options.turns)


if __name__ == "__main__":
    main()
