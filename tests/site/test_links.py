"""Every link inside made pages leads to something that is made."""

from __future__ import annotations

import posixpath
import re
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.model.documents import (
    CatalogueItem,
    Collection,
    Consultation,
    Decision,
    DecisionCatalogue,
    Document,
    Reference,
    Repeal,
    Withdrawal,
)
from gongkai.site.data_feeds import feeds
from tests.builders import ASSETS, Made, document, library
from tests.site.rendering import rendered

_ADDRESS = re.compile(r'(?:href|src)="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_DATA = (
    "index.json",
    "index.md",
    "index.akn.xml",
    "SHA256SUMS",
)  # planned elsewhere, beside the pages
_PLANNED = (
    Collection.REGULATIONS,
    Collection.NORMATIVE,
    Collection.POLICIES,
    Collection.INTERPRETATIONS,
    Collection.DECISIONS,
    Collection.PAGES,
)
_DAYS = st.dates(date(2023, 11, 1), date(2026, 11, 1))


def broken(
    pages: dict[str, str], base: str = "/zwgk/", others: frozenset[str] = frozenset()
) -> list[tuple[str, str]]:
    """Links to a page or an anchor that is not there; `others` are files beside the pages."""
    ids = {path: set(_ID.findall(page)) for path, page in pages.items()}
    found = []
    for path, page in pages.items():
        for address in _ADDRESS.findall(page):
            if re.match(r"[a-z]+:", address):
                continue
            target, _, place = address.partition("#")
            target = target.partition("?")[0]
            if target.startswith("/"):
                where = target.removeprefix(base)
            elif target:
                where = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
                where = where + "/" if target.endswith("/") else where
            else:
                where = path
            if where in ("./", ""):
                where = "index.html"
            where = where + "index.html" if where.endswith("/") else where
            if where.endswith(_DATA) or where.startswith("assets/") or where in ASSETS.values():
                continue
            if where in others:
                continue
            if where not in pages or (place and place not in ids[where]):
                found.append((path, address))
    return found


@st.composite
def documents(draw: st.DrawFn) -> Document:
    collection = draw(st.sampled_from(_PLANNED))
    day = draw(_DAYS)
    repealed = Repeal(draw(_DAYS)) if collection.binding and draw(st.booleans()) else None
    withdrawn = Withdrawal(date(2026, 1, 1), "发错了", draw(st.booleans()))
    decision = Decision(
        catalogue=draw(st.sampled_from([None, 2025, 2026])),
        consultation=Consultation("规范性文件", day, day),
    )
    return document(
        collection=collection,
        id=draw(st.sampled_from(["guide", "a", "b", "c", "d", "e", "f"])),
        title=draw(st.sampled_from(["甲", "乙", "<丙>"])),
        published=datetime.combine(day, datetime.min.time()),
        effective=draw(st.none() | _DAYS),
        agency=tuple(draw(st.lists(st.sampled_from(["示例市人民政府", "别处"]), max_size=2))),
        topic=draw(st.sampled_from([None, "综合政务", "综合政务/政务公开", "法律/刑法"])),
        lead=draw(st.sampled_from([None, "示例市交通运输局"])),
        responsible=tuple(draw(st.lists(st.sampled_from(["别处", "另一处"]), max_size=2))),
        repealed=repealed,
        withdrawn=withdrawn if draw(st.booleans()) else None,
        decision=decision if collection is Collection.DECISIONS else None,
    )


@st.composite
def libraries(draw: st.DrawFn) -> Made:
    """Documents of all collections; some regulations are works with several texts."""
    listed = draw(
        st.lists(documents(), max_size=6, unique_by=lambda item: (item.collection, item.id))
    )
    # An id names one document in the whole site.
    listed = list({item.id: item for item in listed}.values())
    if draw(st.booleans()):
        listed += [
            document(collection=Collection.REGULATIONS, id="work", version=version, effective=None)
            for version in draw(st.sampled_from([("2020-01-01",), ("2020-01-01", "2027-01-01")]))
        ]
    item = CatalogueItem("事项", decision=Reference("a"))
    year = DecisionCatalogue(
        path="content/decisions/2026.yaml",
        year=2026,
        title="2026年度目录",
        agency=("示例市人民政府",),
        published=datetime(2026, 1, 5),
        items=(item,),
    )
    return library(*listed, years=[year] if draw(st.booleans()) else [])


@given(libraries())
@settings(max_examples=25)
def test_every_link_leads_to_a_planned_page_or_place(made: Made) -> None:
    planned = frozenset(job.path for job in feeds(made.library))
    assert broken(rendered(made), others=planned) == []


@given(libraries())
@settings(max_examples=10)
def test_no_page_has_an_id_twice(made: Made) -> None:
    for path, page in rendered(made).items():
        ids = _ID.findall(page)
        assert len(ids) == len(set(ids)), path
