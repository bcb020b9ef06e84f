"""The middle stages: from what was read to the public library that pages are planned from."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from gongkai.commands.reading import Content
from gongkai.library.catalogue import Catalogue, Entry, catalogue
from gongkai.library.chain import chains
from gongkai.library.clearances import cleared
from gongkai.library.linking import Links, links
from gongkai.library.publication import Selection
from gongkai.library.references import References
from gongkai.library.relations import relations
from gongkai.library.reporting import diagnostic
from gongkai.model.diagnostics import Diagnostic, Problem
from gongkai.model.documents import AttachmentRef, Document, Mark
from gongkai.model.links import Relation
from gongkai.site.input import Attachment, Library, Prose, Text
from gongkai.source.attachments import LocalFile, locate, sha256_of
from gongkai.source.tree import File


@dataclass(frozen=True, slots=True)
class Assembled:
    """The public library, the files to be copied by their path in the output, and problems.

    `digests` are the sha256 of those files that pages name with one, by the
    path of the file copied.
    """

    library: Library
    references: References
    links: Links
    copies: Mapping[str, File]
    digests: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Files:
    """The files that public documents name, found one by one."""

    root: Path
    content: Content
    copies: dict[str, File] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, Problem]] = field(default_factory=list)

    def find(self, name: str, document: Document, path: str, mark: Mark) -> LocalFile | None:
        folder = f"/{document.collection.value}/{document.id}/"
        if document.version:
            folder += f"{document.version}/"
        found = locate(name, path, folder, self.content.beside, mark)
        if isinstance(found, Problem):
            self.problems.append((path, found))
            return None
        self.copies[found.path] = found.file
        return found

    def page(self, address: str) -> str:
        """The root-relative address of a page that a body links."""
        base = self.content.site.base
        if base != "/" and address.startswith(base):
            return "/" + address.removeprefix(base)
        return address

    def site_file(self, name: str) -> None:
        """A picture that site.yaml names; it is published under the name given there."""
        found = locate(name, "site.yaml", "/", self.content.beside)
        if isinstance(found, Problem):
            self.problems.append(("site.yaml", found))
        else:
            self.copies[found.path] = found.file

    def attachment(self, ref: AttachmentRef, document: Document, path: str) -> Attachment | None:
        found = self.find(ref.file, document, path, ref.mark)
        if found is None:
            return None
        if found.file.path not in self.digests:
            self.digests[found.file.path] = sha256_of(self.root, found.file)
        return Attachment(
            ref.title,
            found.url,
            found.file.name.rpartition(".")[2].upper(),
            found.file.size,
            self.digests[found.file.path],
        )


def assemble(
    root: Path, content: Content, public: References, catalogue_of: Catalogue
) -> Assembled:
    """Link the public documents and find their files."""
    currents = {work.id: work.current.document.version for work in catalogue_of.works}
    references = public.with_currents(currents)
    found = links(catalogue_of, references, content.bodies)
    related = relations(catalogue_of, references.document)
    files = _Files(root, content)
    texts: dict[str, Text] = {}
    for work in catalogue_of.works:
        for entry in work.texts:
            texts[entry.document.key] = _text(entry, content, found, files, related)
    conac = content.site.footer.conac
    if conac and conac.image:
        files.site_file(conac.image)
    named = {}
    works = {work.id: work.current.card for work in catalogue_of.works}
    for year in catalogue_of.years:
        for item in year.items:
            target = references.document(item.decision) if item.decision else None
            if item.decision and target:
                named[item.decision.text] = works[target[0].id]
    problems = [diagnostic(problem, path, content.site) for path, problem in files.problems]
    problems += _link_problems(content, catalogue_of, found)
    return Assembled(
        Library(
            catalogue=catalogue_of,
            texts=texts,
            named=named,
            cleared=cleared(catalogue_of, references.document),
            chains=chains(catalogue_of, references.document, found.interpretations),
            synonyms=content.synonyms,
        ),
        references,
        found,
        files.copies,
        files.digests,
        tuple(problems),
    )


def public_catalogue(content: Content, selection: Selection, public: References) -> Catalogue:
    """The catalogue of the selected documents.

    References are resolved among those that are `public`, so relations to and
    from the others do not count. What only a preview shows has the reason
    before its title, wherever the title stands.
    """
    marks = dict(selection.marked)
    documents = [
        replace(document, title=f"【{marks[document.key].value}】{document.title}")
        if document.key in marks
        else document
        for document in selection.documents
    ]
    return catalogue(documents, selection.years, content.site, selection.as_of, public.document)


def _text(
    entry: Entry,
    content: Content,
    found: Links,
    files: _Files,
    related: Mapping[str, tuple[Relation, ...]],
) -> Text:
    document = entry.document
    audio = (
        files.find(document.audio, document, document.path, document.mark("audio"))
        if document.audio
        else None
    )
    parts = []
    for part in document.decision.parts if document.decision else ():
        prose = _prose(document, part.name, part.path, part.attachments, content, found, files)
        if prose:
            parts.append((part.name, prose))
    prose = _prose(document, "", document.path, document.attachments, content, found, files)
    listed = () if prose else _attachments(document, document.path, document.attachments, files)
    return Text(
        prose=prose,
        parts=tuple(parts),
        cited_by=found.cited_by.get(document.id, ()),
        interpretations=found.interpretations.get(document.id, ()),
        relations=related.get(document.key, ()),
        audio=audio.url if audio else None,
        attachments=listed,
    )


def _prose(
    document: Document,
    part: str,
    path: str,
    attachments: tuple[AttachmentRef, ...],
    content: Content,
    found: Links,
    files: _Files,
) -> Prose | None:
    facts = content.bodies.get((document.key, part))
    if facts is None:
        return None
    local = {}
    for name, mark in zip(facts.files, facts.file_marks, strict=True):
        plain = html.unescape(name)
        if plain.startswith("/"):
            local[name] = files.page(plain)
        else:
            place = files.find(plain, document, path, mark)
            local[name] = place.url if place else ""
    return Prose(
        body=facts.digest,
        links=found.citations.get((document.key, part), ()),
        files=tuple(local.items()),
        attachments=_attachments(document, path, attachments, files),
    )


def _attachments(
    document: Document, path: str, named: tuple[AttachmentRef, ...], files: _Files
) -> tuple[Attachment, ...]:
    found = (files.attachment(ref, document, path) for ref in named)
    return tuple(item for item in found if item)


def _link_problems(content: Content, catalogue_of: Catalogue, found: Links) -> list[Diagnostic]:
    places: dict[tuple[str, str], tuple[str, int]] = {}
    for work in catalogue_of.works:
        for entry in work.texts:
            document = entry.document
            places[document.key, ""] = (document.path, document.body_line)
            for part in document.decision.parts if document.decision else ():
                places[document.key, part.name] = (part.path, part.line)
    return [
        diagnostic(problem, places[key][0], content.site, first_line=places[key][1])
        for key, problems in found.problems.items()
        for problem in problems
    ]
