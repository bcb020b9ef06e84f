"""Plan the list of places where people find the government's information in person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.model.places import Place, PlaceKind
from gongkai.pages.jobs import Job, Json
from gongkai.site.frames import frame
from gongkai.site.input import Library
from gongkai.site.shell import PLACES, columns, page_at

ADDRESS = "places/"


def place_pages(library: Library) -> Iterator[Job]:
    """/places/: the open places by kind and 区县."""
    if not library.places:
        return
    column = page_at(f"/{ADDRESS}", columns(library)) or PLACES
    groups: list[Json] = []
    for kind in PlaceKind:
        places = [place for place in library.places if place.kind is kind]
        if places:
            groups.append({"id": kind.name.lower(), "title": kind.value, "places": _views(places)})
    yield Job.of(
        f"{ADDRESS}index.html",
        "places.html",
        **frame(column, column.title, [(column.title, ADDRESS)], description=column.description),
        groups=groups,
    )


def _views(places: Sequence[Place]) -> list[Json]:
    ordered = sorted(places, key=lambda place: (place.district or "", place.title, place.id))
    return [
        {
            "id": place.id,
            "title": place.title,
            "district": place.district or "",
            "address": place.address,
            "phone": place.phone or "",
            "hours": place.hours or "",
            "services": list(place.services),
            "access": place.access or "",
        }
        for place in ordered
    ]
