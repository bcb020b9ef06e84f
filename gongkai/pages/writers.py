"""Files that no template makes: each kind has a writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from gongkai.model.body import Body
from gongkai.pages.jobs import Json

Writer: TypeAlias = Callable[[Mapping[str, Json], Sequence[Body]], bytes]


def markdown(values: Mapping[str, Json], bodies: Sequence[Body]) -> bytes:
    """The published Markdown of a text: its bodies one after the other."""
    return "\n".join(body.markdown for body in bodies).encode()


# To add a kind of file, write a function and list it here; jobs name it as their template.
WRITERS: tuple[tuple[str, Writer], ...] = (("markdown", markdown),)
