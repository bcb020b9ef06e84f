"""The expressions that citations are recognised by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.text.citations_places import PLACES
from gongkai.text.names import fold_title
from gongkai.text.numerals import NUMERAL

COUNT = "一二两三四五六七八九十"
_KINDS = [
    "实施条例",
    "实施办法",
    "实施细则",
    "实施意见",
    "实施方案",
    "暂行条例",
    "暂行办法",
    "暂行规定",
    "若干规定",
    "议定书",
    "修正案",
    "条例",
    "办法",
    "规定",
    "细则",
    "规则",
    "决定",
    "规范",
    "准则",
    "章程",
    "解释",
    "意见",
    "通知",
    "方案",
    "标准",
    "公约",
    "协定",
    "公告",
    "通告",
    "指引",
    "指南",
    "规程",
    "规划",
    "纲要",
    "法典",
    "法",
]
KINDS = frozenset(_KINDS)
_KIND = "|".join(_KINDS)
_YEAR_IN_BRACKETS = "|".join(
    rf"\{opening} ?(?P<year{index}>(?:19|20)\d\d)年? ?[〕\]］)）】﹞] ?第? ?\d{{1,5}} ?号"
    for index, opening in enumerate("〔[［（(【﹝")
)

# Every branch opens with a plain character, which lets the expression skip
# quickly over text that holds none of them: keep it so.
TOKEN = re.compile(
    r"《(?P<name>[^《》\n]*(?:《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》[^《》\n]*)*)》"
    # At the head of a line or sentence 第三条 numbers a provision, unless 规定, 所列 or 的 follow.
    # The plain number of an article is passed over at once.
    rf"|第(?P<place>(?:(?P<within>(?<![\n \t\u3000。“]第))|(?![{NUMERAL}]+条[ \u3000]))"
    rf"{PLACES[1:]}(?(within)|(?=[规所的])))"
    r"|第(?P<serial>\d{1,5}|[一二三四五六七八九十百零〇]{1,7})号"
    rf"|前(?P<before>(?<![之目日此当年月天时提]前)[{COUNT}]{{0,2}}"
    rf"(?:款(?![项额待])|条(?![例件约款目文])|项(?!目))(?:{PLACES})?)"
    r"|本(?P<here>(?<![基样文版课日成资根]本)(?:条(?![例件约款目文])|款(?![项额])"
    r"|项(?=第|规定|所|的规定)|章(?!程)|节(?![能点目约日水电])|编(?![制号写码辑]))"
    rf"(?:前[{COUNT}]?[款项])?(?:{PLACES})?)"
    rf"|附件(?P<annex>[{COUNT}\d]{{1,3}})"
    rf"|{_YEAR_IN_BRACKETS}"
)
ANNEX_BEHIND = re.compile(rf"的?附件([{COUNT}\d]{{1,3}})")
PARENTHESIS = re.compile(r"[（(]((?:[^（）()\n]|[（(][^（）()\n]*[）)])*)[）)]")
# （以下简称《条例》）, （以下称条例）, （文号，以下简称“条例”）, （以下简称《甲法》、《乙法》）
INTRODUCED = re.compile(r"以下(?:均|并|合|分别)*简?称(?:为)?[：:]?(.+)")
SHORT_NAME = re.compile(
    r"《(?P<name>[^《》]+)》|[“‘\"](?P<quoted>[^”’\"]+)[”’\"]|(?P<bare>[^《》“”‘’\"、，,；;。和与]+)"
)
EDITION = re.compile(
    r"试行|暂行|(?:(?:19|20)\d\d年?)?(?:第[一二三四五六七八九十]+次)?(?:修订|修正|版|本)"
)

OWN = re.compile(rf"本(?:{_KIND})(?:的?规定|中|的)?$")
# The last character of words that a place may belong to, laws and papers by
# their kinds: 第三条 behind one of them is not this text's until it is told whose.
OWNERS = frozenset("法例定则约程书案释典范准告纲划引南件分章条款项》")
# The same for kinds whose last character says too little (见第三条 is a verb's).
OWNER_WORDS = ("意见", "通知", "纲要", "决议", "协议", "命令", "条令", "批复", "措施", "宣言")
# What may stand before an introduced short name; behind any other character
# the name is the end of a longer one (实施|条例第三条).
BOUNDARY = frozenset(
    "照据反合按有在与和及或依违从由对除于的将用因到含至为是以经守行了之给予者下"
    "、，。；：:,;（(“”\n \u3000"
)
GAP = re.compile(r"(?:的?规定|的?有关规定)?(?:、|，|和|与|及|以及|或|或者)")

# What may stand before a law's name where a section of an amending decision begins.
LINE_NUMBER = re.compile(
    r"[ \t\u3000#*]*(?:[（(]?[一二三四五六七八九十百\d]+[）)、.．]*)?[ \u3000]*(?:对|将|在|修改|删去)?"
)
AGENCY_ENDS = frozenset("府厅室院会委局部署行")
AGENCY = re.compile(r"[\u3400-\u9fff、]{2,30}$")

_FOUNDED = re.compile("根据|依据|依照|按照|遵照")
_REPEALED = re.compile(
    "废止(?:(?<=同时废止)|(?<=日起废止)|(?<=予以废止)|(?<=即行废止)|(?<=自行废止)|(?<=[》）]废止))"
    "|停止执行(?:(?<=同时停止执行)|(?<=[》）]停止执行))"
)
_SENTENCE_END = re.compile("[。\n]")
_FOUNDED_BEHIND = re.compile("(?:根据|依据|依照|按照)$")

Span = tuple[int, int, str]


def relation_spans(body: str) -> list[Span]:
    """The stretches of `body` whose names stand in a relation: (start, end, relation).

    basis: what the text says it rests on (根据《…》，制定本办法). repeals: what
    it ends (《…》同时废止).
    """
    spans = []
    made = body.find("制定本")
    if made >= 0:
        founded = _FOUNDED.search(body, _sentence_start(body, made), made)
        if founded:
            spans.append((founded.end(), made, "basis"))
    # One character is found many times faster than a word.
    ending = [body.find(word) for word in ("废止", "停止执行") if word[0] in body]
    first = min((place for place in ending if place >= 0), default=-1)
    if first >= 0:
        for match in _REPEALED.finditer(body, first):
            end = _SENTENCE_END.search(body, match.end())
            start = _sentence_start(body, match.start())
            spans.append((start, end.start() if end else len(body), "repeals"))
    return spans


def relation_at(body: str, start: int, spans: list[Span]) -> str:
    """The relation of the name that begins at `start`; "cites" where nothing more is said."""
    for begin, end, relation in spans:
        if begin <= start < end:
            if relation == "repeals" and _FOUNDED_BEHIND.search(body, max(0, start - 2), start):
                continue
            return relation
    return "cites"


def agency_before(body: str, start: int) -> str:
    """The words before a name that may be its issuer (示例市人民政府《…》), "" if none."""
    before = body[start - 1 : start]
    if before not in AGENCY_ENDS and before != "的":
        return ""
    stretch = body[max(0, start - 36) : start].removesuffix("的")
    for verb in ("发布", "公布", "印发", "制定", "颁布"):
        stretch = stretch.removesuffix(verb)
    match = AGENCY.search(stretch)
    return match.group() if match and match.group()[-1] in AGENCY_ENDS else ""


def full_title(short: str, listed: Sequence[str], place: int) -> str:
    """Which of the names in `listed` a short name stands for, "" if that is not certain.

    `place` is where it stands among the short names, counted from the last:
    they follow the order of the names. The one whose own name it is goes first.
    """
    folded = fold_title(short)
    for full in reversed(listed):
        if fold_title(full) == folded:
            return full
    ending = [full for full in listed if fold_title(full).endswith(folded)]
    at_place = listed[-place] if place <= len(listed) else ""
    if at_place in ending:
        return at_place
    if len(ending) == 1:
        return ending[0]
    return at_place if at_place and _shortens(folded, at_place) else ""


def _shortens(short: str, full: str) -> bool:
    """Whether the characters of `short` stand in `full` in their order (道交法)."""
    rest = iter(full)
    return all(char in rest for char in short)


def _sentence_start(body: str, offset: int) -> int:
    return max(body.rfind("。", 0, offset), body.rfind("\n", 0, offset)) + 1
