"""Mark where citations stand in a body: in the source of its blocks, then in their HTML."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongkai.model.body import CITE_CLOSE, CITE_OPEN, CITE_TEXT
from gongkai.model.provisions import Citation
from gongkai.text.blocks import Block
from gongkai.text.markup_complex import Converted, complex_html, is_plain

# What is no part of the running words: addresses and titles of links, what stands for an image,
# names of footnotes and of links, attribute lists, elements with their attributes, and <address>.
_UNREAD = re.compile(
    r"!\[[^\[\]\n]*(?=\])"
    r"|\]\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)"
    r"|^ {0,3}\[(?!\^)[^\[\]\n]*\]:[ ]*\S+[ ]*(?:[\"'(].*)?$"
    r"|\[\^[^\]\n]*\]"
    r"|\{[ ]*:?[ ]*[#.][^{}\n]*\}"
    r"|</?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.MULTILINE,
)
_MAY_BE_UNREAD = re.compile(r"[\[{]|<[A-Za-z/]")
_OPEN = f"{CITE_OPEN}[0-9]+{CITE_TEXT}"
_MARK = re.compile(f"{_OPEN}|{CITE_CLOSE}")
_TOKEN = re.compile(f"{_OPEN}|{CITE_CLOSE}|<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)[^<>]*>")
_VOID = frozenset(["br", "col", "hr", "img", "wbr"])
# What the words of a citation may hold and still become one link.
_EMPHASIS = frozenset(
    [
        *("abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "mark"),
        *("s", "small", "span", "strong", "sub", "sup", "u"),
    ]
)


def in_words(body: str, citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations that stand in the running words, not in an address or another attribute."""
    # One character is found many times faster than an expression.
    if not any(opener in body for opener in "[{<") or not _MAY_BE_UNREAD.search(body):
        return tuple(citations)
    unread = [match.span() for match in _UNREAD.finditer(body)]
    if not unread:
        return tuple(citations)
    lines = [0, *(match.end() for match in re.finditer("\n", body))]
    starts = [start for start, _ in unread]

    def is_read(citation: Citation) -> bool:
        offset = lines[citation.line - 1] + citation.column - 1
        index = bisect_right(starts, offset) - 1
        return index < 0 or offset + citation.span > unread[index][1]

    return tuple(filter(is_read, citations))


def with_citations(blocks: Sequence[Block], citations: Sequence[Citation]) -> dict[int, str]:
    """The text of each block that citations stand in, with their marks, by index."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    firsts = [block.line for block in blocks]
    for order, citation in enumerate(citations):
        index = bisect_right(firsts, citation.line) - 1
        if index < 0:
            continue
        text = blocks[index].text
        offset = 0
        for _ in range(citation.line - firsts[index]):
            offset = text.index("\n", offset) + 1
        found.setdefault(index, []).append((offset + citation.column - 1, citation.span, order))
    marked: dict[int, str] = {}
    for index, places in found.items():
        text = blocks[index].text
        for offset, span, order in sorted(places, reverse=True):
            words = text[offset : offset + span]
            text = (
                f"{text[:offset]}{CITE_OPEN}{order}{CITE_TEXT}{words}{CITE_CLOSE}"
                f"{text[offset + span :]}"
            )
        marked[index] = text
    return marked


def complex_with_citations(blocks: Sequence[Block], marked: Mapping[int, str]) -> Converted:
    """The complex blocks converted, with marks where a link may stand: in no link, no attribute.

    A block that reads otherwise with marks in its source than without stays without.
    """
    plain = complex_html(tuple(blocks))
    if all(is_plain(blocks[index]) for index in marked):
        return plain
    source = tuple(
        block._replace(text=marked[index]) if index in marked else block
        for index, block in enumerate(blocks)
    )
    converted = complex_html(source)
    shown = dict(converted.parts)
    return replace(
        plain,
        parts=tuple((index, _agreed(shown.get(index, html), html)) for index, html in plain.parts),
        footnotes=_agreed(converted.footnotes, plain.footnotes),
    )


def _agreed(marked: str, plain: str) -> str:
    if CITE_OPEN not in marked:
        return plain
    tidy = _tidy(marked)
    return tidy if _MARK.sub("", tidy) == plain else plain


def _tidy(html: str) -> str:
    """Clean HTML whose marks all stand in words, each pair in one element and in no link."""
    shown: list[str] = []
    open_now: list[str] = []
    mark = depth = -1  # place in `shown` of the mark that is open, and how deep it stands
    after = 0
    for token in _TOKEN.finditer(html):
        shown += html[after : token.start()], token[0]
        after = token.end()
        name, begins = token["tag"], not token["end"]
        if name:
            shown[-1] = _MARK.sub("", token[0])
            if not begins:
                open_now.pop()
            elif name not in _VOID:
                open_now.append(name)
            if mark >= 0 and (name not in _EMPHASIS or len(open_now) < depth):
                shown[mark], mark = "", -1
        elif token[0] != CITE_CLOSE:
            if mark >= 0 or "a" in open_now:
                shown[-1] = ""
            else:
                mark, depth = len(shown) - 1, len(open_now)
        elif mark < 0:
            shown[-1] = ""
        else:
            if len(open_now) != depth:
                shown[mark] = shown[-1] = ""
            mark = -1
    if mark >= 0:
        shown[mark] = ""
    shown.append(html[after:])
    return "".join(shown)
