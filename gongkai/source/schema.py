"""The keys that each collection's files may have (design.md §3)."""

from __future__ import annotations

from dataclasses import replace

from gongkai.formats.yaml import Node, Scalar
from gongkai.model.clearances import ClearedItem
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
        Field("title", "标题", LINE, required=True, help="读者看到的名称", example="申请表"),
        Field("file", "文件", LINE, required=True, help="content/files 里的文件名", example="申请表.docx"),
    ),
    single=False,
)  # fmt: skip


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
    Field("handler", "经办人", LINE, help="起草或办理的人", example="甲"),
    Field("deputy", "分管负责人", LINE, help="三个人不能相同", example="乙"),
    Field("head", "主要负责人", LINE, help="签发的人", example="丙"),
    Field("secrecy_no", "保密审查", LINE, help="保密审查的编号", example="保审〔2024〕15号"),
    Field("date", "日期", DAY, help="签发的日期", example="2024-03-01"),
    Field("text", "文本校验", LINE, help="送审正文的校验值，由提示信息给出；写了它，正文再改就要重新审核", example="1f0c9a5be24d7783"),
)  # fmt: skip
_CARD = record(
    PolicyCard,
    Field("audience", "谁适用", TEXT, example="本市户籍、年满70周岁的老年人"),
    Field("benefit", "给什么", TEXT, example="免费乘坐公共汽车和地铁"),
    Field("how", "怎么办", TEXT, help="可以写几行", example="到社区服务站申领老年卡"),
    Field("materials", "带什么", TEXT, example="身份证、一寸照片"),
    Field("where", "去哪里", TEXT, example="户籍所在地社区服务站"),
    Field("phone", "电话", LINE, example="0000-82120001"),
    Field("hours", "时间", LINE, example="工作日 9:00—12:00，13:30—17:00"),
    Field("until", "截止", DAY, help="最后办理的一天", example="2026-12-31"),
)
_CHANNEL = record(
    Channel,
    Field("kind", "方式", LINE, required=True, help="信函、电话、当面、电子邮件、网络等", example="信函"),
    Field("address", "地址", LINE, required=True, help="通信地址、号码或网址", example="示例市中心路1号203室"),
)  # fmt: skip
_CONSULTATION = record(
    Consultation,
    Field("kind", "类别", choice(*CONSULTATIONS), required=True, help="期限随类别定", example="重大行政决策"),
    Field("opens", "开始", DAY, required=True, help="第一天", example="2024-03-01"),
    Field("closes", "截止", DAY, required=True, help="最后一天，这一天也收意见", example="2024-03-31"),
    Field("shortened", "缩短原因", TEXT, help="期限短于规定时写明", example="应对寒潮，须在供暖期前施行"),
    Field("channels", "参与方式", list_of(_CHANNEL, single=False), help="写几种，让不上网的人也能参与", example="[{kind: 电话, address: 0000-82120001}]"),
)  # fmt: skip

_ABOUT = (
    Field("id", "标识", ID, help="地址里的名字，定了不再改；不写就用文件名", example="parking-rules"),
    Field("title", "标题", LINE, required=True, help="文件全称", example="示例市停车管理办法"),
)  # fmt: skip
_WHEN = (
    Field(
        "published", "发布日期", MOMENT, required=True,
        help="上网的日期，可带时间；没有到的，到时才公开", example="2024-03-05 09:30",
    ),
    Field(
        "openness", "公开属性", convert(choice(*(o.value for o in Openness)), Openness), required=True,
        help="只有主动公开的文件会发布", example="主动公开",
    ),
    Field("openness_basis", "公开属性依据", LINE, help="不予公开或依申请公开的依据", example="政府信息公开条例第十六条"),
    Field("scope", "公开范围", LINE, help="面向社会，或写明对象", example="面向社会"),
    Field("hold", "暂不发布", HOLD, help="写原因；删去这一行才会发布", example="等待会签"),
    Field("display_until", "展示截止", DAY, help="最后展示的一天，之后从网站上消失", example="2025-12-31"),
    Field("withdrawn", "撤回", record(
        Withdrawal,
        Field("date", "日期", DAY, required=True, help="撤回的日期", example="2024-05-01"),
        Field("reason", "原因", LINE, required=True, help="读者看得到", example="文件内容有误，正在修改"),
        Field("erase", "清除", TRUTH, help="写 是，连标题也不留", example="否"),
    ), help="发布以后又撤下的文件，原来的地址只留说明", example="{date: 2024-05-01, reason: 文件内容有误}"),
    Field("review", "审核", _REVIEW, help="经办、审签和保密审查的记录，从不公开", example="{handler: 甲, deputy: 乙, head: 丙, secrecy_no: 保审〔2024〕15号, date: 2024-03-01}"),
    Field("backfilled", "补录", TRUTH, help="补录的旧文件写 是，不查时限和审核", example="是"),
)  # fmt: skip
_WHO = (
    Field("agency", "发文机关", TEXTS, required=True, help="全称；联合发文写列表，第一个是主办机关", example="示例市人民政府"),
    Field("lead", "牵头单位", LINE, help="牵头落实的单位，全称", example="示例市民政局"),
    Field("responsible", "责任单位", TEXTS, help="负责落实的单位，可以写几个", example="[示例市财政局, 示例市教育局]"),
    Field("drafter", "起草单位", LINE, help="页面的联系电话旁写它的名字", example="示例市民政局"),
    Field("contact", "联系电话", LINE, help="起草单位的座机，不写手机号；不写就显示 12345", example="0000-82120001"),
)  # fmt: skip
_CLASS = (
    Field("index", "索引号", LINE, help="全站唯一，定了不再改", example="000000000/2024-00012"),
    Field("topic", "主题分类", LINE, help="一级/二级，照国务院公文主题分类", example="综合政务/政务公开"),
    Field("group", "组配分类", LINE, help="本单位目录里的类别", example="政策文件"),
    Field("genre", "体裁分类", LINE, help="通知、意见、决定等，与标题一致", example="通知"),
    Field("keywords", "主题词", TEXTS, help="可以写几个", example="[停车, 收费]"),
    Field("summary", "内容概述", TEXT, help="一两句话；列表和目录里用", example="规定停车场建设、收费和路内停车管理"),
    Field("level", "层级", choice(*LEVELS), help="制定机关的层级；上级的文件要写信息来源", example="市"),
    Field("source", "信息来源", LINE, help="转载时写原发布单位", example="示例省人民政府网站"),
)  # fmt: skip
_FILES = (
    Field("attachments", "附件", Kind("附件的列表", _attachment, ATTACHMENTS.schema, ATTACHMENTS.fields), help="文件放在 content/files 里", example="[{title: 申请表, file: 申请表.docx}]"),
    Field("corrections", "更正", list_of(record(
        Correction,
        Field("date", "日期", DAY, required=True, help="更正的日期", example="2024-04-02"),
        Field("place", "位置", LINE, required=True, help="改在哪里", example="第五条"),
        Field("was", "原文", TEXT, required=True, help="改动前的文字", example="三十日"),
        Field("now", "更正为", TEXT, required=True, help="改动后的文字，正文里也要改过来", example="三十个工作日"),
        Field("reason", "原因", LINE, required=True, help="为什么改", example="录入有误"),
    )), help="网上的文字与原件不符时，改正文并在这里记一笔", example="[{date: 2024-04-02, place: 第五条, was: 三十日, now: 三十个工作日, reason: 录入有误}]"),
    Field("aliases", "旧地址", TEXTS, help="以前的网址，会转到现在的页面", example="/old/2019/12.html"),
    Field("map_approval", "审图号", LINE, help="有地图的，写审图号", example="示S〔2024〕1号"),
    Field("audio", "音频", LINE, help="朗读录音，文件放在 content/files 里", example="读文件.mp3"),
)  # fmt: skip
_LAW = (
    Field("number", "发文字号", NUMBER, help="六角括号〔〕，序号前不加 0 和“第”", example="示政规〔2024〕3号"),
    Field("registration", "统一编号", LINE, help="规范性文件统一登记的编号", example="SZG-2024-003"),
    Field("written", "成文日期", DAY, help="签发的日期；会议通过的写通过日期", example="2024-03-01"),
    Field("promulgated", "公布日期", DAY, help="规章公布的日期", example="2024-03-05"),
    Field("effective", "施行日期", DAY, help="开始有效的一天；不写就是成文日期", example="2024-05-01"),
    Field("expires", "有效期至", DAY, help="有效的最后一天", example="2029-04-30"),
    Field("history", "沿革", list_of(record(
        HistoryEvent,
        Field("date", "日期", DAY, required=True, help="事项的日期", example="2024-03-01"),
        Field("event", "事项", LINE, required=True, help="接在日期后面能读通的话", example="示例市人民政府令第12号公布"),
    ), single=False), help="公布和历次修改，先后排列；题注由此生成", example="[{date: 2024-03-01, event: 示例市人民政府令第12号公布}]"),
    Field("basis", "制定依据", list_of(REFERENCE), help="上位法和上级文件", example="{title: 中华人民共和国行政许可法, url: https://www.example.gov.cn/xkf/}"),
    Field("implements", "落实", list_of(REFERENCE), help="本文件落实哪个文件", example="示政发〔2024〕8号"),
    Field("amends", "修改", list_of(REFERENCE), help="本文件修改哪个文件", example="parking-rules"),
    Field("replaces", "替代", list_of(REFERENCE), help="本文件替代哪个旧文件", example="parking-rules"),
    Field("repeals", "废止", list_of(REFERENCE), help="本文件废止哪些文件；被废止的一方不必再写", example="[parking-rules, 示政发〔2014〕6号]"),
    Field("transmits", "印发", Kind("被印发文件的标题", _transmits, {"type": ["string", "object"]}), help="“关于印发……的通知”写里面那个文件的标题", example="示例市停车管理办法"),
    Field("repealed", "被废止", record(
        Repeal,
        Field("date", "日期", DAY, required=True, help="失去效力的第一天", example="2024-05-01"),
        Field("by", "依据文件", REFERENCE, help="废止它的文件", example="示政规〔2024〕3号"),
        Field("reason", "原因", LINE, help="没有依据文件时写原因", example="适用期已过"),
    ), help="本文件被废止；废止它的文件写了 repeals 的，这里不必写", example="{date: 2024-05-01, by: 示政规〔2024〕3号}"),
    Field("suspended", "停止执行", list_of(record(
        Suspension,
        Field("from", "开始", DAY, required=True, attribute="start", help="第一天", example="2024-05-01"),
        Field("to", "结束", DAY, attribute="end", help="最后一天；没有定就不写", example="2024-10-31"),
        Field("by", "依据文件", REFERENCE, help="停止执行它的文件", example="示政规〔2024〕3号"),
    )), help="暂停执行的时段", example="{from: 2024-05-01, to: 2024-10-31}"),
    Field("partial", "部分失效", list_of(record(
        PartialLapse,
        Field("places", "条款", TEXTS, required=True, help="可以写几处", example="[第五条, 第八条第二款]"),
        Field("date", "日期", DAY, required=True, help="失去效力的第一天", example="2024-05-01"),
        Field("by", "依据文件", REFERENCE, help="使它失效的文件", example="示政规〔2024〕3号"),
    )), help="其中几条失去效力", example="{places: 第五条, date: 2024-05-01, by: 示政规〔2024〕3号}"),
    Field("extended", "延长有效期", list_of(record(
        Extension,
        Field("until", "延长至", DAY, required=True, help="新的最后一天", example="2031-04-30"),
        Field("by", "依据文件", REFERENCE, help="延长它的文件", example="示政规〔2029〕2号"),
    )), help="有效期延长了；原来的 expires 不改", example="{until: 2031-04-30, by: 示政规〔2029〕2号}"),
    Field("exempt", "免解读理由", LINE, help="不需要政策解读的理由", example="人事任免"),
    Field("card", "政策卡片", _CARD, help="给群众看的要点，页面注明以正文为准", example="{audience: 年满70周岁的老年人, benefit: 免费乘公交}"),
)  # fmt: skip


def _optional(item: Field) -> Field:
    return replace(item, required=False)


_BINDING = (*_ABOUT, *_WHO, *_CLASS, *_WHEN, *_LAW, *_FILES)
_MAKER = Field("agency", "制定机关", TEXTS, required=True, help="制定规章的机关全称", example="示例市人民政府")  # fmt: skip

DECISION_KEYS = (
    Field("catalogue", "目录年度", WHOLE, help="列入哪一年的决策事项目录", example="2026"),
    Field("consultation", "意见征集", _CONSULTATION, help="征求意见的起止和参与方式", example="{kind: 重大行政决策, opens: 2024-03-01, closes: 2024-03-31}"),
    Field("events", "程序", list_of(record(
        DecisionEvent,
        Field("kind", "事项", LINE, required=True, help="听证、专家论证、风险评估等", example="听证"),
        Field("date", "日期", DAY, required=True, help="举行的日期", example="2024-04-10"),
        Field("text", "内容", TEXT, required=True, help="时间、地点、结果", example="在市民中心举行，18名代表发言"),
    )), help="听证、论证、评估、集体讨论", example="[{kind: 听证, date: 2024-04-10, text: 在市民中心举行}]"),
    Field("amendments", "公告变更", list_of(record(
        NoticeAmendment,
        Field("date", "日期", DAY, required=True, help="变更的日期", example="2024-03-15"),
        Field("text", "内容", TEXT, required=True, help="改了什么、为什么", example="意见征集延长至2024年4月15日"),
    )), help="公告发布以后又改的，原来的内容仍然显示", example="[{date: 2024-03-15, text: 延长至2024年4月15日}]"),
    Field("result", "决策结果", REFERENCE, help="最后印发的文件", example="示政发〔2024〕8号"),
)  # fmt: skip

_CLEARED = list_of(record(
    ClearedItem,
    Field("ref", "文件", REFERENCE, required=True, help="标识、文号或标题，可加 #第十二条", example="示政发〔2014〕6号"),
    Field("reason", "理由", LINE, help="为什么这样处理", example="已有新规定"),
), single=False)  # fmt: skip
_CLEARANCE = (
    Field("date", "清理日期", DAY, required=True, help="列为废止、失效的文件从这一天起没有效力", example="2024-12-01"),
    Field("repeal", "废止", _CLEARED, help="废止的文件；只废止一条的写 标识#第十四条", example="[{ref: 示政发〔2014〕6号, reason: 已有新规定}]"),
    Field("lapse", "宣布失效", _CLEARED, help="宣布失效的文件", example="[{ref: 示政发〔2014〕6号, reason: 适用期已过}]"),
    Field("amend", "需修改", _CLEARED, help="要修改的文件，修改以前照旧有效", example="[{ref: 示政发〔2014〕6号}]"),
    Field("keep", "继续有效", _CLEARED, help="继续有效的文件", example="[{ref: 示政发〔2014〕6号}]"),
)  # fmt: skip

FIELDS: dict[Collection, tuple[Field, ...]] = {
    Collection.REGULATIONS: (
        *(_MAKER if item.key == "agency" else item for item in _BINDING),
        Field("kind", "效力层级", choice(*KINDS), help="不写就是地方政府规章", example="地方政府规章"),
    ),
    Collection.NORMATIVE: _BINDING,
    Collection.POLICIES: (
        *_BINDING,
        Field("series", "系列", choice(*SERIES), help="在政策文件栏目里归入哪一组", example="市政府文件"),
    ),
    Collection.INTERPRETATIONS: (
        *_ABOUT, *_WHO, *_CLASS, *_WHEN, *_FILES,
        Field("written", "成文日期", DAY, help="解读写成的日期", example="2024-03-01"),
        Field("interprets", "解读对象", list_of(REFERENCE), help="标识、文号或标题，可加 #第十二条", example="示政规〔2024〕3号#第十二条"),
        Field("form", "解读形式", choice(*FORMS), help="用什么形式解读", example="文字解读"),
        Field("transcript", "文字版", TEXT, help="图解、音频、视频必须有", example="主持人：……"),
        Field("signed_off", "审签日期", DAY, help="解读随文件一起审签的日期", example="2024-03-01"),
        Field("card", "政策卡片", _CARD, help="给群众看的要点，页面注明以正文为准", example="{audience: 年满70周岁的老年人, benefit: 免费乘公交}"),
    ),
    Collection.DECISIONS: (*_ABOUT, *_WHO, *_CLASS, *_WHEN, *_FILES, *DECISION_KEYS),
    Collection.CLEARANCES: (
        *_ABOUT, *_WHO, *_CLASS,
        *(_optional(item) if item.key == "openness" else item for item in _WHEN),
        *_FILES,
        *(item for item in _LAW if item.key in ("number", "written", "basis")),
        *_CLEARANCE,
    ),
    Collection.PAGES: (
        *_ABOUT,
        *(_optional(item) for item in (*_WHO, *_WHEN)),
        *_CLASS, *_FILES,
        Field("written", "成文日期", DAY, help="写成的日期", example="2024-03-01"),
    ),
}  # fmt: skip

PART_FIELDS = (
    Field("title", "标题", LINE, required=True, help="材料的全称", example="示例市停车管理办法（草案）"),
    Field("published", "发布日期", MOMENT, help="不写就随 decision.yaml 一起发布", example="2024-03-01"),
    Field("hold", "暂不发布", HOLD, help="写原因；删去这一行才会发布", example="等待会签"),
    Field("attachments", "附件", Kind("附件的列表", _attachment, ATTACHMENTS.schema, ATTACHMENTS.fields), help="文件放在 content/files 里", example="[{title: 起草说明, file: 起草说明.pdf}]"),
)  # fmt: skip
FEEDBACK_FIELDS = (
    Field("published", "发布日期", MOMENT, required=True, help="采纳情况上网的日期", example="2024-04-20"),
    Field("received_people", "参与人数", WHOLE, help="多少人提了意见", example="86"),
    Field("received", "意见条数", WHOLE, required=True, help="等于下面各条的条数之和", example="120"),
    Field("opinions", "意见", list_of(record(
        Opinion,
        Field("clause", "条款", LINE, required=True, help="针对草案的哪一条", example="第五条"),
        Field("opinion", "意见", TEXT, required=True, help="归纳后的意见，不写姓名", example="建议延长免费停车时间"),
        Field("count", "条数", WHOLE, required=True, help="提这一意见的条数", example="35"),
        Field("outcome", "采纳情况", choice(*OUTCOMES), required=True, help="怎样处理", example="采纳"),
        Field("reason", "理由", TEXT, help="没有采纳的要写", example="与省里的规定不一致"),
    ), single=False), required=True, help="逐条写明", example="[{clause: 第五条, opinion: 建议延长免费停车时间, count: 120, outcome: 采纳}]"),
    Field("text", "说明", TEXT, help="总的说明", example="意见征集期间共收到意见120条"),
)  # fmt: skip
YEAR_FIELDS = (
    Field("year", "年度", WHOLE, required=True, help="与文件名一致", example="2026"),
    Field("title", "标题", LINE, required=True, help="目录的全称", example="示例市人民政府2026年度重大行政决策事项目录"),
    Field("agency", "发文机关", TEXTS, required=True, help="全称", example="示例市人民政府"),
    Field("published", "发布日期", MOMENT, required=True, help="目录上网的日期", example="2026-02-10"),
    Field("openness", "公开属性", convert(choice(*(o.value for o in Openness)), Openness), help="不写就是主动公开", example="主动公开"),
    Field("hold", "暂不发布", HOLD, help="写原因；删去这一行才会发布", example="等待会签"),
    Field("items", "事项", list_of(record(
        CatalogueItem,
        Field("title", "名称", LINE, required=True, help="决策事项的名称", example="调整城市供水价格"),
        Field("lead", "承办单位", LINE, help="全称", example="示例市发展和改革委员会"),
        Field("planned", "计划时间", LINE, help="计划完成的时间", example="2026年第三季度"),
        Field("decision", "决策", REFERENCE, help="已有页面的，写那个文件夹的名字", example="water-price"),
    ), single=False), required=True, help="逐项写", example="[{title: 调整城市供水价格, lead: 示例市发展和改革委员会}]"),
    Field("changes", "调整", list_of(record(
        CatalogueChange,
        Field("date", "日期", DAY, required=True, help="调整的日期", example="2026-07-01"),
        Field("item", "事项", LINE, required=True, help="调整哪一项", example="调整城市供水价格"),
        Field("change", "调整内容", LINE, required=True, help="增加、取消或推迟", example="推迟到2027年"),
        Field("reason", "原因", LINE, required=True, help="为什么调整", example="成本监审没有完成"),
    ), single=False), help="目录公布以后的调整", example="[{date: 2026-07-01, item: 调整城市供水价格, change: 推迟到2027年, reason: 成本监审没有完成}]"),
)  # fmt: skip

# The keys of most collections by what they are about, for the editors' guide.
GROUPS: tuple[tuple[str, tuple[Field, ...]], ...] = (
    ("标题和地址", _ABOUT),
    ("什么时候公开、能不能公开", _WHEN),
    ("机关和责任单位", _WHO),
    ("分类", _CLASS),
    ("附件和更正", _FILES),
    ("效力（规章、规范性文件、其他政策文件）", _LAW),
)
