"""One file of a clearance (清理结果) to a document: it has keys and no body."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongkai.model.clearances import Clearance, Treatment
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Collection, Document, Marks
from gongkai.source.documents import Draft, Place, identify, is_secret
from gongkai.source.head import Head, read_keys
from gongkai.source.schema import FIELDS


def read_clearance(place: Place, text: str, as_of: datetime) -> Draft:
    """Read one YAML file of content/clearances."""
    values, marks, problems = read_keys(text, FIELDS[Collection.CLEARANCES])
    head = Head(values, marks, "", 1, problems)
    identity, _ = identify(place, head)
    document = _document(place, head, identity)
    if document and document.clearance and not any(document.clearance.items()):
        problems.append(
            Problem(
                "clearance/empty", 0, 0, 0,
                "清理结果里没有列出文件", "在 repeal、lapse、amend、keep 下面列出文件",
            )
        )  # fmt: skip
    return Draft(place.path, document, "", problems, is_secret(head.values, marks, as_of))


def _document(place: Place, head: Head, identity: str) -> Document | None:
    values: dict[str, Any] = {key: value for key, value in head.values.items() if key != "id"}
    day = values.pop("date", None)
    lists = {key: values.pop(key, ()) for key in (treatment.value for treatment in Treatment)}
    if not identity or day is None or "title" not in values or "published" not in values:
        return None
    return Document(
        path=place.path,
        collection=Collection.CLEARANCES,
        id=identity,
        clearance=Clearance(date=day, **lists),
        marks=Marks.of(head.marks),
        **values,
    )
