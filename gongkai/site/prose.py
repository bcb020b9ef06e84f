"""The bodies of a page as its job carries them: where their links lead and what stands beside."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.model.links import CitationLink, InterpretationLink, Relation
from gongkai.pages.jobs import Json
from gongkai.pages.views import under_root
from gongkai.site.input import Attachment, Prose

_UNITS = ("字节", "KB", "MB", "GB")
_STEP = 1024


def prose_values(
    prose: Prose,
    interpretations: Sequence[InterpretationLink] = (),
    resting: Sequence[Relation] = (),
    *,
    above: bool = False,
    prefix: str = "",
) -> Json:
    """The values of one body; `gongkai.pages.placed.ProseValues` says what they mean."""
    beside: dict[str, list[Json]] = {}
    for link in interpretations:
        for eid in link.places:
            view = {**interpretation_view(link), "rests": False, "note": ""}
            beside.setdefault(eid, []).append(view)
    for relation in resting:
        for eid in relation.places:
            beside.setdefault(eid, []).append(_resting_view(relation))
    return {
        "links": [_link(link) for link in prose.links],
        "files": dict(prose.files),
        "beside": beside,
        "above": above,
        "prefix": prefix,
    }


def _resting_view(relation: Relation) -> Json:
    """A document made on the authority of a provision."""
    return {
        "title": relation.title,
        "url": under_root(relation.url or ""),
        "outdated": False,
        "rests": True,
        "note": relation.status or "",
    }


def interpretation_view(link: InterpretationLink) -> dict[str, Json]:
    """An interpretation as boxes and lists show it."""
    return {"title": link.title, "url": under_root(link.url), "outdated": link.outdated}


def attachment_views(attachments: Sequence[Attachment]) -> list[Json]:
    """Attachments, sizes in words."""
    return [
        {
            "title": item.title,
            "url": under_root(item.url),
            "type": item.type,
            "size": size_words(item.size),
            "sha256": item.sha256,
            "note": item.note,
        }
        for item in attachments
    ]


def size_words(size: int) -> str:
    """A number of bytes as readers know it: 212 KB, 1.4 MB."""
    amount, unit = float(size), 0
    while amount >= _STEP and unit < len(_UNITS) - 1:
        amount, unit = amount / _STEP, unit + 1
    shown = f"{amount:.1f}" if unit and amount < 10 else f"{amount:.0f}"
    return f"{shown} {_UNITS[unit]}"


def _link(link: CitationLink) -> Json:
    if link.url is None:
        return None
    place = f"#{link.eid}" if link.target == "self" and link.eid else link.url
    return [place, link.note] if link.note else [place]
