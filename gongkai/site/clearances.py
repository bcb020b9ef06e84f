"""Plan the pages of clearances (清理结果): the three public lists, on one page and as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.formats.csv import csv_text
from gongkai.library.catalogue import Work
from gongkai.library.clearances import Cleared
from gongkai.model.clearances import Treatment
from gongkai.model.documents import Collection
from gongkai.model.status import Status
from gongkai.pages.jobs import Job, Json
from gongkai.pages.views import iso, names, status_clause, under_root
from gongkai.site.documents import Surroundings, common, neighbour_values
from gongkai.site.facts import fact_rows
from gongkai.site.input import Library
from gongkai.site.relations import citing, related_groups
from gongkai.site.shelves import status_shelf
from gongkai.text.check_code import check_code
from gongkai.text.dates import chinese_date

_COLUMNS = ("序号", "文件名称", "发文字号", "制定机关", "处理", "条款", "理由", "网址")
_SHOWN_IN_LISTS = frozenset({"废止了", "宣布失效", "列为需要修改", "确认继续有效"})
_BINDING = tuple(collection for collection in Collection if collection.binding)


@dataclass(frozen=True, slots=True)
class PublicList:
    """One of the lists that the result of a clearance is published as."""

    name: str  # of its file
    title: str
    treatments: tuple[Treatment, ...]

    def lines(self, lines: Sequence[Cleared]) -> list[Cleared]:
        """Its lines, treatment by treatment, each in the order written."""
        return [line for kind in self.treatments for line in lines if line.treatment is kind]


LISTS = (
    PublicList("in-force", "继续有效的文件目录", (Treatment.KEEP,)),
    PublicList("ended", "宣布失效或者废止的文件目录", (Treatment.REPEAL, Treatment.LAPSE)),
    PublicList("to-amend", "需要修改的文件目录", (Treatment.AMEND,)),
)


def clearance_pages(library: Library) -> Iterator[Job]:
    """A page for each clearance."""
    around = Surroundings.of(library, Collection.CLEARANCES)
    current = [_in_force(library, collection) for collection in _BINDING]
    for work in library.catalogue.of(Collection.CLEARANCES):
        yield _page(around, work, [link for link in current if link])


def clearance_tables(library: Library) -> Iterator[Job]:
    """The lists of each clearance as CSV, beside its page."""
    site = library.catalogue.site
    for work in library.catalogue.of(Collection.CLEARANCES):
        for listed in LISTS:
            lines = listed.lines(library.cleared[work.id])
            if lines:
                rows = (_row(place, line, site.url) for place, line in enumerate(lines, 1))
                table = csv_text(_COLUMNS, rows)
                yield Job.of(f"{work.url[1:]}{listed.name}.csv", "text", text=table)


def _page(around: Surroundings, work: Work, current: list[Json]) -> Job:
    document = work.current.document
    text = around.library.texts[document.key]
    address = under_root(work.url)
    lines = around.library.cleared[work.id]
    day = document.clearance.date if document.clearance else None
    # Its lists are made of facts: it places no body that its job could name.
    own = check_code(document.key, text.bodies) if text.bodies else ""
    shared = {**common(around, document, text, address), "code": own}
    return Job.of(
        f"{address}index.html",
        "clearance.html",
        **shared,
        date=iso(day),
        date_words=chinese_date(day) if day else "",
        summary=document.summary or "",
        lists=[_list(listed, lines) for listed in LISTS if listed.lines(lines)],
        current=current,
        rows=fact_rows(work.current, around.slugs),
        related=related_groups(text, _SHOWN_IN_LISTS),
        cited=citing(text),
        **neighbour_values(around, work),
    )


def _list(listed: PublicList, lines: Sequence[Cleared]) -> Json:
    found = listed.lines(lines)
    return {
        "id": listed.name,
        "title": listed.title,
        "several": len(listed.treatments) > 1,
        "file": f"{listed.name}.csv",
        "items": [_line(line) for line in found],
    }


def _line(line: Cleared) -> Json:
    card = line.card
    return {
        "title": card.title,
        "url": under_root(card.url),
        "number": card.number or "",
        "agency": names(card.agency),
        "treatment": line.treatment.label,
        "place": line.place or "",
        "reason": line.reason or "",
        "note": _since(line),
    }


def _since(line: Cleared) -> str:
    """What became of a document that the clearance left in force; "" if nothing changed."""
    standing = line.card.standing
    if line.treatment.ends or standing is None:
        return ""
    if standing.status in (Status.REPEALED, Status.LAPSED):
        return f"{standing.status.value}：{status_clause(standing)}"
    return f"已经修改，新文本自{chinese_date(line.amended)}起施行" if line.amended else ""


def _row(place: int, line: Cleared, site: str) -> tuple[int | str | None, ...]:
    card = line.card
    return (
        place,
        card.title,
        card.number,
        names(card.agency),
        line.treatment.label,
        line.place,
        line.reason,
        f"{site}{card.url[1:]}",
    )


def _in_force(library: Library, collection: Collection) -> Json:
    """The list of what is in force now in a collection; None where there is nothing."""
    works = library.catalogue.of(collection)
    held = (work.current.standing for work in works)
    if not any(one and one.status.public is Status.IN_FORCE for one in held):
        return None
    url = status_shelf(Status.IN_FORCE).url(collection)
    return {"title": f"现行有效的{collection.label}", "url": url}
