"""A thousand builds are killed while readers read: no reader ever sees half of one.

A publisher (a copy of this process, so that nothing need be started) publishes
one site after the other until it is killed. Every file of a site bears the
number of its build. A reader opens the served folder as a server does and
reads every page in it.
"""

from __future__ import annotations

import mmap
import os
import random
import signal
import struct
import time
from collections.abc import Iterator
from pathlib import Path

from gongkai.output.publish import publication, publish
from tests.output.children import ended, in_child
from tests.output.test_publish import read

KILLS = 1000
PAGES = 12

# Words shared between the processes, each written by one of them.
BEGUN, INSIDE, PASSES, PROMISED, MIXED = range(5)


class Board:
    """Numbers that outlive the process that writes them."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 4096)

    def __getitem__(self, word: int) -> int:
        return int(struct.unpack_from("q", self._shared, word * 8)[0])

    def __setitem__(self, word: int, number: int) -> None:
        struct.pack_into("q", self._shared, word * 8, number)


def site(build: int) -> dict[str, bytes]:
    """One of two sites by the number of the build, odd or even.

    They share some pages, and differ in the rest by content or by path.
    """
    mark = f"build {build % 2}\n".encode()
    pages = {f"regulations/work-{page}/index.html": mark * page for page in range(1, PAGES)}
    paths = {f"only-{build % 2}/{page}/index.html": mark for page in range(5)}
    shared = {f"shared/{page}.html": b"build both\n" for page in range(5)}
    turned = "turned" if build % 2 else "turned/index.html"
    return {"index.html": mark, turned: mark} | pages | paths | shared


SITES = (site(0), site(1))


def publish_until_killed(board: Board, output: Path) -> None:
    build = board[BEGUN]
    while True:
        build += 1
        board[BEGUN] = build
        board[INSIDE] = 1
        publish(site(build).items(), output)
        board[INSIDE] = 0
        time.sleep(0.003)


def marks(opened: int, folder: str = ".") -> Iterator[bytes]:
    """The first line of each file in a folder that is held open."""
    inner = os.open(folder, os.O_RDONLY, dir_fd=opened)
    try:
        with os.scandir(inner) as entries:
            for entry in entries:
                if entry.is_dir():
                    yield from marks(inner, entry.name)
                else:
                    page = os.open(entry.name, os.O_RDONLY, dir_fd=inner)
                    yield os.read(page, 8)
                    os.close(page)
    finally:
        os.close(inner)


def read_for_ever(board: Board, output: Path) -> None:
    """Take the whole site through one opened folder, again and again.

    What is promised holds until a publication begins after the one that was
    going on, or last over, when the folder was opened.
    """
    while True:
        time.sleep(0.001)  # or it would take half of the machine
        begun = board[BEGUN]
        opened = os.open(output, os.O_RDONLY)
        seen: list[bytes] = []
        try:
            seen.extend(marks(opened))
        except FileNotFoundError:
            seen.append(b"lost")
        os.close(opened)
        board[PASSES] += 1
        if board[BEGUN] == begun:
            board[PROMISED] += 1
            kinds = set(seen) - {b"build bo"}
            expected = len(SITES[0])
            board[MIXED] += kinds not in ({b"build 0\n"}, {b"build 1\n"}) or len(seen) != expected


def test_no_kill_and_no_reader_finds_a_mixture(tmp_path: Path) -> None:
    chance = random.Random(20261123)  # the moments; the system adds its own
    board, output = Board(), tmp_path / "output"
    publish(SITES[0].items(), output)
    times = []
    for build in range(20):
        start = time.perf_counter()
        publish(SITES[build % 2].items(), output)
        times.append(time.perf_counter() - start)
    usual = sorted(times)[len(times) // 2]
    reader = in_child(lambda: read_for_ever(board, output))
    inside = kills = 0
    try:
        while kills < KILLS or inside < KILLS // 2 or board[PROMISED] <= KILLS // 2:
            board[INSIDE] = 0
            publisher = in_child(lambda: publish_until_killed(board, output))
            while not board[INSIDE]:
                time.sleep(0.0002)
            time.sleep(chance.uniform(0, 1.5 * usual))
            os.kill(publisher, signal.SIGKILL)
            assert ended(publisher) == -signal.SIGKILL
            kills += 1
            inside += board[INSIDE]
            assert read(output) in SITES
            if chance.random() < 0.5:  # else the next publisher finds what this one left
                board[BEGUN] += 1
                publish(site(board[BEGUN]).items(), output)
                assert read(output) == site(board[BEGUN])
    finally:
        os.kill(reader, signal.SIGKILL)
        assert ended(reader) == -signal.SIGKILL
    assert board[MIXED] == 0
    assert board[PROMISED] > KILLS // 2
    print(f"{kills} kills, {inside} inside; {board[PROMISED]} of {board[PASSES]} passes promised")


def test_the_reader_of_this_test_sees_a_mixture_where_there_is_one(tmp_path: Path) -> None:
    board, output = Board(), tmp_path / "output"
    publish(SITES[0].items(), output)
    (output / "index.html").write_bytes(b"build 1\n")
    reader = in_child(lambda: read_for_ever(board, output))
    while board[PROMISED] < 2:  # the first has been judged when the second is begun
        time.sleep(0.001)
    os.kill(reader, signal.SIGKILL)
    ended(reader)
    assert board[MIXED] > 0


def test_a_build_killed_in_the_middle_of_its_pages_holds_nobody_up(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(SITES[0].items(), output)
    ready, tell = os.pipe()

    def run() -> None:
        def pages() -> Iterator[tuple[str, bytes]]:
            yield from list(SITES[1].items())[:10]
            os.write(tell, b"!")
            signal.pause()

        with publication(output) as opened:
            opened.publish(pages())

    child = in_child(run)
    os.read(ready, 1)
    os.kill(child, signal.SIGKILL)
    ended(child)
    assert read(output) == SITES[0]
    publish(SITES[1].items(), output)
    assert read(output) == SITES[1]
    os.close(ready)
    os.close(tell)
