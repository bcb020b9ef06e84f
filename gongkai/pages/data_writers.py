"""The writers of data files: from the values of a job to a format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from gongkai.formats.akoma import StatuteValues, akoma_ntoso
from gongkai.formats.comparison import comparison_json
from gongkai.formats.documents import TextValues, index_json, published_markdown
from gongkai.model.body import Body
from gongkai.pages.compared import comparison_of
from gongkai.pages.jobs import Json


def text(values: Mapping[str, Json], bodies: Sequence[Body]) -> bytes:
    """A file that was written when it was planned: `text` is all of it."""
    return cast(str, values["text"]).encode()


def markdown(values: Mapping[str, Json], bodies: Sequence[Body]) -> bytes:
    """index.md; `titles` has one title, or none, for each body."""
    return published_markdown(cast(Sequence[str | None], values["titles"]), bodies)


def document_json(values: Mapping[str, Json], bodies: Sequence[Body]) -> bytes:
    """index.json, from the values of `gongkai.formats.documents.index_json`."""
    record = cast(Mapping[str, object], values["record"])
    return index_json(record, cast(Sequence[TextValues], values["texts"]), bodies)


def comparison(values: Mapping[str, Json], bodies: Sequence[Body]) -> bytes:
    """index.json of a comparison, from `record` and the two bodies, the older first."""
    old, new = bodies
    found = comparison_of(old.provisions, new.provisions)
    return comparison_json(cast(Mapping[str, object], values["record"]), found)


def statute(values: Mapping[str, Json], bodies: Sequence[Body]) -> bytes:
    """index.akn.xml, from `statute` and the text's one body."""
    (body,) = bodies
    return akoma_ntoso(cast(StatuteValues, values["statute"]), body)
