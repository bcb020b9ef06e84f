"""Gather the files of a new site: what is new is made in the unserved tree at once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gongkai.output.digests import digest, digest_of_chunks
from gongkai.output.kinds import kind_of
from gongkai.output.manifest import Stamp, Stamps, chunks_of, digest_in, load, size_in, strangers_in
from gongkai.output.paths import check_path
from gongkai.output.place import (
    Place,
    PublishError,
    failures_named,
    publish_error,
    remove_anything,
)
from gongkai.output.sums import (
    FILE_LISTS,
    SUMS,
    amended_lists,
    amended_sums,
    file_lists,
    is_listed,
    sums_text,
)
from gongkai.output.tree import UnservedTree


@dataclass(frozen=True, slots=True)
class Copied:
    """A file to be copied. `digest` and `size`, where given, are what the pages say of it."""

    source: Path
    digest: str = ""
    size: int | None = None  # bytes


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The file that is served now: its digest is `Publication.digest_at` of the same path."""

    digest: str


@dataclass(frozen=True, slots=True)
class Streamed:
    """A file too large to be held: its pieces, which are taken once."""

    pieces: Iterable[bytes]


Content = bytes | Path | Copied | Unchanged | Streamed
File = tuple[str, Content]  # path from the root of the site, "/"-separated, and content


class Assembly:
    """One pass over the files of a new site, with the unserved tree as it grows.

    With `amends` the files are taken beside what is served, which else stays.
    """

    def __init__(self, place: Place, served: Stamps, *, amends: bool = False) -> None:
        self.target: Stamps = dict(served) if amends else {}
        self.written: Counter[str] = Counter()  # by kind
        self.added: list[str] = []  # paths that were not there before
        self.dropped: list[str] = []  # paths that are served and will not be
        self._changed: dict[str, None] = {}  # paths that were taken or dropped, where it amends
        self.amends = amends
        self._place = place
        self._roots = f"{place.unserved}/", f"{place.output}/"
        self._served = served
        self._opened: UnservedTree | None = None
        self._relisted = False  # a file that SHA256SUMS lists was written

    def take(self, path: str, content: Content) -> None:
        old = self._served.get(path)
        if path in (self._changed if self.amends else self.target):
            raise ValueError(f"two files at {path!r}")
        if self.amends:
            self._changed[path] = None
        if old is None:
            check_path(path)
            self.added.append(path)
            if self.amends and os.path.isdir(self._roots[1] + path):  # noqa: PTH112
                raise ValueError(f"both a file and a folder: {path!r}")
        if isinstance(content, bytes):
            made = digest(content)
            if old and digest_in(old) == made:
                self.target[path] = old
            else:
                self._write(path, (content,), made)
        elif isinstance(content, Unchanged):
            if old is None or digest_in(old) != content.digest:
                raise ValueError(f"not what is served: {path!r}")
            self.target[path] = old
        elif isinstance(content, Streamed):
            self._stream(path, content.pieces, old)
        else:
            self._copy(path, content if isinstance(content, Copied) else Copied(content))

    def drop(self, path: str) -> None:
        """Leave out a file that is served. Raises ValueError where it is not, or was taken."""
        if path in self._changed or path not in self.target:
            raise ValueError(f"not to be dropped: {path!r}")
        self._changed[path] = None
        self.dropped.append(path)
        del self.target[path]

    def content(self, path: str) -> bytes:
        """A file that was taken. Raises PublishError where it cannot be read or was altered."""
        entry = self.target[path]
        kept = self._served.get(path) == entry
        found = f"{self._roots[kept]}{path}"
        try:
            content = _read(found, size_in(entry))
        except OSError as error:
            raise publish_error(error, Path(found)) from error
        if kept and digest(content) != digest_in(entry):
            raise PublishError(f"{found} 已被改动；请删去它，再构建一次")
        return content

    def list_digests(self, *, intact: bool) -> None:
        """Take SHA256SUMS of all that was taken, and the lists of files that /verify/ reads.

        It costs nothing where they are those that are served.

        `intact` is whether the served tree was found as it was published.
        """
        lists = [path for path in self._served if path.startswith(FILE_LISTS)]
        listed = sum(map(is_listed, self._served)) - len(lists)
        kept = sum(is_listed(path) for path in self.target)
        if intact and SUMS in self._served and not self._relisted and listed == kept:
            self.target.update({path: self._served[path] for path in (*lists, SUMS)})
            return
        digests = {p: digest_in(entry) for p, entry in self.target.items() if is_listed(p)}
        for path, content in file_lists(digests).items():
            self.take(path, content)
            digests[path] = digest_in(self.target[path])
        self.take(SUMS, sums_text(digests))

    def list_changes(self) -> None:
        """Take SHA256SUMS and the lists that /verify/ reads, with what was taken and dropped."""
        before, now = (
            {path: digest_in(stamps[path]) for path in self._changed if path in stamps}
            for stamps in (self._served, self.target)
        )
        for path, content in amended_lists(self.content, before, now):
            self.take(path, content)
        listed = [path for path in self._changed if is_listed(path)]
        if not listed:
            return
        made = {path: digest_in(self.target[path]) for path in listed if path in self.target}
        self.take(SUMS, amended_sums(self.content(SUMS), made, listed))

    def complete(self) -> None:
        """Bring everything else in the unserved tree up to date. Raises OSError."""
        tree = self._tree()
        for path in [path for path in tree.stamps if path not in self.target]:
            tree.remove(path)
        for path, entry in self.target.items():
            if tree.stamps.get(path) != entry:
                tree.link(path, self._place.output, entry)
        tree.prune()

    def _write(self, path: str, chunks: Iterable[bytes], made: str = "") -> None:
        try:
            self.target[path] = self._tree().write(path, chunks, self._served.get(path), made)
        except OSError as error:
            raise publish_error(error, self._place.output / path) from error
        self.written[kind_of(path)] += 1
        self._relisted = self._relisted or is_listed(path)

    def _stream(self, path: str, pieces: Iterable[bytes], old: Stamp | None) -> None:
        """Write a file to see what it is; what readers have stays where it is the same."""
        self._write(path, pieces)
        if old and digest_in(self.target[path]) == digest_in(old):
            self.target[path] = old
            self.written[kind_of(path)] -= 1

    def _copy(self, path: str, content: Copied) -> None:
        source, old = content.source, self._served.get(path)
        with failures_named(source):
            before = source.stat()
            same_size = old is not None and size_in(old) == before.st_size
            if old and same_size and digest_of_chunks(chunks_of(source)) == digest_in(old):
                self.target[path] = old
            else:
                self._write(path, chunks_of(source))
            after = source.stat()
        altered = (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
        altered = altered or content.size not in (None, after.st_size)
        if altered or content.digest not in ("", digest_in(self.target[path])):
            raise PublishError(f"无法发布：{source} 在构建时被改动；请重新构建")

    def _tree(self) -> UnservedTree:
        """The unserved tree, opened when the first change is known."""
        if self._opened is None:
            with failures_named(self._place.unserved):
                self._opened = _open_unserved(self._place)
        return self._opened


def _read(file: str, size: int) -> bytes:
    """The first `size` bytes of a file, fewer where it ends before. Raises OSError."""
    descriptor = os.open(
        file, os.O_RDONLY | os.O_CLOEXEC
    )  # an open file asks the system twice more
    try:
        content = os.read(descriptor, size)
        while len(content) < size and (piece := os.read(descriptor, size - len(content))):
            content += piece
        return content
    finally:
        os.close(descriptor)


def _open_unserved(place: Place) -> UnservedTree:
    root = place.unserved
    stamps = load(place.manifest(root)) if root.is_dir() else None
    if stamps is None:
        remove_anything(root)
        root.mkdir()
    place.manifest(root).unlink(missing_ok=True)
    tree = UnservedTree(root, stamps or {})
    for path in strangers_in(tree.stamps):
        tree.remove(path)  # before anything is made: a folder among them may be needed
    return tree
