"""One Markdown file to one document: its keys typed, its id and version from its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from gongkai.model.diagnostics import Problem
from gongkai.model.documents import UNDATED, Collection, Document, Mark, Marks, Openness
from gongkai.source.head import Head, read_head
from gongkai.source.ids import id_of
from gongkai.source.schema import FIELDS
from gongkai.source.values import id_fault
from gongkai.text.approval import approves, text_hash

# Many documents have equal values: each is kept once.
_SHARED = 1 << 14
_OWN = frozenset({"id", "title", "number", "index", "registration", "summary", "transcript"})

VERSION = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Place:
    """What a file's path says: its collection, and the work it is a text of.

    `work` is the folder's name for a text of a work, "" for a single document.
    """

    path: str
    collection: Collection
    name: str  # without the ending
    work: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file read: the document if one could be made, its body, and all problems.

    `secret` tells that the document is known to be unpublished or that it
    could not be told, so that its words stay out of reports that travel;
    `lasting`, that it is so on every day.
    """

    path: str
    document: Document | None
    body: str
    problems: list[Problem] = field(default_factory=list)
    secret: bool = False
    lasting: bool = False


def read_document(place: Place, text: str, as_of: datetime) -> Draft:
    """Read one Markdown file of a collection."""
    head = read_head(text, FIELDS[place.collection])
    identity, version = identify(place, head)
    document = _document(place, head, identity, version)
    if document and not head.body.strip() and not (head.values.keys() & _INSTEAD):
        mark = head.marks["title"]
        hint = "写上正文；只有附件的，写一句话说明附件是什么"
        head.problems.append(
            Problem("body/empty", mark.line, mark.column, mark.span, "正文是空的", hint)
        )
    return Draft(
        place.path,
        document,
        head.body,
        head.problems,
        secret=is_secret(head.values, head.marks, as_of),
        lasting=_is_always_secret(head.values, head.marks),
    )


# With one of these a document has something to show without a body, or needs nothing.
_INSTEAD = frozenset({"attachments", "transcript", "audio", "card", "withdrawn"})


def is_secret(values: dict[str, Any], marks: dict[str, Mark], as_of: datetime) -> bool:
    """Whether the keys say that the document is not public, or fail to say that it is."""
    published, shown = values.get("published"), values.get("display_until")
    return _is_always_secret(values, marks) or not is_shown(published, shown, as_of)


def is_shown(published: datetime | None, until: date | None, as_of: datetime) -> bool:
    """Whether the time has come for a document to be seen, and has not gone."""
    return published is not None and published <= as_of and (until is None or until >= as_of.date())


def _is_always_secret(values: dict[str, Any], marks: dict[str, Mark]) -> bool:
    return (
        "hold" in values
        or ("hold" in marks and "hold" not in values)
        or ("openness" in marks and values.get("openness") is not Openness.PROACTIVE)
    )


def identify(place: Place, head: Head) -> tuple[str, str | None]:
    """The document's id, and its version when it is a text of a work.

    A file name that gives no id is a problem of `head`; "" is given then.
    """
    version = place.name if place.work else None
    given = head.values.get("id")
    if given:
        return str(given), version
    if "id" in head.marks:
        return "", version
    name = place.work or place.name
    made = id_of(name)
    fault = id_fault(made) if made else "不能变成标识"
    if fault:
        head.problems.append(
            Problem(
                "front-matter/id", 0, 0, 0,
                f"文件名「{name}」变成的标识「{made}」{fault}", "在文件头里加一行 标识: 用小写字母、数字和减号写的名字",
            )
        )  # fmt: skip
        return "", version
    return made, version


def _document(place: Place, head: Head, identity: str, version: str | None) -> Document | None:
    """The document, if what every page needs of it could be read."""
    values = {key: value for key, value in head.values.items() if key != "id"}
    if place.collection is Collection.PAGES and "published" not in head.marks:
        values.setdefault("published", UNDATED)
    if not identity or "title" not in values or "published" not in values:
        return None
    review = values.get("review")
    if review and review.text and not approves(review.text, head.body):
        values["review"] = replace(review, void=True)
        mark = head.marks["review"]
        head.problems.append(
            Problem(
                "review/void", mark.line, mark.column, mark.span,
                "审核之后正文又改过", f"重新审核，再把「文本校验」改成 {text_hash(head.body)[:16]}",
            )
        )  # fmt: skip
    if place.collection is Collection.REGULATIONS:
        values.setdefault("kind", "地方政府规章")
    return Document(
        path=place.path,
        collection=place.collection,
        id=identity,
        version=version,
        body_line=head.body_line,
        marks=Marks.of(head.marks),
        **{key: value if key in _OWN else _shared(value) for key, value in values.items()},
    )


@lru_cache(maxsize=_SHARED, typed=True)
def _shared(value: Any) -> Any:
    """The equal value that was met before, or this one."""
    return value
