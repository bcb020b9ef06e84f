"""Measure the making of the search index: python bench/search_index.py ROOT [--into SITE].

CPU without the reading of the texts, sizes, files, and what is rewritten after a change in one
text. --into puts the index into a built site, in the place of its own, for bench/search.py.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gongkai.commands.reading import read_bodies
from gongkai.commands.reading_site import read_site
from gongkai.commands.requests import Request
from gongkai.commands.understanding import understand
from gongkai.formats.bodies import decode
from gongkai.output.crews import Local
from gongkai.output.spool import spool
from gongkai.site.input import Library
from gongkai.site.search_documents import search_works
from gongkai.site.search_index import (
    FOLDER,
    MadeCatalogue,
    MadeVolume,
    catalogue_files,
    indexed,
    manifest,
    segment_of,
    sieve_files,
    volume_files,
)
from gongkai.site.search_segments import catalogues
from gongkai.text.passages import Flow, flow

_AS_OF = datetime(2026, 11, 23, 23, 59)
_CHANGE = "\n\n这一句是测量时改动的。\n"


@dataclass(frozen=True, slots=True)
class Index:
    """The files of an index by path, and the CPU seconds that it took."""

    files: Mapping[str, bytes]
    cpu: float

    def size(self, *, stored: bool) -> int:
        """Bytes of the stored texts, or of all else."""
        return sum(
            len(content)
            for path, content in self.files.items()
            if path.startswith(f"{FOLDER}t/") is stored
        )


def made(root: Path) -> Index:
    """The search index of `root`, from nothing."""
    site, _ = read_site(root)
    if site is None:
        raise SystemExit(f"{root}/site.yaml is not right")
    request = Request(root=root, output=root, as_of=_AS_OF, workers=2)
    with spool() as bodies:
        known = understand(request, site, bodies)
        wanted = [facts.digest for facts in known.content.bodies.values()]
        read_bodies(root, known.content.units, wanted, bodies, Local(2))
        counts = {facts.digest: len(facts.eids) for facts in known.content.bodies.values()}
        library = known.assembled.library
        begun = time.process_time()

        @lru_cache(maxsize=4)
        def flowing(digest: str) -> Flow:
            return flow(decode(bodies.get(digest)))

        files = dict(_files(library, counts, flowing))
        return Index(files, time.process_time() - begun)


def _files(
    library: Library, counts: Mapping[str, int], flowing: Callable[[str], Flow]
) -> Iterator[tuple[str, bytes]]:
    found = []
    for whole in catalogues(list(search_works(library)), counts):
        volumes = []
        held = []
        for volume in whole.volumes:
            parts = []
            for segment in volume.segments:
                texts = [indexed(text, flowing) for text in segment.texts]
                part, cells, grams = segment_of(segment, texts)
                yield from (file for one in texts for file in one.files)
                yield from cells
                parts.append(part)
                held.append(grams)
            own, files = volume_files(volume, [one for part in parts for one in part.facts])
            yield from files
            volumes.append(MadeVolume(own, tuple(parts)))
        own, files = catalogue_files(whole, [one for volume in volumes for one in volume.facts])
        yield from files
        sieved, files = sieve_files(held)
        yield from files
        found.append(MadeCatalogue(whole, own, sieved, tuple(volumes)))
    yield manifest(found, library.synonyms.also())


def after_a_change(root: Path, before: Index) -> tuple[int, int]:
    """Files and bytes that are new after a change in the text in the middle of the library."""
    texts = sorted((root / "content").rglob("*.md"))
    changed = texts[len(texts) // 2]
    words = changed.read_text("utf-8")
    changed.write_text(words.rstrip() + _CHANGE, "utf-8")
    try:
        after = made(root)
    finally:
        changed.write_text(words, "utf-8")
    new = [content for path, content in after.files.items() if before.files.get(path) != content]
    return len(new), sum(map(len, new))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("--into", type=Path)
    parser.add_argument("--change", action="store_true", help="also change a text and compare")
    options = parser.parse_args()
    found = made(options.root)
    text = sum(path.stat().st_size for path in (options.root / "content").rglob("*.md"))
    own, stored = found.size(stored=False), found.size(stored=True)
    cells = sum(not path.startswith(f"{FOLDER}t/") for path in found.files)
    print(f"{found.cpu:.1f} s CPU; {own / 1e6:.1f} MB in {cells} files,")
    print(f"{own / text:.3f} of {text / 1e6:.1f} MB of texts; stored texts {stored / 1e6:.1f} MB")
    if options.change:
        count, size = after_a_change(options.root, found)
        print(
            f"one text changed: {count} files, {size / 1e6:.2f} MB, {size / own:.2%} of the index"
        )
    if options.into:
        folder = options.into / FOLDER
        if folder.exists():
            shutil.rmtree(folder)
        for path, content in found.files.items():
            file = options.into / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


if __name__ == "__main__":
    main()
