"""site.yaml to a Site (design.md §8)."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from urllib.parse import urlsplit

from gongkai.formats.yaml import Mapping, Node
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Collection, Mark
from gongkai.model.rules import RULES, Weight
from gongkai.model.site import (
    Agency,
    Column,
    Conac,
    Contact,
    Deadlines,
    Door,
    Footer,
    Media,
    Site,
    ValidityRule,
)
from gongkai.source.gazette import MASTHEAD, masthead_values
from gongkai.source.head import read_keys
from gongkai.source.kinds import Field, Kind, Reading, choice, convert, list_of, record, scalar
from gongkai.source.schema import CONSULTATIONS, LEVELS
from gongkai.source.values import DAY, ID, LINE, TEXT, TEXTS, TRUTH, URL, WHOLE

# ColumnType, 国办发〔2017〕47号 annex.
COLUMN_TYPES = (
    "首页", "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "信息公开指南",
    "信息公开目录", "信息公开年报", "依申请公开", "数据发布", "数据开放", "政策解读",
    "回应关切", "办事服务", "咨询投诉", "征集调查", "在线访谈",
)  # fmt: skip

_JOINED = convert(TEXTS, lambda words: ",".join(words))


def _words(names: tuple[str, ...], value: Kind) -> Kind:
    """A group of fixed names, each with a value of one kind; gives pairs."""

    def read(node: Node, reading: Reading) -> tuple[tuple[str, Any], ...] | None:
        if not isinstance(node, Mapping):
            reading.report("front-matter/type", node.mark, "这里要写一组键", f"例如 {names[0]}: …")
            return None
        pairs = []
        for key, item in node.entries:
            if names and key.text not in names:
                reading.report(
                    "front-matter/unknown-key",
                    key.mark,
                    f"不认识的键「{key.text}」",
                    f"可以写 {'、'.join(names)}",
                )
                continue
            pairs.append((key.text, value.read(item, reading)))
        return tuple(pairs)

    properties = dict.fromkeys(names, value.schema)
    schema = {"type": "object", "properties": properties, "additionalProperties": not names}
    return Kind("：".join(filter(None, ("一组键", "、".join(names)))), read, schema)


def _days(node: Node, reading: Reading) -> int | None:
    text = scalar(node, reading, "天数")
    return None if text in (None, "null", "无") else WHOLE.read(node, reading)


_DAYS = Kind("天数，或 null", _days, {"type": ["integer", "null", "string"]})
_DEADLINES = record(
    Deadlines,
    Field("interpretation_workdays", "解读时限", WHOLE, help="文件公开后几个工作日内发布解读", example="3"),
    Field("disclosure_workdays", "公开时限", WHOLE, help="文件形成后几个工作日内公开", example="20"),
    Field("answer_workdays", "答复时限", WHOLE, help="几个工作日内答复", example="5"),
    Field("consultation_days", "征求意见天数", _words(CONSULTATIONS, _DAYS), help="每一类至少征求意见几天；null 是不查", example="{重大行政决策: 30, 规章草案: 30, 规范性文件: null}"),
    Field("feedback_days", "反馈时限", WHOLE, help="征求意见结束后几天内公布采纳情况", example="30"),
)  # fmt: skip
_COLUMN = record(
    Column,
    Field("id", "标识", ID, required=True, help="小写英文", example="normative"),
    Field("title", "标题", LINE, required=True, help="栏目名称（ColumnName）", example="行政规范性文件"),
    Field("description", "说明", LINE, help="一句话（ColumnDescription）", example="行政规范性文件及其有效性"),
    Field("keywords", "关键词", _JOINED, help="可以写几个（ColumnKeywords）", example="[行政规范性文件, 有效期]"),
    Field("type", "类别", choice(*COLUMN_TYPES), help="国家规定的栏目类别（ColumnType）", example="政策文件"),
    Field("collection", "文件夹", LINE, help="栏目展示哪个文件夹；与 page、url 三选一", example="normative"),
    Field("page", "页面", LINE, help="栏目是 content/pages 里的哪一页", example="guide"),
    Field("url", "网址", URL, help="栏目在别的网站上", example="https://www.example.gov.cn/ysq/"),
)  # fmt: skip
_FOOTER = record(
    Footer,
    Field("icp", "ICP备案", LINE, help="备案号", example="示ICP备00000000号"),
    Field("police", "公安备案", LINE, help="公安机关备案号", example="示公网安备 00000000000000号"),
    Field("conac", "网站标识", record(
        Conac,
        Field("url", "网址", URL, required=True, help="党政机关网站标识的链接", example="https://www.example.gov.cn/conac/"),
        Field("image", "图片", LINE, help="标识图片，放在 content/files 里", example="conac.png"),
    ), help="党政机关网站标识", example="{url: https://www.example.gov.cn/conac/}"),
    Field("report_error", "找错", record(
        str, Field("url", "网址", URL, required=True, attribute="object", help="“我为政府网站找错”的链接", example="https://www.example.gov.cn/zhaocuo/")
    ), help="政府网站找错平台", example="{url: https://www.example.gov.cn/zhaocuo/}"),
)  # fmt: skip

SITE_FIELDS = (
    Field("name", "网站名称", LINE, required=True, help="网站规范名称（SiteName）", example="示例市人民政府"),
    Field("url", "网址", URL, required=True, help="专栏的完整网址", example="https://www.example.gov.cn/zwgk/"),
    Field("domain", "域名", LINE, help="英文域名（SiteDomain）；不写就取自网址", example="www.example.gov.cn"),
    Field("site_id", "网站标识码", LINE, help="十位；没有就不写，不会编造", example='"2199990001"'),
    Field("profile", "要求", choice("official", "relaxed"), help="official：规范性要求不符合就不发布；relaxed：只提醒", example="official"),
    Field("organizer", "主办单位", LINE, help="全称", example="示例市人民政府办公室"),
    Field("contact", "联系方式", record(
        Contact,
        Field("address", "地址", LINE, help="办公地址", example="示例市中心路1号"),
        Field("phone", "电话", LINE, help="座机", example="0000-82120001"),
        Field("fax", "传真", LINE, help="号码", example="0000-82120002"),
        Field("email", "邮箱", LINE, help="单位邮箱", example="xxgk@example.gov.cn"),
        Field("hours", "时间", LINE, help="办公时间", example="工作日 9:00—12:00，13:30—17:00"),
    ), help="页脚里的联系方式", example="{address: 示例市中心路1号, phone: 0000-82120001}"),
    Field("hotline", "热线", LINE, help="文件没有写联系电话时显示", example="12345"),
    Field("footer", "页脚", _FOOTER, help="备案号和标识，照规定要有", example="{icp: 示ICP备00000000号}"),
    Field("media", "政务新媒体", list_of(record(
        Media,
        Field("name", "名称", LINE, required=True, help="账号的名称", example="示例发布"),
        Field("kind", "类别", LINE, required=True, help="微信、微博、客户端等", example="微信"),
        Field("url", "网址", URL, required=True, help="账号的网址", example="https://www.example.gov.cn/weixin/"),
    ), single=False), help="在页脚里列出", example="[{name: 示例发布, kind: 微信, url: https://www.example.gov.cn/weixin/}]"),
    Field("agencies", "机构", list_of(record(
        Agency,
        Field("id", "标识", ID, required=True, help="小写英文，用在地址里", example="mzj"),
        Field("name", "名称", LINE, required=True, help="全称，与文件头的发文机关一字不差", example="示例市民政局"),
        Field("code", "机关代字", LINE, help="发文字号开头的字，新建文件时用来拟号", example="示民"),
        Field("level", "层级", choice(*LEVELS), help="哪一级", example="市"),
        Field("parent", "上级", LINE, help="上级机构的标识", example="szf"),
    ), single=False), help="每个机构有自己的文件列表", example="[{id: mzj, name: 示例市民政局, code: 示民, level: 市}]"),
    Field("validity", "有效期规定", list_of(record(
        ValidityRule,
        Field("kinds", "种类", TEXTS, required=True, help="用于哪些文件", example="[行政规范性文件]"),
        Field("years", "年数", WHOLE, required=True, help="有效几年", example="5"),
        Field("since", "起算", DAY, help="这一天以后施行的文件才适用", example="2023-05-01"),
        Field("basis", "依据", LINE, help="本地哪个文件的哪一条", example="normative-documents#第三十条"),
    ), single=False), help="本地规定的有效期；没有默认值，规章从不适用", example="[{kinds: [行政规范性文件], years: 5}]"),
    Field("deadlines", "时限", _DEADLINES, help="检查时用的各种时限", example="{interpretation_workdays: 3}"),
    Field("review", "审核", choice("required", "optional"), attribute="review_required", help="required：没有审核的文件不发布", example="required"),
    Field("columns", "栏目", list_of(_COLUMN, single=False), help="照这个次序排列；空的栏目不显示", example="[{id: normative, title: 行政规范性文件, collection: normative}]"),
    Field("doors", "按事情找", list_of(record(
        Door,
        Field("title", "标题", LINE, required=True, help="两三个字", example="养老"),
        Field("url", "网址", URL, required=True, help="站内的地址", example="/normative/topic/17-3/"),
        Field("icon", "图标", LINE, help="图标的名字", example="elder"),
    ), single=False), help="首页上给群众的入口", example="[{title: 养老, url: /normative/topic/17-3/}]"),
    Field("external_prompt", "离站提示", TRUTH, help="点开别的网站前先问一声", example="是"),
    Field("precompress", "预压缩", TRUTH, help="另存 .br 和 .gz，服务器不用每次压缩", example="是"),
    Field("web_font", "网页字体", TEXTS, help="给读者的字体，只裁出网页用到的字：noto，或者有授权的字体文件（常规，再写粗体）；不写就用读者设备上的字体", example="noto"),
    Field("downloads", "下载", _words(("docx", "pdf"), TRUTH), help="pdf：公报各期做成 PDF；docx 留给以后的版本", example="{docx: 是, pdf: 是}"),
    Field("index_pattern", "索引号格式", TEXT, help="本地的索引号另有编法时，写正则表达式", example="'[0-9]{9}/[0-9]{4}-[0-9]{5}'"),
    Field("gazette", "政府公报", MASTHEAD, help="公报每一期都有的内容", example="{name: 示例市人民政府公报, organizer: 示例市人民政府办公室}"),
    Field("rules", "规则", _words((), choice("error", "warning", "advice")), help="改变规则的轻重：代码在每条消息末尾的方括号里", example="{site/footer: warning}"),
)  # fmt: skip

DEFAULT_COLUMNS = tuple(
    Column(
        collection.value,
        collection.label,
        f"{collection.label}及其有效性",
        collection.label,
        {"interpretations": "政策解读", "decisions": "征集调查"}.get(collection.value, "政策文件"),
        collection=collection.value,
    )
    for collection in Collection
    if collection is not Collection.PAGES
)


def read_settings(text: str) -> tuple[Site | None, list[Problem]]:
    """Read site.yaml. Gives no site when a required key or any value could not be read."""
    values, marks, problems = read_keys(text, SITE_FIELDS)
    if "url" in values and not values["url"].startswith("http"):
        problems.append(_at(marks["url"], "front-matter/url", "网址要写全", "以 https:// 开头"))
    problems += _rule_problems(values, marks)
    problems += _column_problems(values, marks)
    problems += _agency_problems(values, marks)
    if problems:
        return None, problems
    url = values["url"].rstrip("/") + "/"
    address = urlsplit(url)
    values |= {
        "url": url,
        "base": address.path or "/",
        "domain": values.get("domain") or address.hostname or "",
        "review_required": values.get("review_required") == "required",
        "downloads": tuple(name for name, wanted in values.get("downloads", ()) if wanted),
    }
    values["gazette"] = masthead_values(values)
    values.setdefault("columns", DEFAULT_COLUMNS)
    known = {item.name for item in fields(Site)}
    return Site(**{name: value for name, value in values.items() if name in known}), []


def _at(mark: Mark, code: str, message: str, hint: str) -> Problem:
    return Problem(code, mark.line, mark.column, mark.span, message, hint)


def _rule_problems(values: dict[str, Any], marks: dict[str, Mark]) -> list[Problem]:
    problems = []
    for code, _ in values.get("rules", ()):
        if code not in RULES:
            problems.append(
                _at(
                    marks["rules"],
                    "front-matter/choice",
                    f"没有「{code}」这条规则",
                    "规则代码写在每条消息末尾的方括号里",
                )
            )
        elif RULES[code].weight is Weight.ALWAYS:
            problems.append(
                _at(
                    marks["rules"],
                    "front-matter/choice",
                    f"规则「{code}」不能改变轻重",
                    "删去这一项",
                )
            )
    return problems


def _column_problems(values: dict[str, Any], marks: dict[str, Mark]) -> list[Problem]:
    """Each column leads to one thing, and to a collection that exists."""
    names = {collection.value for collection in Collection}
    problems = []
    seen: set[str] = set()
    for column in values.get("columns", ()):
        targets = [target for target in (column.collection, column.page, column.url) if target]
        if len(targets) != 1:
            problems.append(
                _at(
                    marks["columns"],
                    "front-matter/required",
                    f"栏目「{column.title}」要写一个去处",
                    "collection、page、url 三选一",
                )
            )
        if column.collection and column.collection not in names:
            problems.append(
                _at(
                    marks["columns"],
                    "front-matter/choice",
                    f"没有「{column.collection}」这个文件夹",
                    f"可以写 {'、'.join(sorted(names))}",
                )
            )
        if column.id in seen:
            problems.append(
                _at(
                    marks["columns"],
                    "front-matter/repeated-key",
                    f"栏目标识「{column.id}」写了两次",
                    "改其中一个",
                )
            )
        seen.add(column.id)
    return problems


def _agency_problems(values: dict[str, Any], marks: dict[str, Mark]) -> list[Problem]:
    problems = []
    for what in ("id", "name"):
        seen: set[str] = set()
        for agency in values.get("agencies", ()):
            value = getattr(agency, what)
            if value in seen:
                problems.append(
                    _at(
                        marks["agencies"],
                        "front-matter/repeated-key",
                        f"机构「{value}」写了两次",
                        "改其中一个",
                    )
                )
            seen.add(value)
    return problems
