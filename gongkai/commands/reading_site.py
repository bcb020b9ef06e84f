"""The first thing of every command: site.yaml."""

from __future__ import annotations

from pathlib import Path

from gongkai.commands.failures import UsageError
from gongkai.library.reporting import diagnostic
from gongkai.model.diagnostics import Diagnostic
from gongkai.model.site import Site
from gongkai.source.decode import decode
from gongkai.source.settings import read_settings


def read_site(root: Path) -> tuple[Site | None, list[Diagnostic]]:
    """site.yaml, or the problems in it. Raises UsageError when it is not there."""
    path = root / "site.yaml"
    if not path.is_file():
        raise UsageError(
            f"{root.resolve()} 里没有 site.yaml；用 --root 指明文件夹，或运行 gongkai new site 文件夹 新建一个"
        )
    text, problems = decode(path.read_bytes(), "site.yaml")
    site = None
    if text is not None:
        site, found = read_settings(text)
        problems += found
    nameless = Site(name="", url="", base="/", domain="")
    return site, [diagnostic(problem, "site.yaml", nameless) for problem in problems]
