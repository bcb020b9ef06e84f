"""What is measured of a search, and the lines of its table."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.search_truth import Exactness

WHOLE = 300  # results up to which the whole list is compared, not only its beginning and count
LOOKED = 30  # queries whose bytes are counted, each in a browser that has nothing yet


@dataclass(slots=True)
class Figures:
    """What was measured of one search: bytes, requests and milliseconds, one for each query."""

    exactness: Exactness = field(default_factory=Exactness)
    first_bytes: list[int] = field(default_factory=list)
    first_milliseconds: list[float] = field(default_factory=list)
    next_bytes: list[int] = field(default_factory=list)
    counted_bytes: list[int] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


@contextmanager
def stage(words: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    begun = time.monotonic()
    print(f"{words} …", end=" ", file=sys.stderr, flush=True)
    yield
    print(f"{time.monotonic() - begun:.1f} s", file=sys.stderr, flush=True)


HEAD = [
    "| | recall | precision | first query, KB | following, KB | with full count, KB | requests"
    " | first ever, ms | ten results, ms | p95, ms |",
    "|---|---|---|---|---|---|---|---|---|---|",
]


def row(name: str, figures: Figures) -> str:
    """A line of the table."""
    times = sorted(figures.milliseconds)

    def kilobytes(sizes: Sequence[int]) -> str:
        return f"{statistics.median(sizes) / 1000:.0f} ({max(sizes) / 1000:.0f})" if sizes else "—"

    cells = [
        name,
        f"{100 * statistics.mean(figures.exactness.recall):.1f} %",
        f"{100 * statistics.mean(figures.exactness.precision):.1f} %",
        *map(kilobytes, (figures.first_bytes, figures.next_bytes, figures.counted_bytes)),
        f"{statistics.median(figures.requests):.0f}",
        f"{statistics.median(figures.first_milliseconds):.0f}",
        f"{statistics.median(times):.0f}",
        f"{times[int(len(times) * 0.95)]:.0f}",
    ]
    return f"| {' | '.join(cells)} |"
