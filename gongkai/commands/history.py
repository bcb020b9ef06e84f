"""What git knows of the content: the commit that is checked out, and what changed since another."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from gongkai.commands.failures import UsageError
from gongkai.commands.memory import Memory

_SUBMODULE = "160000 "  # the mode of a repository in a repository


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


def changed_since(root: Path, commit: str) -> frozenset[str] | None:
    """The files below `root`, by path with "/", that may differ between a commit and HEAD.

    Among them are those of content/ that git does not watch. None where git cannot tell: it
    fails, a folder is a repository of its own (子模块), or what it makes of files on their way
    out changed (.gitattributes).
    """
    listed = _git(root, "diff", "--raw", "--no-renames", "--relative", "-z", commit, "HEAD")
    ignored = _listed(root, "--others", "--ignored", "--exclude-standard")
    marked = _listed(root, "--cached", "-v")
    if listed is None or ignored is None or marked is None:
        return None
    words = listed.split("\0")
    changed = words[1::2]
    if any(_SUBMODULE in facts for facts in words[::2]) or any(
        path.rpartition("/")[2] == ".gitattributes" for path in changed
    ):
        return None
    # "H" is before what is watched as usual; others were told to be taken as unchanged.
    unwatched = (line[2:] for line in marked if not line.startswith("H "))
    return frozenset((*changed, *ignored, *unwatched))


def _listed(root: Path, *words: str) -> list[str] | None:
    found = _git(root, "ls-files", *words, "-z", "--", "content")
    return None if found is None else [path for path in found.split("\0") if path]


def asked_git(root: Path, revision: str, memory: Memory | None) -> tuple[str, ...]:
    """Let git say what changed since a revision; why that could not be done, in Chinese.

    Without it files are told apart by size and time, and read where these changed, as
    they all do in a fresh clone.
    """
    if memory is None:
        return ()
    asked = time.time_ns()
    memory.commit = clean_head(root) or ""
    since = commit_of(root, revision)
    if not memory.commit:
        return (f"--since {revision} 没有用上：有没有提交的改动；照常逐个核对了文件",)
    changed = changed_since(root, since)
    if changed is None:
        return (f"--since {revision} 没有用上：git 说不全哪些文件改了；照常逐个核对了文件",)
    if not memory.trust(since, changed, asked):
        return (f"--since {revision} 没有用上：缓存不是那个版本的；照常逐个核对了文件",)
    return ()


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
