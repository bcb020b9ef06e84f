"""The kinds of single value that keys hold: texts, days, numbers, references."""

from __future__ import annotations

import re
from datetime import date, datetime

from gongkai.formats.yaml import Mapping, Node
from gongkai.formats.yaml import Sequence as NodeList
from gongkai.model.documents import Mark, Reference
from gongkai.source.kinds import Json, Kind, Reading, scalar
from gongkai.text.numbers import NumberError, doc_number

_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2}))?")
_LOOSE_DAY = re.compile(r"([0-9]{4})[-/.年 ]{1,2}([0-9]{1,2})[-/.月 ]{1,2}([0-9]{1,2})日?")
_LOOSE_MOMENT = re.compile(r"(.+?)[ T\u3000]*([0-9]{1,2})[:：时点]([0-9]{2})(?:分|[:：][0-9]{2})?")
_PLACEHOLDERS = frozenset({"1900-01-01", "1970-01-01", "2099-12-31"})
_TRUE, _FALSE = frozenset({"true", "是", "yes"}), frozenset({"false", "否", "no"})
_WIDE = {ord("０") + digit: str(digit) for digit in range(10)}


def _text(node: Node, reading: Reading) -> str | None:
    return scalar(node, reading, "文字")


def _line(node: Node, reading: Reading) -> str | None:
    text = scalar(node, reading, "一行文字")
    return _BREAK.sub("", text) if text and "\n" in text else text


def _texts(node: Node, reading: Reading) -> tuple[str, ...] | None:
    nodes = node.items if isinstance(node, NodeList) else (node,)
    found = [_line(item, reading) for item in nodes]
    return None if None in found or not found else tuple(text for text in found if text)


def read_day(text: str) -> date | None:
    """The day that YYYY-MM-DD names, None if it names none."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day(node: Node, reading: Reading) -> date | None:
    text = scalar(node, reading, "日期")
    if text is None:
        return None
    loose = _LOOSE_MOMENT.fullmatch(text.translate(_WIDE))
    return _checked_day(text, _mended_day(loose[1] if loose else text), node.mark, reading)


def _checked_day(text: str, mended: str | None, mark: Mark, reading: Reading) -> date | None:
    if text in _PLACEHOLDERS or (_DAY.fullmatch(text) and not "1900" < text[:4] < "2100"):
        reading.report(
            "front-matter/placeholder-date",
            mark,
            f"日期 {text} 像是占位的",
            "写真实的日期；不知道就删去这一行",
        )
        return None
    day = read_day(text)
    if day is None:
        if _DAY.fullmatch(text):
            message, hint = f"日历上没有 {text} 这一天", "检查月份和日数"
        else:
            message, hint = f"日期 {text} 不合格式", f"写成 {mended or '年-月-日，例如 2024-03-05'}"
        reading.report("front-matter/date", mark, message, hint)
    return day


def _mended_day(text: str) -> str | None:
    text = text.translate(_WIDE)
    found = _LOOSE_DAY.fullmatch(text) or re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text)
    if not found:
        return None
    year, month, day = found.groups()
    mended = f"{year}-{int(month):02}-{int(day):02}"
    return mended if read_day(mended) else None


def _mended_moment(text: str) -> str | None:
    found = _LOOSE_MOMENT.fullmatch(text.translate(_WIDE))
    day = _mended_day(found[1]) if found else None
    return f"{day} {int(found[2]):02}:{found[3]}" if found and day else _mended_day(text)


def _moment(node: Node, reading: Reading) -> datetime | None:
    text = scalar(node, reading, "日期")
    if text is None:
        return None
    found = _MOMENT.fullmatch(text)
    day = _checked_day(found.group(1) if found else text, _mended_moment(text), node.mark, reading)
    if day is None or found is None:
        return None
    hour, minute = int(found.group(2) or 0), int(found.group(3) or 0)
    if hour > 23 or minute > 59:
        reading.report(
            "front-matter/date",
            node.mark,
            f"没有 {hour:02}:{minute:02} 这个时间",
            "写成 2024-03-05 09:30",
        )
        return None
    return datetime(day.year, day.month, day.day, hour, minute)


def _truth(node: Node, reading: Reading) -> bool | None:
    text = scalar(node, reading, "是或否")
    if text is None:
        return None
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    reading.report("front-matter/choice", node.mark, f"「{text}」要写成是或否", "写 是 或 否")
    return None


def _hold(node: Node, reading: Reading) -> str | None:
    text = scalar(node, reading, "原因")
    if text is None or text.lower() in _FALSE:
        return None
    return "暂不发布" if text.lower() in _TRUE else text


def _whole(node: Node, reading: Reading) -> int | None:
    text = scalar(node, reading, "数字")
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    reading.report("front-matter/type", node.mark, f"「{text}」不是整数", "只写阿拉伯数字，例如 35")
    return None


def _number(node: Node, reading: Reading) -> str | None:
    text = _line(node, reading)
    if text is None:
        return None
    try:
        return str(doc_number(text))
    except NumberError as error:
        reading.report("front-matter/number", node.mark, error.message, error.hint)
        return None


def _id(node: Node, reading: Reading) -> str | None:
    text = scalar(node, reading, "标识")
    if text is None:
        return None
    fault = id_fault(text)
    if fault:
        reading.report(
            "front-matter/id",
            node.mark,
            f"标识「{text}」{fault}",
            "用小写字母、数字和减号，例如 parking-rules",
        )
        return None
    return text


RESERVED_IDS = frozenset({"page", "agency", "topic", "status", "compare", "year"})


def id_fault(text: str) -> str | None:
    """Why `text` cannot be an id, None if it can (design.md §3, Ids)."""
    if not re.fullmatch(r"[a-z0-9-]+", text):
        return "含有不能用的字符"
    if re.fullmatch(r"[0-9]{4}", text):
        return "不能是四位数字"
    if text in RESERVED_IDS:
        return "已被系统使用"
    return "太长" if len(text) > 200 else None


def _reference(node: Node, reading: Reading) -> Reference | None:
    if isinstance(node, Mapping):
        return _outside(node, reading)
    text = _line(node, reading)
    return None if text is None else Reference(text, None, node.mark)


def _outside(node: Mapping, reading: Reading) -> Reference | None:
    values: dict[str, str | None] = {}
    for key, value in node.entries:
        name = {"标题": "title", "网址": "url", "文号": "number"}.get(key.text, key.text)
        if name not in ("title", "url", "number"):
            reading.report(
                "front-matter/unknown-key",
                key.mark,
                f"不认识的键「{key.text}」",
                "这里只有 title 和 url",
            )
            return None
        values[name] = _line(value, reading)
    title, url = values.get("title"), values.get("url")
    if title is None:
        reading.report(
            "front-matter/required", node.mark, "缺少 title", "写成 {title: 法律名称, url: 网址}"
        )
        return None
    if url is not None and not re.match(r"https?://[^\s/]+", url):
        reading.report("front-matter/url", node.mark, f"网址「{url}」不合格式", "以 https:// 开头")
        return None
    return Reference(title, url or "", node.mark)


def _url(node: Node, reading: Reading) -> str | None:
    text = scalar(node, reading, "网址")
    if text is None or re.match(r"(https?://[^\s/]+|/[^/\s]|/$)", text):
        return text
    reading.report(
        "front-matter/url", node.mark, f"网址「{text}」不合格式", "以 https:// 或 / 开头"
    )
    return None


# YAML takes 12345 and 2.10 for numbers; we read them as they are typed.
_STRING: Json = {"type": ["string", "number"]}
_DATE_SCHEMA: Json = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_MOMENT_SCHEMA: Json = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2})?$",
}
_REFERENCE_SCHEMA: Json = {
    "anyOf": [
        _STRING,
        {
            "type": "object",
            "additionalProperties": False,
            "oneOf": [{"required": ["title"]}, {"required": ["标题"]}],
            "properties": dict.fromkeys(
                ("title", "标题", "url", "网址", "number", "文号"), _STRING
            ),
        },
    ]
}

TEXT = Kind("文字，可以多行", _text, _STRING)
LINE = Kind("一行文字", _line, _STRING)
TEXTS = Kind("一行文字，或列表", _texts, {"anyOf": [_STRING, {"type": "array", "items": _STRING}]})
DAY = Kind("日期，如 2024-03-05", _day, _DATE_SCHEMA)
MOMENT = Kind("日期，或日期和时间，如 2024-03-05 09:30", _moment, _MOMENT_SCHEMA)
_YES_OR_NO: Json = {"anyOf": [{"type": "boolean"}, {"enum": ["是", "否", "yes", "no"]}]}
TRUTH = Kind("是 / 否", _truth, _YES_OR_NO)
HOLD = Kind("暂不发布的原因", _hold, {"type": ["string", "boolean"]})
WHOLE = Kind("整数", _whole, {"type": ["integer", "string"]})
NUMBER = Kind("发文字号，如 示政规〔2024〕3号", _number, _STRING)
ID = Kind("小写字母、数字和减号", _id, {"type": "string", "pattern": "^[a-z0-9-]+$"})
URL = Kind("网址", _url, _STRING)
REFERENCE = Kind(
    "文件的标识、文号或标题，可加 #第十二条；外部法律写 {title, url}", _reference, _REFERENCE_SCHEMA
)
