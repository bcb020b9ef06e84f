"""政府公报: its issues, as frozen on publication (国办发〔2018〕22号)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands on every issue and no issue says itself; an empty text is not shown.

    `url` is the address of the gazette on the site, with its domain.
    """

    name: str  # 示例市人民政府公报
    organizer: str = ""  # 主办
    supervisor: str = ""  # 主管
    publisher: str = ""  # 编辑出版
    licence: str = ""  # 准印证号 or CN 刊号
    distribution: str = ""  # 赠阅范围
    address: str = ""
    phone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class IssueKey:
    """Which issue of which year; `last` is another than `first` for a 合刊 alone."""

    year: int
    first: int
    last: int
    supplement: bool = False

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenItem:
    """One text of an issue, as it was published. Nothing in the library alters it.

    `markdown` is the body, without title and front matter; "" for a scan.
    `digest` is the SHA-256 of `markdown` in UTF-8, of the file for a scan.
    The facts of the document (`document` … `effective`) are those of the day
    of freezing; they are empty for what is no document of the library.
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
    file: str | None = None  # of a scan: the PDF, below content/
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
