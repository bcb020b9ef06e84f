"""Make test documents and libraries: say what matters to the test, leave out the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from gongkai.library.catalogue import catalogue
from gongkai.library.chain import chains
from gongkai.library.clearances import cleared
from gongkai.model.body import Body, Part
from gongkai.model.cards import Card
from gongkai.model.documents import Collection, DecisionCatalogue, Document, Reference
from gongkai.model.provisions import Level, Provision
from gongkai.model.site import Agency, Contact, Site
from gongkai.site.input import Library, Prose, Text
from gongkai.text.contents import contents_list
from gongkai.text.numerals import to_int

AS_OF = datetime(2026, 11, 23, 23, 59)
ASSETS = {"css": "assets/0/site.css", "js": "assets/0/js/site.js", "early": "assets/0/js/early.js"}

_ORDINARY = Document(
    path="content/normative/parking-fees.md",
    collection=Collection.NORMATIVE,
    id="parking-fees",
    title="关于停车收费有关事项的通知",
    number="示政办规〔2024〕3号",
    agency=("示例市人民政府办公室",),
    written=date(2024, 4, 20),
    published=datetime(2024, 4, 26, 9, 30),
    effective=date(2024, 5, 1),
)

_SITE = Site(
    name="示例市人民政府",
    url="https://www.example.gov.cn/zwgk/",
    base="/zwgk/",
    domain="www.example.gov.cn",
    site_id="2199990001",
    organizer="示例市人民政府办公室",
    contact=Contact(phone="0000-82120001"),
    agencies=(
        Agency("szf", "示例市人民政府"),
        Agency("szfb", "示例市人民政府办公室"),
        Agency("jtj", "示例市交通运输局"),
    ),
)

_ARTICLE = re.compile(r"第([一二三四五六七八九十百]+)条")
_CHAPTER = re.compile(r"第([一二三四五六七八九十]+)章　(.+)")


def document(**changes: Any) -> Document:
    """A 规范性文件 in force."""
    return replace(_ORDINARY, **changes)


def regulation(**changes: Any) -> Document:
    """A 规章 in force."""
    return document(
        **{
            "collection": Collection.REGULATIONS,
            "id": "parking",
            "title": "示例市停车管理办法",
            "number": "示例市人民政府令第12号",
            "agency": ("示例市人民政府",),
            "kind": "地方政府规章",
        }
        | changes
    )


def site(**changes: Any) -> Site:
    """The site of 示例市."""
    return replace(_SITE, **changes)


def body(text: str) -> Body:
    """A read body of one paragraph a line: 第X章 and 第X条 get their ids, the rest none."""
    parts: list[Part] = []
    provisions: list[Provision] = []
    chapter: str | None = None
    for number, line in enumerate(text.split("\n"), 1):
        heading, article = _CHAPTER.match(line), _ARTICLE.match(line)
        if heading:
            chapter = f"chp_{to_int(heading[1])}"
            provisions.append(
                Provision(
                    chapter,
                    Level.CHAPTER,
                    line.split("　")[0],
                    heading[2],
                    "",
                    None,
                    (number, number),
                )
            )
            parts.append(Part(chapter, f'<h2 id="{chapter}">{line}</h2>\n'))
        elif article:
            eid = f"art_{to_int(article[1])}"
            provisions.append(
                Provision(eid, Level.ARTICLE, article[0], "", line, chapter, (number, number))
            )
            parts.append(Part(eid, f'<p id="{eid}">{line}</p>\n'))
        else:
            parts.append(Part("", f"<p>{line}</p>\n"))
    made = Body(tuple(parts), tuple(provisions), (), text)
    return replace(made, contents=contents_list(made.columns))


@dataclass(frozen=True, slots=True)
class Made:
    """A library with the bodies that its jobs name, by digest."""

    library: Library
    bodies: Mapping[str, Body]


@dataclass(frozen=True, slots=True)
class Extra:
    """What one text of a test library has beside its front matter."""

    text: str = "第一条　停车收费的标准，按照本通知执行。"
    parts: Sequence[tuple[str, str]] = ()
    values: Mapping[str, Any] = field(default_factory=dict)  # other fields of `Text`
    prose: Mapping[str, Any] = field(default_factory=dict)  # other fields of its `Prose`


def library(
    *documents: Document,
    extra: Mapping[str, Extra] | None = None,
    years: Iterable[DecisionCatalogue] = (),
    site: Site = _SITE,
    as_of: datetime = AS_OF,
) -> Made:
    """A library of these documents; `extra` by `Document.key`."""
    bodies: dict[str, Body] = {}
    resolve = resolver(documents)
    arranged = catalogue(documents, years, site, as_of, resolve)
    texts = {
        entry.document.key: _text((extra or {}).get(entry.document.key, Extra()), bodies)
        for work in arranged.works
        for entry in work.texts
    }
    named: dict[str, Card] = {
        item.decision.text: work.current.card
        for year in arranged.years
        for item in year.items
        if item.decision
        for work in arranged.works
        if work.id == item.decision.text
    }
    explained = {
        work.id: texts[work.current.document.key].interpretations for work in arranged.works
    }
    lines, ways = cleared(arranged, resolve), chains(arranged, resolve, explained)
    return Made(Library(arranged, texts, named, ASSETS, lines, ways), bodies)


def resolver(
    documents: Sequence[Document],
) -> Callable[[Reference], tuple[Document, tuple[str, ...]] | None]:
    """Find a document by id, 文号 or title."""

    def resolve(reference: Reference) -> tuple[Document, tuple[str, ...]] | None:
        words = reference.text.partition("#")[0]
        found = (d for d in documents if words in (d.id, d.number, d.title))
        target = next(found, None)
        return (target, ()) if target else None

    return resolve


def _text(extra: Extra, bodies: dict[str, Body]) -> Text:
    def prose(words: str, **values: Any) -> Prose:
        digest = sha256(words.encode()).hexdigest()
        bodies[digest] = body(words)
        return Prose(body=digest, **values)

    own = prose(extra.text, **extra.prose) if extra.text else None
    parts = tuple((name, prose(words)) for name, words in extra.parts)
    return Text(prose=own, parts=parts, **extra.values)
