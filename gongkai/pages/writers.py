"""Files that no template makes: each kind has a writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from gongkai.model.body import Body
from gongkai.pages import data_writers
from gongkai.pages.jobs import Json

Writer: TypeAlias = Callable[[Mapping[str, Json], Sequence[Body]], bytes]

# To add a kind of file, write a function and list it here; jobs name it as their template.
WRITERS: tuple[tuple[str, Writer], ...] = (
    ("text", data_writers.text),
    ("markdown", data_writers.markdown),
    ("document-json", data_writers.document_json),
    ("comparison-json", data_writers.comparison),
    ("akoma-ntoso", data_writers.statute),
)
