"""A file to be made, as plain data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from gongkai.formats.json import canonical, read_json

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True, slots=True)
class Job:
    """One file of the site and everything it depends on, except templates and shell.

    `path` is relative to the output folder. `template` names a Jinja template
    (it ends in .html) or a writer of `gongkai.pages.render.WRITERS` (json,
    markdown …). `context` is canonical JSON, so equal inputs are equal bytes:
    a job can be hashed, pickled, logged or sent to another machine, and cannot
    hold an open file or a clock. `bodies` names read bodies by digest, in the
    order in which the template places them; most pages have one or none, a
    decision has one for each of its texts.
    """

    path: str
    template: str
    context: bytes
    bodies: tuple[str, ...] = ()

    @classmethod
    def of(cls, path: str, template: str, bodies: tuple[str, ...] = (), /, **context: Json) -> Job:
        """A job from values; raises TypeError for what JSON cannot say."""
        return cls(path, template, canonical(context), bodies)

    def values(self) -> dict[str, Json]:
        """The context as values."""
        return cast(dict[str, Json], read_json(self.context))


INPUTS = ("engine", "template", "shell", "context", "bodies")  # the parts of a key, in order
_CUT = 24  # hexadecimal digits of each part: two inputs of one path that agree by chance are none


def key(job: Job, template: str, shell: str, engine: str) -> str:
    """Name the file a job makes: same key, same bytes. It has a part for each of `INPUTS`.

    `template` is the digest of the job's template (`environment.digests`),
    "" for a writer; `shell` the digest of the shell, "" for a writer; `engine`
    stands for the code and its libraries.
    """
    # The path is one of the inputs: addresses on a page are relative to it.
    context = f"{job.template}\0{job.path}\0".encode() + job.context
    bodies = "\0".join(job.bodies).encode()
    parts = (engine, template, shell, _digest(context), _digest(bodies))
    return " ".join([part[:_CUT] for part in parts])


def differing(one: str, other: str) -> list[str]:
    """Which of `INPUTS` differ between two keys of a path."""
    pairs = zip(INPUTS, one.split(" "), other.split(" "), strict=True)
    return [name for name, left, right in pairs if left != right]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
