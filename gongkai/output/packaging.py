"""Write a preservation package: a BagIt folder that is there whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.formats.bagit import ALGORITHMS, DECLARATION, info, manifest, oxum

_CHUNK = 1 << 20


class PackageError(Exception):
    """The package cannot be made. The message is Chinese."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be kept: its path in the package's data/, and where it is or what it holds.

    `sha256` is what was published, "" where nothing says so.
    """

    path: str
    content: Path | bytes
    sha256: str = ""


def write_bag(folder: Path, sources: Iterable[Source], facts: Sequence[tuple[str, str]]) -> int:
    """Write the package into `folder`, which must not be there; gives the number of files.

    Raises PackageError for a folder that is there and for a file that is not
    what was published; OSError when the disk fails. Then nothing is left.
    """
    if folder.exists():
        raise PackageError(f"{folder} 已经有了：换一个地方，或先移走它")
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        digests, sizes = _payload(beside, sources)
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": info([*facts, ("Payload-Oxum", oxum(sizes))]),
        }
        for algorithm, found in digests.items():
            tags[f"manifest-{algorithm}.txt"] = manifest(found)
        _write_tags(beside, tags)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return len(sizes)


def _payload(
    folder: Path, sources: Iterable[Source]
) -> tuple[dict[str, dict[str, str]], list[int]]:
    digests: dict[str, dict[str, str]] = {algorithm: {} for algorithm in ALGORITHMS}
    sizes = []
    for source in sources:
        path = f"data/{source.path}"
        running = {algorithm: hashlib.new(algorithm) for algorithm in ALGORITHMS}
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with target.open("xb") as opened:
            for chunk in _chunks(source.content):
                opened.write(chunk)
                size += len(chunk)
                for one in running.values():
                    one.update(chunk)
        made = running["sha256"].hexdigest()
        if source.sha256 not in ("", made):
            raise PackageError(f"{source.path} 与发布时不一致；先重新构建，再做保存包")
        for algorithm, one in running.items():
            digests[algorithm][path] = one.hexdigest()
        sizes.append(size)
    return digests, sizes


def _write_tags(folder: Path, tags: Mapping[str, bytes]) -> None:
    for name, content in tags.items():
        (folder / name).write_bytes(content)
    for algorithm in ALGORITHMS:
        found = {
            name: hashlib.new(algorithm, content).hexdigest() for name, content in tags.items()
        }
        (folder / f"tagmanifest-{algorithm}.txt").write_bytes(manifest(found))
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _chunks(content: Path | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk
