"""The bodies of made-up statutes: articles in chapters, or an outline, filled with the words of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from typing import TypeAlias, TypeVar

from bench import sentences, vocabulary
from bench.sentences import Pattern
from gongkai.text.numerals import to_chinese

Choice = TypeVar("Choice")
Article: TypeAlias = list[str]  # its paragraphs, the first without the number

_CHAPTERED = 3200  # characters from which a statute is cut into chapters
_OUTLINE_PARTS = 9
_FORMULA = 0.022  # share of sentences that are the same in many texts
_CITING = 0.06
_RELATIVE = 0.18  # of the paragraphs behind the first of an article
_TAILED = 0.6
_LISTED = 0.26  # share of articles that end in a list
_REWRITTEN = 0.3  # share of articles that a new version words anew
_NARROW = {
    "t": 5,
    "a": 5,
    "q": 3,
    "o": 2,
    "p": 2,
    "m": 3,
    "b": 2,
    "c": 2,
    "l": 2,
    "y": 2,
    "z": 5,
}  # words of each kind
_TURNS = 0.22  # share of articles that begin another matter
_TABLED = 170  # one text in so many has a table or a list


@cache
def _words(block: str) -> tuple[str, ...]:
    return tuple(block.split())


@cache
def _rare_characters() -> str:
    """Characters of made-up names: all that the national standard of 1980 calls common, in its order."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFA))
    return b"".join(rows).decode("gb2312")


class Writer:
    """Writes one text, with the few of all words that one text uses over and over."""

    def __init__(self, chance: Random, subject: str, kind: str, cited: Sequence[str]) -> None:
        self._chance, self._random = chance, chance.random
        things = self._some(vocabulary.THINGS, 72)
        acts = self._some(vocabulary.ACTS, 44)
        self._whole: dict[str, Sequence[str]] = {
            "t": _skewed(things),
            "a": _skewed(acts),
            "c": _skewed([thing + act for thing, act in zip(things, chance.sample(acts, 14), strict=False)]),
            "q": _skewed(self._some(vocabulary.QUALITIES, 18)),
            "o": _skewed(self._some(vocabulary.OFFICES, 7)),
            "p": _skewed(self._some(vocabulary.PEOPLE, 9)),
            "m": _skewed(self._some(vocabulary.MANNERS, 16)),
            "b": _skewed(self._some(vocabulary.BODIES, 8)),
            "g": self._some(vocabulary.AIMS, 8),
            "l": _skewed(self._some(vocabulary.PLACES, 6)),
            "y": [self._name() for _ in range(36)],
            "z": [self._sort() for _ in range(64)],
            "n": "二三四五六七八",
            "w": ["五日", "七日", "十日", "十五日", "二十日", "三十日", "五个工作日", "十个工作日"],
            "k": ["二百元以下", "五百元以上二千元以下", "一千元以上五千元以下", "三千元以上一万元以下",
                  "一万元以上三万元以下", "二万元以上十万元以下", "五万元以上二十万元以下"],
            "s": [subject],
            "d": [kind],
            "r": ["第三条"],
            "x": list(cited) or ["上级有关规定"],
        }  # fmt: skip
        self._cites = bool(cited)
        self._words = dict(self._whole)
        self._narrow()

    def articles(self, length: int) -> list[Article]:
        """Articles of about `length` characters."""
        found = [[self._fill(self._pick(sentences.AIMS)) + "。"],
                 [self._fill(self._pick(sentences.SCOPES)) + "。"]]  # fmt: skip
        written = len(found[0][0]) + len(found[1][0])
        while written < length or len(found) < 6:
            article = self._article()
            written += sum(map(len, article)) + 6
            found.append(article)
            self._words["r"] = [
                f"第{to_chinese(number)}条" for number in range(3, len(found), 3)
            ] or ["第三条"]
        return found

    def amended(self, articles: Sequence[Article]) -> list[Article]:
        """The articles of a later version: some worded anew, one more at the end."""
        kept = [self._article() if place >= 2 and self._random() < _REWRITTEN else article
                for place, article in enumerate(articles)]  # fmt: skip
        return [*kept, self._article()]

    def outline(self, length: int) -> str:
        """A document in the 一、（一） style of about `length` characters."""
        self._words["r"] = ["相关部分"]
        parts = [self._fill(self._pick(sentences.TASKS)) + "。"]
        headings = self._chance.sample(sentences.TASK_HEADINGS, _OUTLINE_PARTS)
        for number, heading in enumerate(headings, 1):
            parts.append(f"## {to_chinese(number)}、{heading}")
            room = length // _OUTLINE_PARTS
            place = 1
            while room > 0:
                words = f"（{to_chinese(place)}）{self._fill(self._pick(sentences.ITEMS))}。{self._paragraph()}"
                parts.append(words)
                room -= len(words)
                place += 1
        return "\n\n".join(parts)

    def statute(self, articles: Sequence[Article], last: str) -> str:
        """Articles with their numbers, in chapters where they are many; `last` is the last one."""
        numbered = [
            f"第{to_chinese(number)}条　{words[0]}" + "".join(f"\n\n{one}" for one in words[1:])
            for number, words in enumerate([*articles, [last]], 1)
        ]
        if sum(map(len, numbered)) < _CHAPTERED:
            return "\n\n".join(numbered)
        return "\n\n".join(self._in_chapters(numbered))

    def annex(self) -> str:
        """Now and then a table or a list behind the text, else nothing."""
        if self._random() * _TABLED >= 1:
            return ""
        things = self._chance.sample(_words(vocabulary.THINGS), 6)
        if self._random() < 0.5:
            return "\n\n附件\n\n" + "\n".join(
                f"- {thing}{self._pick(self._words['a'])}表" for thing in things
            )
        rows = "".join(
            f"\n| {thing} | {self._pick(self._words['c'])} | {self._pick('二三四五')} |"
            for thing in things
        )
        return f"\n\n附件\n\n| 项目 | 内容 | 次数 |\n|---|---|---|{rows}"

    def _in_chapters(self, numbered: Sequence[str]) -> Iterator[str]:
        middle = min(8, max(2, len(numbered) // 9))
        names = ["总则", *self._chance.sample(sentences.CHAPTERS, middle), "法律责任", "附则"]
        bounds = [
            0,
            *(4 + (len(numbered) - 8) * n // (middle + 1) for n in range(middle + 2)),
            len(numbered),
        ]
        for number, name in enumerate(names, 1):
            yield f"## 第{to_chinese(number)}章　{name}"
            yield from numbered[bounds[number - 1] : bounds[number]]

    def _narrow(self) -> None:
        """Choose the words of the articles that follow: they are about one matter and repeat them."""
        for mark, count in _NARROW.items():
            self._words[mark] = self._chance.choices(self._whole[mark], k=count)

    def _article(self) -> Article:
        if self._random() < _TURNS:
            self._narrow()
        if self._random() < _LISTED:
            opening = self._fill(self._pick(sentences.LIST_OPENERS))
            count = 3 + int(self._random() * 5)
            items = [self._tailed(self._pick(sentences.ITEMS)) for _ in range(count)]
            last = sentences.FORMULAS if self._random() < _FORMULA else sentences.LAST_ITEMS
            items.append(self._fill(self._pick(last)))
            ends = "；" * count + "。"
            return [opening, *(f"（{to_chinese(number)}）{words}{end}"
                               for number, (words, end) in enumerate(zip(items, ends, strict=True), 1))]  # fmt: skip
        found = [self._paragraph()]
        while len(found) < 4 and self._random() < 0.45:
            further = self._random() < _RELATIVE
            found.append(
                self._tailed(self._pick(sentences.RELATIVE)) + "。"
                if further
                else self._paragraph()
            )
        return found

    def _paragraph(self) -> str:
        return "".join(self._sentence() for _ in range(1 + (self._random() < 0.45)))

    def _sentence(self) -> str:
        turn = self._random()
        if turn < _FORMULA:
            return self._fill(self._pick(sentences.FORMULAS)) + "。"
        if turn < _FORMULA + _CITING and self._cites:
            return self._fill(self._pick(sentences.CITING)) + "。"
        return self._tailed(self._pick(sentences.SENTENCES)) + "。"

    def _tailed(self, pattern: Pattern) -> str:
        words = self._fill(pattern)
        return (
            f"{words}，{self._fill(self._pick(sentences.TAILS))}"
            if self._random() < _TAILED
            else words
        )

    def _fill(self, pattern: Pattern) -> str:
        words, random = self._words, self._random
        return pattern.form % tuple(
            [pool[int(random() * len(pool))] for pool in map(words.__getitem__, pattern.marks)]
        )

    def _pick(self, choices: Sequence[Choice]) -> Choice:
        return choices[int(self._random() * len(choices))]

    def _some(self, block: str, count: int) -> list[str]:
        return self._chance.sample(_words(block), count)

    def _sort(self) -> str:
        return self._coined() + self._coined() + self._pick(vocabulary.SORTS)

    def _coined(self) -> str:
        rare = _rare_characters()
        return rare[int(self._random() ** 1.5 * len(rare))]

    def _name(self) -> str:
        first = self._coined()
        kinds = _words(vocabulary.NAME_KIND if self._random() < 0.6 else vocabulary.MAKER_KIND)
        return first + self._pick(vocabulary.NAME_LAST) + self._pick(kinds)


def _skewed(words: Sequence[str]) -> list[str]:
    """The words as often as they are used: the n-th has a share of 1/n or so."""
    return [
        word for place, word in enumerate(words) for _ in range(1 + len(words) // (2 * place + 2))
    ]
