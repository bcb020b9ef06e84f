"""The stage that packs the data of documents for who takes them all: a ZIP for each part."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from gongkai.commands.keeping import Keeping
from gongkai.commands.making import Packed, Rendering
from gongkai.commands.planned import Planned
from gongkai.formats.zips import zipped
from gongkai.output.crews import ALONE, Crew, Work
from gongkai.output.publish import File
from gongkai.output.spool import Spool
from gongkai.pages.jobs import Job
from gongkai.site.data_parts import parts
from gongkai.site.input import Library

_PACKED = {"markdown", "document-json", "akoma-ntoso"}
_LEVEL = 4  # a twentieth larger than the smallest, in half the time
_Bundle: TypeAlias = tuple[str, Sequence[Job]]  # the path of the ZIP, and what makes its files


def bundles(library: Library, jobs: Planned) -> list[_Bundle]:
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
    wanted: Sequence[_Bundle],
    rendering: Rendering,
    bodies: Spool,
    crew: Crew,
    keeping: Keeping | None = None,
    fetch: Callable[[Iterable[str]], None] | None = None,
) -> Iterator[File]:
    """The ZIPs. Those that `keeping` knows are not made again; for the others `fetch`
    brings the bodies that are not in `bodies`.
    """
    keys = {path: _key(keeping, held) for path, held in wanted} if keeping else {}
    known = keeping.memory.values(keys.values()) if keeping else {}
    missing: list[_Bundle] = []
    for path, held in wanted:
        digest = known.get(keys.get(path, ""))
        served = keeping.files([(path, digest)]) if keeping and isinstance(digest, str) else None
        if served:
            yield from served
        else:
            missing.append((path, held))
    if fetch:
        fetch(name for _, held in missing for job in held for name in job.bodies)

    def pack(batch: Sequence[int]) -> Packed:
        return Packed(missing[batch[0]][1], bodies.get)

    zips = (crew if len(missing) > 1 else ALONE).run(
        Work(pack, Bundling(rendering)),
        ([number] for number in range(len(missing))),
        name=lambda number: missing[number][0],
    )
    for (path, _), content in zip(missing, zips, strict=True):
        yield path, content
        if keeping:
            keeping.memory.keep({keys[path]: sha256(content).hexdigest()})


@dataclass(frozen=True, slots=True)
class Bundling:
    """Packs the files of jobs into a ZIP."""

    rendering: Rendering

    def __call__(self, packed: Packed) -> bytes:
        return zipped(dict(self.rendering(packed)), level=_LEVEL)


def _key(keeping: Keeping, held: Sequence[Job]) -> str:
    made_by = (keeping.key(job.path) for job in held)
    return keeping.memory.key("bundle", zlib.ZLIB_RUNTIME_VERSION, *made_by)
