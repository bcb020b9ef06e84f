"""Compare what is made with what was made and looked at before."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path


def compare(file: Path, actual: str, *, update: bool) -> None:
    """Raise AssertionError, with the difference, unless `file` holds `actual`.

    With `update` the file is written instead; `git diff` then shows what
    changed, for a person to judge.
    """
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(actual, "utf-8", newline="\n")
        return
    if not file.is_file():
        raise AssertionError(f"{file.name} is not there yet: look at it, then --update-golden")
    expected = file.read_bytes().decode("utf-8")
    if actual != expected:
        lines = unified_diff(
            expected.splitlines(), actual.splitlines(), file.name, "now made", lineterm=""
        )
        shown = "\n".join(lines) or "only the line ends differ"
        raise AssertionError(f"{shown}\nIf this is right: pytest --update-golden")
