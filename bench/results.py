"""What was measured, as tables in bench/RESULTS.md."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import loads
from pathlib import Path
from statistics import median

from bench.measures import Measures
from bench.measures import lines as likeness_lines

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
_WHATS = {
    "pages": "cold, pages",
    "everything": "cold, everything",
    "index": "cold, search index",
    "changed": "one text changed",
    "new": "one text more",
    "nothing": "nothing changed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One run: seconds, megabytes of memory, and what lay in the output when it was over."""

    day: str
    library: str
    texts: int
    tool: str
    what: str
    wall: float
    cpu: float
    memory: float
    load: float
    files: int
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class Medians:
    """The medians of the runs of one kind."""

    wall: float
    cpu: float
    memory: float
    runs: int
    last: Record


Key = tuple[str, str, str]  # library, tool, what


def read_records(path: Path) -> list[Record]:
    """All runs that were written down."""
    return [Record(**loads(line)) for line in path.read_text("utf-8").splitlines()]


def medians(records: Sequence[Record]) -> dict[Key, Medians]:
    """The medians, by library, tool and what was done, in the order of the runs."""
    groups: dict[Key, list[Record]] = {}
    for record in records:
        groups.setdefault((record.library, record.tool, record.what), []).append(record)
    return {
        key: Medians(
            median(one.wall for one in group),
            median(one.cpu for one in group),
            median(one.memory for one in group),
            len(group),
            group[-1],
        )
        for key, group in groups.items()
    }


def write_builds(records: Sequence[Record], likeness: Mapping[str, Measures]) -> None:
    """Put the tables of builds into RESULTS.md in the place of what was there."""
    found = medians(records)
    words = ["`make bench` (SIZES=, CORPUS=, RUNS=, LARGE_RUNS= for the others from 10,000 texts).", "",
             *machine(records), ""]  # fmt: skip
    libraries = dict.fromkeys(record.library for record in records)
    for library in libraries:
        words += [f"### {library} texts" if library != "corpus" else "### Real texts", ""]
        words += [*_table(found, library), "", *_ratios(found, library), ""]
    words += _growth(found)
    for library, texts in likeness.items():
        words += [f"### How like real texts: {library}", "", *likeness_lines(texts), ""]
    replace_section("Builds", words)


def machine(records: Sequence[Record]) -> list[str]:
    """Where and when it was measured."""
    days = sorted({record.day for record in records})
    loads_before = [record.load for record in records]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"{', '.join(days)}; {processor()}, {memory:.0f} GB, Linux {platform.release()},"
        f" Python {platform.python_version()}; load before the runs {min(loads_before):.1f} to"
        f" {max(loads_before):.1f} (median {median(loads_before):.1f}).",
        "Medians. CPU with all children; memory of all processes together, shared pages divided (PSS).",
    ]


def processor() -> str:
    """How many processors this machine has, and which."""
    named = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return f"{len(os.sched_getaffinity(0))} processors{f' ({named[1].strip()})' if named else ''}"


def _table(found: Mapping[Key, Medians], library: str) -> list[str]:
    rows = [
        "| tool | | runs | wall, s | CPU, s | peak, MB | pages | files | MB in the output |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for (name, tool, what), one in found.items():
        if name == library:
            rows.append(
                f"| {tool} | {_WHATS[what]} | {one.runs} | {one.wall:.2f} | {one.cpu:.2f} | {one.memory:,.0f} |"
                f" {one.last.pages:,} | {one.last.files:,} | {one.last.size / 1e6:,.0f} |"
            )
    return rows


def _ratios(found: Mapping[Key, Medians], library: str) -> list[str]:
    """Ours over theirs, beside what is aimed at, as far as both were measured."""
    rows = ["| ours to theirs | is | aim |", "|---|---|---|"]

    def cpu(*keys: tuple[str, str]) -> float | None:
        parts = [found.get((library, *key)) for key in keys]
        return sum(one.cpu for one in parts if one) if all(parts) else None

    def ratio(name: str, own: float | None, other: float | None, aim: str) -> None:
        if own is not None and other:
            rows.append(f"| {name} | {own / other:.2f} | {aim} |")

    pages = cpu(("gongkai", "pages"))
    ratio("cold pages, CPU, to Hugo", pages, cpu(("hugo", "pages")), "1")
    ratio("cold pages, CPU, to Eleventy", pages, cpu(("eleventy", "pages")), "")
    ratio("cold pages, CPU, to Pelican", pages, cpu(("pelican", "pages")), "0.25")
    ratio("cold pages, CPU, to MkDocs", pages, cpu(("mkdocs", "pages")), "0.25")
    both = cpu(("hugo", "pages"), ("pagefind", "index"))
    ratio("everything, CPU, to Hugo and Pagefind", cpu(("gongkai", "everything")), both, "0.20")
    own, other = found.get((library, "gongkai", "changed")), found.get((library, "hugo", "changed"))
    if own and other:
        ratio("one text changed, wall, to Hugo", own.wall, other.wall, "0.05")
    return rows if len(rows) > 2 else []


def _growth(found: Mapping[Key, Medians]) -> list[str]:
    """CPU and memory for 1,000 texts: equal in each size where the cost grows in a straight line."""
    rows = [
        f"| {library} | {_WHATS[what]} | {one.cpu / one.last.texts * 1000:.2f} | {one.memory / one.last.texts * 1000:.1f} |"
        for (library, tool, what), one in found.items()
        if tool == "gongkai" and what in ("pages", "everything")
    ]
    head = ["| texts | gongkai | CPU s per 1,000 | peak MB per 1,000 |", "|---|---|---|---|"]
    return ["### Growth", "", *head, *rows, ""] if rows else []


def replace_section(name: str, words: Sequence[str]) -> None:
    """Put a section into RESULTS.md: in the place of the one of that name, else at the end."""
    text = RESULTS.read_text("utf-8") if RESULTS.is_file() else "# Measured\n"
    head, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    named = {section.partition("\n")[0]: section.partition("\n")[2] for section in sections}
    named[name] = "\n" + "\n".join(words).strip() + "\n"
    parts = [f"## {title}\n\n{body.strip()}\n" for title, body in named.items()]
    RESULTS.write_text("\n".join([head.strip() + "\n", *parts]), "utf-8")
