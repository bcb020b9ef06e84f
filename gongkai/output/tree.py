"""The tree that is not served: the only one in which files are ever made or removed."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from gongkai.output.manifest import Stamp, Stamps, next_second, stamp

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class UnservedTree:
    """A tree under work, with the stamps of what it holds at this moment.

    Files are made new and removed, never altered in place: a file may be
    linked into the served tree as well. For the same reason a file may be
    written plainly under its own name, without the usual second name and
    rename: nobody sees it before the whole tree is served.

    Methods raise OSError, and then leave `stamps` true all the same.
    """

    def __init__(self, root: Path, stamps: Stamps) -> None:
        self.root = root
        self.stamps = stamps
        self._prefix = f"{root}/"
        self._folders: set[str] = set()  # known to be there
        self._left: dict[str, None] = {}  # from which something was removed

    def write(
        self, path: str, chunks: Iterable[bytes], old: Stamp | None, content_digest: str = ""
    ) -> Stamp:
        """Make a file and give its stamp; the digest is made from the chunks where not given.

        `old` is what readers have at the path. The new time is later by at
        least a second whatever the clock says (`manifest.next_second`).
        """
        running = None if content_digest else hashlib.sha256()
        descriptor = self._create(path)
        try:
            for chunk in chunks:
                if running:
                    running.update(chunk)
                _write_all(descriptor, chunk)
            made = os.fstat(descriptor)
            if old and made.st_mtime_ns < (later := next_second(old)):
                os.utime(descriptor, ns=(later, later))
                made = os.fstat(descriptor)
        except BaseException:
            Path(self._prefix + path).unlink()
            raise
        finally:
            os.close(descriptor)
        entry = stamp(running.hexdigest() if running else content_digest, made)
        self.stamps[path] = entry
        return entry

    def link(self, path: str, served: Path, entry: Stamp) -> None:
        """Take over a file of the served tree; it keeps its time."""
        source, target = f"{served}/{path}", self._prefix + path
        self._make_folder(path.rpartition("/")[0])
        try:
            os.link(source, target, follow_symlinks=False)
        except FileExistsError:
            self._discard(path)
            os.link(source, target, follow_symlinks=False)
        except OSError:
            # Some file systems have no hard links, or no more of them for this file.
            self._discard(path)
            self._copy(source, path)
        self.stamps[path] = entry

    def remove(self, path: str) -> None:
        """Remove a file, a folder or anything else; `prune` takes the folders left empty by it."""
        self._discard(path.rstrip("/"))
        self.stamps.pop(path, None)
        self._left[path.rstrip("/").rpartition("/")[0]] = None

    def prune(self) -> None:
        """Remove the folders from which everything was removed."""
        for left in self._left:
            folder = left
            with suppress(OSError):  # not empty, or gone with one that was in it
                while folder:
                    os.rmdir(self._prefix + folder)  # noqa: PTH106
                    self._folders.discard(folder)
                    folder = folder.rpartition("/")[0]
        self._left.clear()

    def _create(self, path: str) -> int:
        self._make_folder(path.rpartition("/")[0])
        try:
            return os.open(self._prefix + path, _NEW, 0o666)
        except FileExistsError:
            self._discard(path)
            return os.open(self._prefix + path, _NEW, 0o666)

    def _make_folder(self, folder: str) -> None:
        if not folder or folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        full = self._prefix + folder
        try:
            os.mkdir(full)  # noqa: PTH102 - once for each page; pathlib triples the cost
        except FileExistsError:
            if os.path.islink(full) or not os.path.isdir(full):  # noqa: PTH112, PTH114
                self._discard(folder)
                os.mkdir(full)  # noqa: PTH102
        self._folders.add(folder)

    def _discard(self, path: str) -> None:
        """Remove whatever bears the name, in the tree and in `stamps`."""
        full = self._prefix + path
        try:
            # A thousand at a time of a part of the search index; pathlib doubles the cost.
            os.unlink(full)  # noqa: PTH108
        except FileNotFoundError:
            pass
        except OSError:
            # A folder: systems differ in what they call the fault.
            if os.path.islink(full) or not os.path.isdir(full):  # noqa: PTH112, PTH114
                raise
            shutil.rmtree(full)
            inside = f"{path}/"
            for below in [known for known in self.stamps if known.startswith(inside)]:
                del self.stamps[below]
            self._folders = {known for known in self._folders if not f"{known}/".startswith(inside)}
        self.stamps.pop(path, None)

    def _copy(self, source: str, path: str) -> None:
        try:
            shutil.copy2(source, self._prefix + path, follow_symlinks=False)
        except BaseException:
            Path(self._prefix + path).unlink(missing_ok=True)
            raise


def _write_all(descriptor: int, chunk: bytes) -> None:
    done = os.write(descriptor, chunk) if chunk else 0
    while done < len(chunk):
        done += os.write(descriptor, memoryview(chunk)[done:])
