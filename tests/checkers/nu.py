"""Judge the pages of a built site with the Nu HTML checker, the reference validator."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

JAR = Path(__file__).parents[2] / "node_modules/vnu-jar/build/dist/vnu.jar"

# Container queries (CSS Containment 3), in browsers since 2023, are later than the checker's CSS.
_LATER = re.compile("^CSS: .*(?:“container-type”: Property|at-rule “@container”)")


@dataclass(frozen=True, slots=True)
class NuError:
    """One error. `path` is relative to the folder that was checked; lines count from 1."""

    path: str
    line: int | None
    message: str
    extract: str  # the markup around the fault

    def __str__(self) -> str:
        return f"{self.path}:{self.line or 1}: {self.message} [{self.extract.strip()}]"


def errors(folder: Path) -> list[NuError]:
    """Every error of every .html, .svg and .css file under `folder`.

    Starting Java costs more than checking a hundred pages, so hand over the
    whole site. Raises ValueError when there is no page to check, and
    RuntimeError when the checker did not finish: neither may pass as "no error".
    """
    if not any(folder.rglob("*.html")):
        raise ValueError(f"no page under {folder}")
    # Each kind apart: the checker takes XML for HTML where kinds are mixed, and counts lines
    # wrongly in pages it reads after a style sheet.
    found = []
    for kind in ("html", "svg", "css"):
        if any(folder.rglob(f"*.{kind}")):
            found += _run(folder, f"--skip-non-{kind}")
    return found


def _run(folder: Path, kinds: str) -> list[NuError]:
    # It is over before the better of Java's two compilers would have paid for itself.
    java = ["java", "-Xss8m", "-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = [*java, "-jar", str(JAR), "--format", "json", kinds, str(folder.resolve())]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}  # Java reads file names as the locale says
    run = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment)
    try:
        messages = [m for m in json.loads(run.stderr)["messages"] if m["type"] != "info"]
    except (ValueError, KeyError) as error:
        raise RuntimeError(f"vnu ended with {run.returncode}: {run.stderr[-2000:]}") from error
    if run.returncode != 0 and not messages:
        raise RuntimeError(f"vnu ended with {run.returncode} and named no error")
    return [
        NuError(
            _relative(message.get("url", ""), folder),
            message.get("lastLine"),
            message["message"],
            message.get("extract", ""),
        )
        for message in messages
        if not _LATER.search(message["message"])
    ]


def _relative(url: str, folder: Path) -> str:
    path = unquote(urlsplit(url).path)
    return path.removeprefix(f"{folder.resolve().as_posix()}/")
