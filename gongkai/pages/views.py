"""What templates show of a document and its status: model values as plain data.

Addresses in views are written under the root, without a leading "/", as
templates/base.html asks. Keys are always present; what is absent is None, ""
or an empty list.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai.library.status import Facts
from gongkai.model.cards import Card
from gongkai.model.documents import Collection, Document
from gongkai.model.status import Standing, Status, StatusBy
from gongkai.pages.jobs import Json
from gongkai.text.dates import chinese_date, stamp

View = dict[str, Json]


def under_root(url: str) -> str:
    """A root-relative address as templates want it; addresses with a scheme stay."""
    return url[1:] if url.startswith("/") else url


def names(agencies: Iterable[str]) -> str:
    """Several organs in one line."""
    return "、".join(agencies)


def iso(day: date | None) -> str | None:
    """A day as machines read it."""
    return day.isoformat() if day else None


def card_view(card: Card, texts: int = 1) -> View:
    """A row of a list. `texts` is how many texts the work has."""
    return {
        "title": card.title,
        "url": under_root(card.url),
        "number": card.number or "",
        "agency": names(card.agency),
        "date": card.published.date().isoformat(),
        "status": _short_status(card.standing),
        "phase": card.phase or "",
        "form": card.form or "",
        "texts": texts,
    }


def _short_status(standing: Standing | None) -> View | None:
    """The status in a list, where readers need it: when it is not 现行有效."""
    if standing is None or standing.status.public is Status.IN_FORCE:
        return None
    return {
        "name": standing.status.value,
        "slug": standing.status.slug,
        "words": status_clause(standing),
    }


def status_clause(standing: Standing) -> str:
    """Since when, by what and why, in one clause for lists; "" if nothing is recorded."""
    words = [_status_words(standing, None)]
    if standing.by:
        words.append(f"依据{_cited(standing.by)}")
    if standing.reason:
        words.append(standing.reason)
    return "，".join(word for word in words if word)


def _cited(by: StatusBy) -> str:
    return f"《{by.title}》（{by.number}）" if by.number else f"《{by.title}》"


def status_view(standing: Standing, facts: Facts | None = None) -> View:
    """The status with its dates, for the first sentence of a page and the browser's notes.

    `facts` tells an end by 有效期 from an end by a document that is to come.
    """
    return {
        "name": standing.status.public.value,
        "slug": standing.status.slug,
        "words": _status_words(standing, facts),
        "from": iso(standing.effective),
        "until": iso(standing.until),
        "reason": standing.reason or "",
        "by": _by(standing.by),
    }


def _by(by: StatusBy | None) -> View | None:
    if by is None:
        return None
    url = under_root(by.url) if by.url else None
    return {"title": by.title, "number": by.number or "", "url": url}


def _status_words(standing: Standing, facts: Facts | None) -> str:
    since = chinese_date(standing.since) if standing.since else ""
    effective = chinese_date(standing.effective)
    match standing.status:
        case Status.NOT_YET:
            return f"将自{effective}起施行"
        case Status.IN_FORCE | Status.UNCONFIRMED:
            return f"自{effective}起施行{_end(standing.until, facts)}"
        case Status.HISTORIC:
            return f"{interval(standing)}施行，已被后来的文本代替"
        case Status.PARTIAL:
            places = "、".join(standing.places) or "部分内容"
            return f"{places}自{since}起不再有效，其余部分仍然有效{_end(standing.ends, facts)}"
        case Status.SUSPENDED:
            until = f"，至{chinese_date(standing.until)}止" if standing.until else ""
            return f"自{since}起停止执行{until}"
        case Status.LAPSED:
            last = f"有效期至{chinese_date(standing.ends)}，" if standing.ends else ""
            return f"{last}自{since}起失效" if since else last.rstrip("，")
        case Status.REPEALED:
            return f"自{since}起废止" if since else ""


def _end(last: date | None, facts: Facts | None) -> str:
    if last is None:
        return ""
    by_term = facts is not None and facts.expires == last
    return f"，有效期至{chinese_date(last)}" if by_term else f"，施行至{chinese_date(last)}止"


def interval(standing: Standing) -> str:
    """自…起至…止: the text's own days of force; an open end is left open."""
    start = f"自{chinese_date(standing.effective)}起"
    return f"{start}至{chinese_date(standing.ends)}止" if standing.ends else start


def article_meta(document: Document, url: str) -> list[Json]:
    """The content-page tags of 国办发〔2017〕47号."""
    tags: list[Json] = [
        ["ArticleTitle", document.title],
        ["PubDate", stamp(document.published)],
        ["ContentSource", document.source or names(document.agency)],
    ]
    if document.keywords:
        tags.append(["Keywords", ";".join(document.keywords)])
    if document.drafter:
        tags.append(["Author", document.drafter])
    if document.summary:
        tags.append(["Description", document.summary])
    tags.append(["Url", url])
    return tags


def agency_label(collection: Collection) -> str:
    """制定机关 on 规章, 发文机关 elsewhere; an interpretation has no 发文."""
    if collection is Collection.REGULATIONS:
        return "制定机关"
    return "发布机关" if collection is Collection.INTERPRETATIONS else "发文机关"
