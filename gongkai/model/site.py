"""What site.yaml says: the site, its identifiers, its agencies and its own rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gongkai.model.gazette import Masthead


@dataclass(frozen=True, slots=True)
class Agency:
    """An organ that publishes here. `id` names its lists, `code` its 机关代字."""

    id: str
    name: str
    code: str | None = None
    level: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """An entry of the column's home page; exactly one of collection, page, url is set."""

    id: str
    title: str
    description: str = ""
    keywords: str = ""
    type: str = ""  # ColumnType, 国办发〔2017〕47号
    collection: str | None = None
    page: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """How the office that runs the site is reached."""

    address: str | None = None
    phone: str | None = None
    fax: str | None = None
    email: str | None = None
    hours: str | None = None


@dataclass(frozen=True, slots=True)
class Conac:
    """党政机关网站标识: where its mark leads, and the picture the office got."""

    url: str
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Footer:
    """底部功能区 (国办发〔2017〕47号)."""

    icp: str | None = None
    police: str | None = None
    conac: Conac | None = None
    report_error: str | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """An account of 政务新媒体."""

    name: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Door:
    """按事情找: a large entry on the home page."""

    title: str
    url: str
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class ValidityRule:
    """A rule of the office: documents of these kinds lapse after so many years."""

    kinds: tuple[str, ...]
    years: int
    since: date | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Periods that checks count, in working days or days as named; None: no rule."""

    interpretation_workdays: int = 3
    disclosure_workdays: int = 20
    answer_workdays: int = 5
    consultation_days: tuple[tuple[str, int | None], ...] = (
        ("重大行政决策", 30),
        ("规章草案", 30),
        ("规范性文件", None),
    )
    feedback_days: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One site. `url` ends with "/"; `base` is its path there, "/" or "/zwgk/"."""

    name: str
    url: str
    base: str
    domain: str
    site_id: str | None = None
    profile: str = "relaxed"  # official | relaxed
    organizer: str | None = None
    contact: Contact = Contact()
    hotline: str = "12345"
    footer: Footer = Footer()
    media: tuple[Media, ...] = ()
    agencies: tuple[Agency, ...] = ()
    validity: tuple[ValidityRule, ...] = ()
    deadlines: Deadlines = Deadlines()
    review_required: bool = False
    columns: tuple[Column, ...] = ()
    doors: tuple[Door, ...] = ()
    external_prompt: bool = True
    precompress: bool = False
    web_font: tuple[str, ...] = ()  # "noto", or the files of one weight or two; none by default
    downloads: tuple[str, ...] = ()
    index_pattern: str | None = None
    gazette: Masthead = field(default_factory=Masthead)
    rules: tuple[tuple[str, str], ...] = field(default=())

    @property
    def official(self) -> bool:
        """Whether the rules of the trade are errors here."""
        return self.profile == "official"
