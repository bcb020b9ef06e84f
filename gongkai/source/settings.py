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
    return Kind("一组键：" + "、".join(names), read, schema)


def _days(node: Node, reading: Reading) -> int | None:
    text = scalar(node, reading, "天数")
    return None if text in (None, "null", "无") else WHOLE.read(node, reading)


_DAYS = Kind("天数，或 null", _days, {"type": ["integer", "null", "string"]})
_DEADLINES = record(
    Deadlines,
    Field("interpretation_workdays", "解读时限", WHOLE),
    Field("disclosure_workdays", "公开时限", WHOLE),
    Field("answer_workdays", "答复时限", WHOLE),
    Field("consultation_days", "征求意见天数", _words(CONSULTATIONS, _DAYS)),
    Field("feedback_days", "反馈时限", WHOLE),
)
_COLUMN = record(
    Column,
    Field("id", "标识", ID, required=True),
    Field("title", "标题", LINE, required=True),
    Field("description", "说明", LINE),
    Field("keywords", "关键词", _JOINED),
    Field("type", "类别", choice(*COLUMN_TYPES)),
    Field("collection", "文件夹", LINE),
    Field("page", "页面", LINE),
    Field("url", "网址", URL),
)
_FOOTER = record(
    Footer,
    Field("icp", "ICP备案", LINE),
    Field("police", "公安备案", LINE),
    Field(
        "conac",
        "网站标识",
        record(Conac, Field("url", "网址", URL, required=True), Field("image", "图片", LINE)),
    ),
    Field(
        "report_error",
        "找错",
        record(str, Field("url", "网址", URL, required=True, attribute="object")),
    ),
)

SITE_FIELDS = (
    Field("name", "网站名称", LINE, required=True, help="网站规范名称（SiteName）", example="示例市人民政府"),
    Field("url", "网址", URL, required=True, help="专栏的完整网址", example="https://www.example.gov.cn/zwgk/"),
    Field("domain", "域名", LINE, help="英文域名（SiteDomain）"),
    Field("site_id", "网站标识码", LINE, help="没有就不写，不会编造"),
    Field("profile", "要求", choice("official", "relaxed"), help="official：规范性要求不符合就不发布"),
    Field("organizer", "主办单位", LINE),
    Field("contact", "联系方式", record(
        Contact,
        Field("address", "地址", LINE),
        Field("phone", "电话", LINE),
        Field("fax", "传真", LINE),
        Field("email", "邮箱", LINE),
        Field("hours", "时间", LINE),
    )),
    Field("hotline", "热线", LINE),
    Field("footer", "页脚", _FOOTER),
    Field("media", "政务新媒体", list_of(record(
        Media,
        Field("name", "名称", LINE, required=True),
        Field("kind", "类别", LINE, required=True),
        Field("url", "网址", URL, required=True),
    ), single=False)),
    Field("agencies", "机构", list_of(record(
        Agency,
        Field("id", "标识", ID, required=True),
        Field("name", "名称", LINE, required=True),
        Field("code", "机关代字", LINE),
        Field("level", "层级", choice(*LEVELS)),
        Field("parent", "上级", LINE),
    ), single=False)),
    Field("validity", "有效期规定", list_of(record(
        ValidityRule,
        Field("kinds", "种类", TEXTS, required=True),
        Field("years", "年数", WHOLE, required=True),
        Field("since", "起算", DAY),
        Field("basis", "依据", LINE),
    ), single=False), help="没有默认值；规章从不适用"),
    Field("deadlines", "时限", _DEADLINES),
    Field("review", "审核", choice("required", "optional"), attribute="review_required"),
    Field("columns", "栏目", list_of(_COLUMN, single=False)),
    Field("doors", "按事情找", list_of(record(
        Door,
        Field("title", "标题", LINE, required=True),
        Field("url", "网址", URL, required=True),
        Field("icon", "图标", LINE),
    ), single=False)),
    Field("external_prompt", "离站提示", TRUTH),
    Field("precompress", "预压缩", TRUTH),
    Field("downloads", "下载", _words(("docx", "pdf"), TRUTH)),
    Field("index_pattern", "索引号格式", TEXT, help="正则表达式"),
    Field("rules", "规则", _words((), choice("error", "warning", "advice")), help="改变规则的轻重"),
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
