"""Problems in the content, worded for the person who wrote it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from unicodedata import east_asian_width

_SHOWN = 120  # columns of the faulty line that a terminal shows


class Severity(Enum):
    """What a problem does to the build."""

    ERROR = "error"  # nothing is published
    WARNING = "warning"  # published, and reported
    ADVICE = "advice"  # published, and mentioned

    @property
    def label(self) -> str:
        """The word staff read: 错误, 提醒 or 建议."""
        return {"error": "错误", "warning": "提醒", "advice": "建议"}[self.value]


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem inside one text, before it is known which file the text is in.

    `line` and `column` count from 1 within that text, in code points, with
    lines ended by "\\n" alone; `span` is the number of code points at fault;
    all three are 0 for the text as a whole.
    `code` is one of `gongkai.model.rules.RULES`. `message` and `hint` are
    Chinese, may quote the text, and end without 。.
    """

    code: str
    line: int
    column: int
    span: int
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem at one place. A value: workers return it, nobody raises it.

    `path` is relative to the office's folder, with "/". `line` and `column`
    count from 1 in code points and are None for a whole file. `source` is the
    text of the line, "" where there is none. `confidential` marks a problem
    of a document that is not published: formats that leave the office's
    terminal then show the rule's own words instead of `message` and `hint`.
    """

    code: str
    severity: Severity
    path: str
    line: int | None
    column: int | None
    message: str
    hint: str = ""
    span: int = 1
    source: str = ""
    confidential: bool = False

    def render(self) -> str:
        """Show the problem under its line, the marker placed by display width.

        Chinese characters are two columns wide in a terminal. A line longer
        than a terminal is cut around the fault, the cut shown as "…".
        """
        place = self.path if self.line is None else f"{self.path}:{self.line}:{self.column or 1}"
        shown = [f"{place}: {self.severity.label}: {self.message} [{self.code}]"]
        if self.line is not None and self.source.strip():
            text, start = _around(self.source, (self.column or 1) - 1)
            indent = " " * display_width(text[:start])
            marker = "^" * max(1, display_width(text[start : start + self.span]))
            shown += [f"{self.line:>5} | {text}", f"      | {indent}{marker}"]
        if self.hint:
            shown.append(f"      = 改法: {self.hint}")
        return "\n".join(shown)

    def sealed(self) -> Diagnostic:
        """The same problem of a document that is not published."""
        return replace(self, confidential=True)


def display_width(text: str) -> int:
    """Terminal columns that `text` takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _around(line: str, start: int) -> tuple[str, int]:
    """The part of `line` that fits a terminal, and where `start` is in it.

    Control characters, tabs included, are shown as one space each: they
    would move the marker, or the terminal.
    """
    line = "".join(" " if char < " " or char == "\x7f" else char for char in line.rstrip())
    start = min(start, len(line))
    if len(line) <= _SHOWN // 2:
        return line, start
    first = max(0, start - _SHOWN // 4)
    part = line[first : first + _SHOWN // 2]
    before, after = "…" if first else "", "…" if first + len(part) < len(line) else ""
    return before + part + after, start - first + len(before)
