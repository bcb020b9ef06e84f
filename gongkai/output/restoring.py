"""A served tree that was saved and brought back: it has another inode, and often other times."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gongkai.output.digests import digest_of_chunks
from gongkai.output.manifest import (
    Stamps,
    chunks_of,
    digest_in,
    load,
    named_in,
    size_in,
    survey,
    time_in,
)
from gongkai.output.place import Place

_THREADS = 4  # hashing lets other threads run


def manifests(place: Place) -> list[Path]:
    """Every manifest that lies beside the served tree."""
    return sorted(place.hidden.glob("*.manifest"))


def restore(place: Place, wanted: str = "") -> bool:
    """Let the manifest that a build wrote for the served tree speak for it again.

    A file that has the size and the time of the manifest counts as intact, as between two builds
    in one place. One that has another time is read; where it holds what it held it gets the time
    that it had, by which readers' browsers know it. With `wanted` (what `named_in` says) nothing
    less will do than all of that manifest's files; else files that were altered or lost are left
    to who compares the tree with the manifest. A tree that holds more than the files is not
    taken: it may be somebody else's.

    Whether it does so now. The place must be locked. Raises OSError.
    """
    for file in manifests(place):
        if wanted and named_in(file) != wanted:
            continue
        stamps = load(file)
        if not stamps:
            continue
        found = survey(place.output, stamps, hashed=False)
        if found.strangers:
            continue
        lost = _lost(place.output, stamps, found.damaged)
        if lost and (wanted or 2 * len(lost) > len(stamps)):
            continue
        file.replace(place.manifest(place.output))
        return True
    return False


def _lost(tree: Path, stamps: Stamps, doubtful: Sequence[str]) -> list[str]:
    """Those files that do not hold what they held; the others get their times again."""

    def holds(path: str) -> bool:
        entry, file = stamps[path], tree / path
        try:
            if file.is_symlink() or file.stat().st_size != size_in(entry):
                return False
            if digest_of_chunks(chunks_of(file)) != digest_in(entry):
                return False
            os.utime(file, ns=(time_in(entry), time_in(entry)))
        except OSError:
            return False
        return True

    with ThreadPoolExecutor(_THREADS) as threads:
        held = threads.map(holds, doubtful)
        return [path for path, good in zip(doubtful, held, strict=True) if not good]
