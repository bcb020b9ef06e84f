"""The keys that each collection's files may have (design.md §3)."""

from __future__ import annotations

from dataclasses import replace

from gongkai.formats.yaml import Node, Scalar
from gongkai.model.documents import (
    AttachmentRef,
    CatalogueChange,
    CatalogueItem,
    Channel,
    Collection,
    Consultation,
    Correction,
    DecisionEvent,
    Extension,
    HistoryEvent,
    NoticeAmendment,
    Openness,
    Opinion,
    PartialLapse,
    PolicyCard,
    Repeal,
    Review,
    Suspension,
    Withdrawal,
)
from gongkai.source.kinds import Field, Kind, Reading, choice, convert, list_of, record
from gongkai.source.values import (
    DAY,
    HOLD,
    ID,
    LINE,
    MOMENT,
    NUMBER,
    REFERENCE,
    TEXT,
    TEXTS,
    TRUTH,
    WHOLE,
)

LEVELS = ("国", "省", "市", "县")
KINDS = ("地方政府规章", "部门规章", "行政法规", "地方性法规", "法律", "司法解释")
SERIES = ("市政府文件", "市政府办公室文件", "部门文件")
OUTCOMES = ("采纳", "部分采纳", "不采纳", "解释说明", "转其他部门")
CONSULTATIONS = ("重大行政决策", "规章草案", "规范性文件")
FORMS = (
    "文字解读", "图解", "音频", "视频", "动漫", "问答", "案例", "新闻发布会", "在线访谈",
    "专家解读", "负责人解读", "媒体解读",
)  # fmt: skip
GENRES = (
    "命令", "决定", "决议", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示",
    "批复", "议案", "函", "纪要", "规定", "办法", "细则", "规划", "方案", "其他",
)  # fmt: skip

ATTACHMENTS = list_of(
    record(
        AttachmentRef,
        Field("title", "标题", LINE, required=True),
        Field("file", "文件", LINE, required=True),
    ),
    single=False,
)


def _attachment(node: Node, reading: Reading) -> tuple[AttachmentRef, ...] | None:
    """Attachments with the place of each, for messages about missing files."""
    found = ATTACHMENTS.read(node, reading)
    items = getattr(node, "items", ())
    if found is None or len(found) != len(items):
        return tuple(found) if found else None
    return tuple(
        AttachmentRef(ref.title, ref.file, item.mark)
        for ref, item in zip(found, items, strict=True)
    )


def _transmits(node: Node, reading: Reading) -> str | None:
    """The title of the transmitted text, written as a line or as `{title}`."""
    if isinstance(node, Scalar):
        return LINE.read(node, reading)  # type: ignore[no-any-return]
    one = record(str, Field("title", "标题", LINE, required=True, attribute="object"))
    return one.read(node, reading)  # type: ignore[no-any-return]


_REVIEW = record(
    Review,
    Field("handler", "经办人", LINE),
    Field("deputy", "分管负责人", LINE),
    Field("head", "主要负责人", LINE),
    Field("secrecy_no", "保密审查", LINE),
    Field("date", "日期", DAY),
    Field("text", "文本校验", LINE),
)
_CARD = record(
    PolicyCard,
    Field("audience", "谁适用", TEXT),
    Field("benefit", "给什么", TEXT),
    Field("how", "怎么办", TEXT),
    Field("materials", "带什么", TEXT),
    Field("where", "去哪里", TEXT),
    Field("phone", "电话", LINE),
    Field("hours", "时间", LINE),
    Field("until", "截止", DAY),
)
_CHANNEL = record(
    Channel,
    Field("kind", "方式", LINE, required=True),
    Field("address", "地址", LINE, required=True),
)
_CONSULTATION = record(
    Consultation,
    Field("kind", "类别", choice(*CONSULTATIONS), required=True),
    Field("opens", "开始", DAY, required=True),
    Field("closes", "截止", DAY, required=True),
    Field("shortened", "缩短原因", TEXT),
    Field("channels", "参与方式", list_of(_CHANNEL, single=False)),
)

_ABOUT = (
    Field(
        "id", "标识", ID, help="地址里的名字，定了不再改；不写就用文件名", example="parking-rules"
    ),
    Field("title", "标题", LINE, required=True, help="文件全称", example="示例市停车管理办法"),
)
_WHEN = (
    Field(
        "published", "发布日期", MOMENT, required=True,
        help="上网的日期，可带时间；未到的日期到时才公开", example="2024-03-05 09:30",
    ),
    Field(
        "openness", "公开属性", convert(choice(*(o.value for o in Openness)), Openness), required=True,
        help="只有主动公开的文件会发布", example="主动公开",
    ),
    Field("openness_basis", "公开属性依据", LINE, help="不予公开或依申请公开的理由"),
    Field("scope", "公开范围", LINE, example="面向社会"),
    Field("hold", "暂不发布", HOLD, help="写原因；删去这一行才会发布", example="等待会签"),
    Field("display_until", "展示截止", DAY, help="最后展示的一天，之后不再公开", example="2025-12-31"),
    Field("withdrawn", "撤回", record(
        Withdrawal,
        Field("date", "日期", DAY, required=True),
        Field("reason", "原因", LINE, required=True),
        Field("erase", "清除", TRUTH),
    ), help="已发布的文件撤回后只留说明页；erase 连标题也不留"),
    Field("review", "审核", _REVIEW, help="经办和审签记录，从不公开"),
    Field("backfilled", "补录", TRUTH, help="旧文件补录，不查时限", example="是"),
)  # fmt: skip
_WHO = (
    Field("agency", "发文机关", TEXTS, required=True, help="全称；联合发文写列表，第一个是主办机关", example="示例市人民政府"),
    Field("lead", "牵头单位", LINE),
    Field("responsible", "责任单位", TEXTS),
    Field("drafter", "起草单位", LINE),
    Field("contact", "联系电话", LINE, help="起草单位的座机，不写手机号", example="0000-82120001"),
)  # fmt: skip
_CLASS = (
    Field("index", "索引号", LINE, help="全站唯一，定了不再改", example="000000000/2024-00012"),
    Field(
        "topic",
        "主题分类",
        LINE,
        help="一级/二级，照国务院公文主题分类",
        example="综合政务/政务公开",
    ),
    Field("group", "组配分类", LINE),
    Field("genre", "体裁分类", LINE, example="通知"),
    Field("keywords", "主题词", TEXTS),
    Field("summary", "内容概述", TEXT),
    Field("level", "层级", choice(*LEVELS), help="制定机关的层级；上级文件要写信息来源"),
    Field("source", "信息来源", LINE, help="转载时写原发布单位"),
)
_FILES = (
    Field("attachments", "附件", Kind("附件列表", _attachment, ATTACHMENTS.schema), help="文件放在 content/files 里"),
    Field("corrections", "更正", list_of(record(
        Correction,
        Field("date", "日期", DAY, required=True),
        Field("place", "位置", LINE, required=True),
        Field("was", "原文", TEXT, required=True),
        Field("now", "更正为", TEXT, required=True),
        Field("reason", "原因", LINE, required=True),
    ))),
    Field("aliases", "旧地址", TEXTS, help="以前的网址，会转到现在的页面", example="/old/2019/12.html"),
    Field("map_approval", "审图号", LINE),
    Field("audio", "音频", LINE, help="朗读录音，文件放在 content/files 里"),
)  # fmt: skip
_LAW = (
    Field("number", "发文字号", NUMBER, example="示政规〔2024〕3号"),
    Field("registration", "统一编号", LINE, example="SZG-2024-003"),
    Field("written", "成文日期", DAY, example="2024-03-01"),
    Field("promulgated", "公布日期", DAY),
    Field("effective", "施行日期", DAY),
    Field("expires", "有效期至", DAY, help="有效的最后一天", example="2029-04-30"),
    Field("history", "沿革", list_of(record(
        HistoryEvent,
        Field("date", "日期", DAY, required=True),
        Field("event", "事项", LINE, required=True),
    ), single=False), help="题注由此生成"),
    Field("basis", "制定依据", list_of(REFERENCE)),
    Field("implements", "落实", list_of(REFERENCE)),
    Field("amends", "修改", list_of(REFERENCE)),
    Field("replaces", "替代", list_of(REFERENCE)),
    Field("repeals", "废止", list_of(REFERENCE), help="本文件废止的文件"),
    Field("transmits", "印发", Kind("被印发文件的标题", _transmits, {"type": ["string", "object"]})),
    Field("repealed", "被废止", record(
        Repeal,
        Field("date", "日期", DAY, required=True),
        Field("by", "依据文件", REFERENCE),
        Field("reason", "原因", LINE),
    ), help="date 是失去效力的第一天"),
    Field("suspended", "停止执行", list_of(record(
        Suspension,
        Field("from", "开始", DAY, required=True, attribute="start"),
        Field("to", "结束", DAY, attribute="end"),
        Field("by", "依据文件", REFERENCE),
    ))),
    Field("partial", "部分失效", list_of(record(
        PartialLapse,
        Field("places", "条款", TEXTS, required=True),
        Field("date", "日期", DAY, required=True),
        Field("by", "依据文件", REFERENCE),
    ))),
    Field("extended", "延长有效期", list_of(record(
        Extension,
        Field("until", "延长至", DAY, required=True),
        Field("by", "依据文件", REFERENCE),
    ))),
    Field("exempt", "免解读理由", LINE),
    Field("card", "政策卡片", _CARD, help="给群众看的要点，页面注明以正文为准"),
)  # fmt: skip


def _optional(item: Field) -> Field:
    return replace(item, required=False)


_BINDING = (*_ABOUT, *_WHO, *_CLASS, *_WHEN, *_LAW, *_FILES)
_MAKER = Field(
    "agency", "制定机关", TEXTS, required=True, help="制定规章的机关全称", example="示例市人民政府"
)

DECISION_KEYS = (
    Field("catalogue", "目录年度", WHOLE, example="2026"),
    Field("consultation", "意见征集", _CONSULTATION),
    Field("events", "程序", list_of(record(
        DecisionEvent,
        Field("kind", "事项", LINE, required=True),
        Field("date", "日期", DAY, required=True),
        Field("text", "内容", TEXT, required=True),
    ))),
    Field("amendments", "公告变更", list_of(record(
        NoticeAmendment,
        Field("date", "日期", DAY, required=True),
        Field("text", "内容", TEXT, required=True),
    ))),
    Field("result", "决策结果", REFERENCE),
)  # fmt: skip

FIELDS: dict[Collection, tuple[Field, ...]] = {
    Collection.REGULATIONS: (
        *(_MAKER if item.key == "agency" else item for item in _BINDING),
        Field("kind", "效力层级", choice(*KINDS), help="不写就是地方政府规章"),
    ),
    Collection.NORMATIVE: _BINDING,
    Collection.POLICIES: (*_BINDING, Field("series", "系列", choice(*SERIES))),
    Collection.INTERPRETATIONS: (
        *_ABOUT, *_WHO, *_CLASS, *_WHEN, *_FILES,
        Field("written", "成文日期", DAY),
        Field("interprets", "解读对象", list_of(REFERENCE), help="标识、文号或标题，可加 #第十二条"),
        Field("form", "解读形式", choice(*FORMS)),
        Field("transcript", "文字版", TEXT, help="图解、音频、视频必须有"),
        Field("signed_off", "审签日期", DAY),
        Field("card", "政策卡片", _CARD),
    ),
    Collection.DECISIONS: (*_ABOUT, *_WHO, *_CLASS, *_WHEN, *_FILES, *DECISION_KEYS),
    Collection.PAGES: (
        *_ABOUT,
        *(_optional(item) for item in (*_WHO, *_WHEN)),
        *_CLASS, *_FILES,
        Field("written", "成文日期", DAY),
    ),
}  # fmt: skip

PART_FIELDS = (
    Field("title", "标题", LINE, required=True),
    Field("published", "发布日期", MOMENT),
    Field("hold", "暂不发布", HOLD),
    Field("attachments", "附件", Kind("附件列表", _attachment, ATTACHMENTS.schema)),
)
FEEDBACK_FIELDS = (
    Field("published", "发布日期", MOMENT, required=True),
    Field("received_people", "参与人数", WHOLE),
    Field("received", "意见条数", WHOLE, required=True),
    Field("opinions", "意见", list_of(record(
        Opinion,
        Field("clause", "条款", LINE, required=True),
        Field("opinion", "意见", TEXT, required=True),
        Field("count", "条数", WHOLE, required=True),
        Field("outcome", "采纳情况", choice(*OUTCOMES), required=True),
        Field("reason", "理由", TEXT),
    ), single=False), required=True),
    Field("text", "说明", TEXT),
)  # fmt: skip
YEAR_FIELDS = (
    Field("year", "年度", WHOLE, required=True),
    Field("title", "标题", LINE, required=True),
    Field("agency", "发文机关", TEXTS, required=True),
    Field("published", "发布日期", MOMENT, required=True),
    Field("openness", "公开属性", convert(choice(*(o.value for o in Openness)), Openness)),
    Field("hold", "暂不发布", HOLD),
    Field("items", "事项", list_of(record(
        CatalogueItem,
        Field("title", "名称", LINE, required=True),
        Field("lead", "承办单位", LINE),
        Field("planned", "计划时间", LINE),
        Field("decision", "决策", REFERENCE),
    ), single=False), required=True),
    Field("changes", "调整", list_of(record(
        CatalogueChange,
        Field("date", "日期", DAY, required=True),
        Field("item", "事项", LINE, required=True),
        Field("change", "调整内容", LINE, required=True),
        Field("reason", "原因", LINE, required=True),
    ), single=False)),
)  # fmt: skip
