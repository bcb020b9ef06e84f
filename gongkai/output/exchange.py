"""Two folders of one disk change places in a single step."""

from __future__ import annotations

import ctypes
import errno
import os
from contextlib import suppress
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_SUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}


class ExchangeUnsupportedError(Exception):
    """This system or this file system cannot exchange two folders in one step."""


def exchange(first: Path, second: Path) -> None:
    """Let two folders change places; at every moment each name leads to one of them.

    This is renameat2(RENAME_EXCHANGE): Linux 3.15, on ext4, xfs, btrfs, tmpfs
    and others. Raises ExchangeUnsupportedError elsewhere, with nothing
    changed, and OSError.
    """
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        raise ExchangeUnsupportedError from None
    arguments = (_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
    if renameat2(*arguments) == 0:
        return
    number = ctypes.get_errno()
    if number in _NOT_SUPPORTED:
        raise ExchangeUnsupportedError
    raise OSError(number, os.strerror(number), str(first), None, str(second))


def exchange_by_steps(unserved: Path, served: Path, aside: Path) -> None:
    """The same by three renames, where `exchange` is not supported. Raises OSError.

    Between the first and the second the served name leads nowhere, for some
    microseconds; a process killed there leaves it so until `recover`.
    """
    served.rename(aside)
    try:
        unserved.rename(served)
    except OSError:
        aside.rename(served)
        raise
    with suppress(OSError):  # the new site is served: `recover` does the rest
        aside.rename(unserved)


def recover(unserved: Path, served: Path, aside: Path) -> None:
    """Finish or undo an `exchange_by_steps` that was killed half-way. Raises OSError."""
    if not aside.exists():
        return
    if not served.exists():
        aside.rename(served)
    elif not unserved.exists():
        aside.rename(unserved)


def flush(folder: Path) -> None:
    """Wait until all that was written to the folder's disk is on it. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if syncfs is None:
            os.sync()
        elif syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)
