"""A text that binds as Akoma Ntoso 3.0 (OASIS LegalDocML)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypedDict

from gongkai.formats.xml import DECLARATION, escape, escape_body
from gongkai.model.body import Body, Columns
from gongkai.model.provisions import Citation, Level

_NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_ONTOLOGY = "/akn/ontology"
# 款 is a paragraph, 项 a subparagraph and 目 a point, as official translations say. What Akoma
# Ntoso has no element for is an hcontainer with our own name of the level.
_ELEMENTS = {
    Level.PART: "part",
    Level.SUBPART: "subpart",
    Level.CHAPTER: "chapter",
    Level.SECTION: "section",
    Level.ARTICLE: "article",
    Level.PARAGRAPH: "paragraph",
    Level.ITEM: "subparagraph",
    Level.POINT: "point",
    Level.HEADING: "level",
}
_TAGS = {
    level: (f"<{_ELEMENTS[level]}", f"</{_ELEMENTS[level]}>\n")
    if level in _ELEMENTS
    else (f'<hcontainer name="{level.value}"', "</hcontainer>\n")
    for level in Level
}
_APART = "\ufdd0"  # a noncharacter, which content may not hold
_Cited = tuple[str, str | None]  # of a citation, and its target's address


class Event(TypedDict):
    """An event in the life of the text. `type` is generation, amendment or repeal.

    `source` is the full address of the document that brought it about.
    """

    date: str
    type: str
    source: str


class RelatedText(TypedDict):
    """A document that changed this one (`passive`) or that this one changes."""

    href: str
    title: str
    passive: bool


class StatuteValues(TypedDict):
    """What Akoma Ntoso says of a text beside its words; addresses are full, days ISO.

    `force` names the events, by place in `events`, that begin and end the
    text's force. The n-th of `links` is where the n-th citation leads.
    """

    name: str
    title: str
    number: str | None
    work: str
    expression: str
    manifestation: str
    made: str
    effective: str
    published: str | None
    agencies: list[str]
    publisher: str
    events: list[Event]
    force: list[int]
    references: list[RelatedText]
    links: list[str | None]


def akoma_ntoso(values: StatuteValues, body: Body) -> bytes:
    """The text as XML: the words of every provision, its id as eId, its links as `ref`."""
    columns = body.columns
    count = _preamble(columns)
    nums, headings, texts = _words(columns, body.citations, values["links"])
    pieces = [
        f'{DECLARATION}<akomaNtoso xmlns="{_NAMESPACE}">\n',
        f'<act name="{escape(values["name"])}" contains="singleVersion">\n',
        *_meta(values),
        *_preface(values),
    ]
    if count:
        shown = map(_container, columns.eids[:count], headings, texts)
        pieces += ["<preamble>\n", *shown, "</preamble>\n"]
    pieces.append('<body period="#force">\n')
    if columns.eids:
        pieces += _hierarchy(columns, nums, headings, texts, count)
    else:
        pieces.append('<hcontainer name="empty" eId="empty"/>\n')
    pieces.append("</body>\n</act>\n</akomaNtoso>\n")
    return "".join(pieces).encode()


def _preamble(columns: Columns) -> int:
    """How many provisions stand before the first numbered one and hold nothing.

    A text without numbered provisions has no preamble, since a body must not be empty.
    """
    parents: set[str] = set()
    for count, (eid, level, num) in enumerate(
        zip(columns.eids, columns.levels, columns.nums, strict=True)
    ):
        if level is not Level.PREAMBLE or num:
            return count
        parents = parents or set(columns.parents)
        if eid in parents:
            return count
    return 0


def _words(
    columns: Columns, citations: Sequence[Citation], links: Sequence[str | None]
) -> tuple[list[str], list[str], list[str]]:
    """Number, heading and own text of each provision as XML with links, "" for what it lacks."""
    # Escaped all at once: a text has hundreds of provisions, most with nothing to escape.
    nums, headings, texts = map(_escaped, columns[2:5])
    found: dict[str, list[_Cited]] = defaultdict(list)
    for citation, href in zip(citations, links, strict=True):
        found[citation.source].append((citation.text, href))
    if found:
        places = dict(zip(columns.eids, range(len(columns.eids)), strict=True))
        for eid, own in found.items():
            place = places.get(eid)
            if place is not None:
                headings[place], done = _linked(columns.headings[place], own)
                texts[place], _ = _linked(columns.texts[place], own[done:])
    return nums, headings, texts


def _escaped(column: Sequence[str]) -> list[str]:
    joined = _APART.join(column)
    shown = escape_body(joined)
    return list(column) if shown == joined else shown.split(_APART)


def _container(eid: str, heading: str, text: str) -> str:
    """A provision of the preamble."""
    shown = f"<p>{heading}</p>" if heading else ""
    if text or not heading:
        shown += f"<p>{_lines(text)}</p>"
    return f'<container name="preamble" eId="{eid}">{shown}</container>\n'


def _hierarchy(
    columns: Columns,
    nums: Sequence[str],
    headings: Sequence[str],
    texts: Sequence[str],
    start: int,
) -> list[str]:
    """The provisions from `start` on, each inside its parent; document order is kept whatever parents say."""
    pieces: list[str] = []
    add = pieces.append
    within: list[tuple[str, str]] = []  # open provisions: eid and closing tag
    last = ""  # eid of the innermost of them
    tags = _TAGS
    parents = columns.parents[start:]
    listed = zip(
        columns.eids[start:],
        columns.levels[start:],
        parents,
        (*parents[1:], None),
        nums[start:],
        headings[start:],
        texts[start:],
        strict=True,
    )
    for eid, level, parent, next_parent, num, heading, text in listed:
        while last != parent and within:
            add(within.pop()[1])
            last = within[-1][0] if within else ""
        opening, closing = tags[level]
        head = f"<num>{num}</num>" if num else ""
        if heading:
            head += f"<heading>{heading}</heading>"
        if "\n" in text:
            text = _lines(text)
        if next_parent == eid:
            within.append((eid, closing))
            last = eid
            intro = f"<intro><p>{text}</p></intro>" if text else ""
            add(f'{opening} eId="{eid}">{head}{intro}\n')
        elif text:
            add(f'{opening} eId="{eid}">{head}<content><p>{text}</p></content>{closing}')
        else:
            add(f'{opening} eId="{eid}">{head}{closing}')
    pieces += [closing for _, closing in reversed(within)]
    return pieces


def _lines(text: str) -> str:
    """Several lines as what stands between <p> and </p>."""
    return text.replace("\n", "</p><p>")


def _linked(text: str, links: Sequence[_Cited]) -> tuple[str, int]:
    """The text with those of the links that stand in it, and how many of the first ones do."""
    if not text:
        return "", 0
    pieces = []
    end = done = 0
    whole = escape_body(text)
    shown = str if whole == text else escape_body  # most texts have nothing to escape
    for place, (words, href) in enumerate(links, 1):
        start = text.find(words, end)
        if start < 0:
            continue
        pieces.append(shown(text[end:start]))
        pieces.append(
            shown(words) if href is None else f'<ref href="{escape(href)}">{shown(words)}</ref>'
        )
        end = start + len(words)
        done = place
    pieces.append(shown(text[end:]))
    return "".join(pieces), done


def _meta(values: StatuteValues) -> Iterator[str]:
    number = values["number"]
    authors = (
        "".join(
            f'<FRBRauthor href="#agency_{place}"/>' for place, _ in enumerate(values["agencies"], 1)
        )
        or '<FRBRauthor href="#publisher"/>'
    )
    yield '<meta>\n<identification source="#publisher">\n'
    yield f"<FRBRWork>{_names(values['work'])}"
    yield f'<FRBRdate date="{values["made"]}" name="made"/>{authors}<FRBRcountry value="cn"/>'
    yield f'<FRBRnumber value="{escape(number)}"/>' if number else ""
    yield f'<FRBRname value="{escape(values["title"])}"/></FRBRWork>\n'
    yield f"<FRBRExpression>{_names(values['expression'])}"
    yield f'<FRBRdate date="{values["effective"]}" name="effective"/>{authors}'
    yield '<FRBRlanguage language="zho"/></FRBRExpression>\n'
    yield f"<FRBRManifestation>{_names(values['manifestation'])}"
    issued = values["published"] or values["made"]
    yield f'<FRBRdate date="{issued}" name="published"/><FRBRauthor href="#publisher"/>'
    yield '<FRBRformat value="application/akn+xml"/></FRBRManifestation>\n</identification>\n'
    if values["published"]:
        shown = escape(values["publisher"])
        behind = f' number="{escape(number)}"' if number else ""
        yield f'<publication date="{issued}" name="disclosure" showAs="{shown}"{behind}/>\n'
    yield from _life(values)
    yield "</meta>\n"


def _names(address: str) -> str:
    shown = escape(address)
    return f'<FRBRthis value="{shown}"/><FRBRuri value="{shown}"/>'


def _life(values: StatuteValues) -> Iterator[str]:
    """Events, the time of force, and the documents and organs that these name."""
    sources = {values["work"]: "original"}
    for reference in values["references"]:
        sources.setdefault(reference["href"], f"reference_{len(sources)}")
    yield '<lifecycle source="#publisher">\n'
    for place, event in enumerate(values["events"]):
        source = sources.get(event["source"], "original")
        yield f'<eventRef eId="event_{place}" date="{event["date"]}" source="#{source}"'
        yield f' type="{event["type"]}"/>\n'
    yield "</lifecycle>\n"
    start, *end = values["force"]
    ends = f' end="#event_{end[0]}"' if end else ""
    yield '<temporalData source="#publisher"><temporalGroup eId="force">'
    yield f'<timeInterval start="#event_{start}"{ends} refersTo="#in_force"/>'
    yield '</temporalGroup></temporalData>\n<references source="#publisher">\n'
    yield _reference("original", "original", values["work"], values["title"])
    for reference in values["references"]:
        element = "passiveRef" if reference["passive"] else "activeRef"
        eid = sources.pop(reference["href"], "")
        if eid and eid != "original":
            yield _reference(element, eid, reference["href"], reference["title"])
    publisher = values["publisher"]
    yield _reference("TLCOrganization", "publisher", _organ(publisher), publisher)
    for place, agency in enumerate(values["agencies"], 1):
        yield _reference("TLCOrganization", f"agency_{place}", _organ(agency), agency)
    yield _reference("TLCConcept", "in_force", f"{_ONTOLOGY}/concept/cn/in-force", "施行期间")
    yield "</references>\n"


def _organ(name: str) -> str:
    return f"{_ONTOLOGY}/organization/cn/{''.join(name.split())}"


def _reference(element: str, eid: str, href: str, words: str) -> str:
    return f'<{element} eId="{eid}" href="{escape(href)}" showAs="{escape(words)}"/>\n'


def _preface(values: StatuteValues) -> Iterator[str]:
    yield f"<preface><p><docTitle>{escape(values['title'])}</docTitle></p>"
    if values["number"]:
        yield f"<p><docNumber>{escape(values['number'])}</docNumber></p>"
    yield "</preface>\n"
