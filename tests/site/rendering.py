"""Make the pages of a test library with the real planners and templates."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from gongkai.pages.environment import Pages, pages
from gongkai.pages.frame import Shell
from gongkai.pages.render import render
from gongkai.site.plan import PLANNERS, plan
from gongkai.site.shell import shell
from tests.builders import Made, library

TEMPLATES = Path(__file__).parents[2] / "templates"


@cache
def sources() -> dict[str, str]:
    """The templates of this repository by name."""
    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8")
        for path in sorted(TEMPLATES.rglob("*.html"))
    }


@cache
def _compiled() -> Pages:
    """The compiled templates, with a shell to be replaced."""
    return pages(sources(), shell(library().library))


def rendered(made: Made) -> dict[str, str]:
    """Every page by path."""
    shared = replace(_compiled(), shell=Shell.read(shell(made.library)))
    return {
        job.path: render(job, shared, [made.bodies[name] for name in job.bodies]).decode()
        for job in plan(made.library, PLANNERS)
        if job.template.endswith(".html")
    }
