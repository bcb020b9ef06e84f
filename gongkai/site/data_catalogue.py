"""The catalogue for programs and spreadsheets: /data/documents, by collection and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256

from gongkai.formats.csv import csv_text
from gongkai.formats.json import json_text
from gongkai.formats.moment import built_for
from gongkai.library.catalogue import Work
from gongkai.model.site import Site
from gongkai.pages.jobs import Job, Json
from gongkai.site.data_dates import day_text, moment_text
from gongkai.site.data_parts import Part, parts
from gongkai.site.input import Library

_COLUMNS = (
    "标识", "栏目", "标题", "发文字号", "索引号", "发文机关", "牵头单位", "主题分类",
    "成文日期", "发布日期", "施行日期", "有效期至", "有效性", "网址",
)  # fmt: skip
_PART_COLUMNS = ("栏目", "年份", "件数", "文件地址", "字节数", "SHA-256")


def catalogue_files(library: Library) -> Iterator[Job]:
    """documents.json and documents.csv, which name the parts, and the parts.

    A new document changes one part and the list of parts, in each of the two
    forms; the parts of other years stay as they are (docs/decisions).
    """
    site = library.catalogue.site
    listed: list[Json] = []
    tables: list[list[str | int]] = []
    for part in parts(library):
        name = f"/data/documents/{part.name}"
        cards = json_text([_card(work) for work in part.works])
        table = csv_text(_COLUMNS, (_row(site, work) for work in part.works))
        yield _file(f"{name}.json", cards)
        yield _file(f"{name}.csv", table)
        label, year = part.collection.value, part.year
        count = len(part.works)
        listed.append({"collection": label, "year": year, **_digest(f"{name}.json", cards, count)})
        tables.append(_table_row(site, part, f"{name}.csv", table))
    head: dict[str, Json] = {"site": site.name, "url": site.url}
    count = len(library.catalogue.works)
    yield _file("/data/documents.json", json_text({**head, "count": count, "parts": listed}))
    yield _file("/data/documents.csv", csv_text(_PART_COLUMNS, tables))


def moment_file(library: Library) -> Iterator[Job]:
    """/data/as-of.json: the one file that tells when, and with what, the site was built."""
    yield _file("/data/as-of.json", built_for(library.catalogue.as_of))


def _file(url: str, words: str) -> Job:
    return Job.of(url[1:], "text", text=words)


def _digest(url: str, words: str, count: int) -> dict[str, Json]:
    content = words.encode()
    return {
        "url": url,
        "count": count,
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
    }


def _table_row(site: Site, part: Part, url: str, table: str) -> list[str | int]:
    content = table.encode()
    year = "未注明" if part.year is None else part.year
    address = f"{site.url}{url[1:]}"
    digest = sha256(content).hexdigest()
    return [part.collection.label, year, len(part.works), address, len(content), digest]


def _card(work: Work) -> Json:
    """What lists show of a document, with the names of its texts where it has several."""
    entry = work.current
    document, held, facts = entry.document, entry.standing, entry.facts
    return {
        "id": work.id,
        "collection": work.collection.value,
        "kind": document.kind,
        "url": work.url,
        "title": document.title,
        "number": document.number,
        "index": document.index,
        "agency": list(document.agency),
        "lead": document.lead,
        "responsible": list(document.responsible),
        "topic": document.topic,
        "summary": document.summary,
        "written": day_text(document.written),
        "promulgated": day_text(document.promulgated),
        "published": moment_text(document.published),
        "effective": day_text(document.effective),
        "expires": day_text(facts.expires if facts else document.expires),
        "status": held.status.public.value if held else None,
        "status_since": day_text(held.since) if held else None,
        "versions": _versions(work),
    }


def _versions(work: Work) -> list[Json]:
    return [text.document.version for text in work.texts] if len(work.texts) > 1 else []


def _row(site: Site, work: Work) -> Sequence[str | None]:
    document, held, facts = work.current.document, work.current.standing, work.current.facts
    return (
        work.id,
        work.collection.label,
        document.title,
        document.number,
        document.index,
        "、".join(document.agency),
        document.lead,
        document.topic,
        day_text(document.written),
        _shown(document.published),
        day_text(document.effective),
        day_text(facts.expires if facts else document.expires),
        held.status.public.value if held else None,
        f"{site.url}{work.url[1:]}",
    )


def _shown(published: datetime) -> str | None:
    """发布日期 as a spreadsheet reads it: 2024-05-01, or 2024-05-01 09:30."""
    moment = moment_text(published)
    return moment and moment[:16].replace("T", " ")
