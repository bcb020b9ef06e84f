"""The theme as published: one style sheet, the scripts, and files under fixed names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.formats.json import json_text
from gongkai.pages.from_folder import script_beside

_IMPORT = re.compile(rb'^@import "([^"]+)";[^\S\n]*\n?', re.MULTILINE)
_COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)
_MODULES = (".js", ".css", ".svg")
_NAMED = 12  # hexadecimal digits of a digest in an address
_WORKER = "offline/worker.js"
_KEPT = 30_000  # bytes of the largest script that is kept before it is used


@dataclass(frozen=True, slots=True)
class Theme:
    """`assets` gives what templates/base.html names (css, js, early) its address under the root.

    `files` are the theme's files, by path under the output folder.
    """

    assets: Mapping[str, str]
    files: Mapping[str, bytes]


def theme(sources: Mapping[str, bytes], *, folder_only: bool = False) -> Theme:
    """The published theme from the files of theme/, by name ("css/index.css").

    Style sheets are put into one in the order of css/index.css. Styles and
    scripts stand in a folder named by their digest, so that browsers may keep
    them for ever and a page never meets the scripts of another build. A module
    that is loaded when used has its own style and drawings beside it in js/.
    What is in static/ keeps its name. offline/worker.js stands at the root, which
    is all it may serve, and says what it belongs to. `folder_only` gives the one script that a
    browser runs without a server. Raises KeyError for an import that is not there.
    """
    style = _COMMENT.sub(b"", _bundle(sources, "css/index.css"))
    scripts = {
        name: _COMMENT.sub(b"", text) if name.endswith(".css") else text
        for name, text in sorted(sources.items())
        if name.startswith("js/") and name.endswith(_MODULES)
    }
    digest = hashlib.sha256(style)
    for name, text in scripts.items():
        digest.update(b"\0%b\0%b" % (name.encode(), text))
    folder = f"assets/{digest.hexdigest()[:_NAMED]}"
    files = {f"{folder}/site.css": style}
    files |= {f"{folder}/{name}": text for name, text in scripts.items()}
    for name, content in sources.items():
        if name.startswith("static/"):
            files[f"assets/{name.removeprefix('static/')}"] = content
    assets = {
        "css": f"{folder}/site.css",
        "js": f"{folder}/js/site.js",
        "early": f"{folder}/js/early.js",
    }
    if folder_only:
        assets["js"], files[assets["js"]] = script_beside(assets["js"], sources)
    elif _WORKER in sources:
        files["worker.js"] = _worker(sources[_WORKER], folder, assets, scripts)
    return Theme(assets, files)


def _worker(
    source: bytes, folder: str, assets: Mapping[str, str], scripts: Mapping[str, bytes]
) -> bytes:
    """The service worker, with what it keeps before its text."""
    shell = list(assets.values())
    small = [f"{folder}/{name}" for name, text in scripts.items() if len(text) <= _KEPT]
    site = {
        "version": folder.rpartition("/")[2],
        "assets": f"{folder}/",
        "shell": ["offline/", *shell],
        "wanted": ["search/", *(name for name in small if name not in shell)],
    }
    return b"const SITE = %b%b" % (json_text(site).replace("\n", ";\n").encode(), source)


def _bundle(sources: Mapping[str, bytes], name: str) -> bytes:
    folder = name.rpartition("/")[0]

    def imported(match: re.Match[bytes]) -> bytes:
        return _bundle(sources, f"{folder}/{match[1].decode()}")

    return _IMPORT.sub(imported, sources[name])
