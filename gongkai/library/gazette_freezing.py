"""Freeze an issue of the gazette: what it prints is fixed, whatever becomes of the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from gongkai.library.check_input import is_regulation
from gongkai.library.notes import history_note
from gongkai.model.documents import Document
from gongkai.model.gazette import (
    FrozenIssue,
    FrozenItem,
    FrozenPicture,
    Issue,
    IssueItem,
    PageRange,
)

_FINGERPRINT = 16  # hexadecimal digits: enough to tell what was typed from what is typed now


@dataclass(frozen=True, slots=True)
class PrintedText:
    """The Markdown of an item, and what its text shows or is read with."""

    markdown: str
    pictures: tuple[FrozenPicture, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned item: the file below content/, its SHA-256, and the text layer of its pages."""

    file: str
    digest: str
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The press PDF of the paper issue."""

    file: str
    digest: str
    pages: int | None


@dataclass(frozen=True, slots=True)
class Sources:
    """What the items of an issue print, by their numbers: each has a text or a scan."""

    documents: Mapping[int, Document]
    texts: Mapping[int, PrintedText]
    scans: Mapping[int, Scan]
    paper: Paper | None = None


def frozen(issue: Issue, sources: Sources) -> FrozenIssue:
    """The issue as it is published, the pages as far as staff typed them."""
    items = tuple(
        _item(number, section.name, item, sources)
        for number, (section, item) in enumerate(issue.items, 1)
    )
    paper = sources.paper
    return FrozenIssue(
        key=issue.key,
        total=issue.total,
        total_last=issue.total_last,
        published=issue.published,
        sections=tuple(section.name for section in issue.sections),
        items=items,
        paper=paper.file if paper else None,
        paper_sha256=paper.digest if paper else None,
        page_count=paper.pages if paper else None,
    )


def with_pages(issue: FrozenIssue, pages: tuple[PageRange, ...], count: int) -> FrozenIssue:
    """The issue with the pages on which its items came to stand, `count` in all."""
    items = zip(issue.items, pages, strict=True)
    return replace(
        issue,
        items=tuple(replace(item, pages=found) for item, found in items),
        page_count=count,
    )


def fingerprints(issue: Issue) -> tuple[str, ...]:
    """What was typed: the head's fingerprint, then one for each item. Places do not count."""
    head = (
        issue.key,
        issue.total,
        issue.total_last,
        issue.published,
        issue.paper,
        issue.backfilled,
    )
    return (_print(head), *(_print((section.name, _typed(item))) for section, item in issue.items))


def _typed(item: IssueItem) -> tuple[object, ...]:
    reference = item.ref.text if item.ref else None
    return (reference, item.title, item.text, item.file, item.pages, item.sheet, item.corrects)


def _print(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()[:_FINGERPRINT]


def _item(number: int, section: str, item: IssueItem, sources: Sources) -> FrozenItem:
    document, scan = sources.documents.get(number), sources.scans.get(number)
    if scan:
        return FrozenItem(
            number=number,
            title=item.title or "",
            section=section,
            kind="scan",
            markdown="",
            digest=scan.digest,
            pages=item.pages,
            file=scan.file,
            sheet=item.sheet or (item.pages.first if item.pages else 1),
            layer=scan.layer,
        )
    printed = sources.texts[number]
    own = FrozenItem(
        number=number,
        title=document.title if document else item.title or "",
        section=section,
        kind="document" if document else ("correction" if item.corrects else "text"),
        markdown=printed.markdown,
        digest=sha256(printed.markdown.encode()).hexdigest(),
        pages=item.pages,
        pictures=printed.pictures,
        corrects=item.corrects,
    )
    return _of_document(own, document, printed.about) if document else own


def _of_document(item: FrozenItem, document: Document, about: str) -> FrozenItem:
    return replace(
        item,
        document=document.key,
        document_number=document.number,
        agency=document.agency,
        written=document.written,
        promulgated=document.promulgated,
        effective=document.effective,
        transmits=document.transmits,
        about=about,
        note=history_note(document) or "",
        standard=is_regulation(document),
    )
