"""What the planners know: the public library with its links, read bodies and theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.library.catalogue import Catalogue
from gongkai.library.chain import Chain
from gongkai.library.clearances import Cleared
from gongkai.library.gazette import Gazette
from gongkai.model.cards import Card
from gongkai.model.links import BackLink, CitationLink, InterpretationLink, Relation
from gongkai.model.places import Place
from gongkai.model.synonyms import NO_SYNONYMS, Synonyms


@dataclass(frozen=True, slots=True)
class Attachment:
    """A published file: `url` root-relative, `type` its ending (PDF), `size` in bytes.

    `note` is what readers are told of it besides: 3 页，有电子签章 1 个，签章未验证.
    """

    title: str
    url: str
    type: str
    size: int
    sha256: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """One read body, by name, and what its marks stand for.

    `body` is the digest of the `Body`. The n-th of `links` is where the n-th
    of its citations leads. `files` gives the root-relative address of each
    local file that the body shows or links (`Body.files`), by the name that
    stands in the body. `attachments` are those of the same front matter.
    """

    body: str
    links: tuple[CitationLink, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What the pages of one text need beside its front matter and status.

    `prose` is the text's own body, None where a YAML file has none. `parts`
    are the texts of a decision by `DecisionPart.name` (proposal, explanation,
    background, result), those not public left out. `relations` are seen from
    this text and go both ways. `cited_by`, `interpretations` and `relations`
    name public documents only. `audio` is the root-relative address of the
    recording named by the key of that name. `attachments` are those of a text
    without a body; those of a body are its `Prose`'s.
    """

    prose: Prose | None = None
    parts: tuple[tuple[str, Prose], ...] = ()
    cited_by: tuple[BackLink, ...] = ()
    interpretations: tuple[InterpretationLink, ...] = ()
    relations: tuple[Relation, ...] = ()
    audio: str | None = None
    attachments: tuple[Attachment, ...] = ()

    @property
    def bodies(self) -> tuple[str, ...]:
        """The digests of every body the text's page places, its own first."""
        own = (self.prose.body,) if self.prose else ()
        return own + tuple(prose.body for _, prose in self.parts)

    @property
    def attached(self) -> tuple[Attachment, ...]:
        """The attachments of the text's own front matter."""
        return self.prose.attachments if self.prose else self.attachments


@dataclass(frozen=True, slots=True)
class Library:
    """Everything the site is planned from: frozen, public, and without a clock.

    `texts` holds one `Text` for each text of `catalogue.works`, by
    `Document.key` (ID or ID@VERSION); what is withdrawn has none.
    `named` gives the card of each public document that a line of a yearly
    list of decisions names, by the reference as typed.
    `chains` are the ways of policies that lead over each document's page, by its id.
    `assets` are those of `gongkai.pages.theme.theme`.
    `cleared` gives the lines of each clearance (清理结果) by its id.
    `synonyms` are the words that the search takes for one another.
    `gazette` are the public issues of the 政府公报, `gazette_texts` the bodies of their items by
    `PublicItem.key`, `gazette_files` their scans and press PDFs by path below content/,
    `gazette_editions` what we set of them (PDF, EPUB) by the issue's address.
    `places` are the places that are open (公开专区, 查阅点, 公报赠阅点).
    `web_font` is whether pages ask for the site's own font.
    `offline` is whether pages ask the browser to keep them for when there is no network.
    `kiosk_minutes` is after how long without a touch a kiosk goes back to the start, 0 elsewhere.
    """

    catalogue: Catalogue
    texts: Mapping[str, Text]
    named: Mapping[str, Card] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    cleared: Mapping[str, tuple[Cleared, ...]] = field(default_factory=dict)
    chains: Mapping[str, tuple[Chain, ...]] = field(default_factory=dict)
    synonyms: Synonyms = NO_SYNONYMS
    gazette: Gazette = field(default_factory=Gazette)
    gazette_texts: Mapping[str, Prose] = field(default_factory=dict)
    gazette_files: Mapping[str, Attachment] = field(default_factory=dict)
    gazette_editions: Mapping[str, tuple[Attachment, ...]] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    web_font: bool = False
    offline: bool = False
    kiosk_minutes: int = 0
