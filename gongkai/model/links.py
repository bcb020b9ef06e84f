"""Where the references of a text lead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CitationLink:
    """The target of one citation. `target` is an id, "self", or None when unresolved.

    `url` is root-relative, with "#eid" where the place is known; `eid` is the
    deepest provision named, None for the whole. `note` tells readers what they
    should know before following (the target is 已废止).
    """

    target: str | None
    eid: str | None = None
    url: str | None = None
    title: str | None = None
    note: str | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class BackLink:
    """A document that cites this one."""

    id: str
    title: str
    url: str
    source: str  # eid in the citing text, "" if none
    place: str | None  # eid cited here
    text: str  # the words of the citation


@dataclass(frozen=True, slots=True)
class InterpretationLink:
    """An interpretation of this document; `places` are the eids it explains."""

    id: str
    title: str
    url: str
    places: tuple[str, ...] = ()
    outdated: bool = False  # the document changed since


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two documents, seen from one of them.

    `name` is Chinese and says what the other is to this one: 制定依据, 修改了,
    被其修改, 废止了, 被其废止, 替代了, 被其替代, 落实, 由其落实, 解读, 结果文件, 来自决策,
    宣布失效, 确认继续有效 … (gongkai.library.relations).
    `id` and `url` are None for outside law without an address.
    """

    name: str
    title: str
    id: str | None = None
    number: str | None = None
    url: str | None = None
    place: str | None = None  # as typed: 第十二条
    status: str | None = None  # the other's status when it is not 现行有效
    places: tuple[str, ...] = ()  # eids of this text that the other names
