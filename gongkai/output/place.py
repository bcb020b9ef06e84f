"""The folder that is served, what lies hidden beside it, and who may touch them now."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.ENOENT: "文件或文件夹不在了",
    errno.EBUSY: "文件夹正被占用（也可能是挂载点）",
    errno.ENAMETOOLONG: "路径太长",
    errno.EMFILE: "打开的文件太多",
    errno.EFBIG: "文件太大",
}

_HELD: set[Path] = set()  # the hidden folders that this process has locked


class PublishError(Exception):
    """The site could not be published and stays as it was. The message is Chinese, for staff."""


@contextmanager
def failures_named(path: Path) -> Iterator[None]:
    """Turn an OSError into a PublishError that names the error's own path, else `path`."""
    try:
        yield
    except OSError as error:
        raise publish_error(error, path) from error


def publish_error(error: OSError, path: Path) -> PublishError:
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    shown = error.filename if isinstance(error.filename, str) else path
    return PublishError(f"无法发布：{shown}：{reason}；原有网站没有变动")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site is published. `output` is absolute and free of symbolic links."""

    output: Path

    @classmethod
    def of(cls, output: Path) -> Place:
        """The place that `output` names; nothing is looked at. Raises OSError."""
        return cls(output.parent.resolve() / output.name)

    @property
    def hidden(self) -> Path:
        return self.output.parent / f".{self.output.name}.gongkai"

    @property
    def unserved(self) -> Path:
        return self.hidden / "tree"

    @property
    def aside(self) -> Path:
        return self.hidden / "aside"

    def manifest(self, tree: Path) -> Path:
        """The manifest of a tree, wherever the tree is now. Raises OSError when it is nowhere."""
        return self.hidden / f"{tree.stat().st_ino}.manifest"


def place_for(output: Path, sources: Sequence[Path]) -> Place:
    """The place that `output` names, made ready.

    Raises PublishError where it must not be written: the folder is replaced
    as a whole at each publication, so nothing else may live in or around it.
    """
    with failures_named(output):
        place = Place.of(output)
        resolved = place.output
        if not output.name or output.name == ".." or resolved.parent == resolved:
            raise PublishError(f"不能发布到 {output}：请指定一个专用的文件夹")
        _refuse_sources(resolved, sources)
        if resolved.is_symlink():
            raise PublishError(f"不能发布到 {resolved}：这是符号链接，请直接指定它所指的文件夹")
        if resolved.exists() and not resolved.is_dir():
            raise PublishError(f"不能发布到 {resolved}：这是一个文件，不是文件夹")
        if resolved.is_mount():
            raise PublishError(f"不能发布到 {resolved}：这是挂载点，请指定它里面的一个文件夹")
        resolved.parent.mkdir(parents=True, exist_ok=True)
        place.hidden.mkdir(mode=0o700, exist_ok=True)
        ignored = place.hidden / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", "utf-8")
        return place


def _refuse_sources(output: Path, sources: Sequence[Path]) -> None:
    for source in sources:
        actual = source.resolve()
        if output == actual or actual in output.parents or output in actual.parents:
            raise PublishError(
                f"不能发布到 {output}：那里有网站的源文件（{actual}），请用 --output 另选一个文件夹"
            )


@contextmanager
def locked(place: Place) -> Iterator[None]:
    """Hold the place for one build. The system frees it when the process ends, however it ends.

    The lock is a POSIX record lock: unlike one by flock, the workers that a
    killed build leaves behind for a moment do not hold it. It does not keep a
    process from itself; `_HELD` does.

    Raises PublishError when another build holds the place.
    """
    if place.hidden in _HELD:
        raise _held(place)
    with failures_named(place.hidden):
        descriptor = os.open(place.hidden / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with failures_named(place.hidden / "lock"):
            try:
                fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except (BlockingIOError, PermissionError):
                raise _held(place) from None
        _HELD.add(place.hidden)
        yield
    finally:
        _HELD.discard(place.hidden)
        os.close(descriptor)


def _held(place: Place) -> PublishError:
    return PublishError(f"另一个构建正在进行，它也要发布到 {place.output}；请等它结束后再试")


def remove_anything(path: Path) -> None:
    """Remove a file or a whole folder, or nothing where there is nothing. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
