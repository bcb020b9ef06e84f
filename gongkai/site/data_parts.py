"""How lists of all documents are cut: by collection and the year of publication."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.library.catalogue import Work
from gongkai.model.documents import UNDATED, Collection
from gongkai.site.input import Library


@dataclass(frozen=True, slots=True)
class Part:
    """The works of one collection published in one year, newest first; None: without a date."""

    collection: Collection
    year: int | None
    works: tuple[Work, ...]

    @property
    def name(self) -> str:
        """regulations-2024, or pages-undated."""
        return f"{self.collection.value}-{self.year or 'undated'}"

    @property
    def bundle(self) -> str:
        """The path of the ZIP that holds the data of its documents."""
        return f"data/bulk/{self.name}.zip"


def parts(library: Library) -> Iterator[Part]:
    """The parts that hold something: collections in their order, newest year first."""
    found: dict[tuple[Collection, int], list[Work]] = defaultdict(list)
    for work in library.catalogue.works:
        published = work.current.document.published
        found[work.collection, 0 if published == UNDATED else published.year].append(work)
    for collection in Collection:
        years = sorted({year for kept, year in found if kept is collection}, reverse=True)
        for year in years:
            yield Part(collection, year or None, tuple(found[collection, year]))
