"""How a command ends (design.md §7)."""

from __future__ import annotations

DONE = 0  # warnings included
CONTENT = 1  # problems in the content
USAGE = 2  # wrong use, no site.yaml
DISK = 3  # disk, permission, or a fault of ours
INTERRUPTED = 130


class UsageError(Exception):
    """The command cannot be run as asked. Worded for the person at the terminal."""
