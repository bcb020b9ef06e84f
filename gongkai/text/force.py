"""Find the clauses that say from when and until when a text has force, and what it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from gongkai.model.restoring import restored
from gongkai.text.citations_numbers import coded_at
from gongkai.text.numerals import NUMERAL, to_int


class ClauseKind(Enum):
    """What a clause of a text's last articles says."""

    EFFECTIVE = "effective"  # 自2023年5月1日起施行, 自公布之日起施行
    EXPIRES = "expires"  # 有效期5年, 有效期至2028年4月30日
    REPEALS = "repeals"  # 《…》同时废止, 同时废止《…》


@restored
@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, as it stands in the body: `line` and `column` from 1, in code points.

    EFFECTIVE has `day`, or None with `days_after` counted from publication
    (自公布之日起施行 is 0, 自公布之日起30日后施行 is 30). EXPIRES has `day`, the last
    day with force, or `months` from the day it takes effect. REPEALS has the
    `titles` ended, without 书名号, or the `numbers` where no title is said.
    """

    kind: ClauseKind
    text: str
    line: int
    column: int
    day: date | None = None
    days_after: int | None = None
    months: int | None = None
    titles: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


_N = rf"[{NUMERAL}]"
_S = r"[ \u3000]*"  # as pasted texts have it: 2023年 5 月 1 日
_DATE = rf"(?P<year>{_N}{{4}}){_S}年{_S}(?P<month>{_N}{{1,3}}){_S}月{_S}(?P<day>{_N}{{1,3}}){_S}日"
_EFFECTIVE = re.compile(
    rf"[自从于][ \u3000]*(?:{_DATE}|(?P<published>(?:公布|发布|印发|颁布|下发|公告)之日))"
    rf"(?:零时)?[ \u3000]*起(?:(?:满)?(?P<after>{_N}{{1,4}})(?:个工作)?日(?:后|起)?)?"
    r"[ \u3000]*(?:正式)?(?:施行|实施|执行|试行|生效)"
)
# The two below open with plain characters, which lets them skip quickly.
_EXPIRES = re.compile(
    rf"期(?:(?<=有效期)|(?<=试行期)|(?<=施行期)|(?<=实施期))限?(?:自[^，。；\n]{{1,24}}?(?=[至到]))?"
    rf"(?:为|是|至|到|截[至止]到?)?[ \u3000]*(?:{_DATE}|(?P<count>{_N}{{1,3}})(?P<unit>年|个月))止?"
)
_ENDED = re.compile("废止|停止执行|失效(?<=同时失效)|失效(?<=自行失效)|失效(?<=即行失效)")
_STOP = re.compile("[。\n]")
_NAME = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》)+)》")
_SERIAL = re.compile(r"〔[0-9]{4}〕[0-9]{1,5}号")
_FOUNDED = re.compile(r"(?:根据|依据|依照|按照|关于(?:修改|修订|修正))$")
_OWN_KINDS = (
    *("法", "法律", "条例", "办法", "规定", "细则", "规则", "决定", "决议", "规范", "意见", "通知"),
    *(
        "方案",
        "标准",
        "公告",
        "通告",
        "文件",
        "政策",
        "解释",
        "措施",
        "规程",
        "章程",
        "守则",
        "命令",
    ),
    *("令", "预案", "修正案"),
)
_SAID_AT_ONCE = "》）)，,、号都均"


def clauses(body: str, above: int = 0) -> tuple[Clause, ...]:
    """The clauses of `body` about its own force, in its order; `above` lines stand before it."""
    return tuple(
        sorted(
            (*_effective(body, above), *_expires(body, above), *_repeals(body, above)),
            key=lambda clause: (clause.line, clause.column),
        )
    )


def _effective(body: str, above: int) -> Iterator[Clause]:
    for match in _beginnings(body):
        if not _own(body, match.start()):
            continue
        if match["published"]:
            after = _number(match["after"]) if match["after"] else 0
            yield _clause(body, above, match.span(), ClauseKind.EFFECTIVE, days_after=after)
        elif day := _day(match):
            yield _clause(body, above, match.span(), ClauseKind.EFFECTIVE, day=day)


def _beginnings(body: str) -> Iterator[re.Match[str]]:
    """What _EFFECTIVE finds. It stands on one line, with 起 in it: no other line is looked at."""
    held = body.find("起")
    while held >= 0:
        end = body.find("\n", held)
        if end < 0:
            end = len(body)
        yield from _EFFECTIVE.finditer(body, body.rfind("\n", 0, held) + 1, end)
        held = body.find("起", end)


def _expires(body: str, above: int) -> Iterator[Clause]:
    for match in _EXPIRES.finditer(body) if "期" in body else ():
        span = (match.start() - 2, match.end())
        if not _own_validity(body, span[0]):
            continue
        if day := _day(match) if match["year"] else None:
            yield _clause(body, above, span, ClauseKind.EXPIRES, day=day)
        elif match["count"] and (count := _number(match["count"])):
            months = count * 12 if match["unit"] == "年" else count
            yield _clause(body, above, span, ClauseKind.EXPIRES, months=months)


def _repeals(body: str, above: int) -> Iterator[Clause]:
    """Sentences that end named texts: 《…》同时废止, 同时废止《…》."""
    done = -1
    for match in _ENDED.finditer(body):
        start, stop = _sentence(body, match.start(), match.end())
        if start == done:
            continue
        behind = match.group() == "废止" and body.startswith("《", match.end())
        before = body[max(0, match.start() - 2) : match.start()]
        said = before in ("同时", "予以", "即行", "自行", "日起") or before[-1:] in _SAID_AT_ONCE
        if not behind and not said:
            continue
        titles = _names(body, match.end(), stop) if behind else _names(body, start, match.start())
        numbers = () if titles else _numbers(body, start, stop)
        if titles or numbers:
            done = start
            yield _clause(
                body, above, match.span(), ClauseKind.REPEALS, titles=titles, numbers=numbers
            )


def _names(body: str, start: int, stop: int) -> tuple[str, ...]:
    """The names in body[start:stop], without those that another text only rests on."""
    return tuple(
        name.group(1)
        for name in _NAME.finditer(body, start, stop)
        if not _FOUNDED.search(body, max(0, name.start() - 4), name.start())
    )


def _numbers(body: str, start: int, stop: int) -> tuple[str, ...]:
    """The 文号 in body[start:stop], of a sentence that ends texts by their numbers alone."""
    found = (coded_at(body, *serial.span()) for serial in _SERIAL.finditer(body, start, stop))
    return tuple(
        number.number
        for number in found
        if number and not _FOUNDED.search(body, max(0, number.start - 4), number.start)
    )


def _sentence(body: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around body[start:end] begins and ends."""
    begin = max(body.rfind("。", 0, start), body.rfind("\n", 0, start)) + 1
    stop = _STOP.search(body, end)
    return begin, stop.start() if stop else len(body)


def _own(body: str, start: int) -> bool:
    """Whether a clause that begins at `start` speaks of the text itself.

    It does at the head of a sentence or clause, and behind 本办法; 许可证自颁发之日
    起生效 does not.
    """
    before = body[max(0, start - 14) : start].rstrip(" \u3000")
    if not before or before[-1] in "。，,；;：:\n（(":
        return True
    subject = before.rpartition("本")[2] if "本" in before else ""
    return 0 < len(subject) <= 8 and subject.endswith(_OWN_KINDS)


def _own_validity(body: str, start: int) -> bool:
    """Whether 有效期 at `start` is the text's own rather than a licence's.

    It is behind 本办法, or behind the clause that puts the text in force.
    """
    line_start = body.rfind("\n", 0, start) + 1
    before = body[max(line_start, start - 12) : start].rstrip(" \u3000的")
    if before.rpartition("本")[1] and before.rpartition("本")[2].endswith(_OWN_KINDS):
        return True
    return any(_own(body, match.start()) for match in _EFFECTIVE.finditer(body, line_start, start))


def _clause(
    body: str,
    above: int,
    span: tuple[int, int],
    kind: ClauseKind,
    *,
    day: date | None = None,
    days_after: int | None = None,
    months: int | None = None,
    titles: tuple[str, ...] = (),
    numbers: tuple[str, ...] = (),
) -> Clause:
    start, end = span
    line_start = body.rfind("\n", 0, start) + 1
    return Clause(
        kind,
        body[start:end],
        body.count("\n", 0, start) + 1 + above,
        start - line_start + 1,
        day,
        days_after,
        months,
        titles,
        numbers,
    )


def _day(match: re.Match[str]) -> date | None:
    """The day a match names; None for one that no calendar has."""
    try:
        return date(*(to_int(match[part]) for part in ("year", "month", "day")))
    except ValueError:
        return None


def _number(numeral: str) -> int:
    try:
        return to_int(numeral)
    except ValueError:
        return 0
