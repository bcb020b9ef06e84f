"""A web server for measuring: keeps connections open, packs what hosts pack, and counts what it sends."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_uint64
from dataclasses import dataclass
from gzip import compress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote

if TYPE_CHECKING:

    class Counter(Protocol):
        """A number that two processes share."""

        value: int


_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Served:
    """A folder that is served at `url`, and what has been sent: bodies as packed, without headers."""

    url: str
    sent: Counter
    asked: Counter

    def forget(self) -> None:
        """Count anew."""
        self.sent.value = self.asked.value = 0


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve `folder` from a process of its own until the block is left."""
    context = get_context("fork")
    sent, asked = context.RawValue(c_uint64, 0), context.RawValue(c_uint64, 0)
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(folder, sent, asked, there), daemon=True)
    process.start()
    try:
        yield Served(f"http://127.0.0.1:{here.recv()}", sent, asked)
    finally:
        process.terminate()
        process.join()


def _serve(folder: Path, sent: Counter, asked: Counter, ready: Connection) -> None:
    packed: dict[Path, bytes] = {}

    class Answering(asyncio.Protocol):
        def __init__(self) -> None:
            self.waiting = b""

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            self.transport = transport

        def data_received(self, data: bytes) -> None:
            self.waiting += data
            while _END in self.waiting:
                head, _, self.waiting = self.waiting.partition(_END)
                path = unquote(head.split(b" ", 2)[1].decode().partition("?")[0])
                status, kind, content = _content(folder, path, packed)
                sent.value += len(content)
                asked.value += 1
                coding = "Content-Encoding: gzip\r\n" if kind in _TYPES.values() else ""
                header = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{coding}Content-Length: {len(content)}\r\n\r\n"
                self.transport.write(header.encode() + content)

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def _content(folder: Path, path: str, packed: dict[Path, bytes]) -> tuple[str, str, bytes]:
    """Status, type and body of an answer; what is text is packed once."""
    file = folder / path.lstrip("/")
    if path.endswith("/"):
        file /= "index.html"
    try:
        content = packed.get(file) or file.read_bytes()
    except OSError:
        return "404 Not Found", "text/plain", b""
    kind = _TYPES.get(file.suffix, "application/octet-stream")
    if file.suffix in _TYPES and file not in packed:
        content = packed[file] = compress(content, 6, mtime=0)
    return "200 OK", kind, content
