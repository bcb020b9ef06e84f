"""Resolve the references of a text against the library: to one target, or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from types import MappingProxyType

from gongkai.library.link_index import NOBODY, Named, TitleIndex
from gongkai.library.link_places import located, nearest
from gongkai.model.diagnostics import Problem
from gongkai.model.provisions import Citation
from gongkai.text.names import fold_title
from gongkai.text.numbers import fold_number

_NOTHING: Mapping[str, Named] = MappingProxyType({})
_NEAR = 0.6  # of difflib's ratio: titles that may be two ways of writing one

# The eids of a document's provisions, by its id and version (None: the current text).
Places = Callable[[str, str | None], Collection[str]]


@dataclass(frozen=True, slots=True)
class Link:
    """Where one citation leads.

    `target` is the id of a document, the citing one included, or None when
    the library has it not or cannot tell which is meant: then `candidates`
    are the ids it might be. `version` is None for the current text. `eid` is
    "" for the whole document. `relation` is the citation's, or "former": the
    text of the same name that this one replaced (《本名》同时废止).
    """

    target: str | None
    version: str | None = None
    eid: str = ""
    relation: str = "cites"
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """The links of a text, one for each of its citations and in their order."""

    links: tuple[Link, ...]
    problems: tuple[Problem, ...]


def link(
    own_id: str,
    citations: Sequence[Citation],
    index: TitleIndex,
    places: Places,
    own_places: Collection[str],
    settled: Mapping[str, Named] = _NOTHING,
) -> Linked:
    """Resolve every citation of the document `own_id`.

    `settled` are titles, folded, of which the document's front matter says
    what they mean (an interpretation's `interprets`).
    A link is made only when one document is meant beyond doubt: a 文号 before
    a title, both agreeing where both are given. Every doubt is a problem with
    the candidates. A name that the library does not have is no problem: most
    law is published elsewhere.
    """
    links: list[Link] = []
    problems: list[Problem] = []
    for citation in citations:
        if not citation.title and not citation.number:
            found, problem = _own(own_id, citation, own_places)
        else:
            named = settled.get(fold_title(citation.title)) if settled else None
            if named is None or citation.number:
                named = _named(citation, index)
            found, problem = _other(own_id, citation, named, index, places, own_places)
        links.append(found)
        if problem:
            problems.append(problem)
    return Linked(tuple(links), tuple(problems))


def _own(
    own_id: str, citation: Citation, own_places: Collection[str]
) -> tuple[Link, Problem | None]:
    if not citation.places:
        return Link(None), _problem(
            "link/relative",
            citation,
            f"“{citation.text}”在这里没有所指",
            "写明条款，例如 本办法第三条第二款",
        )
    eid, problem = _place(citation, own_places, "本文")
    return Link(own_id, None, eid, citation.relation), problem


def _other(
    own_id: str,
    citation: Citation,
    named: Named,
    index: TitleIndex,
    places: Places,
    own_places: Collection[str],
) -> tuple[Link, Problem | None]:
    target = named.id
    if target is None:
        if not named.ids:
            return Link(None, relation=citation.relation), None
        return Link(None, relation=citation.relation, candidates=named.ids), _problem(
            "link/ambiguous",
            citation,
            f"“{citation.text}”可能指几个文件，没有加链接"
            if len(named.ids) > 1
            else f"“{citation.text}”的题名和文号对不上，没有加链接",
            f"核对题名、写明文号；可能是 {candidates_shown(named.ids, index)}",
        )
    relation = citation.relation
    if target == own_id and not citation.title and not citation.places:
        return Link(None), None  # its own 文号, printed under its title
    if target == own_id and relation == "repeals":
        return Link(target, named.version, "", "former"), None
    if not citation.places:
        return Link(target, named.version, "", relation), None
    own = target == own_id and named.version is None
    eids = own_places if own else places(target, named.version)
    eid, problem = _place(citation, eids, f"《{index.texts[target][-1].title}》")
    if relation == "amends":  # it may name what it inserts, or what has been renumbered since
        problem = None
    return Link(target, named.version, eid, relation), problem


def _named(citation: Citation, index: TitleIndex) -> Named:
    """Which documents a citation with a title or a 文号 may mean."""
    by_title = index.by_title(citation.title, citation.issuer) if citation.title else NOBODY
    if not citation.number:
        return by_title
    by_number = index.by_number(citation.number)
    if not citation.title:
        return by_number
    if not by_number.ids:
        return replace(by_title, doubtful=_renumbered(citation.number, by_title, index))
    both = tuple(known for known in by_number.ids if known in by_title.ids)
    if len(both) == 1:
        return Named(both, by_number.version)
    if by_title.ids:
        return Named(tuple(dict.fromkeys((*by_number.ids, *by_title.ids))))
    # The number is there under another title: right only if the titles are near.
    title = fold_title(citation.title)
    near = any(_near(title, other) for known in by_number.ids for other in index.titles_of(known))
    return replace(by_number, doubtful=not near)


def _renumbered(number: str, by_title: Named, index: TitleIndex) -> bool:
    """Whether the title is there under another 文号: most likely an earlier paper of that name.

    Orders are amended by orders and keep their title, so theirs say nothing.
    """
    if by_title.id is None or "〔" not in number:
        return False
    borne = [known for known in index.numbers_of(by_title.id) if "〔" in known]
    return bool(borne) and fold_number(number) not in borne


def _near(title: str, other: str) -> bool:
    return title in other or other in title or SequenceMatcher(None, title, other).ratio() >= _NEAR


def _place(citation: Citation, eids: Collection[str], whose: str) -> tuple[str, Problem | None]:
    """The eid of the citation's first place, and a problem if its text lacks one of them.

    Only the ends of a range must exist: articles between may have been deleted.
    """
    begin, end = citation.places[0], citation.places[-1]
    if begin in eids and (end is begin or end in eids):  # as nearly always
        return begin, None
    ends = dict.fromkeys((begin, end))
    found = [located(place, eids) for place in ends]
    first = found[0] or nearest(citation.places[0], eids)
    if all(found):
        return first, None
    return first, _problem(
        "link/no-such-place",
        citation,
        f"“{citation.text}”：{whose}没有这一处",
        "核对条款号",
    )


def leads_alike(
    citations: Iterable[Citation], eids: Collection[str], others: Collection[str]
) -> bool:
    """Whether each place that is cited is found the same way among two sets of places."""
    return all(
        _place(citation, eids, "") == _place(citation, others, "")
        for citation in citations
        if citation.places
    )


def candidates_shown(ids: Iterable[str], index: TitleIndex) -> str:
    """The candidates as a message lists them."""
    shown = []
    for known in ids:
        text = index.texts[known][-1]
        number = f"（{text.number}）" if text.number else ""
        shown.append(f"{known}《{text.title}》{number}")
    return "、".join(shown)


def _problem(code: str, citation: Citation, message: str, hint: str) -> Problem:
    return Problem(code, citation.line, citation.column, citation.span, message, hint)


@dataclass(frozen=True, slots=True)
class CitedBy:
    """A citation seen from its target: who cites it, where, which place, in what words."""

    id: str
    source: str
    eid: str
    text: str
    relation: str


def cited_by(
    texts: Mapping[str, tuple[Sequence[Citation], Sequence[Link]]],
) -> dict[str, tuple[CitedBy, ...]]:
    """Turn the links of all documents round: target id to its citations by others.

    `texts` maps an id to the citations of its current text and their links.
    A range counts for each provision in it. Ordered by citing id, then place.
    """
    found: dict[str, list[CitedBy]] = defaultdict(list)
    for own_id in sorted(texts):
        citations, links = texts[own_id]
        if all(made.target is None or made.target == own_id for made in links):
            continue  # nothing leads to others: the citations need not be read
        for citation, link_made in zip(citations, links, strict=True):
            if link_made.target is None or link_made.target == own_id:
                continue
            eids = (link_made.eid, *citation.places[1:]) if link_made.eid else ("",)
            found[link_made.target].extend(
                CitedBy(own_id, citation.source, eid, citation.text, link_made.relation)
                for eid in eids
            )
    return {target: tuple(citations) for target, citations in found.items()}
