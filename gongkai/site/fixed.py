"""Plan the pages that stand for themselves: 指南, 制度, 依申请公开 …, what was withdrawn, and 404."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.library.changes import withdrawn_url
from gongkai.model.documents import Collection, Document
from gongkai.model.site import Column
from gongkai.pages.jobs import Job, Json
from gongkai.pages.views import article_meta, iso, names, under_root
from gongkai.site.documents import contact, corrections
from gongkai.site.frames import Crumb, crumb, frame
from gongkai.site.input import Library
from gongkai.site.lists import listed_collections
from gongkai.site.prose import attachment_views, prose_values
from gongkai.site.relations import related_groups
from gongkai.site.shell import column_of, column_url, columns, page_column
from gongkai.text.dates import chinese_date, stamp


def fixed_pages(library: Library) -> Iterator[Job]:
    """The pages of content/pages."""
    listed = columns(library)
    for work in library.catalogue.of(Collection.PAGES):
        document = work.current.document
        text = library.texts[document.key]
        address = under_root(work.url)
        own = page_column(work.id, listed)
        yield Job.of(
            f"{address}index.html",
            "page.html",
            text.bodies,
            **frame(
                own or column_of(Collection.PAGES, listed),
                document.title,
                [(document.title, address)],
                description=document.summary or (own.description if own else ""),
                meta=article_meta(document, library.catalogue.site.url + address),
            ),
            prose=[prose_values(text.prose)] if text.prose else [],
            heading=document.title,
            published=document.published.date().isoformat(),
            published_words=stamp(document.published),
            source=document.source or names(document.agency),
            attachments=attachment_views(text.attached),
            corrections=corrections(document),
            contact=contact(document),
            related=related_groups(text),
        )


def withdrawn_pages(library: Library) -> Iterator[Job]:
    """A neutral page where each withdrawn text was, and where its work was if no text is left."""
    listed = columns(library)
    lists = listed_collections(library)
    left = {(work.collection, work.id) for work in library.catalogue.works}
    made = set[str]()
    for document in library.catalogue.withdrawn:
        addresses = [withdrawn_url(document)]
        if document.version and (document.collection, document.id) not in left:
            addresses.append(f"/{document.collection.value}/{document.id}/")
        for url in addresses:
            if url not in made:
                made.add(url)
                column = column_of(document.collection, listed)
                way = [crumb(column)] if document.collection in lists else []
                yield _withdrawn(document, under_root(url), column, way)


def _withdrawn(document: Document, address: str, column: Column, way: list[Crumb]) -> Job:
    withdrawal = document.withdrawn
    if withdrawal is None:
        raise ValueError(f"{document.path} is not withdrawn")
    title = "本页内容已经撤回" if withdrawal.erase else document.title
    return Job.of(
        f"{address}index.html",
        "withdrawn.html",
        **frame(column, title, [*way, (title, address)]),
        heading=title,
        date=iso(withdrawal.date),
        date_words=chinese_date(withdrawal.date),
        reason=withdrawal.reason,
    )


def missing_page(library: Library) -> Iterator[Job]:
    """What a server answers where there is no page."""
    doors: list[Json] = [
        {
            "title": column.title,
            "url": column_url(column),
            "description": column.description,
            "icon": "",
        }
        for column in columns(library)
    ]
    yield Job.of(
        "404.html",
        "404.html",
        **frame(None, "没有找到这个页面", []),
        absolute=True,
        doors=doors,
    )
