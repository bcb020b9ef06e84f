"""A made-up issue of the gazette, for tests of its editions."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from hashlib import sha256

from gongkai.gazette.printed import Printed
from gongkai.model.gazette import FrozenIssue, FrozenItem, IssueKey, Masthead
from gongkai.text.body import read_body

MASTHEAD = Masthead(
    name="示例市人民政府公报",
    organizer="示例市人民政府办公室",
    phone="12345",
    url="https://www.example.gov.cn/zwgk/gazette/",
)

RULES = """第一章　总则

第一条　为了规范停车管理，根据《示例市条例》，制定本办法。[^1]

第二条　停车收费按照下表执行：

| 地段 | 每小时 | 备注 |
|------|--------|------|
| 一类 | 6元 | 首小时 |
| 二类 | 3元 | |

（一）**残疾人**的车辆免收；

（二）其他车辆减半。

![停车位示意图](sign.png)

[^1]: 自公布之日起施行。
"""
CHRONICLE = """5月11日，演练举行：“三不误”#1、*2*、$x$、\\_反斜线_、-- 和 <b>粗</b>。

> 引用一段。

1. 其一
2. 其二
"""


def picture() -> bytes:
    """A PNG of one white point."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    parts = (("IHDR", head), ("IDAT", zlib.compress(b"\0\xff\xff\xff")), ("IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(k.encode(), c) for k, c in parts)


def item(place: int, title: str, section: str, markdown: str, **facts: str) -> FrozenItem:
    """An item whose text is its own."""
    digest = sha256(markdown.encode()).hexdigest()
    return FrozenItem(
        number=place,
        title=title,
        section=section,
        kind="text",
        markdown=markdown,
        digest=digest,
        document_number=facts.get("document_number"),
        note=facts.get("note", ""),
    )


def issue(*items: FrozenItem) -> FrozenIssue:
    """An issue of May 2024."""
    return FrozenIssue(
        key=IssueKey(2024, 5, 5),
        total=233,
        published=date(2024, 5, 31),
        sections=tuple(dict.fromkeys(one.section for one in items)),
        items=items,
    )


def texts(found: FrozenIssue) -> list[Printed]:
    """The read texts of its items."""
    return [
        Printed(
            read_body(one.markdown, title=one.title).body.html,
            (("sign.png", picture()),) if "sign.png" in one.markdown else (),
        )
        for one in found.items
    ]


ISSUE = issue(
    item(
        1,
        "示例市停车管理办法",
        "市政府规章",
        RULES,
        document_number="示例市人民政府令第9号",
        note="（2024年5月6日公布）",
    ),
    item(2, "示例市人民政府2024年5月大事记", "大事记", CHRONICLE),
)
