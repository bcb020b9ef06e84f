"""The stage that packs the data of documents for who takes them all: a ZIP for each part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, islice
from typing import TypeAlias

from gongkai.commands.keeping import Keeping
from gongkai.commands.making import PARALLEL_FROM
from gongkai.commands.planned import Planned
from gongkai.formats.zip_stream import Member, member, members_of, zip_pieces
from gongkai.output.execution import batches_of, run_batches
from gongkai.output.publish import File, Streamed
from gongkai.site.data_parts import parts
from gongkai.site.input import Library

_PACKED = {"markdown", "document-json", "akoma-ntoso"}
_BATCH = 64
_PIECE = 1 << 18  # bytes of a ZIP that are written at once
Bundle: TypeAlias = tuple[str, Planned]  # the path of the ZIP, and what makes its files


def bundles(library: Library, jobs: Planned) -> list[Bundle]:
    """What each ZIP holds: the data beside the pages of its documents and of their texts.

    `jobs` are ordered by path, and so are the files in a ZIP.
    """
    homes = {work.url[1:]: part.bundle for part in parts(library) for work in part.works}

    def bundle(path: str, template: str) -> str | None:
        if template not in _PACKED:
            return None
        collection, name, _ = path.split("/", 2)
        return homes.get(f"{collection}/{name}/")

    return sorted(jobs.grouped(bundle).items())


def bundled(
    wanted: Sequence[Bundle],
    content: Callable[[str], bytes],
    workers: int,
    keeping: Keeping | None = None,
) -> Iterator[File]:
    """The ZIPs, each to be taken whole before the next. Those that `keeping` knows are not
    made again; for the others `content` reads the files that they hold.
    """
    keys = {path: _key(keeping, held) for path, held in wanted} if keeping else {}
    known = keeping.memory.values(keys.values()) if keeping else {}
    missing: list[Bundle] = []
    for path, held in wanted:
        digest = known.get(keys.get(path, ""))
        served = keeping.files([(path, digest)]) if keeping and isinstance(digest, str) else None
        if served:
            yield from served
        else:
            missing.append((path, held))

    def pack(batch: Sequence[str]) -> list[Member]:
        return [member(path, content(path)) for path in batch]

    # Processes of this machine alone: to send a file away takes longer than to compress it.
    used = workers if sum(len(held) for _, held in missing) >= PARALLEL_FROM else 1
    paths = chain.from_iterable(held.paths() for _, held in missing)
    packed = chain.from_iterable(run_batches(pack, batches_of(paths, _BATCH), used))
    for path, held in missing:
        made = sha256()
        pieces = _gathered(zip_pieces(islice(packed, len(held))))
        yield path, Streamed(_hashed(pieces, made.update) if keeping else pieces)
        if keeping:
            keeping.memory.keep({keys[path]: made.hexdigest()})


def amended_bundle(archive: bytes, files: Mapping[str, bytes]) -> Iterator[bytes]:
    """The ZIP again with other contents of some of its files. Raises ValueError for one not ours."""
    fresh = {path: member(path, content) for path, content in files.items()}
    return zip_pieces([fresh.get(one.name, one) for one in members_of(archive)])


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces in larger ones: each is written by itself, and a ZIP has two small ones a file."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _hashed(pieces: Iterable[bytes], update: Callable[[bytes], None]) -> Iterator[bytes]:
    for piece in pieces:
        update(piece)
        yield piece


def _key(keeping: Keeping, held: Planned) -> str:
    return keeping.memory.key("bundle", *map(keeping.key, held.paths()))
