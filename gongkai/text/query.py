"""What a typed query asks for: words that must all be there, each in one of several forms.

theme/js/search/query.js reads queries in the same way for the browser.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gongkai.text.folding import fold

LONGEST = 256  # code points of a query
MOST = 12  # words of a query
_QUOTED = re.compile('"([^"]*)"|“([^“”]*)”|「([^「」]*)」')
_QUOTES = re.compile('["“”「」]')
_HAN = "\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CODED = re.compile(
    rf"([{_HAN}]{{1,16}})[\s(\[（〔【［﹝]*((?:19|20)\d\d)[\s)\]）〕】］﹞年]*第?\s*(\d{{1,6}})\s*[号號]?"
)
_ORDER = re.compile(rf"([{_HAN}]{{0,30}}(?:令|公告|通告))\s*第?\s*(\d{{1,6}})\s*[号號]?")

Word = tuple[str, ...]  # the forms of one word, folded, the one typed first


class Query(NamedTuple):
    """The readings of a query, the likelier first; `cut` tells that it was too long."""

    readings: tuple[tuple[Word, ...], ...]
    cut: bool


def parse_query(text: str, also: Mapping[str, Iterable[str]] | None = None) -> Query:
    """The query that was typed. `also` gives the words to be looked for besides a word."""
    shown = text[:LONGEST]
    every = _literal(shown)
    words = every[:MOST]
    others = {fold(word): tuple(map(fold, more)) for word, more in (also or {}).items()}
    forms = [tuple(dict.fromkeys((word, *others.get(word, ())))) for word in words]
    number = _numbered(shown)
    readings = [tuple(forms)]
    if number and len(words) > 1:
        readings.insert(0, ((number,),))
    elif number and words[0] not in number:
        readings = [((*forms[0], number),)]
    return Query(tuple(readings), len(text) > LONGEST or len(every) > MOST)


def _literal(text: str) -> list[str]:
    """The words as typed; those between quotation marks stay together."""
    quoted = [
        next(group for group in found.groups() if group is not None)
        for found in _QUOTED.finditer(text)
    ]
    rest = _QUOTES.sub(" ", _QUOTED.sub(" ", text))
    words = dict.fromkeys(word for word in map(fold, [*quoted, *rest.split()]) if word)
    return [word for word in words if not any(word != other and word in other for other in words)]


def _numbered(text: str) -> str:
    """The 文号 that the text is, folded as numbers are written; "" where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if coded := _CODED.fullmatch(plain):
        issuer, year, serial = coded.groups()
        return fold(f"{issuer}({year}){int(serial)}号")
    if order := _ORDER.fullmatch(plain):
        issuer, serial = order.groups()
        return fold(f"{issuer}第{int(serial)}号")
    return ""
