"""What to tell staff of files in the content folder that stand where they cannot be read."""

from __future__ import annotations

import re

from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Collection

# Folders of the content format that this version does not publish yet.
COMING = frozenset(
    [
        "questions",
        "information",
        "organs",
        "institutions",
        "topics",
        "reports",
        "directory",
        "tasks",
    ]
)


def folders() -> str:
    """The folders that there are, as staff know what they hold."""
    held = [f"{one.value}（{one.label}）" for one in Collection]
    return "、".join([*held, "places（场所）", "files（附件）"])


def renamed(name: str) -> str:
    """What to do with a text that has another ending than .md."""
    kept = re.sub(r"(?i)(\.md)?\.(ya?ml|md|markdown|mdown|txt)$", ".md", name)
    return f"文件要以 .md 结尾：改名为 {kept}；附件放进 content/files"


def misplaced(hint: str) -> Problem:
    """A file that stands where it cannot be read; `hint` says where it belongs."""
    return Problem("file/unknown-place", 0, 0, 0, "放错了文件夹，或文件类型不对", hint)


def coming(top: str) -> Problem:
    """A file that this version does not publish yet."""
    return Problem(
        "file/not-yet", 0, 0, 0, f"本版本还不发布 content/{top}", "可以留着，不影响其他文件"
    )
