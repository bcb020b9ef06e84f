"""The data of one document as bytes: its Markdown, and index.json (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from gongkai.formats.json import json_members, json_words
from gongkai.model.body import Body
from gongkai.model.provisions import Citation, Provision

# Where a citation leads, as a job carries it: target, eid, url, relation.
Link = Sequence[str | None]

_BEFORE = (
    "id", "collection", "kind", "url", "title", "number", "index", "agency", "lead",
    "responsible", "topic", "written", "promulgated", "published", "effective", "expires",
    "status", "status_since", "status_by", "versions",
)  # fmt: skip
_TIES = ("cited_by", "interpretations", "interprets")


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
    markdown = published_markdown(titles, bodies)
    listed = map(_provision, bodies[0].provisions) if own else ()
    citations = [
        _citation(citation, link)
        for body, its_links in zip(bodies, links, strict=True)
        for citation, link in zip(body.citations, its_links, strict=True)
    ]
    before = {key: record[key] for key in _BEFORE}
    behind = {
        "citations": citations,
        **{key: record[key] for key in _TIES},
        "gazette": None,
        "attachments": record["attachments"],
        "corrections": record["corrections"],
        "sha256": sha256(markdown).hexdigest() if bodies else None,
    }
    provisions = f'"provisions":[{",".join(listed)}]'
    text = f"{{{json_members(before)},{provisions},{json_members(behind)}}}\n"
    return text.encode()


def _provision(provision: Provision) -> str:
    """A provision as JSON; its ids are plain ASCII and need no escapes."""
    text = json_words(provision.text) if provision.text else '""'
    parent = f'"{provision.parent}"' if provision.parent else "null"
    num, heading = json_words(provision.num), json_words(provision.heading)
    return (
        f'{{"eid":"{provision.eid}","num":{num},"heading":{heading},'
        f'"text":{text},"parent":{parent}}}'
    )


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
