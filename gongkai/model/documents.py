"""One disclosed document, as its office wrote it: nothing derived."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from gongkai.model.clearances import Clearance
from gongkai.model.references import NOWHERE as NOWHERE
from gongkai.model.references import Mark as Mark
from gongkai.model.references import Marks as Marks
from gongkai.model.references import Reference as Reference
from gongkai.model.restoring import restored


class Collection(Enum):
    """The folders of content/ that hold documents; the value names folder and address.

    The gazette holds issues, which are no documents (`gongkai.model.gazette`): it is here
    because it is a column, is searched, and has data of its own like the others.
    """

    REGULATIONS = "regulations"  # 规章
    NORMATIVE = "normative"  # 行政规范性文件
    POLICIES = "policies"  # 其他政策文件
    INTERPRETATIONS = "interpretations"  # 政策解读
    DECISIONS = "decisions"  # 重大行政决策预公开
    CLEARANCES = "clearances"  # 清理结果
    GAZETTE = "gazette"  # 政府公报
    PAGES = "pages"  # 指南、制度、依申请公开 …

    def __init__(self, folder: str) -> None:
        self.folder = folder  # the value, which takes a call: addresses are made of it

    # Members are the same only when they are one: Enum's own hash is a function of Python.
    __hash__ = object.__hash__

    @property
    def label(self) -> str:
        """The name of the collection on pages."""
        return _COLLECTION_LABELS[self]

    @property
    def binding(self) -> bool:
        """Whether its documents have a status (有效性), a structure and versions."""
        return self in _BINDING


_COLLECTION_LABELS = {
    Collection.REGULATIONS: "规章",
    Collection.NORMATIVE: "行政规范性文件",
    Collection.POLICIES: "其他政策文件",
    Collection.INTERPRETATIONS: "政策解读",
    Collection.DECISIONS: "重大行政决策预公开",
    Collection.CLEARANCES: "清理结果",
    Collection.GAZETTE: "政府公报",
    Collection.PAGES: "专栏页面",
}
_BINDING = frozenset({Collection.REGULATIONS, Collection.NORMATIVE, Collection.POLICIES})


class Openness(Enum):
    """公开属性 (政府信息公开条例 arts. 13-16)."""

    PROACTIVE = "主动公开"
    ON_REQUEST = "依申请公开"
    NOT_PUBLIC = "不予公开"


UNDATED = datetime.min  # `published` of a fixed page that gives no date: it is shown without one


@restored
@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One event of the 沿革, from which the 题注 is made."""

    date: date
    event: str


@dataclass(frozen=True, slots=True)
class Repeal:
    """废止. `date` is the first day without force; `by` names the repealing document."""

    date: date
    by: Reference | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Suspension:
    """停止执行, from its first day to its last; an open end is None."""

    start: date
    end: date | None = None
    by: Reference | None = None


@dataclass(frozen=True, slots=True)
class PartialLapse:
    """部分失效: the places without force from `date` on."""

    places: tuple[str, ...]
    date: date
    by: Reference | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """延长有效期: `until` is the new last day with force."""

    until: date
    by: Reference | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """撤回. With `erase`, no word of the document stays anywhere."""

    date: date
    reason: str
    erase: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """更正 of a published text: what stood there, what stands there now, and why."""

    date: date
    place: str
    was: str
    now: str
    reason: str


@dataclass(frozen=True, slots=True)
class AttachmentRef:
    """An attachment as named in the front matter: `file` is relative to content/files or to the document."""

    title: str
    file: str
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True)
class Review:
    """审核: who handled and approved the text. Never published.

    `text` is the hash of what was approved (`gongkai.text.approval`); `void`
    says that the text of the file is another by now.
    """

    handler: str | None = None
    deputy: str | None = None
    head: str | None = None
    secrecy_no: str | None = None
    date: date | None = None
    text: str | None = None
    void: bool = False


@dataclass(frozen=True, slots=True)
class PolicyCard:
    """政策卡片: what a reader needs first. 以正文为准."""

    audience: str | None = None
    benefit: str | None = None
    how: str | None = None
    materials: str | None = None
    where: str | None = None
    phone: str | None = None
    hours: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to take part in a consultation: 信函, 电话, 当面, 网络 …"""

    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """意见征集. Both days belong to the period; `shortened` is the reason for a short one."""

    kind: str
    opens: date
    closes: date
    shortened: str | None = None
    channels: tuple[Channel, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionEvent:
    """听证, 专家论证, 风险评估 … on the way to a decision."""

    kind: str
    date: date
    text: str


@dataclass(frozen=True, slots=True)
class NoticeAmendment:
    """A dated change to a consultation notice; the text before it stays shown."""

    date: date
    text: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """A summary of opinions received, without names, and what became of them."""

    clause: str
    opinion: str
    count: int
    outcome: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """采纳情况. The opinions' counts add up to `received`."""

    published: datetime
    received_people: int | None
    received: int
    opinions: tuple[Opinion, ...]
    text: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionPart:
    """A text of a decision beside decision.yaml: 草案, 说明, 背景 or 结果."""

    name: str  # proposal, explanation, background, result
    title: str
    published: datetime
    path: str
    text: str
    line: int  # line of the file on which `text` begins
    attachments: tuple[AttachmentRef, ...] = ()
    hold: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a 重大行政决策 has beside the keys of every document."""

    catalogue: int | None = None
    consultation: Consultation | None = None
    events: tuple[DecisionEvent, ...] = ()
    amendments: tuple[NoticeAmendment, ...] = ()
    result: Reference | None = None
    parts: tuple[DecisionPart, ...] = ()
    feedback: Feedback | None = None


@restored
@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text of one document: what its front matter says, typed.

    Dates without a time of day are days in Asia/Shanghai, datetimes are local
    there and carry no zone. What follows from several documents (status,
    neighbours, links, addresses) is made in `gongkai.library`. The body's text
    is not here but in `text`, which the pipeline lets go once it is rendered.
    """

    path: str  # relative to the office's folder: content/normative/2024/parking.md
    collection: Collection
    id: str
    version: str | None = None  # of a text of a work: 2024-05-01
    title: str
    number: str | None = None  # 发文字号
    registration: str | None = None  # 统一编号
    index: str | None = None  # 索引号
    agency: tuple[str, ...] = ()  # 发文机关; the first is 主办机关
    kind: str | None = None  # 效力层级 of a regulation
    series: str | None = None
    topic: str | None = None  # 一级/二级
    group: str | None = None
    genre: str | None = None
    level: str | None = None
    source: str | None = None
    written: date | None = None  # 成文日期
    promulgated: date | None = None  # 公布日期
    published: datetime  # 发布日期
    effective: date | None = None
    expires: date | None = None
    openness: Openness = Openness.PROACTIVE
    openness_basis: str | None = None
    scope: str | None = None
    hold: str | None = None
    display_until: date | None = None
    backfilled: bool = False
    review: Review | None = None
    keywords: tuple[str, ...] = ()
    summary: str | None = None
    lead: str | None = None
    responsible: tuple[str, ...] = ()
    drafter: str | None = None
    contact: str | None = None
    history: tuple[HistoryEvent, ...] = ()
    basis: tuple[Reference, ...] = ()
    implements: tuple[Reference, ...] = ()
    amends: tuple[Reference, ...] = ()
    replaces: tuple[Reference, ...] = ()
    repeals: tuple[Reference, ...] = ()
    transmits: str | None = None  # title of the 办法 inside the 通知
    repealed: Repeal | None = None
    suspended: tuple[Suspension, ...] = ()
    partial: tuple[PartialLapse, ...] = ()
    extended: tuple[Extension, ...] = ()
    withdrawn: Withdrawal | None = None
    corrections: tuple[Correction, ...] = ()
    attachments: tuple[AttachmentRef, ...] = ()
    aliases: tuple[str, ...] = ()
    interprets: tuple[Reference, ...] = ()
    form: str | None = None
    transcript: str | None = None
    audio: str | None = None
    signed_off: date | None = None
    exempt: str | None = None
    card: PolicyCard | None = None
    map_approval: str | None = None
    decision: Decision | None = None
    clearance: Clearance | None = None
    body_line: int = 1  # line of the file on which the body begins
    marks: Marks = field(default=Marks(), compare=False)  # key -> its value

    @property
    def key(self) -> str:
        """The name of this text in the site: `ID` or `ID@VERSION`."""
        return self.id if self.version is None else f"{self.id}@{self.version}"

    def mark(self, key: str) -> Mark:
        """Where the value of a front-matter key stands; the file's start if it is not there."""
        return self.marks.at(key)


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """One line of the yearly list of decisions (目录清单)."""

    title: str
    lead: str | None = None  # 承办单位
    planned: str | None = None
    decision: Reference | None = None


@dataclass(frozen=True, slots=True)
class CatalogueChange:
    """A change to the yearly list, with its reason."""

    date: date
    item: str
    change: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCatalogue:
    """重大行政决策事项目录 of one year: decisions/YEAR.yaml."""

    path: str
    year: int
    title: str
    agency: tuple[str, ...]
    published: datetime
    openness: Openness = Openness.PROACTIVE
    hold: str | None = None
    items: tuple[CatalogueItem, ...] = ()
    changes: tuple[CatalogueChange, ...] = ()
