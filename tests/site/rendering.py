"""Make the pages of a test library with the real planners and templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gongkai.pages.environment import pages
from gongkai.pages.render import render
from gongkai.site.plan import PLANNERS, plan
from gongkai.site.shell import shell
from tests.builders import Made

TEMPLATES = Path(__file__).parents[2] / "templates"


@cache
def sources() -> dict[str, str]:
    """The templates of this repository by name."""
    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8")
        for path in sorted(TEMPLATES.rglob("*.html"))
    }


def rendered(made: Made) -> dict[str, str]:
    """Every page by path."""
    shared = pages(sources(), shell(made.library))
    return {
        job.path: render(job, shared, [made.bodies[name] for name in job.bodies]).decode()
        for job in plan(made.library, PLANNERS)
        if job.template.endswith(".html")
    }
