"""What the checks need of a body's text, gathered once while the body is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from gongkai.model.documents import Mark
from gongkai.model.restoring import restored
from gongkai.text.force import Clause, clauses
from gongkai.text.numerals import NUMERAL, to_int

_SPACE = " \t\u3000"
_HEAD = 1500  # characters in which an order of promulgation stands, if there is one
_TAIL = 1200  # characters in which a text says from when and until when it has force
# Expressions that run over whole bodies begin with a plain character, which lets them skip.
_DAY_END = re.compile(rf"日[{_SPACE}]*(?=\n|$)")
_DAY = re.compile(rf"[{_SPACE}]*([{NUMERAL}]{{4}})年([{NUMERAL}]{{1,3}})月([{NUMERAL}]{{1,3}})")
_ANNEXES = re.compile(rf"附[{_SPACE}]*件[：:]")
_ITEM = re.compile(rf"[{_SPACE}]*(?:附件)?[0-9０-９]{{1,2}}[.．、][{_SPACE}]*(?=\S)")
_LINKED = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ORDER = re.compile(
    rf"现予(?:公布|发布)|(?<=\n)[{_SPACE}]*[^\s，。；：]{{2,40}}令[{_SPACE}]*(?=\n)"
)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?")
_NO_SIGNER = tuple("。；：:，、#|*>-")
_LONGEST_SIGNER = 160

TOLD = 200  # characters under which a body is no text version of a picture or a recording

# 政府信息公开条例 art. 12: what a guide must tell, and the words that tell it.
GUIDE = {
    "公开工作机构的名称": ("工作机构", "公开机构", "受理机构"),
    "办公地址": ("地址",),
    "办公时间": ("办公时间", "工作时间", "受理时间", "接待时间", "工作日"),
    "联系电话": ("电话",),
    "传真号码": ("传真",),
    "互联网联系方式": ("邮箱", "邮件", "网址", "http", "@"),
    "信息的分类和编排": ("分类", "编排"),
    "获取方式": ("获取", "查阅", "查询"),
}


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: the day under the text and the line above it, which names who signs."""

    day: date
    signer: str
    padded: bool  # 2024年05月01日
    mark: Mark


@restored
@dataclass(frozen=True, slots=True)
class TextFacts:
    """What a body says about itself. Places count in the body, from 1.

    `annexes` are the titles that the 附件说明 announces, at `annexes_mark`.
    `order` is where an order of promulgation (公布令) stands before the text.
    `clauses` are those of its last lines. `characters` leave pictures out. `untold` is what a 公开指南 should tell and
    does not; only asked of pages.
    """

    signature: Signature | None = None
    annexes: tuple[str, ...] = ()
    annexes_mark: Mark | None = None
    order: Mark | None = None
    clauses: tuple[Clause, ...] = ()
    images: int = 0
    characters: int = 0
    untold: tuple[str, ...] = ()

    def unplaced(self) -> TextFacts:
        """The facts without where they stand, and of the length only what is judged by it."""
        nowhere = Mark(0, 0, 0)
        return replace(
            self,
            signature=replace(self.signature, mark=nowhere) if self.signature else None,
            annexes_mark=nowhere if self.annexes_mark else None,
            order=nowhere if self.order else None,
            clauses=tuple([replace(clause, line=0, column=0) for clause in self.clauses]),
            characters=TOLD if self.characters >= TOLD else 0,
        )


NOTHING = TextFacts()


def facts_of(shown: str, *, page: bool = False) -> TextFacts:
    """The facts of a body without its comments; `page` asks what a 公开指南 should tell."""
    text = f"\n{shown}"
    annexes, annexes_mark = _annexes(text)
    images = text.count("![") if "!" in text else 0
    return TextFacts(
        signature=_signature(text),
        annexes=annexes,
        annexes_mark=annexes_mark,
        order=_order(text),
        clauses=_last_clauses(shown),
        images=images,
        characters=len(_IMAGE.sub("", shown).strip() if images else shown),
        untold=_untold(shown) if page else (),
    )


def _signature(text: str) -> Signature | None:
    """The first day that stands alone under a line that can be a name.

    Later ones belong to texts that this one carries.
    """
    for end in _DAY_END.finditer(text):
        line = text.rfind("\n", 0, end.start()) + 1
        match = _DAY.fullmatch(text, line, end.start())
        signer = text[max(0, line - _LONGEST_SIGNER) : line].rstrip().rpartition("\n")[2]
        signer = signer.strip(_SPACE)
        if not match or not signer or signer.endswith(_NO_SIGNER) or signer.startswith(_NO_SIGNER):
            continue
        try:
            day = date(to_int(match[1]), to_int(match[2]), to_int(match[3]))
        except ValueError:
            continue
        start = match.start(1)
        padded = match[2].startswith("0") or match[3].startswith("0")
        return Signature(day, signer, padded, _mark(text, start, end.start() + 1 - start))
    return None


def _annexes(text: str) -> tuple[tuple[str, ...], Mark | None]:
    opened = _ANNEXES.finditer(text)
    match = next((m for m in opened if _begins_line(text, m.start())), None)
    if match is None:
        return (), None
    lines = text[match.end() :].split("\n", 60)
    titles: list[str] = []
    for number, line in enumerate(lines[:60]):
        item = _ITEM.match(line)
        if item:
            titles.append(_title(line[item.end() :]))
        elif number == 0 and line.strip(_SPACE):
            titles.append(_title(line))
            break
        elif line.strip(_SPACE):
            break
    return tuple(titles), _mark(text, match.start(), len(match[0]))


def _begins_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) : start].strip()


def _title(words: str) -> str:
    return _LINKED.sub(r"\1", words).strip(f"{_SPACE}。；，")


def _last_clauses(shown: str) -> tuple[Clause, ...]:
    """The clauses of the last articles; a text that quotes others does so before them."""
    if len(shown) <= _TAIL:
        return clauses(shown)
    start = shown.find("\n", len(shown) - _TAIL) + 1
    before = shown.count("\n", 0, start)
    return clauses(shown[start:], before)


def _order(text: str) -> Mark | None:
    """An order before the first article; 现予公布 in a later place is the text's own matter."""
    first = text.find("第一条", 0, _HEAD)
    match = _ORDER.search(text, 0, first) if first > 0 else None
    if match is None:
        return None
    return _mark(text, match.start(), len(match[0]))


def _untold(text: str) -> tuple[str, ...]:
    return tuple(what for what, words in GUIDE.items() if not any(word in text for word in words))


def _mark(text: str, start: int, span: int) -> Mark:
    """A place of `text`, which has one line end before the body, as a place of the body."""
    return Mark(text.count("\n", 0, start), start - text.rfind("\n", 0, start), span)
