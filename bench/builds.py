"""Measure builds beside other generators on the same texts: python bench/builds.py (make bench).

Each size is a library that bench/generator.py makes up; --corpus adds a folder of real texts. All
that is needed is kept in .cache/bench/; the tables go to bench/RESULTS.md. Without --add what was
measured before is forgotten; with it, the tables hold all runs so far.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from json import dumps
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import generator, peer_sites
from bench.measures import Measures, measured
from bench.peer_sites import Peer
from bench.results import Record, read_records, write_builds
from bench.timing import Cost, run

REPOSITORY = Path(__file__).resolve().parent.parent
CACHE = REPOSITORY / ".cache/bench"
PEERS = ("hugo", "eleventy", "pelican", "mkdocs")
AS_OF = "2026-11-23"
_MARK = "这一句是测量时改动的，第{}次。"
_SETTLING = 2.5  # seconds; files younger than two are looked at again by the next build
_LARGE = 10_000  # texts from which --large-runs counts for the peers


class Bench:
    """The runs over one library; every one is written to the records at once."""

    def __init__(self, name: str, root: Path, records: Path) -> None:
        self.name, self.root = name, root
        self.work = CACHE / "work" / name
        self._records = records
        self.texts = sum(1 for _ in (root / "content").rglob("*.md"))
        self.work.mkdir(parents=True, exist_ok=True)

    def note(self, tool: str, what: str, cost: Cost, output: Path) -> None:
        """Write a run down, with what it left on the disk."""
        files = [path for path in output.rglob("*") if path.is_file()]
        record = Record(
            day=date.today().isoformat(), library=self.name, texts=self.texts, tool=tool, what=what,
            wall=cost.wall, cpu=cost.cpu, memory=cost.memory, load=cost.load, files=len(files),
            pages=sum(path.suffix == ".html" for path in files),
            size=sum(path.stat().st_size for path in files),
        )  # fmt: skip
        with self._records.open("a", encoding="utf-8") as lines:
            lines.write(dumps(asdict(record)) + "\n")
        print(f"{self.name} {tool} {what}: {cost.wall:.2f} s, CPU {cost.cpu:.2f} s, {cost.memory:.0f} MB",
              flush=True)  # fmt: skip

    def aside(self, *paths: Path) -> None:
        """Out of the way, not deleted: after a large deletion writing is slow for a while."""
        trash = self.work / "trash"
        trash.mkdir(exist_ok=True)
        for path in paths:
            if path.exists():
                path.rename(trash / f"{path.name}-{time.time_ns()}")

    def ours(self, runs: int, whats: set[str]) -> None:
        """gongkai: pages alone, everything, and what follows a change."""
        output, cache = self.work / "gongkai-output", self.work / "gongkai-cache"
        command = [sys.executable, str(REPOSITORY / "build.py"), "build", "--root", str(self.root),
                   "--output", str(output), "--cache", str(cache), "--as-of", AS_OF]  # fmt: skip
        for what, more in (("pages", ["--only", "html"]), ("everything", [])):
            for _ in range(runs if what in whats else 0):
                self.aside(output, output.parent / f".{output.name}.gongkai", cache)
                self.note("gongkai", what, run([*command, *more], self.work), output)
        if not whats & {"changed", "new", "nothing"}:
            return
        run(command, self.work)  # the state that a change meets
        source, page = self._changing(output)
        for turn in range(runs if "changed" in whats else 0):
            with _changed(source, _MARK.format(turn)):
                self.note("gongkai", "changed", run(command, self.work), output)
                _expect(page, _MARK.format(turn))
        if "changed" in whats:
            time.sleep(_SETTLING)
            run(command, self.work)
        for _ in range(runs if "nothing" in whats else 0):
            self.note("gongkai", "nothing", run(command, self.work), output)
        for turn in range(runs if "new" in whats else 0):
            with _added(source, turn) as new:
                self.note("gongkai", "new", run(command, self.work), output)
                _expect(page.parent.parent / new.stem / "index.html", new.stem)
        if "new" in whats:
            time.sleep(_SETTLING)
            run(command, self.work)

    def _changing(self, output: Path) -> tuple[Path, Path]:
        """A document with one text, and its page."""
        source = max(path for path in (self.root / "content/regulations").rglob("*.md")
                     if not path.stem[:4].isdigit())  # fmt: skip
        name = next(
            line[4:] for line in source.read_text("utf-8").split("\n") if line.startswith("id: ")
        )
        return source, output / "regulations" / name / "index.html"

    def theirs(self, name: str, tools: Path, runs: int) -> Peer:
        """One of the others: a cold build and a rebuild after a change."""
        docs = self.work / "docs"
        names = (
            sorted(path.stem for path in docs.glob("*.md"))
            if docs.exists()
            else peer_sites.texts(self.root, docs)
        )
        folder = self.work / name
        if folder.exists():
            shutil.rmtree(folder)
        peer = peer_sites.peer(name, tools, docs, self.work, names[len(names) // 2])
        for _ in range(runs):
            self.aside(peer.output, *peer.caches)
            self.note(name, "pages", run(peer.command, peer.folder), peer.output)
        if peer.again_environment:
            run(peer.again, peer.folder, peer.again_environment)  # fills the cache
        for turn in range(runs):
            with _changed(peer.source, _MARK.format(turn)):
                time.sleep(1.1)  # some tell a change by the second
                cost = run(peer.again, peer.folder, peer.again_environment)
                self.note(name, "changed", cost, peer.output)
                _expect(peer.page, _MARK.format(turn))
        return peer

    def pagefind(self, tools: Path, site: Path, runs: int) -> None:
        """Pagefind's index of the pages that another generator made."""
        index = self.work / "pagefind-index"
        command = [
            str(tools / "node_modules/.bin/pagefind"),
            "--site",
            str(site),
            "--output-path",
            str(index),
        ]
        for _ in range(runs):
            self.aside(index)
            self.note("pagefind", "index", run(command, self.work), index)

    def clear(self) -> None:
        """Delete what the runs wrote."""
        shutil.rmtree(self.work)


@contextmanager
def _changed(source: Path, words: str) -> Iterator[None]:
    """A text with one more paragraph, for a while; by a new file, since others may be linked to it."""
    before = source.read_text("utf-8")
    _replace(source, f"{before.rstrip()}\n\n{words}\n")
    try:
        yield
    finally:
        _replace(source, before)


@contextmanager
def _added(like: Path, turn: int) -> Iterator[Path]:
    """A document more, for a while: another with another id, title and number."""
    new = like.with_name(f"bench-new-{turn}.md")
    lines = [
        {"id": f"id: {new.stem}", "title": f"title: 示例省新增事项第{turn}号管理办法"}.get(
            key, line
        )
        for line in like.read_text("utf-8").split("\n")
        if (key := line.partition(":")[0])
        not in ("index", "number", "repealed", "repeals", "aliases")
    ]
    new.write_text("\n".join(lines), "utf-8")
    try:
        yield new
    finally:
        new.unlink()


def _replace(path: Path, words: str) -> None:
    path.unlink()
    path.write_text(words, "utf-8")


def _expect(page: Path, words: str) -> None:
    if words not in page.read_text("utf-8"):
        raise SystemExit(f"{page} does not show what was changed")


def library(size: int) -> Path:
    """The made-up library of `size` texts."""
    folder = CACHE / "texts" / str(size)
    if not folder.exists():
        half = folder.with_name(f"{size}.part")
        shutil.rmtree(half, ignore_errors=True)
        half.parent.mkdir(parents=True, exist_ok=True)
        generator.write(half, size)
        half.rename(folder)
    return folder


def real(corpus: Path) -> Path:
    """A copy of a folder of real texts, since the runs change it."""
    folder = CACHE / "texts/corpus"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(corpus, folder)
    return folder


def main() -> None:
    """Measure what the command line asks for and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1947,35000", help="numbers of texts")
    parser.add_argument("--corpus", type=Path, help="a folder of real texts, besides")
    parser.add_argument("--runs", type=int, default=3, help="of each; the table has the median")
    parser.add_argument(
        "--large-runs", type=int, default=1, help=f"of the others from {_LARGE} texts"
    )
    parser.add_argument("--peers", default=",".join((*PEERS, "pagefind")))
    parser.add_argument("--ours", default="pages,everything,changed,new,nothing")
    parser.add_argument("--add", action="store_true", help="keep what was measured before")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.replace(",", " ").split()]
    libraries = {f"{size:,}": library(size) for size in sizes}
    if options.corpus:
        libraries["corpus"] = real(options.corpus)
    tools = CACHE / "peers"
    asked = [name for name in options.peers.split(",") if name]
    if asked:
        peer_sites.install(tools)
    records = CACHE / "builds.jsonl"
    if not options.add:
        records.unlink(missing_ok=True)
    for name, root in libraries.items():
        bench = Bench(name, root, records)
        runs = options.large_runs if bench.texts >= _LARGE else options.runs
        bench.ours(options.runs, set(options.ours.split(",")))
        for peer in (peer for peer in PEERS if peer in asked):
            site = bench.theirs(peer, tools, runs)
            if peer == "hugo" and "pagefind" in asked:
                bench.pagefind(tools, site.output, runs)
        bench.clear()
    likeness: dict[str, Measures] = {name: measured(root) for name, root in libraries.items()}
    write_builds(read_records(records), likeness)


if __name__ == "__main__":
    main()
