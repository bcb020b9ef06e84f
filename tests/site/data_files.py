"""Make the data files of a test library with the real planners and writers."""

from __future__ import annotations

import json
from typing import Any

from gongkai.pages.environment import pages
from gongkai.pages.render import render
from gongkai.site.data import DATA_PLANNERS
from gongkai.site.plan import plan
from gongkai.site.shell import shell
from tests.builders import Made
from tests.site.rendering import sources


def data_files(made: Made) -> dict[str, bytes]:
    """Every data file by path."""
    shared = pages(sources(), shell(made.library))
    return {
        job.path: render(job, shared, [made.bodies[name] for name in job.bodies])
        for job in plan(made.library, DATA_PLANNERS)
    }


def read(files: dict[str, bytes], path: str) -> Any:
    """One JSON file as values."""
    return json.loads(files[path])
