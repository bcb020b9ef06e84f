"""What checks look at, what they give, and whom the rules of the trade bind."""

from __future__ import annotations

import re
from collections.abc import Collection as Container
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from gongkai.library.catalogue import Catalogue, Entry, Work
from gongkai.library.link_index import KnownText, TitleIndex
from gongkai.library.link_references import Resolution
from gongkai.library.publication import Withheld, withheld_because
from gongkai.library.references import References
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import (
    NOWHERE,
    Collection,
    DecisionCatalogue,
    Document,
    Mark,
    Openness,
    Reference,
)
from gongkai.model.facts import BodyFacts
from gongkai.model.gazette import IssueRecord
from gongkai.model.rules import RULES
from gongkai.model.site import Site
from gongkai.text.body_facts import NOTHING, TextFacts

SITE_FILE = "site.yaml"
_OTHER_LAW = frozenset({"法律", "行政法规", "地方性法规", "部门规章", "司法解释"})
_STATE_ORGAN = re.compile("国务院|中华人民共和国|全国|最高人民|国家|中共中央|中央")


class Finding(NamedTuple):
    """A problem and its file. `secret` says that the words may quote an unpublished document
    although the file itself is public.
    """

    path: str
    problem: Problem
    secret: bool = False


@dataclass(frozen=True)
class Checked:
    """The whole library as read, for the checks. Frozen; what is worked out is kept.

    `documents` are all that were read, `public` those that readers see (a
    public decision without its unpublished texts); `references` resolve among
    the former, `public_references` and `catalogue` know only the latter.
    `bodies` and `texts` are by `Document.key` and part, "" for its own body.
    `records` are the files of all gazette issues.
    `addresses` are the root-relative addresses the site will have, None when
    nobody asked for them to be compared.
    """

    site: Site
    as_of: datetime
    documents: tuple[Document, ...]
    public: tuple[Document, ...]
    years: tuple[DecisionCatalogue, ...]
    references: References
    public_references: References
    catalogue: Catalogue
    bodies: Mapping[tuple[str, str], BodyFacts]
    texts: Mapping[tuple[str, str], TextFacts] = field(default_factory=dict)
    addresses: Container[str] | None = None
    records: tuple[IssueRecord, ...] = ()
    _named: dict[str, Resolution] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def today(self) -> date:
        """The day on which the library is looked at."""
        return self.as_of.date()

    @cached_property
    def public_paths(self) -> frozenset[str]:
        """The files of public documents."""
        return frozenset(document.path for document in self.public)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The public texts with their statuses, by file."""
        works = self.catalogue.works
        return {entry.document.path: entry for work in works for entry in work.texts}

    @cached_property
    def works(self) -> Mapping[str, Work]:
        """The public works by id."""
        return {work.id: work for work in self.catalogue.works}

    @cached_property
    def own(self) -> tuple[Document, ...]:
        """The documents that the site's own organs publish: those the duties of the trade bind."""
        return tuple(document for document in self.documents if is_own(document, self.site))

    @cached_property
    def own_public(self) -> tuple[Document, ...]:
        """Our own documents that readers see."""
        paths = self.public_paths
        return tuple(document for document in self.own if document.path in paths)

    @cached_property
    def meant_for_readers(self) -> tuple[Document, ...]:
        """Our own documents that are public, or that wait for nothing but their day."""
        required = self.site.review_required
        found = []
        for document in self.own:
            if document.openness is Openness.PROACTIVE:
                why = withheld_because(document, self.as_of, review_required=required)
                if why is None or why is Withheld.NOT_YET:
                    found.append(document)
        return tuple(found)

    @cached_property
    def withdrawn(self) -> TitleIndex:
        """The names of the documents that were withdrawn."""
        gone = (document for document in self.documents if document.withdrawn)
        return TitleIndex.of(KnownText.of(document) for document in gone)

    def resolve(self, reference: Reference) -> Resolution:
        """What a reference names among all documents; each name is looked up once."""
        found = self._named.get(reference.text)
        if found is None:
            found = self._named[reference.text] = self.references.resolve(reference)
        return found

    def facts(self, document: Document, part: str = "") -> TextFacts:
        """What a body says about itself."""
        return self.texts.get((document.key, part), NOTHING)

    def hidden(self, *documents: Document) -> bool:
        """Whether one of the documents is not public, so that its words stay out of reports."""
        return not self.public_paths.issuperset(document.path for document in documents)


def is_own(document: Document, site: Site) -> bool:
    """Whether one of the site's own organs made the document.

    What is reprinted (转载, `source`), what a higher level made, and law of
    other makers is not ours. An organ that site.yaml names is ours whatever it
    is called.
    """
    if document.source or document.kind in _OTHER_LAW:
        return False
    maker = document.agency[0] if document.agency else ""
    named = {agency.name: agency.level for agency in site.agencies}
    if maker in named:
        return document.level is None or named[maker] in (None, document.level)
    return document.level not in ("国", "省") and not _STATE_ORGAN.match(maker)


def is_regulation(document: Document) -> bool:
    """Whether it is a 地方政府规章: what a regulation is unless it says another kind."""
    return document.collection is Collection.REGULATIONS and document.kind in (
        None,
        "地方政府规章",
    )


def bound(code: str, document: Document) -> bool:
    """Whether a duty binds the document: it was published when the duty existed, and not 补录."""
    since = RULES[code].since
    return not document.backfilled and (since is None or document.published.date() >= since)


def at(document: Document, code: str, key: str, message: str, hint: str = "") -> Finding:
    """A problem of a front-matter key; of the document as a whole where it has not that key."""
    mark = document.mark(key)
    if mark is NOWHERE:
        mark = document.mark("title")
    return at_mark(document.path, code, mark, message, hint)


def in_body(document: Document, code: str, mark: Mark, message: str, hint: str = "") -> Finding:
    """A problem at a place of the document's own body."""
    line = mark.line + document.body_line - 1
    return Finding(document.path, Problem(code, line, mark.column, mark.span, message, hint))


def at_mark(path: str, code: str, mark: Mark, message: str, hint: str = "") -> Finding:
    """A problem at a place of a file."""
    if mark is NOWHERE:
        return whole(path, code, message, hint)
    return Finding(path, Problem(code, mark.line, mark.column, mark.span, message, hint))


def whole(path: str, code: str, message: str, hint: str = "") -> Finding:
    """A problem of a whole file."""
    return Finding(path, Problem(code, 0, 0, 0, message, hint))
