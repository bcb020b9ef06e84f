"""Files in the content folder that nothing names, and that are therefore not published."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

from gongkai.commands.reading import Content
from gongkai.model.diagnostics import Problem, Severity
from gongkai.model.documents import Document
from gongkai.model.gazette import IssueRecord
from gongkai.source.attachments import LocalFile, locate, unused


def unused_files(content: Content) -> list[tuple[str, Problem]]:
    """The problems of these files, by path; what is not public names files too.

    None while a file cannot be read: it might name them.
    """
    if not content.beside or any(found.severity is Severity.ERROR for found in content.diagnostics):
        return []
    return unused(content.beside, _named(content))


def _named(content: Content) -> Iterator[str]:
    conac = content.site.footer.conac
    names = [("site.yaml", conac.image)] if conac and conac.image else []
    for document in content.documents:
        names += _of_document(document, content)
    for record in content.records:
        names += _of_issue(record)
        yield from _kept(record)
        yield from _shown(record, content)
    for path, name in names:
        found = locate(name, path, "/", content.beside)
        if isinstance(found, LocalFile):
            yield found.file.path


def _of_document(document: Document, content: Content) -> Iterator[tuple[str, str]]:
    """The names of files in a document and in its parts, each with the file that says it."""
    texts = [("", document.path, document.attachments)]
    if document.decision:
        texts += [(part.name, part.path, part.attachments) for part in document.decision.parts]
    for part, path, attachments in texts:
        yield from ((path, one.file) for one in attachments)
        facts = content.bodies.get((document.key, part))
        yield from ((path, unescape(name)) for name in (facts.files if facts else ()))
    if document.audio:
        yield document.path, document.audio


def _of_issue(record: IssueRecord) -> Iterator[tuple[str, str]]:
    if record.issue:
        names = [record.issue.paper, *(item.file for _, item in record.issue.items)]
        yield from ((record.path, name) for name in names if name)


def _kept(record: IssueRecord) -> Iterator[str]:
    """The files that a lock keeps."""
    if record.frozen:
        for item in record.frozen.items:
            paths = [item.file, *(picture.path for picture in item.pictures)]
            yield from (f"content/{path}" for path in paths if path)
        if record.frozen.paper:
            yield f"content/{record.frozen.paper}"


def _shown(record: IssueRecord, content: Content) -> Iterator[str]:
    """The files that the texts of an issue speak of: until it is frozen nobody reads them."""
    if record.issue and not record.frozen:
        texts = "".join(item.text or "" for _, item in record.issue.items)
        yield from (path for path, file in content.beside.items() if file.name in texts)
