"""A text that binds as Akoma Ntoso 3.0 (OASIS LegalDocML)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypedDict

from gongkai.formats.xml import DECLARATION, escape
from gongkai.model.body import Body
from gongkai.model.provisions import Level, Provision

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
_OPENINGS = _ELEMENTS | {
    level: f'hcontainer name="{level.value}"' for level in Level if level not in _ELEMENTS
}

_Words = tuple[str, str | None]  # of a citation, and its target's address


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
    preamble, rest = _parted(body.provisions)
    writer = _TextWriter(rest, _links_by_provision(body, values["links"]))
    pieces = [
        f'{DECLARATION}<akomaNtoso xmlns="{_NAMESPACE}">\n',
        f'<act name="{escape(values["name"])}" contains="singleVersion">\n',
        *_meta(values),
        *_preface(values),
    ]
    if preamble:
        pieces += ["<preamble>\n", *map(writer.container, preamble), "</preamble>\n"]
    pieces.append('<body period="#force">\n')
    for provision in writer.children[None]:
        writer.provision(provision, pieces)
    if not writer.children[None]:
        pieces.append('<hcontainer name="empty" eId="empty"/>\n')
    pieces.append("</body>\n</act>\n</akomaNtoso>\n")
    return "".join(pieces).encode()


def _parted(provisions: Sequence[Provision]) -> tuple[Sequence[Provision], Sequence[Provision]]:
    """What stands before the first numbered provision and holds nothing, and the rest."""
    parents = {provision.parent for provision in provisions}
    count = 0
    for provision in provisions:
        if provision.level is not Level.PREAMBLE or provision.eid in parents:
            break
        count += 1
    return provisions[:count], provisions[count:]


def _links_by_provision(body: Body, links: Sequence[str | None]) -> Mapping[str, list[_Words]]:
    """The words and addresses of the citations in each provision, in order."""
    found: dict[str, list[_Words]] = defaultdict(list)
    for citation, href in zip(body.citations, links, strict=True):
        found[citation.source].append((citation.text, href))
    return found


class _TextWriter:
    """Writes provisions with all they hold."""

    def __init__(self, provisions: Sequence[Provision], links: Mapping[str, list[_Words]]) -> None:
        self.links = links
        self.children: dict[str | None, list[Provision]] = {None: []}
        for provision in provisions:
            parent = provision.parent if provision.parent in self.children else None
            self.children[parent].append(provision)
            self.children[provision.eid] = []

    def provision(self, provision: Provision, pieces: list[str]) -> None:
        """Append a provision and, inside it, its children."""
        opening = _OPENINGS[provision.level]
        eid = provision.eid
        pieces.append(f'<{opening} eId="{eid}">')
        if provision.num:
            pieces.append(f"<num>{escape(provision.num)}</num>")
        if provision.heading:
            pieces.append(f"<heading>{escape(provision.heading)}</heading>")
        children = self.children[eid]
        if children:
            if provision.text:
                pieces.append(f"<intro>{self._paragraphs(provision)}</intro>")
            pieces.append("\n")
            for child in children:
                self.provision(child, pieces)
        elif provision.text:
            pieces.append(f"<content>{self._paragraphs(provision)}</content>")
        pieces.append(f"</{_ELEMENTS.get(provision.level, 'hcontainer')}>\n")

    def container(self, provision: Provision) -> str:
        """A provision of the preamble."""
        heading = f"<p>{escape(provision.heading)}</p>" if provision.heading else ""
        words = self._paragraphs(provision) if provision.text or not heading else ""
        return f'<container name="preamble" eId="{provision.eid}">{heading}{words}</container>\n'

    def _paragraphs(self, provision: Provision) -> str:
        links = self.links.get(provision.eid)
        text = _linked(provision.text, links) if links else escape(provision.text)
        return "<p>{}</p>".format(text.replace("\n", "</p><p>") if "\n" in text else text)


def _linked(text: str, links: Sequence[_Words]) -> str:
    """The text with its links; one whose words are not found behind the last is left out."""
    pieces = []
    end = 0
    for words, href in links:
        start = text.find(words, end)
        if start < 0 or "\n" in words:
            continue
        shown = escape(words)
        pieces.append(escape(text[end:start]))
        pieces.append(shown if href is None else f'<ref href="{escape(href)}">{shown}</ref>')
        end = start + len(words)
    pieces.append(escape(text[end:]))
    return "".join(pieces)


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
