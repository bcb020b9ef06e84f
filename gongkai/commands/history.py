"""What git knows of the content: the commit that is checked out, and what changed since another."""

from __future__ import annotations

import subprocess
from pathlib import Path

from gongkai.commands.failures import UsageError


def commit_of(root: Path, revision: str) -> str:
    """The full name of a revision. Raises UsageError where git does not know it."""
    found = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if found is None:
        raise UsageError(f"--since {revision}：这里的 git 没有这个版本")
    return found.strip()


def clean_head(root: Path) -> str | None:
    """The commit that the folder holds as it is; None where something is not committed."""
    if _git(root, "status", "--porcelain", "--untracked-files=all", "--", ".") != "":
        return None
    head = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    return head.strip() if head else None


def changed_since(root: Path, commit: str) -> frozenset[str]:
    """The files below `root` that differ between a commit and HEAD, by path with "/"."""
    listed = _git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", commit, "HEAD")
    return frozenset((listed or "").split("\0")) - {""}


def _git(root: Path, *words: str) -> str | None:
    """What git says, None where it fails or is not there."""
    try:
        run = subprocess.run(
            ["git", "-C", str(root), *words],
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except OSError:
        return None
    return run.stdout if run.returncode == 0 else None
