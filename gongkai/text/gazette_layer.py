"""The text layer of a scan, as Markdown that says what the layer says and nothing by accident."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>|{}#!~^$:])")
_ORDINAL = re.compile(r"^([0-9]+)([.)])(?=\s|$)")
_BULLET = re.compile(r"^([-+=])")


def layer_markdown(layer: str) -> str:
    """A paragraph for each line of the layer: where its paragraphs end, a layer does not say."""
    lines = (_escaped(line.strip()) for line in layer.split("\n"))
    return "\n\n".join(line for line in lines if line)


def _escaped(line: str) -> str:
    line = _SPECIAL.sub(r"\\\1", line)
    line = _ORDINAL.sub(r"\1\\\2", line)
    return _BULLET.sub(r"\\\1", line)
