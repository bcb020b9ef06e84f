"""The data of one document as bytes: its Markdown, and index.json (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from gongkai.formats.json import json_text
from gongkai.model.body import Body
from gongkai.model.provisions import Citation, Provision

# Where a citation leads, as a job carries it: target, eid, url, relation.
Link = Sequence[str | None]

_BEFORE = (
    "id", "collection", "kind", "url", "title", "number", "index", "agency", "lead",
    "responsible", "topic", "written", "promulgated", "published", "effective", "expires",
    "status", "status_since", "status_by", "versions",
)  # fmt: skip
_BEHIND = ("cited_by", "interpretations", "interprets")


def published_markdown(titles: Sequence[str | None], bodies: Sequence[Body]) -> bytes:
    """The bodies of a page as published, each under its title where it has one."""
    texts = [
        body.markdown if title is None else f"# {title}\n\n{body.markdown}"
        for title, body in zip(titles, bodies, strict=True)
    ]
    return "\n".join(texts).encode()


def index_json(
    record: Mapping[str, object],
    titles: Sequence[str | None],
    links: Sequence[Sequence[Link]],
    bodies: Sequence[Body],
    *,
    own: bool,
) -> bytes:
    """index.json, its keys in the order of docs/formats.md.

    `record` has the keys that do not come from the bodies. `own` says whether
    the first body is the document's own text, whose provisions are listed.
    """
    values = {key: record[key] for key in _BEFORE}
    values["provisions"] = [_provision(one) for one in bodies[0].provisions] if own else []
    values["citations"] = [
        _citation(citation, link)
        for body, its_links in zip(bodies, links, strict=True)
        for citation, link in zip(body.citations, its_links, strict=True)
    ]
    values |= {key: record[key] for key in _BEHIND}
    values["gazette"] = None
    values |= {key: record[key] for key in ("attachments", "corrections")}
    markdown = published_markdown(titles, bodies)
    values["sha256"] = sha256(markdown).hexdigest() if bodies else None
    return json_text(values).encode()


def _provision(provision: Provision) -> dict[str, str | None]:
    return {
        "eid": provision.eid,
        "num": provision.num or None,
        "heading": provision.heading or None,
        "text": provision.text,
        "parent": provision.parent,
    }


def _citation(citation: Citation, link: Link) -> dict[str, str | None]:
    target, eid, url, relation = link
    return {
        "text": citation.text,
        "from": citation.source or None,
        "target": target,
        "eid": eid,
        "url": url,
        "relation": relation,
    }
