"""Where a document stands in the gazette, as its own page and data show it."""

from __future__ import annotations

from gongkai.library.gazette import ItemPlace
from gongkai.model.documents import Document
from gongkai.pages.jobs import Json
from gongkai.pages.views import under_root
from gongkai.site.input import Library


def printed_views(library: Library, document: Document) -> list[Json]:
    """Every item that printed this text, oldest first."""
    return [
        {**place_view(place), "standard": place.standard}
        for place in library.gazette.carried.get(document.key, ())
    ]


def place_view(place: ItemPlace) -> dict[str, Json]:
    """An item as other pages link it."""
    return {"title": place.title, "citation": place.citation, "url": under_root(place.url)}


def printed_record(library: Library, document: Document) -> Json:
    """The first item that printed this text as index.json has it, None where none did."""
    places = library.gazette.carried.get(document.key)
    return place_record(places[0]) if places else None


def place_record(place: ItemPlace) -> dict[str, Json]:
    """An item as index.json has it; `issue` is a number, but for a 合刊 ("03-04") or a 增刊 ("z1")."""
    key = place.key
    single = key.first == key.last and not key.supplement
    issue = key.first if single else key.path.partition("/")[2]
    return {"year": key.year, "issue": issue, "item": place.number, "url": place.url}
