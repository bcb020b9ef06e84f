"""Read the examples out of the documents, as a reader sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.conftest import REPOSITORY

GUIDE = REPOSITORY / "docs/editors.zh.md"

_EXAMPLE = re.compile(r"^`(content/[^`]+)`：\n\n```(markdown|yaml)\n(.*?)^```$", re.M | re.S)
_MESSAGE = re.compile(r"^```text\n(.*?)^```$", re.M | re.S)
_FENCE = re.compile(r"^ *```(\w+)$", re.M)


@dataclass(frozen=True, slots=True)
class Example:
    """A file that the guide tells staff to write, and under which heading."""

    chapter: str
    path: str
    text: str


def chapters(text: str) -> list[tuple[str, str]]:
    """The parts of a document by its second-level headings; code blocks have none."""
    found: list[tuple[str, list[str]]] = []
    in_code = False
    for line in text.split("\n"):
        in_code ^= line.lstrip().startswith("```")
        if line.startswith("## ") and not in_code:
            found.append((line[3:], []))
        elif found:
            found[-1][1].append(line)
    return [(title, "\n".join(lines)) for title, lines in found]


def examples() -> list[Example]:
    """Every example of the guide, in order."""
    return [
        Example(chapter, path, body)
        for chapter, text in chapters(GUIDE.read_text("utf-8"))
        for path, _, body in _EXAMPLE.findall(text)
    ]


def messages() -> list[str]:
    """Every message that the guide explains."""
    return [str(found) for found in _MESSAGE.findall(GUIDE.read_text("utf-8"))]


def fences(text: str) -> list[str]:
    """The language of every code block that names one."""
    return [str(found) for found in _FENCE.findall(text)]
