"""Read bodies as bytes: what the store keeps of them and workers are handed."""

from __future__ import annotations

import json

from gongkai.model.body import Body, Part
from gongkai.model.provisions import Citation, Level, Provision

_LEVELS = {level.value: level for level in Level}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode(body: Body) -> bytes:
    """A body as bytes. Holds: decode(encode(body)) == body."""
    return _encode(
        [
            [[part.eid, part.html] for part in body.parts],
            [
                [p.eid, p.level.value, p.num, p.heading, p.text, p.parent, p.lines[0], p.lines[1]]
                for p in body.provisions
            ],
            [
                [
                    c.source,
                    c.text,
                    c.line,
                    c.column,
                    c.span,
                    c.title,
                    c.number,
                    c.places,
                    c.relation,
                    c.issuer,
                ]
                for c in body.citations
            ],
            body.markdown,
            body.plain,
            body.files,
        ]
    ).encode()


def decode(raw: bytes) -> Body:
    """The body that `encode` wrote. Raises ValueError or KeyError for other bytes."""
    parts, provisions, citations, markdown, plain, files = json.loads(raw)
    return Body(
        parts=tuple(Part(eid, html) for eid, html in parts),
        provisions=tuple(
            Provision(eid, _LEVELS[level], num, heading, text, parent, (first, last))
            for eid, level, num, heading, text, parent, first, last in provisions
        ),
        citations=tuple(
            Citation(
                source, text, line, column, span, title, number, tuple(places), relation, issuer
            )
            for source, text, line, column, span, title, number, places, relation, issuer in citations
        ),
        markdown=markdown,
        plain=plain,
        files=tuple(files),
    )
