"""What the staff's search asks for beside words, and the order of what it finds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.model.documents import Document
from gongkai.text.folding import fold

FIELDS = {"文号": "number", "机关": "agency", "状态": "status", "标题": "title"}
_NAMES = {**FIELDS, **{field: field for field in FIELDS.values()}}
_FIELD = re.compile(rf"(?<!\S)({'|'.join(_NAMES)})[:：]\s*(\"[^\"]*\"|“[^“”]*”|\S+)", re.IGNORECASE)
INSIDE = "#"  # between the file of a gazette issue and the number of an item in it
_PUNCTUATION = re.compile("[〔〕【】()（）\\[\\]第号號年\\s]")


@dataclass(frozen=True, slots=True)
class Found:
    """A text that the search found. `status` is what staff read: 现行有效, 有效期待确认, "" for none.

    `withheld` is why it is not published, "" for what is.
    """

    document: Document
    status: str
    withheld: str

    @property
    def file(self) -> str:
        """The file in which it stands."""
        return self.document.path.partition(INSIDE)[0]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of staff: the words, and what the fields must hold, by field."""

    words: str
    fields: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, text: str) -> Asked:
        """文号:示政规 状态:废止 停车 → words 停车, and the fields number and status."""
        fields: dict[str, tuple[str, ...]] = {}
        for name, value in _FIELD.findall(text):
            field = _NAMES[name.lower()]
            fields[field] = (*fields.get(field, ()), value.strip('"“”'))
        return cls(_FIELD.sub(" ", text).strip(), fields)

    def lets_through(self, found: Found) -> bool:
        """Whether every field holds what is asked of it."""
        document = found.document
        own = {
            "number": _number(document.number or ""),
            "agency": fold(
                "\n".join((*document.agency, document.lead or "", *document.responsible))
            ),
            "status": fold(
                f"{found.status}\n{found.withheld}\n{'未发布' if found.withheld else '已发布'}"
            ),
            "title": fold(f"{document.title}\n{document.transmits or ''}"),
        }
        return all(
            (_number(value) if field == "number" else fold(value)) in own[field]
            for field, values in self.fields.items()
            for value in values
        )


def _number(text: str) -> str:
    """A 文号 without brackets, 第 and 号, in whatever way they were typed."""
    return fold(_PUNCTUATION.sub("", text))


def in_rank(found: Sequence[Found], words: Sequence[Sequence[str]]) -> list[Found]:
    """In titles and numbers before in bodies, in force before not, newest first."""

    def rank(one: Found) -> tuple[bool, bool, float, str]:
        document = one.document
        heads = (fold(document.title), fold(document.number or ""))
        titled = all(any(form in head for form in forms for head in heads) for forms in words)
        ended = one.status in ("废止", "失效", "历史文本")
        published = document.published.toordinal() + document.published.hour / 24
        return not titled, ended, -published, document.key

    return sorted(found, key=rank)
