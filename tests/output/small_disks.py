"""A disk that is soon full: a real one in memory where the system allows it."""

from __future__ import annotations

import ctypes
import os
import resource
from contextlib import suppress
from pathlib import Path

_NEW_MOUNTS, _NEW_USER = 0x00020000, 0x10000000  # CLONE_NEWNS, CLONE_NEWUSER
_PRIVATE = 0x44000  # MS_PRIVATE | MS_REC


def small_disk(folder: Path, room: int) -> Path:
    """A folder of this process alone in which about `room` bytes can be written.

    Only for a process of `in_child`: it keeps what is done to it here. Without
    the right to mount no single file can be longer than `room`, which the
    system says by another number of error.
    """
    disk = folder / "small"
    disk.mkdir()
    library = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if library.unshare(_NEW_MOUNTS) != 0 and library.unshare(_NEW_MOUNTS | _NEW_USER) == 0:
        with suppress(OSError):
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"0 {user} 1")
            Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    library.mount(b"none", b"/", None, _PRIVATE, None)
    options = f"size={room}".encode()
    if library.mount(b"tmpfs", os.fsencode(disk), b"tmpfs", 0, options) != 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    return disk
