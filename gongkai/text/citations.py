"""Recognise the references that a text makes, in one pass and without a library."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from gongkai.model.provisions import Citation, Level, Provision
from gongkai.text.citations_context import continued
from gongkai.text.citations_numbers import NumberAt, coded_at, number_in, order_at
from gongkai.text.citations_pass import BELOW_ARTICLE, Pass, Target
from gongkai.text.citations_places import (
    ARTICLE,
    Place,
    annex_places,
    ordinal,
    places,
    places_behind,
)
from gongkai.text.citations_quoted import amending, short_forms
from gongkai.text.citations_relative import Standpoint, before, here
from gongkai.text.citations_words import (
    ANNEX_BEHIND,
    BOUNDARY,
    EDITION,
    GAP,
    INTRODUCED,
    KINDS,
    LINE_NUMBER,
    OWN,
    OWNER_WORDS,
    OWNERS,
    PARENTHESIS,
    SHORT_NAME,
    TOKEN,
    agency_before,
    full_title,
    relation_at,
    relation_spans,
)

_LINE_OPENERS = frozenset("\n \t\u3000#*“>")
_GAP_LENGTH = 8
_BREAK = re.compile("[。；;]")
_NAME_MARKS = " 《》〈〉“”\"'‘’"


def recognise(
    body: str, provisions: Sequence[Provision] = (), title: str = "", about: str = ""
) -> tuple[Citation, ...]:
    """Every reference in `body`, in its order; none overlaps another.

    `provisions` is the tree of the same body, in document order. `title` is
    the text's own: a 修正案 or 修改决定 speaks of the law named there. `about`
    is the title of the document that bare places mean in a text without
    articles of its own: the one that an interpretation explains.

    Each place of a list is a citation of its own (《甲法》第三条 and 第五条).
    Relative references (前款, 本条第二款) are resolved against the provision
    they stand in; one that leads nowhere has no title, number or places.
    """
    reading = _Reading(body, provisions, title, about)
    for match in TOKEN.finditer(body):
        start, end = match.span()
        if start < reading.done:
            continue
        kind = match.lastgroup
        if kind == "place":
            reading.place(start, end)
        elif kind == "name":
            reading.name(match["name"], start, end)
        elif kind == "before" or kind == "here":
            reading.relative(kind, start, end)
        elif kind == "annex":
            reading.annex(match["annex"], start, end)
        elif kind == "serial":
            reading.number(order_at(body, start, end))
        else:
            reading.number(coded_at(body, start, end))
    return tuple(reading.found)


_THIS = Target()


class _Reading(Pass):
    """What one pass over a body knows so far."""

    def __init__(self, body: str, provisions: Sequence[Provision], title: str, about: str) -> None:
        super().__init__(body, provisions)
        # 第五条明确… at the head of a line makes no article of an interpretation.
        self.has_articles = not about and any(p.level is Level.ARTICLE for p in provisions)
        self.amending = amending(body, title, self.has_articles)
        self.shorts: dict[str, str] = {}  # short names and the titles they stand for
        self.about = ""
        self.speak_of(self.amending.title if self.amending and self.amending.whole else about)
        self.relations = relation_spans(body)

    # Whose words they are

    def quoted(self, start: int) -> bool:
        return self.amending is not None and self.amending.quotes(start)

    def amends(self, title: str, start: int) -> bool:
        """Whether a name in an amending text is the amended law, spoken of in its own words."""
        whole = self.amending is not None and self.amending.whole
        return whole and title == self.about and not self.quoted(start)

    def speak_of(self, title: str) -> None:
        """From here on bare places are those of the law with this title."""
        self.about = title
        if title:
            self.shorts.update((name, title) for name in short_forms(title))

    # The kinds of reference

    def name(self, name: str, start: int, end: int) -> None:
        """《题名》, with what stands in brackets and the places behind it."""
        if not name.strip():
            return
        title, number, shown, behind = self.called(name), "", end, end
        inner: list[tuple[int, int, str]] = []
        while parenthesis := PARENTHESIS.match(self.body, behind):
            words = parenthesis.group(1)
            cited, introduced = number_in(words), INTRODUCED.search(words)
            if EDITION.fullmatch(words):
                title += f"（{words}）"
            elif not cited and not introduced:
                break
            behind = parenthesis.end()
            if introduced:
                offset = parenthesis.start(1) + introduced.start(1)
                inner += self.introduce(introduced.group(1), offset, title)
            else:
                shown = behind
            number = number or cited
        self.done = behind
        relation = relation_at(self.body, start, self.relations) if self.relations else "cites"
        if self.amending and self.amending.whole and not self.quoted(start):
            if not self.amending.title and self.opens_section(start):
                self.speak_of(title)
            if self.amends(title, start):
                relation = "amends"
        target = Target(title, number, relation, agency_before(self.body, start))
        self.with_places(start, shown, behind, target, inner)

    def introduce(self, words: str, offset: int, title: str) -> list[tuple[int, int, str]]:
        """Remember the short names behind 以下简称; gives those in 书名号 and their full titles.

        Several short names belong to the names listed before.
        """
        shorts = list(SHORT_NAME.finditer(words))
        self.locate(offset)
        listed = [c.title for c in self.found if c.title and c.line == self.line]
        inner = []
        for index, short in enumerate(shorts):
            name = (short["name"] or short["quoted"] or short["bare"]).strip(_NAME_MARKS)
            full = full_title(name, [*listed, title], len(shorts) - index)
            if not full and len(shorts) == 1:
                full = title
            if name and full:
                self.shorts[name] = full
                if short["name"]:
                    inner.append((offset + short.start(), offset + short.end(), full))
        return inner

    def called(self, name: str) -> str:
        """The title that a name in 书名号 stands for: the full one of 《条例》 introduced before."""
        if known := self.shorts.get(name):
            return known
        return self.about if name in KINDS and self.about.endswith(name) else name

    def opens_section(self, start: int) -> bool:
        line_start = self.body.rfind("\n", 0, start) + 1
        return LINE_NUMBER.fullmatch(self.body, line_start, start) is not None

    def with_places(
        self,
        start: int,
        shown: int,
        behind: int,
        target: Target,
        inner: Sequence[tuple[int, int, str]] = (),
    ) -> None:
        """Add a name or number shown up to `shown`, and the places that begin at `behind`.

        `inner` are short names between the two, with the titles they stand for.
        """
        found: list[Place] = []
        following = self.body[behind : behind + 1]
        if following in ("第", "的", "中") and (match := places_behind(self.body, behind)):
            found = places(self.body, *match.span())
        elif following in ("附", "的") and (match := ANNEX_BEHIND.match(self.body, behind)):
            found = annex_places(self.body, match)
        if not found or shown != behind:
            self.add(start, shown, (), target)
            start = len(self.body)
        for inner_start, inner_end, title in inner:
            self.add(inner_start, inner_end, (), Target(title))
        self.add_places(found, start, target)

    def place(self, start: int, end: int) -> None:
        """第三条 …, whose owner the words before it tell."""
        previous = self.body[start - 1] if start else "\n"
        if previous in _LINE_OPENERS and self.is_number(start, end):
            return
        self.done = end
        begin, target = self.owner(start, previous)
        self.tail = (end, target)
        if target is None:
            return
        found = places(self.body, start, end)
        if begin == start and found[0].eids[0].startswith(BELOW_ARTICLE):
            last, base = self.going_on(start, found[0].eids[0])
            if self.quoted(start) or (target.title and not last):
                return  # nothing tells of which article
            if base:
                found = places(self.body, start, end, ((ARTICLE, base),))
            if last:
                target = Target(last.title, last.number, last.relation, last.issuer)
        self.add_places(found, begin, target)

    def going_on(self, start: int, eid: str) -> tuple[Citation | None, str]:
        """What 第二款 without an article goes on from: see `continued`."""
        source = self.locate(start)
        last = self.found[-1] if self.found else None
        if last and last.line == self.line:
            between = self.body[self.line_start + last.column + last.span - 1 : start]
            same_sentence = not _BREAK.search(between)
        else:
            last, same_sentence = None, False
        return continued(eid, source, last, same_sentence, self.found, self.provisions)

    def is_number(self, start: int, end: int) -> bool:
        """Whether 第三条 at the head of a line numbers the provision rather than cites one."""
        if not self.opens_line(start):
            return False
        self.locate(start)
        index = bisect_right(self.first_lines, self.line)
        first = bisect_right(self.first_lines, self.line - 1)
        text = self.body[start:end]
        if any(text.startswith(p.num) for p in self.provisions[first:index] if p.num):
            return True
        return self.body[end : end + 1] not in ("规", "所", "的")

    def owner(self, start: int, previous: str) -> tuple[int, Target | None]:
        """Where the words that name the owner of a place begin, and the owner; None if unknown."""
        if self.ends_name(start, previous):
            if own := OWN.search(self.body, max(0, start - 10), start):
                return own.start(), self.this(start, own.group())
            short = self.short_before(start)
            if not short:
                return start, None
            title = self.shorts[short]
            amends = self.amends(title, start)
            return start - len(short), Target(title, relation="amends" if amends else "cites")
        last, target = self.tail
        if 0 < start - last <= _GAP_LENGTH and GAP.fullmatch(self.body, last, start):
            return start, target
        return start, self.this(start, "")

    def ends_name(self, start: int, previous: str) -> bool:
        """Whether the words before `start` end in the name or kind of a document."""
        return (
            previous in OWNERS
            or self.body.endswith(OWNER_WORDS, max(0, start - 2), start)
            or self.short_before(start) != ""
        )

    def this(self, start: int, words: str) -> Target | None:
        """Whose 第三条 and 本法第三条 are: the text's own, or of the law it speaks of."""
        if self.quoted(start):
            return Target(self.about) if self.about else None
        if self.amending and self.amending.whole:
            if words.startswith(("本决定", "本修正案")):
                return _THIS
            return Target(self.about, relation="amends") if self.about else None
        if self.has_articles or (words and not self.about):
            return _THIS
        return Target(self.about) if self.about else None

    def short_before(self, start: int) -> str:
        """The introduced short name that ends at `start`, "" if none."""
        found = ""
        for short in self.shorts:
            if len(short) > len(found) and self.body.endswith(short, 0, start):
                before_it = self.body[max(0, start - len(short) - 1) : start - len(short)]
                if before_it in BOUNDARY or not before_it:
                    found = short
        return found

    def relative(self, kind: str, start: int, end: int) -> None:
        """前款, 前条第二款, 本条第一款, 本章 …"""
        self.done = end
        if self.quoted(start) or not self.provisions:
            return
        standpoint = Standpoint.of(self.locate(start))
        resolve = before if kind == "before" else here
        found = resolve(self.body, start, end, standpoint, self.provisions) if standpoint else []
        if found:
            self.add_places(found, start, _THIS)
        elif self.has_articles or kind == "before":
            self.add(start, end, (), _THIS)

    def annex(self, numeral: str, start: int, end: int) -> None:
        """附件2, where the text has one."""
        eid = f"annex_{ordinal(numeral)}"
        if self.quoted(start) or not self.has(eid) or self.opens_line(start):
            return
        begin = start
        if self.body[start - 1] in OWNERS:
            own = OWN.search(self.body, max(0, start - 10), start)
            if not own:
                return
            begin = own.start()
        if match := ANNEX_BEHIND.match(self.body, start):
            self.add_places(annex_places(self.body, match), begin, _THIS)

    def number(self, found: NumberAt | None) -> None:
        """A 文号 or 令号 without a name before it."""
        if found and found.start >= self.done:
            spans = [span for span in self.relations if span[2] == "repeals"]
            relation = relation_at(self.body, found.start, spans)
            target = Target(number=found.number, relation=relation)
            self.with_places(found.start, found.end, found.end, target)
