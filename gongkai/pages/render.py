"""Make the file of a job: a pure function of the job, the templates, the shell and its bodies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from gongkai.model.body import Body
from gongkai.pages.compared import COMPARISON, compared
from gongkai.pages.environment import Pages
from gongkai.pages.jobs import Job
from gongkai.pages.kiosk import confined
from gongkai.pages.placed import Placed, ProseValues
from gongkai.pages.writers import WRITERS
from gongkai.text.check_code import check_code

_WRITERS = dict(WRITERS)


def render(job: Job, pages: Pages, bodies: Sequence[Body] = ()) -> bytes:
    """The bytes of a job's file; they depend on the arguments and nothing else.

    `bodies` are those that `job.bodies` names, in that order.
    """
    values = job.values()
    writer = _WRITERS.get(job.template)
    if writer is not None:
        return writer(values, bodies)
    frame = pages.shell.frame(job.path, values)
    root = str(frame["root"])
    shown: dict[str, object] = {**values, **frame}
    if job.bodies and "checked" in values:
        # Not in the context: a text that reads differently changes no other page (`amending`).
        shown["code"] = check_code(str(values["checked"]), job.bodies)
    if job.template == COMPARISON:
        old, new = bodies
        shown["comparison"] = compared(old, new)
    elif bodies:
        prose = cast(list[ProseValues], values["prose"])
        shown["prose"] = [
            Placed(body, text, root) for body, text in zip(bodies, prose, strict=True)
        ]
    made = pages.make(job.template, shown)
    if pages.shell.site["kiosk_minutes"]:
        made = confined(made, pages.shell.url + job.path)
    return made.encode()
