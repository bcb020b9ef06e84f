"""An issue of the gazette as it is printed: cover, contents, and its texts page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files as package_files

from gongkai.formats import typst
from gongkai.formats.pdf import bookmarks, page_count, page_texts
from gongkai.gazette.parity import difference
from gongkai.gazette.printed import MARK, Printed, masthead_facts
from gongkai.gazette.setting import literal, setting, words
from gongkai.model.gazette import FrozenIssue, FrozenItem, Masthead, PageRange
from gongkai.text.dates import chinese_date

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Typeset:
    """An issue as PDF, with the pages on which each of its items came to stand."""

    pdf: bytes
    pages: tuple[PageRange, ...]
    page_count: int  # without cover and contents, as its page numbers count


def typeset(issue: FrozenIssue, masthead: Masthead, texts: Sequence[Printed]) -> Typeset:
    """Set an issue; `texts` are those of its items, in order.

    Raises TypesettingError where it cannot be set: no typst, no font, a
    character that the fonts lack, a picture that is none.
    """
    missing = typst.missing()
    if missing:
        raise typst.TypesettingError(missing)
    named = _pictures(texts)
    written = source(issue, masthead, texts, {name: place for name, (place, _) in named.items()})
    made = typst.pdf(written, dict(named.values()), (issue.published - _EPOCH).days)
    return Typeset(made, *_paged(made, len(issue.items)))


def differing(
    made: Typeset, issue: FrozenIssue, masthead: Masthead, texts: Sequence[Printed]
) -> Iterator[tuple[FrozenItem, str, str]]:
    """The items that the text layer of the PDF does not say as they are.

    Each with its own words and those of the PDF in their place (电子版 = 纸质版,
    国办发〔2018〕22号).
    """
    layer = list(page_texts(made.pdf))
    front = len(layer) - made.page_count
    for item, pages, text in zip(issue.items, made.pages, texts, strict=True):
        own = layer[front + pages.first - 1 : front + pages.last]
        found = difference(text.html, own, _running(issue, masthead), pages.first)
        if found:
            yield item, *found


def source(
    issue: FrozenIssue,
    masthead: Masthead,
    texts: Sequence[Printed],
    pictures: Mapping[tuple[int, str], str],
) -> str:
    """The Typst source of an issue; `pictures` names the file of each by item and name."""
    title = f"{masthead.name}{issue.label}"
    found = [
        _layout(),
        f"#show: book.with(title: {literal(title)}, author: {literal(masthead.organizer or masthead.name)}, date: {_date(issue.published)})\n",
        f"#cover(name: {literal(masthead.name)}, label: {literal(issue.key.label)}, total: {literal(issue.total_label)}, date: {literal(chinese_date(issue.published))}, mark: {literal(MARK)}, facts: {_facts(masthead)})\n",
        "#contents()\n",
        f"#show: issue.with(running: {literal(_running(issue, masthead))})\n",
    ]
    section = ""
    for place, (item, text) in enumerate(zip(issue.items, texts, strict=True)):
        if place:
            found.append("#next-page()\n")
        if item.section != section:
            found.append(f"#section({literal(item.section)})\n")
            section = item.section
        named = {name: at for (number, name), at in pictures.items() if number == place}
        found += [_head(item), setting(text.html, named)]
    return "".join(found)


def _running(issue: FrozenIssue, masthead: Masthead) -> str:
    """The running head."""
    return f"{masthead.name}　{issue.label}"


@cache
def _layout() -> str:
    return package_files("gongkai.gazette").joinpath("press.typ").read_text("utf-8")


def _head(item: FrozenItem) -> str:
    lines = [f"#item({literal(item.title)})\n"]
    lines += [f"#centred[{words(line)}]\n" for line in (item.document_number, item.note) if line]
    return "".join(lines)


def _date(day: date) -> str:
    return f"datetime(year: {day.year}, month: {day.month}, day: {day.day})"


def _facts(masthead: Masthead) -> str:
    pairs = (f"({literal(key)}, {literal(value)})," for key, value in masthead_facts(masthead))
    return f"({''.join(pairs)})"


def _pictures(texts: Sequence[Printed]) -> dict[tuple[int, str], tuple[str, bytes]]:
    """The pictures of all items under names of their own: two items may both have a 1.png."""
    return {
        (place, name): (f"{place}-{number}.{name.rpartition('.')[2].lower()}", content)
        for place, text in enumerate(texts)
        for number, (name, content) in enumerate(text.pictures)
    }


def _paged(made: bytes, items: int) -> tuple[tuple[PageRange, ...], int]:
    """The pages of the items, from the bookmarks: sections are on the first level, items below."""
    marks = list(bookmarks(made))
    first = marks[0].page  # what stands before it has no number
    starts = [mark.page - first + 1 for mark in marks if mark.level == 1]
    count = page_count(made) - first
    if len(starts) != items:
        raise typst.TypesettingError("排版后的目录与篇数不同")
    ends = [start - 1 for start in starts[1:]] + [count]
    return tuple(PageRange(start, end) for start, end in zip(starts, ends, strict=True)), count
