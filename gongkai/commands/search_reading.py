"""What the staff's search looks through: every document with its status, and the texts that changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import NamedTuple

from gongkai.commands.making import PARALLEL_FROM
from gongkai.library.catalogue import catalogue
from gongkai.library.finding import INSIDE, Found
from gongkai.library.gazette import NOT_YET, UNFROZEN, item_key
from gongkai.library.publication import select
from gongkai.library.references import References
from gongkai.model.body import Body
from gongkai.model.documents import Collection, Document, Marks
from gongkai.model.facts import BodyFacts
from gongkai.model.gazette import FrozenItem, IssueItem, IssueRecord
from gongkai.model.provisions import Provision
from gongkai.model.site import Site
from gongkai.model.synonyms import Synonyms
from gongkai.output.execution import batches_of, run_batches
from gongkai.output.fulltext import Indexed
from gongkai.source.decisions import without_texts
from gongkai.source.documents import Draft
from gongkai.source.load import Unit, arrange, read_unit, synonyms_of
from gongkai.source.tree import files
from gongkai.text.blocks import split
from gongkai.text.folding import fold
from gongkai.text.structure import parse

_BATCH = 32
_WITHDRAWN = "已撤回"
_NO_DOCUMENTS = frozenset({"year", "place"})  # units in which there is nothing to find


class ReadText(NamedTuple):
    """One document, the digest of its words, and these words where the index lacks them.

    `printed` is what is found of an item of the gazette that is no document of the library.
    """

    document: Document
    digest: str
    words: Indexed | None
    printed: Found | None = None


@dataclass(frozen=True, slots=True)
class Everything:
    """All documents by file, published or not; what the index lacks; and the synonyms.

    `printed` are the texts and scans of the gazette that are no documents, by file and number.
    `unread` are the files and folders that gave no document, for a problem that `check` tells.
    """

    root: Path
    as_of: datetime
    documents: Mapping[str, Document]
    printed: Mapping[str, Found]
    digests: Mapping[str, str]
    changed: Sequence[Indexed]
    unread: Sequence[str]
    synonyms: Synonyms
    units: Mapping[str, Unit]


def read_everything(
    root: Path, as_of: datetime, indexed: Mapping[str, str], workers: int
) -> Everything:
    """Read every document; `indexed` gives the digests of those whose words the index has."""
    plan = arrange(files(root)[0])

    def read(batch: Sequence[Unit]) -> list[tuple[str, ReadText | None]]:
        found: list[tuple[str, ReadText | None]] = []
        for unit in batch:
            reading = read_unit(root, unit, as_of)
            document = reading.drafts[0].document if reading.drafts else None
            if reading.issue and (reading.issue.frozen or reading.issue.issue):
                items = _printed(reading.issue, as_of, indexed)
                found += [(unit.path, item) for item in items]
            else:
                own = _read(reading.drafts[0], document, indexed) if document else None
                found.append((unit.path, own))
        return found

    units = [unit for unit in plan.units if unit.kind not in _NO_DOCUMENTS]
    documents: dict[str, Document] = {}
    printed: dict[str, Found] = {}
    digests: dict[str, str] = {}
    changed: list[Indexed] = []
    unread: list[str] = []
    by_document: dict[str, Unit] = {}
    of = {unit.path: unit for unit in units}
    several = workers if len(units) >= PARALLEL_FROM else 1
    for batch in run_batches(read, batches_of(units, _BATCH), several, name=lambda unit: unit.path):
        for path, made in batch:
            if made is None:
                unread.append(path)
                continue
            key = made.document.path
            digests[key] = made.digest
            if made.printed:
                printed[key] = made.printed
            else:
                documents[key], by_document[key] = made.document, of[path]
            changed += [made.words] if made.words else []
    synonyms, _ = synonyms_of(root, plan)
    return Everything(
        root, as_of, documents, printed, digests, changed, unread, synonyms, by_document
    )


def _read(draft: Draft, document: Document, indexed: Mapping[str, str]) -> ReadText:
    return _text(without_texts(document), _bodies(draft, document), indexed)


def _text(document: Document, bodies: Sequence[str], indexed: Mapping[str, str]) -> ReadText:
    said = (document.title, document.number or "", document.transmits or "", *bodies)
    digest = hashlib.sha256("\0".join(said).encode("utf-8", "surrogatepass")).hexdigest()
    words = None
    if indexed.get(document.path) != digest:
        visible = (Body((), _provisions(document, body), (), "").plain for body in bodies)
        words = Indexed(
            document.path,
            digest,
            fold(document.title),
            fold(document.number or ""),
            "\n".join(map(fold, visible)),
        )
    return ReadText(document, digest, words)


def _printed(
    record: IssueRecord, as_of: datetime, indexed: Mapping[str, str]
) -> Iterator[ReadText]:
    """What an issue prints that is no document of the library: as it was frozen, else as typed."""
    issue = record.frozen or record.issue
    assert issue is not None
    typed = [item for _, item in record.issue.items] if record.issue else []
    late = NOT_YET if issue.published > as_of.date() else ""
    own: Sequence[tuple[int, FrozenItem | IssueItem, str]]
    if record.frozen:
        items = record.frozen.items
        own = [(one.number, one, one.markdown or one.layer) for one in items if not one.document]
    else:
        late = UNFROZEN
        own = [(at, one, one.text or "") for at, one in enumerate(typed, 1) if not one.ref]
    for number, item, body in own:
        document = Document(
            path=f"{record.path}{INSIDE}{number}",
            collection=Collection.GAZETTE,
            id=item_key(issue.key, number).replace("/", "-"),
            title=item.title or "",
            number=item.document_number if isinstance(item, FrozenItem) else None,
            agency=item.agency if isinstance(item, FrozenItem) else (),
            published=datetime.combine(issue.published, time()),
            marks=Marks.of({"title": typed[number - 1].mark} if number <= len(typed) else {}),
        )
        read = _text(document, [body] if body else [], indexed)
        yield read._replace(printed=Found(document, "", late))


def _bodies(draft: Draft, document: Document) -> list[str]:
    """The texts of a document: its own body, or those of a decision."""
    parts = document.decision.parts if document.decision else ()
    own = [draft.body] if draft.path.endswith(".md") else []
    return [*own, *(part.text for part in parts)]


def _provisions(document: Document, body: str) -> tuple[Provision, ...]:
    numbers = (document.number or "", document.transmits or "")
    return parse(split(body), document.title, *numbers).provisions


class _Places(Mapping[tuple[str, str], BodyFacts]):
    """The places of a document's own body, read when a reference names one of them."""

    def __init__(self, everything: Everything) -> None:
        self._everything = everything
        self._paths = {item.key: path for path, item in everything.documents.items()}

    def __getitem__(self, name: tuple[str, str]) -> BodyFacts:
        everything = self._everything
        path = self._paths[name[0]]
        draft = read_unit(everything.root, everything.units[path], everything.as_of).drafts[0]
        found = _provisions(everything.documents[path], draft.body)
        return BodyFacts(digest="", eids=tuple(provision.eid for provision in found))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter([(key, "") for key in self._paths])

    def __len__(self) -> int:
        return len(self._paths)


def standings(everything: Everything, site: Site) -> dict[str, Found]:
    """Each document by file, with its status and why it is not published.

    What is public has the status that it has on the site; the rest the one it would have if all
    were public.
    """
    documents = tuple(everything.documents.values())
    as_of = everything.as_of
    selection = select(documents, (), as_of, review_required=site.review_required)
    places = _Places(everything)
    withheld = {document.path: reason.value for document, reason in selection.withheld}
    statuses: dict[str, str] = {}
    for shown in (documents, selection.documents):
        references = References(shown, places)
        arranged = catalogue(shown, (), site, as_of, references.document)
        for work in arranged.works:
            for entry in work.texts:
                standing = entry.standing
                statuses[entry.document.path] = standing.status.value if standing else ""
        withheld |= {document.path: _WITHDRAWN for document in arranged.withdrawn}
    found = {
        path: Found(document, statuses.get(path, ""), withheld.get(path, ""))
        for path, document in everything.documents.items()
    }
    return found | dict(everything.printed)
