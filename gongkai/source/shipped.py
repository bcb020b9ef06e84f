"""Templates and theme: ours, with the office's own files in the place of those of the same name."""

from __future__ import annotations

from pathlib import Path

import gongkai

_PACKAGE = Path(gongkai.__file__).parent


def shipped(name: str) -> Path:
    """The folder `name` (templates, theme, starter, docs/schema) of this installation.

    In a checkout it lies beside the package, in a wheel inside it.
    """
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def text_files(root: Path, name: str) -> dict[str, str]:
    """The text files of a folder by path: ours, overlaid with those of the office at `root`."""
    return {path: raw.decode("utf-8") for path, raw in all_files(root, name).items()}


def all_files(root: Path, name: str) -> dict[str, bytes]:
    """The files of a folder by path, with "/": ours, overlaid with the office's own."""
    found: dict[str, bytes] = {}
    ours, own = shipped(name), root / name
    for folder in (ours, own) if own.resolve() != ours.resolve() else (ours,):
        if folder.is_dir():
            for path in sorted(folder.rglob("*")):
                if path.is_file() and not path.name.startswith("."):
                    found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def schemas() -> dict[str, bytes]:
    """The JSON Schemas of the published files by name."""
    found = sorted(shipped("docs/schema").glob("*.schema.json"))
    return {path.name: path.read_bytes() for path in found}
