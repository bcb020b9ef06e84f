"""Read bodies as bytes, on their way from the reading to the rendering of one build."""

from __future__ import annotations

import marshal

from gongkai.model.body import Body, Part
from gongkai.model.provisions import Citation, Level, Provision

# marshal is the fastest by far, and good for nothing but this: what it writes
# is read again by the same interpreter in the same build, and never from a file
# that somebody else could have written.
_LEVELS = tuple(Level)
_NUMBERS = {level: number for number, level in enumerate(_LEVELS)}
_part, _provision, _citation = Part._make, Provision._make, Citation._make


def encode(body: Body) -> bytes:
    """A body as bytes. Holds: decode(encode(body)) == body."""
    return marshal.dumps(
        (
            [tuple(part) for part in body.parts],
            [(p[0], _NUMBERS[p[1]], *p[2:]) for p in body.provisions],
            [tuple(citation) for citation in body.citations],
            body.markdown,
            body.plain,
            body.files,
        )
    )


def decode(raw: bytes) -> Body:
    """The body that `encode` wrote."""
    parts, provisions, citations, markdown, plain, files = marshal.loads(raw)
    levels = _LEVELS
    return Body(
        tuple(map(_part, parts)),
        tuple([_provision((p[0], levels[p[1]], *p[2:])) for p in provisions]),
        tuple(map(_citation, citations)),
        markdown,
        plain,
        files,
    )
