"""One YAML file of content/places to a place."""

from __future__ import annotations

from gongkai.model.diagnostics import Problem
from gongkai.model.places import Place, PlaceKind
from gongkai.source.head import read_keys
from gongkai.source.ids import id_of
from gongkai.source.kinds import Field, choice, convert
from gongkai.source.values import DAY, ID, LINE, TEXT, TEXTS, WHOLE, id_fault

PLACE_FIELDS = (
    Field("id", "标识", ID, help="不写就用文件名", example="city-library"),
    Field("kind", "类别", convert(choice(*(kind.value for kind in PlaceKind)), PlaceKind), required=True, help="哪一种场所", example="公报赠阅点"),
    Field("title", "名称", LINE, required=True, help="场所的全称", example="示例市图书馆"),
    Field("address", "地址", LINE, required=True, help="写到门牌和楼层", example="示例市东山区文化路6号一楼"),
    Field("district", "区县", LINE, help="名单按区县排列", example="东山区"),
    Field("phone", "电话", LINE, help="座机", example="0000-82120001"),
    Field("hours", "时间", LINE, help="开放时间", example="周二至周日 9:00—17:00"),
    Field("services", "服务", TEXTS, help="可以做什么，可以写几项", example="[领取公报, 查阅政府信息]"),
    Field("access", "无障碍", TEXT, help="坡道、座椅、大字版、帮办", example="有坡道和老花镜，工作人员帮助查找"),
    Field("opened", "启用日期", DAY, help="第一天；以前就有的不写", example="2024-03-01"),
    Field("closed", "停用日期", DAY, help="不再使用的第一天；文件不要删", example="2026-07-01"),
    Field("reason", "停用原因", LINE, help="变动表里用", example="场馆改造"),
    Field("copies", "每期份数", WHOLE, help="赠阅点每期送几份；不公开", example="20"),
    Field("note", "备注", TEXT, help="只给内部看", example="联系人每年核对一次"),
)  # fmt: skip


def read_place(path: str, text: str) -> tuple[Place | None, list[Problem]]:
    """Read one place; none where a required key fails."""
    values, marks, problems = read_keys(text, PLACE_FIELDS)
    stem = path.rpartition("/")[2].removesuffix(".yaml")
    identity = values.pop("id", None) or id_of(stem)
    fault = id_fault(identity) if identity else "不能变成标识"
    if fault:
        problems.append(Problem("front-matter/id", 0, 0, 0, f"文件名「{stem}」{fault}", "加一行 标识: 用小写字母、数字和减号写的名字"))  # fmt: skip
        return None, problems
    if any(item.name not in values for item in PLACE_FIELDS if item.required):
        return None, problems
    place = Place(path=path, id=identity, **values)
    if place.opened and place.closed and place.closed <= place.opened:
        mark = marks["closed"]
        problems.append(Problem("place/dates", mark.line, mark.column, mark.span, "停用不晚于启用", "核对「启用日期」和「停用日期」"))  # fmt: skip
    return place, problems
