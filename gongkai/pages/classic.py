"""The modules of the theme as one classic script: a browser loads no module from a folder without a server."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping

_IMPORT = re.compile(r'^import (?:(\{[^}]*\}) from )?"(\.[^"]+)";\n', re.MULTILINE)
_LATE = re.compile(r'\bimport\("(\.[^"]+)"\)')
_EXPORT = re.compile(r"^export ((?:async )?function\*? |class |const |let )([\w$]+)", re.MULTILINE)
_ADDRESS = "import.meta.url"


def classic(modules: Mapping[str, str], entry: str) -> str:
    """A script that runs the module `entry`, and each module it needs when it is needed first.

    `modules` are the sources by name under one folder ("search/fold.js"); the script is to
    stand where `entry` does. Only what our modules do is understood: imports and exports by
    name. Raises ValueError for an export of another kind.
    """
    made = ",\n".join(
        f"{json.dumps(name)}: async () => {{\n{_body(name, source, posixpath.dirname(entry) or '.')}}}"
        for name, source in sorted(modules.items())
    )
    return (
        "(() => {\n"
        "const started = document.currentScript?.src ?? location.href;\n"
        f"const modules = {{\n{made}\n}};\n"
        "const running = {};\n"
        "const need = (name) => (running[name] ??= modules[name]());\n"
        f"need({json.dumps(entry)}).catch(console.error);\n"
        "})();\n"
    )


def _body(name: str, source: str, beside: str) -> str:
    """`beside` is the folder in which the script stands."""
    folder = posixpath.dirname(name)

    def named(address: str) -> str:
        return json.dumps(posixpath.normpath(posixpath.join(folder, address)))

    def imported(match: re.Match[str]) -> str:
        waited = f"await need({named(match[2])});\n"
        return f"const {match[1].replace(' as ', ': ')} = {waited}" if match[1] else waited

    exported = [match[2] for match in _EXPORT.finditer(source)]
    body = _IMPORT.sub(imported, _EXPORT.sub(r"\1\2", source))
    if re.search(r"^(import|export)\b", body, re.MULTILINE):
        raise ValueError(f"{name}: an import or export that is not by name")
    body = _LATE.sub(lambda match: f"need({named(match[1])})", body)
    own = f"new URL({json.dumps(posixpath.relpath(name, beside))}, started).href"
    return f"{body.replace(_ADDRESS, own)}return {{ {', '.join(exported)} }};\n"
