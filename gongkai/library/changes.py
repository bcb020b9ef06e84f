"""What was added, changed and ended, when and why (更新记录): from dated events in the content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.library.catalogue import Catalogue, Entry, Work
from gongkai.model.documents import Document
from gongkai.model.status import Standing, Status, StatusBy
from gongkai.text.dates import chinese_date

_ENDED = {
    Status.REPEALED: "废止",
    Status.LAPSED: "失效",
    Status.SUSPENDED: "停止执行",
    Status.PARTIAL: "部分失效",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed on a day. `kind` is 发布, 修改, 更正, 废止, 失效, 停止执行, 部分失效 or 撤回.

    `title` is None for a document whose every word is gone (`erase`). `url` is
    root-relative. `why` is a clause without 。, `by` the document that caused it.
    """

    day: date
    kind: str
    id: str
    title: str | None
    url: str
    why: str | None = None
    by: StatusBy | None = None


def changes(catalogue: Catalogue) -> tuple[Change, ...]:
    """Every change that is public on the catalogue's day, newest first; ties by kind and address."""
    found = [change for work in catalogue.works for change in _of_work(work)]
    found += [_withdrawn(document) for document in catalogue.withdrawn]
    today = catalogue.as_of.date()
    shown = [change for change in found if change.day <= today]
    shown.sort(key=lambda change: (change.kind, change.url, change.why or ""))
    shown.sort(key=lambda change: change.day, reverse=True)
    return tuple(shown)


def _of_work(work: Work) -> Iterator[Change]:
    for place, entry in enumerate(work.texts):
        document = entry.document
        title, url = document.title, entry.card.url
        published = document.published.date()
        kind = "修改" if place else "发布"
        yield Change(published, kind, work.id, title, url, _comes(entry, published))
        for correction in document.corrections:
            why = f"{correction.place}：{correction.reason}"
            yield Change(correction.date, "更正", work.id, title, url, why)
    yield from _ending(work)


def _ending(work: Work) -> Iterator[Change]:
    standing = work.current.standing
    kind = _ENDED.get(standing.status) if standing else None
    if kind is None or standing is None or standing.since is None:
        return
    why = "、".join(standing.places) or standing.reason
    yield Change(standing.since, kind, work.id, work.current.card.title, work.url, why, standing.by)


def _comes(entry: Entry, published: date) -> str | None:
    """When the text's force begins, where that is another day than its publication."""
    standing: Standing | None = entry.standing
    if standing is None or entry.document.backfilled or standing.effective <= published:
        return None
    return f"自{chinese_date(standing.effective)}起施行"


def _withdrawn(document: Document) -> Change:
    withdrawal = document.withdrawn
    if withdrawal is None:
        raise ValueError(f"{document.path} is not withdrawn")
    title = None if withdrawal.erase else document.title
    url = withdrawn_url(document)
    return Change(withdrawal.date, "撤回", document.id, title, url, withdrawal.reason)


def withdrawn_url(document: Document) -> str:
    """Where the neutral page of a withdrawn text is: where the text was."""
    url = f"/{document.collection.value}/{document.id}/"
    return f"{url}{document.version}/" if document.version else url
