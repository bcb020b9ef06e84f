"""The text layer of a scan, as Markdown that says what the layer says and nothing by accident."""

from __future__ import annotations

import re

# What Markdown reads as something else than itself, anywhere or at the beginning of a line.
_SPECIAL = re.compile(
    r"[\\`*_\[\]<>|{}#!~^$&]|^[-+=:]|(?<=^[0-9])[.)]|(?<=^[0-9]{2})[.)]|(?<=^[0-9]{3})[.)]"
)
_ENDS = tuple("。；：！？”》）.;:!?")
_SHORT = 3  # a line that is so much shorter than the longest one may still be full


def layer_markdown(layer: str) -> str:
    """The lines of a layer as paragraphs.

    A layer does not say where a paragraph ends: a line that fills the page and
    ends with no stop goes on in the next one.
    """
    lines = [line.strip(" \t") for line in layer.split("\n")]
    longest = max(map(len, lines), default=0)
    paragraphs: list[str] = []
    open_end = False
    for line in lines:
        if not line:
            open_end = False
            continue
        if open_end:
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
        open_end = len(line) >= longest - _SHORT and not line.endswith(_ENDS)
    return "\n\n".join(map(_escaped, paragraphs))


def _escaped(line: str) -> str:
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", line)
