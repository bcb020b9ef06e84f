"""Addresses that were published once: recorded, and never lost without a word (design.md §6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from gongkai.library.aliases import moved
from gongkai.library.catalogue import Catalogue
from gongkai.library.changes import withdrawn_url
from gongkai.library.gazette import Gazette
from gongkai.library.publication import Selection, Withheld
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Document

_UNDER = "address/gone"
_CHANGED = "address/published-changed"
_DATE = "发布"  # in the place of a correction that tells of a changed date


def addresses(catalogue: Catalogue, gazette: Gazette) -> dict[str, date]:
    """Every address to keep, root-relative, and the day it was published: documents, texts,
    issues and their items.
    """
    found: dict[str, date] = {}
    for work in catalogue.works:
        found[work.url] = work.texts[0].document.published.date()
        for entry in work.texts if len(work.texts) > 1 else ():
            found[entry.card.url] = entry.document.published.date()
    for document in catalogue.withdrawn:
        found[withdrawn_url(document)] = document.published.date()
        found.setdefault(f"/{document.collection.value}/{document.id}/", document.published.date())
    for issue in gazette.issues:
        if not issue.draft:
            found[issue.url] = issue.issue.published
            found.update((item.place.url, issue.issue.published) for item in issue.items)
    return found


def read_record(text: str) -> dict[str, date]:
    """The record: an address and its day on each line. Raises ValueError, naming the line."""
    found: dict[str, date] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line:
            url, _, day = line.partition(" ")
            try:
                found[url] = date.fromisoformat(day)
            except ValueError:
                raise ValueError(f"第 {number} 行不是“地址 日期”") from None
            if not url.startswith("/") or not url.endswith("/"):
                raise ValueError(f"第 {number} 行的地址不对")
    return found


def record_text(recorded: Mapping[str, date]) -> str:
    """The record as a file, ordered by address."""
    return "".join([f"{url} {recorded[url].isoformat()}\n" for url in sorted(recorded)])


def lost(
    recorded: Mapping[str, date], catalogue: Catalogue, gazette: Gazette, selection: Selection
) -> Iterator[Problem]:
    """What was published and would be gone, or would bear another day of publication.

    An address may go when an old address (aliases) leads on from it, or when its document's
    time of display is over. What is published after the catalogue's day is not missed.
    """
    present = addresses(catalogue, gazette)
    base = catalogue.site.base
    led = {one.old.removesuffix("index.html") for one in moved(catalogue)}
    over = {_url(document) for document, why in selection.withheld if why is Withheld.OVER}
    corrected = set(_corrected(selection.documents))
    for line, (url, day) in enumerate(sorted(recorded.items()), 1):
        if day > catalogue.as_of.date():
            continue
        if url not in present:
            if f"{base}{url[1:]}" not in led and url not in over:
                hint = "文件要撤下来，用 withdraw；改了标识或文件夹，在新文件里写「旧地址」；误删的，取回来"
                yield Problem(_UNDER, line, 1, len(url), f"已经发布过的 {url} 会不见", hint)
        elif present[url] != day and url not in corrected:
            message = f"{url} 的发布日期记的是 {day}，现在是 {present[url]}"
            hint = "改回原来的日期；确实要改的，在 corrections 里写一条，place 写 发布日期"
            yield Problem(_CHANGED, line, 1, len(url), message, hint)


def _url(document: Document) -> str:
    return f"/{document.collection.value}/{document.id}/"


def _corrected(documents: Iterable[Document]) -> Iterator[str]:
    for document in documents:
        if any(item.place and _DATE in item.place for item in document.corrections):
            yield _url(document)
            yield withdrawn_url(document)
