"""Small libraries for the tests of checks: documents, a site, and what is found in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from gongkai.library.catalogue import catalogue
from gongkai.library.check_input import Checked, Finding
from gongkai.library.publication import select
from gongkai.library.references import References
from gongkai.model.documents import Collection, DecisionCatalogue, Document, Mark, Marks, Reference
from gongkai.model.facts import BodyFacts
from gongkai.model.site import Agency, Site

AS_OF = datetime(2026, 11, 23, 23, 59)
SITE = Site(
    name="示例市人民政府",
    url="https://www.example.gov.cn/zwgk/",
    base="/zwgk/",
    domain="www.example.gov.cn",
    profile="official",
    agencies=(
        Agency("szf", "示例市人民政府", "示政", "市"),
        Agency("mzj", "示例市民政局", "示民", "市"),
    ),
)

# Every key that a test gives stands on a line of its own, in this order.
_KEYS = tuple(Document.__dataclass_fields__)


def document(identity: str = "rules", **values: Any) -> Document:
    """A public 行政规范性文件 of the city that offends against nothing, with what a test changes."""
    collection = values.pop("collection", Collection.NORMATIVE)
    version = values.get("version")
    folder = f"content/{collection.value}/{identity}"
    filled: dict[str, Any] = {
        "path": f"{folder}/{version}.md" if version else f"{folder}.md",
        "title": f"示例市{identity}管理办法",
        "agency": ("示例市人民政府",),
        "published": datetime(2026, 3, 16, 9, 30),
        "exempt": None if collection is Collection.INTERPRETATIONS else "只调整内部分工",
        **values,
    }
    marks = {key: Mark(place, 5, 3) for place, key in enumerate(_KEYS, 2) if key in filled}
    return Document(id=identity, collection=collection, marks=Marks.of(marks), **filled)


def library(
    *documents: Document,
    site: Site = SITE,
    as_of: datetime = AS_OF,
    years: Iterable[DecisionCatalogue] = (),
    bodies: Mapping[tuple[str, str], BodyFacts] | None = None,
    **more: Any,
) -> Checked:
    """A library as the pipeline hands it to the checks."""
    facts = bodies or {}
    listed = tuple(years)
    selection = select(documents, listed, as_of, review_required=site.review_required)
    public = References(selection.documents, facts)
    return Checked(
        site=site,
        as_of=as_of,
        documents=documents,
        public=selection.documents,
        years=listed,
        references=References(documents, facts),
        public_references=public,
        catalogue=catalogue(selection.documents, selection.years, site, as_of, public.document),
        bodies=facts,
        **more,
    )


def found(
    check: Callable[[Checked], Iterator[Finding]], *documents: Document, **more: Any
) -> list[tuple[str, str]]:
    """What a check finds: the code, and the document's id or the file."""
    checked = library(*documents, **more)
    ids = {document.path: document.key for document in documents}
    return [(item.problem.code, ids.get(item.path, item.path)) for item in check(checked)]


def reference(text: str, line: int = 9) -> Reference:
    """A reference as typed on a line of the front matter."""
    return Reference(text, None, Mark(line, 9, len(text)))


def on(site: Site = SITE, **values: Any) -> Site:
    """The site with other settings."""
    return replace(site, **values)


DAY = date(2026, 3, 12)
