"""ResourceSync: which files there are, for whoever keeps a copy of the texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from gongkai.formats.resourcesync import Resource, resource_list
from gongkai.formats.sitemap import MOST
from gongkai.pages.jobs import Job
from gongkai.site.data_dates import last_events
from gongkai.site.data_parts import Part, parts
from gongkai.site.input import Library

_DESCRIPTION, _CAPABILITIES, _LIST = "resourcesync.xml", "capabilitylist.xml", "resourcelist.xml"


def resource_lists(library: Library) -> Iterator[Job]:
    """/resourcesync.xml, /capabilitylist.xml, /resourcelist.xml and a list for each part.

    They stand in the root, for a site map may only name addresses below its
    own folder. The moment a list tells of is the newest event in it, never the
    time of building: a later list without a newer event would be the same. A
    library in which nothing ever happened could not say one, and has no lists.
    """
    site = library.catalogue.site.url
    updated = last_events(library)
    if not updated:
        return
    last = max(updated.values())
    top, above = f"{site}{_LIST}", f"{site}{_CAPABILITIES}"
    named: list[Resource] = []
    for part in parts(library):
        held = list(_resources(library, part, updated))
        for start in range(0, len(held), MOST):
            behind = f"-{start // MOST + 1}" if start else ""
            path = f"resourcelist-{part.name}{behind}.xml"
            own = held[start : start + MOST]
            changed = max((one.changed for one in own if one.changed), default=last)
            words = resource_list("resourcelist", own, up=above, index=top, at=changed)
            yield Job.of(path, "text", text=words)
            named.append(Resource(f"{site}{path}", changed))
    listed = resource_list("resourcelist", named, up=above, at=last, lists=True)
    yield Job.of(_LIST, "text", text=listed)
    can = [Resource(top, capability="resourcelist")]
    words = resource_list("capabilitylist", can, up=f"{site}{_DESCRIPTION}")
    yield Job.of(_CAPABILITIES, "text", text=words)
    source = [Resource(above, capability="capabilitylist")]
    yield Job.of(_DESCRIPTION, "text", text=resource_list("description", source))


def _resources(library: Library, part: Part, updated: Mapping[str, datetime]) -> Iterator[Resource]:
    """The data beside the pages of the part's documents and of their texts."""
    site = library.catalogue.site.url
    for work in part.works:
        changed = updated.get(work.id)
        entries = [(work.url, work.current)]
        if len(work.texts) > 1:
            entries += [(entry.card.url, entry) for entry in work.texts]
        for url, entry in entries:
            text = library.texts[entry.document.key]
            folder = f"{site}{url[1:]}"
            yield Resource(f"{folder}index.json", changed, "application/json")
            if text.bodies:
                yield Resource(f"{folder}index.md", changed, "text/markdown")
            if text.prose and entry.facts:
                yield Resource(f"{folder}index.akn.xml", changed, "application/akn+xml")
