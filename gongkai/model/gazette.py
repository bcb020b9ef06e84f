"""政府公报: its issues as staff type them, and as frozen on publication (国办发〔2018〕22号)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai.model.references import NOWHERE, Mark, Marks, Reference

_NAME = re.compile("([0-9]{4})-(z?)([0-9]{1,3})(?:-([0-9]{1,3}))?")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands on every issue and no issue says itself; an empty text is not shown.

    `url` is the address of the gazette on the site, with its domain.
    """

    name: str = ""  # 示例市人民政府公报
    organizer: str = ""  # 主办
    supervisor: str = ""  # 主管
    publisher: str = ""  # 编辑出版
    licence: str = ""  # 准印证号 or CN 刊号
    distribution: str = ""  # 赠阅范围
    address: str = ""
    phone: str = ""
    url: str = ""

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The filled facts with their names, as every edition shows them; the address of the site apart."""
        named = (
            ("主管", self.supervisor),
            ("主办", self.organizer),
            ("编辑出版", self.publisher),
            ("刊号", self.licence),
            ("赠阅范围", self.distribution),
            ("地址", self.address),
            ("电话", self.phone),
        )
        return tuple((name, value) for name, value in named if value)


@dataclass(frozen=True, slots=True)
class IssueKey:
    """Which issue of which year; `last` is another than `first` for a 合刊 alone."""

    year: int
    first: int
    last: int
    supplement: bool = False

    @classmethod
    def read(cls, name: str) -> IssueKey:
        """The key that 2023-03, 2023-03-04 or 2023-z1 names. Raises ValueError for another text."""
        found = _NAME.fullmatch(name)
        if not found:
            raise ValueError(f"{name} is no name of an issue")
        year, supplement, first, last = found.groups()
        key = cls(int(year), int(first), int(last or first), bool(supplement))
        if not 0 < key.first <= key.last or (supplement and last):
            raise ValueError(f"{name} is no name of an issue")
        return key

    @property
    def rank(self) -> tuple[int, bool, int]:
        """Where it stands among all: by year and 期号, the 增刊 of a year behind."""
        return self.year, self.supplement, self.first

    @property
    def path(self) -> str:
        """Its place below /gazette/: 2023/03, 2023/03-04, 2023/z1."""
        if self.supplement:
            return f"{self.year}/z{self.first}"
        joined = "" if self.first == self.last else f"-{self.last:02d}"
        return f"{self.year}/{self.first:02d}{joined}"

    @property
    def name(self) -> str:
        """Its name in names of files: 2023-03, 2023-03-04, 2023-z1."""
        return self.path.replace("/", "-")

    @property
    def label(self) -> str:
        """2023年第3期, 2023年第3—4期, 2023年增刊第1期."""
        return f"{self.year}年{self.number}"

    @property
    def number(self) -> str:
        """第3期, 第3—4期, 增刊第1期."""
        joined = "" if self.first == self.last else f"—{self.last}"
        return f"{'增刊' if self.supplement else ''}第{self.first}{joined}期"


@dataclass(frozen=True, slots=True)
class PageRange:
    """Pages of an issue, from the first to the last, both counted."""

    first: int
    last: int

    @property
    def label(self) -> str:
        """第12页, 第12—14页."""
        joined = "" if self.first == self.last else f"—{self.last}"
        return f"第{self.first}{joined}页"


@dataclass(frozen=True, slots=True)
class FrozenPicture:
    """A picture that a frozen text shows: its name in the text, and its file below content/."""

    name: str
    path: str
    digest: str  # SHA-256 of the file


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenItem:
    """One text of an issue, as it was published. Nothing in the library alters it.

    `markdown` is the body, without title and front matter; "" for a scan.
    `digest` is the SHA-256 of `markdown` in UTF-8, of the file for a scan.
    `layer` is the text layer of a scan's pages, for search and for those who
    cannot see it; it is not the text. The facts of the document (`document` …
    `about`) are those of the day of freezing; they are empty for what is no
    document of the library. A build lets go of `markdown` and `layer` once
    they are read.
    """

    number: int  # 1… in the issue, for ever: the address /gazette/2023/03/01/
    title: str
    section: str
    kind: str  # document | text | scan | correction
    markdown: str
    digest: str
    pages: PageRange | None = None  # in the issue
    document: str | None = None  # Document.key: ID or ID@VERSION
    document_number: str | None = None  # 发文字号
    agency: tuple[str, ...] = ()
    written: date | None = None
    promulgated: date | None = None
    effective: date | None = None
    transmits: str | None = None  # title of the 办法 inside the 通知
    about: str = ""  # of an interpretation: the title of what it explains
    note: str = ""  # 题注
    pictures: tuple[FrozenPicture, ...] = ()
    file: str | None = None  # of a scan: the PDF, below content/
    sheet: int | None = None  # of a scan: the page of the PDF on which it begins
    layer: str = ""
    standard: bool = False  # 规章的标准文本
    corrects: tuple[IssueKey, int] | None = None  # the item that this 更正 mends

    @property
    def name(self) -> str:
        """Its number in addresses: 01."""
        return f"{self.number:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenIssue:
    """One issue, as it was published: its lock file, typed.

    A 合刊 may bear two 总期号, a 增刊 none.
    """

    key: IssueKey
    total: int | None  # 总期号
    total_last: int | None = None  # of a 合刊 that bears several
    published: date
    sections: tuple[str, ...]
    items: tuple[FrozenItem, ...]
    paper: str | None = None  # the press PDF of the paper issue, below content/
    paper_sha256: str | None = None
    page_count: int | None = None

    @property
    def is_text(self) -> bool:
        """Whether it is our own text all through, which we set ourselves: no paper, no scans."""
        return self.paper is None and all(item.kind != "scan" for item in self.items)

    @property
    def total_label(self) -> str:
        """总第87期, 总第87—88期, "" without one."""
        if self.total is None:
            return ""
        joined = "" if self.total_last in (None, self.total) else f"—{self.total_last}"
        return f"总第{self.total}{joined}期"

    @property
    def label(self) -> str:
        """2023年第3期（总第87期）."""
        return self.key.label + (f"（{self.total_label}）" if self.total else "")

    def citation(self, masthead: Masthead, item: FrozenItem | None = None) -> str:
        """How to cite it: 《示例市人民政府公报》2023年第3期（总第87期）第12页."""
        pages = item.pages.label if item and item.pages else ""
        return f"《{masthead.name}》{self.label}{pages}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueItem:
    """One entry of an issue as typed: a reference, a text of its own, a scan, or a 更正."""

    mark: Mark = NOWHERE
    ref: Reference | None = None
    title: str | None = None
    text: str | None = None
    text_mark: Mark = NOWHERE
    file: str | None = None
    pages: PageRange | None = None
    sheet: int | None = None
    corrects: tuple[IssueKey, int] | None = None


@dataclass(frozen=True, slots=True)
class IssueSection:
    """A 栏目 of an issue as typed: 市政府规章, 人事任免, 大事记 …"""

    name: str
    items: tuple[IssueItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue as staff type it, frozen or not."""

    path: str  # content/gazette/2023-03.yaml
    key: IssueKey
    total: int | None = None
    total_last: int | None = None
    published: date
    sections: tuple[IssueSection, ...]
    paper: str | None = None
    backfilled: bool = False
    marks: Marks = field(default=Marks(), compare=False)

    @property
    def items(self) -> tuple[tuple[IssueSection, IssueItem], ...]:
        """Its entries in order, each with its section; the n-th has the number n."""
        return tuple((section, item) for section in self.sections for item in section.items)

    def mark(self, key: str) -> Mark:
        """Where the value of a key stands; the file's start if it is not there."""
        return self.marks.at(key)


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """What the files of one issue hold: what was typed, and what was frozen.

    `typed` are the fingerprints of the YAML when it was frozen: the head's
    first, then one for each item. `torn` says that there is a lock file that cannot be read.
    """

    path: str
    issue: Issue | None
    frozen: FrozenIssue | None = None
    typed: tuple[str, ...] = ()
    torn: bool = False

    @property
    def lock_path(self) -> str:
        """The lock file beside the YAML."""
        return self.path.removesuffix(".yaml") + ".lock.json"

    def let_go(self) -> IssueRecord:
        """The same without the texts of what was frozen, once they have been read."""
        if self.frozen is None:
            return self
        items = tuple(replace(item, markdown="", layer="") for item in self.frozen.items)
        return replace(self, frozen=replace(self.frozen, items=items))
