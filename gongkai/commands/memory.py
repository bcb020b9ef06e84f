"""What earlier builds left in the cache: digests of files, units that were read, files that were made.

Nothing here can change what a build makes: a key names everything that its
value was made from, and what is missing is made again.
"""

from __future__ import annotations

import hashlib
import os
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path

from gongkai.formats.deflate import zlib_stream
from gongkai.formats.frozen import UnreadableError, freeze, thaw
from gongkai.output.engine import engine
from gongkai.output.store import DiskStore, disk_store
from gongkai.source.tree import File

# A file changed twice within the step of a file system's clock keeps its time: what is younger
# than this many nanoseconds when it is read is read again by the next build.
UNSURE = 2_000_000_000
_CUT = 32  # hexadecimal digits that tell one content from another in the list of what was made
_DIGEST = 64


class Memory:
    """The store of one build. `root` and `output` are the folders that it is about."""

    def __init__(self, store: DiskStore, root: Path, output: Path) -> None:
        self.engine = engine()
        self.place = str(root.resolve()), str(output.resolve())
        self._store = store
        self._seen_key = _key("seen", self.place[0])
        self._made_key = _key("made", self.place[1])
        self._made_since_key = _key("made since", self.place[1])
        self._fresh: dict[str, str] = {}
        self._commit_key = _key("commit", self.place[0])
        self._changed: frozenset[str] | None = None  # since the last build; None: not known
        self._asked = 0  # when git said so
        self._told: tuple[str, frozenset[str]] = "", frozenset()  # a commit, what changed since
        self.units: dict[str, str] = {}  # by path: the key of each unit that was read
        self.commit = ""  # what is checked out, "" where something is not committed

    @cached_property
    def _seen(self) -> dict[str, str]:
        return self._listed(self._seen_key)

    def trust(self, commit: str, changed: frozenset[str], asked: int) -> bool:
        """Take git's word that only `changed` differ from `commit`; it was `asked` at that time,
        in nanoseconds.

        Whether it could be taken: only where the last build was one of that commit.
        """
        self._told = commit, changed
        if self._listed(self._commit_key) != {"commit": commit}:
            return False
        self._changed, self._asked = changed, asked
        return True

    def is_as_in(self, commit: str, path: str) -> bool:
        """Whether git says that a file of content/ is as it was in a commit.

        Only files that were looked at before git was asked: see `trust`.
        """
        told, changed = self._told
        return (
            told == commit != ""
            and path.startswith("content/")
            and path not in changed
            and not self._is_link(path)
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is wrong with the cache, in Chinese."""
        return self._store.warnings

    def tidy(self, keep: int) -> int:
        """Remove what was not used for `keep` days; gives the number of entries."""
        return self._store.tidy(keep)

    # Files by their digest

    def digest_before(self, path: str) -> str:
        """The SHA-256 of a file as the last build read it; "" for one that it cannot vouch for."""
        return self._seen.get(path, "")[:_DIGEST]

    def digest_of(self, root: Path, file: File) -> str | None:
        """The SHA-256 of a file; it is not read if it looks as it did when it was read last.

        None where it cannot be read.
        """
        facts = _facts(file)
        known = self._seen.get(file.path, "")
        if known[_DIGEST + 1 :] == facts:
            self._fresh[file.path] = known
            return known[:_DIGEST]
        now = time.time_ns()
        digest = known[:_DIGEST]
        if digest and self._is_as_committed(file):
            self._fresh[file.path] = f"{digest} {facts}"
            return digest
        try:
            with open(f"{root}/{file.path}", "rb", buffering=0) as opened:  # noqa: PTH123
                digest = hashlib.sha256(opened.read()).hexdigest()
        except OSError:
            return None
        if now - max(file.modified, file.changed) > UNSURE:
            self._fresh[file.path] = f"{digest} {facts}"
        return digest

    def digest_read(self, path: str, facts: str) -> str:
        """The digest that this build found of a file that looks so, "" for none."""
        known = self._fresh.get(path, "")
        return known[:_DIGEST] if known[_DIGEST + 1 :] == facts else ""

    def _is_as_committed(self, file: File) -> bool:
        """Whether git says that a file did not change, which looked as it does when git did."""
        if self._changed is None or file.path in self._changed:
            return False
        return max(file.modified, file.changed) < self._asked and not self._is_link(file.path)

    def _is_link(self, path: str) -> bool:
        """Whether it is a link: of these git only knows where they lead."""
        return os.path.islink(f"{self.place[0]}/{path}")  # noqa: PTH114 - once for each file

    # Values by their key

    def key(self, step: str, *parts: str) -> str:
        """The key of a step of this version of the program."""
        return _key(step, self.engine, *parts)

    def values(self, keys: Iterable[str]) -> dict[str, object]:
        """What is known of the keys."""
        found = {}
        for key, raw in self._store.get_many(keys).items():
            try:
                found[key] = thaw(raw)
            except UnreadableError:
                continue
        return found

    def keep(self, values: Mapping[str, object]) -> None:
        """Keep values for the next build."""
        self._store.put_many({key: freeze(value) for key, value in values.items()})

    def packed_values(self, keys: Iterable[str]) -> dict[str, object]:
        """What `keep_packed` kept of the keys."""
        found = {}
        for key, raw in self.values(keys).items():
            try:
                found[key] = thaw(zlib.decompress(raw)) if isinstance(raw, bytes) else None
            except (zlib.error, UnreadableError):
                continue
        return found

    def keep_packed(self, values: Mapping[str, object]) -> None:
        """Keep values that are large and seldom needed again, compressed."""
        self.keep({key: zlib_stream(freeze(value)) for key, value in values.items()})

    def listed(self, key: str) -> dict[str, str]:
        """What `keep_list` kept; nothing where it is lost."""
        return self._listed(key)

    def keep_list(self, key: str, listed: Mapping[str, str]) -> None:
        """Keep texts by name: hundreds of thousands of them in some tenths of a second. No text holds NUL."""
        self._save({key: listed})

    # What the output was made from

    def made(self) -> dict[str, tuple[str, str]]:
        """Of each file of the output: the key it was made by, and the beginning of its digest."""
        return _parted(self._listed(self._made_key) | self._listed(self._made_since_key))

    def made_of(self, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
        """The same of a few files, without a look at the others; those not known are left out."""
        since = self._listed(self._made_since_key)
        whole = f"\0{self._text(self._made_key)}\0"
        found = {}
        for path in paths:
            start = whole.find(f"\0{path}\0") + len(path) + 2
            if path in since:
                found[path] = since[path]
            elif start > len(path) + 1:
                found[path] = whole[start : whole.index("\0", start)]
        return _parted(found)

    def keep_made(self, made: Mapping[str, tuple[str, str]]) -> None:
        """Keep key and digest of some files, all others being made as before."""
        since = self._listed(self._made_since_key)
        self._save({self._made_since_key: since | _entries(made)})

    def finish(self, made: Mapping[str, tuple[str, str]]) -> None:
        """Keep what was seen and made. `made` gives key and digest of each file."""
        commit = {"commit": self.commit}
        if self._fresh != self._seen or self._listed(self._commit_key) != commit:
            # Both or neither: git is asked what changed since the one, of the other.
            self._save({self._seen_key: self._fresh, self._commit_key: commit})
        listed = _entries(made)
        if listed != self._listed(self._made_key):
            self._save({self._made_key: listed})
        if self._listed(self._made_since_key):
            self._save({self._made_since_key: {}})

    def _text(self, key: str) -> str:
        return self._store.get_many([key]).get(key, b"").decode("utf-8", "surrogateescape")

    def _listed(self, key: str) -> dict[str, str]:
        raw = self._text(key)
        lines = raw.split("\0") if raw else []
        return dict(zip(lines[::2], lines[1::2], strict=True))

    def _save(self, lists: Mapping[str, Mapping[str, str]]) -> None:
        texts = {
            key: "\0".join([part for entry in listed.items() for part in entry])
            for key, listed in lists.items()
        }
        self._store.put_many(
            {key: text.encode("utf-8", "surrogateescape") for key, text in texts.items()}
        )


@contextmanager
def memory(folder: Path | None, root: Path, output: Path, today: date) -> Iterator[Memory | None]:
    """The memory in the folder of the cache; none without a folder."""
    if folder is None:
        yield None
        return
    with disk_store(folder, today) as store:
        yield Memory(store, root, output)


def _entries(made: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """What is kept of the files that were made, by path."""
    return {path: f"{digest[:_CUT]}{key}" for path, (key, digest) in made.items()}


def _parted(listed: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Key and beginning of the digest of each file, from its entry."""
    return {path: (entry[_CUT:], entry[:_CUT]) for path, entry in listed.items()}


def _facts(file: File) -> str:
    """What of a file changes with its content."""
    return f"{file.size} {file.modified} {file.changed} {file.inode}"


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
