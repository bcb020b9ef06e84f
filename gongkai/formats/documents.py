"""The data of one document as bytes: its Markdown, and index.json (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TypedDict

from gongkai.formats.json import json_line
from gongkai.model.body import Body, Columns
from gongkai.model.provisions import Citation


class TextValues(TypedDict):
    """What index.json and index.md need of one text of a page, beside its body.

    `title` is None for a document's own text. `prefix` keeps the ids of
    several texts on one page apart, as in HTML. The n-th of `links` is where
    the n-th citation leads: target, eid, url, relation.
    """

    title: str | None
    prefix: str
    links: list[list[str | None]]


_BEFORE = (
    "id", "collection", "kind", "url", "title", "number", "index", "agency", "lead",
    "responsible", "topic", "written", "promulgated", "published", "effective", "expires",
    "status", "status_since", "status_by", "versions",
)  # fmt: skip
_BEHIND = (
    "cited_by", "interpretations", "interprets", "gazette", "attachments", "corrections",
)  # fmt: skip


def published_markdown(titles: Sequence[str | None], bodies: Sequence[Body]) -> bytes:
    """The bodies of a page as published, each under its title where it has one."""
    if list(titles) == [None]:
        return bodies[0].published
    texts = [
        body.markdown if title is None else f"# {title}\n\n{body.markdown}"
        for title, body in zip(titles, bodies, strict=True)
    ]
    return "\n".join(texts).encode()


def index_json(
    record: Mapping[str, object], texts: Sequence[TextValues], bodies: Sequence[Body]
) -> bytes:
    """index.json, its keys in the order of docs/formats.md.

    `record` has the keys that do not come from the bodies; there is one of
    `texts` for each body.
    """
    listed: list[dict[str, str | None]] = []
    citations: list[dict[str, str | None]] = []
    for body, text in zip(bodies, texts, strict=True):
        prefix = text["prefix"]
        listed += _provisions(body.columns, prefix)
        citations += [
            _citation(citation, prefix, link)
            for citation, link in zip(body.citations, text["links"], strict=True)
        ]
    markdown = published_markdown([text["title"] for text in texts], bodies)
    values = {
        **{key: record[key] for key in _BEFORE},
        "provisions": listed,
        "citations": citations,
        **{key: record[key] for key in _BEHIND},
        "sha256": sha256(markdown).hexdigest() if bodies else None,
    }
    return json_line(values)


def _provisions(columns: Columns, prefix: str) -> Iterable[dict[str, str | None]]:
    """The provisions in the order of their keys in docs/formats.md."""
    eids, _, nums, headings, texts, parents = columns
    if prefix:
        eids = [prefix + eid for eid in eids]
        parents = [parent and prefix + parent for parent in parents]
    for eid, num, heading, text, parent in zip(eids, nums, headings, texts, parents, strict=True):
        yield {
            "eid": eid,
            "num": num or None,
            "heading": heading or None,
            "text": text,
            "parent": parent or None,
        }


def _citation(citation: Citation, prefix: str, link: Sequence[str | None]) -> dict[str, str | None]:
    target, eid, url, relation = link
    return {
        "text": citation.text,
        "from": f"{prefix}{citation.source}" if citation.source else None,
        "target": target,
        "eid": eid,
        "url": url,
        "relation": relation,
    }
