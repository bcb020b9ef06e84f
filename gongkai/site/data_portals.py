"""The catalogue for data portals (DCAT 3 as JSON-LD), and llms.txt for programs that read texts."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.formats.json import json_text
from gongkai.model.documents import Collection
from gongkai.pages.jobs import Job, Json
from gongkai.site.data_parts import Part, parts
from gongkai.site.input import Library

_CONTEXT: dict[str, Json] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/ZHO"


def portal_files(library: Library) -> Iterator[Job]:
    """/data/catalog.jsonld and /llms.txt."""
    yield Job.of("data/catalog.jsonld", "text", text=json_text(_catalogue(library)))
    yield Job.of("llms.txt", "text", text=_reading_guide(library))


def _catalogue(library: Library) -> Json:
    """A data set for each collection, with its yearly files as distributions."""
    site = library.catalogue.site
    grouped: dict[Collection, list[Part]] = {}
    for part in parts(library):
        grouped.setdefault(part.collection, []).append(part)
    publisher: Json = {"@type": "foaf:Organization", "foaf:name": site.organizer or site.name}
    datasets: list[Json] = []
    for collection, held in grouped.items():
        datasets.append(
            {
                "@id": f"{site.url}data/catalog.jsonld#{collection.value}",
                "@type": "dcat:Dataset",
                "dct:title": {"@value": f"{site.name}{collection.label}", "@language": "zh"},
                "dct:description": {
                    "@value": f"{site.name}公开的{collection.label}目录，按发布年份分开",
                    "@language": "zh",
                },
                "dct:identifier": collection.value,
                "dct:language": {"@id": _LANGUAGE},
                "dct:publisher": publisher,
                "dcat:landingPage": {"@id": f"{site.url}{collection.value}/"},
                "dcat:distribution": [
                    _distribution(f"{site.url}{path}", part, kind)
                    for part in held
                    for path, kind in _forms(part)
                ],
            }
        )
    return {
        "@context": _CONTEXT,
        "@id": f"{site.url}data/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": {"@value": f"{site.name}政府信息公开", "@language": "zh"},
        "dct:language": {"@id": _LANGUAGE},
        "dct:publisher": publisher,
        "foaf:homepage": {"@id": site.url},
        "dcat:dataset": datasets,
    }


def _forms(part: Part) -> Iterator[tuple[str, str]]:
    """The files of a part with their media types."""
    yield f"data/documents/{part.name}.json", "application/json"
    yield f"data/documents/{part.name}.csv", "text/csv"
    yield part.bundle, "application/zip"


def _distribution(address: str, part: Part, kind: str) -> Json:
    year = f"{part.year}年" if part.year else "未注明日期"
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": {"@value": f"{part.collection.label}，{year}", "@language": "zh"},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{kind}"},
    }


def _reading_guide(library: Library) -> str:
    """llms.txt: how the texts are found. It names parts, so a new document changes one of them."""
    site = library.catalogue.site
    lines = [
        f"# {site.name}政府信息公开",
        "",
        "> 公开的法规规章、行政规范性文件、政策文件、解读、决策公开等。每个页面的网址后加 index.md 是它的文字，"
        "加 index.json 是它的数据：有效性、沿革、条款、引用。",
        "",
        "有效性以页面和 index.json 的 status 为准，它说的是 data/as-of.json 那一刻的情况；引用时请写明网址。",
        "",
        "## 目录",
        "",
    ]
    for part in parts(library):
        year = f"{part.year}年" if part.year else "未注明日期"
        address = f"{site.url}data/documents/{part.name}.json"
        lines.append(f"- [{part.collection.label}，{year}]({address})")
    lines += [
        "",
        "## 数据",
        "",
        f"- [全部文件的目录]({site.url}data/documents.json)",
        f"- 按类别和年份打包的文字和数据：{site.url}data/bulk/类别-年份.zip，名称同上面的目录",
        f"- [数据门户用的目录（DCAT）]({site.url}data/catalog.jsonld)",
        f"- [每个文件的校验值]({site.url}SHA256SUMS)",
    ]
    return "\n".join(lines) + "\n"
