"""What a text that binds is, said to search engines: schema.org Legislation as JSON-LD."""

from __future__ import annotations

from gongkai.formats.json import json_text
from gongkai.library.catalogue import Entry, Work
from gongkai.model.site import Site
from gongkai.model.status import Status
from gongkai.pages.jobs import Json
from gongkai.site.data_dates import day_text, moment_text
from gongkai.site.input import Text

_FORCE = {
    Status.IN_FORCE: "InForce",
    Status.PARTIAL: "PartiallyInForce",
}
_CHANGES = frozenset({"修改了", "废止了", "替代了"})


def legislation(site: Site, work: Work, entry: Entry, text: Text, url: str) -> dict[str, Json]:
    """The JSON-LD of the page at `url` (root-relative), which shows the text `entry`.

    What is not known is left out, as schema.org asks. Raises ValueError for a
    text without status: it is no legislation.
    """
    document, held = entry.document, entry.standing
    if held is None:
        raise ValueError(f"{document.key} has no legal force")
    known: dict[str, Json] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": _address(site, url),
        "url": _address(site, url),
        "name": document.title,
        "inLanguage": "zh-CN",
        "legislationIdentifier": document.number,
        "legislationType": document.kind or document.genre or work.collection.label,
        "legislationDate": day_text(document.promulgated or document.written),
        "legislationDateVersion": day_text(held.effective),
        "datePublished": moment_text(document.published),
        "temporalCoverage": f"{held.effective.isoformat()}/{day_text(held.ends) or '..'}",
        "legislationLegalForce": f"https://schema.org/{_FORCE.get(held.status.public, 'NotInForce')}",
        "legislationPassedBy": [_organ(name) for name in document.agency],
        "legislationResponsible": [_organ(name) for name in document.responsible],
        "legislationChanges": _changes(site, text),
        "abstract": document.summary,
        "keywords": list(document.keywords),
        "encoding": _files(site, url) if text.prose else None,
        **_versions(site, work, url),
    }
    return {key: value for key, value in known.items() if value not in (None, [])}


def script_text(values: Json) -> str:
    """The content of <script type="application/ld+json">: no text in it can end the element."""
    return json_text(values).rstrip("\n").replace("<", "\\u003c")


def _address(site: Site, url: str) -> str:
    return f"{site.url}{url[1:]}" if url.startswith("/") else url


def _organ(name: str) -> Json:
    return {"@type": "GovernmentOrganization", "name": name}


def _changes(site: Site, text: Text) -> list[Json]:
    return [
        {"@type": "Legislation", "@id": _address(site, relation.url), "name": relation.title}
        for relation in text.relations
        if relation.url and relation.name in _CHANGES
    ]


def _files(site: Site, url: str) -> list[Json]:
    """The same text in other formats."""
    formats = (("index.akn.xml", "application/akn+xml"), ("index.md", "text/markdown"))
    return [
        {
            "@type": "LegislationObject",
            "contentUrl": _address(site, f"{url}{name}"),
            "encodingFormat": kind,
        }
        for name, kind in formats
    ]


def _versions(site: Site, work: Work, url: str) -> dict[str, Json]:
    """How the texts of a work with several belong together."""
    if len(work.texts) < 2:
        return {}
    if url != work.url:
        return {"exampleOfWork": {"@type": "Legislation", "@id": _address(site, work.url)}}
    examples: list[Json] = [
        {
            "@type": "Legislation",
            "@id": _address(site, text.card.url),
            "legislationDateVersion": text.standing.effective.isoformat(),
        }
        for text in work.texts
        if text.standing
    ]
    return {"workExample": examples}
