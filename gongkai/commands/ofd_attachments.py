"""The facts of attached OFD files, and whether they say what their pages say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from gongkai.commands.assembling import Assembled
from gongkai.commands.reading import Content, read_bodies
from gongkai.formats import ofd
from gongkai.formats.bodies import decode
from gongkai.formats.ofd import OfdFacts
from gongkai.library.ofd_parity import ofd_difference
from gongkai.library.reporting import diagnostic
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Document
from gongkai.output.crews import Crew
from gongkai.output.spool import Spool
from gongkai.site.input import Attachment, Text

_TYPE = "OFD"


def with_ofd_facts(
    root: Path, content: Content, assembled: Assembled, bodies: Spool, crew: Crew
) -> Assembled:
    """The library with the facts of its OFD attachments beside them, and the problems with these."""
    library = assembled.library
    wanted = [
        (entry.document, library.texts[entry.document.key])
        for work in library.catalogue.works
        for entry in work.texts
        if any(item.type == _TYPE for item in library.texts[entry.document.key].attached)
    ]
    if not wanted:
        return assembled
    digests = [text.prose.body for _, text in wanted if text.prose]
    read_bodies(root, content.units, digests, bodies, crew)
    texts = dict(library.texts)
    problems = list(assembled.diagnostics)
    for document, text in wanted:
        known = {
            item.url: ofd.facts(root / assembled.copies[unquote(item.url)[1:]].path)
            for item in text.attached
            if item.type == _TYPE
        }
        texts[document.key] = _noted(text, known)
        html = decode(bodies.get(text.prose.body)).html if text.prose else ""
        problems += [
            diagnostic(problem, document.path, content.site, secret=document.path in content.secret)
            for problem in _problems(document, text, known, html)
        ]
    return replace(assembled, library=replace(library, texts=texts), diagnostics=tuple(problems))


def _noted(text: Text, known: Mapping[str, OfdFacts]) -> Text:
    attached = tuple(
        replace(item, note=_note(known[item.url])) if item.url in known else item
        for item in text.attached
    )
    if text.prose:
        return replace(text, prose=replace(text.prose, attachments=attached))
    return replace(text, attachments=attached)


def _note(facts: OfdFacts) -> str:
    """What readers are told of a file. We hold no list of trusted seals, so we claim nothing."""
    if facts.fault:
        return ""
    signed = f"，有电子签章 {facts.signatures} 个，签章未验证" if facts.signatures else ""
    return f"{len(facts.pages)} 页{signed}"


def _problems(
    document: Document, text: Text, known: Mapping[str, OfdFacts], html: str
) -> Iterator[Problem]:
    for item in text.attached:
        facts = known.get(item.url)
        if facts is None:
            continue
        mark = next((ref.mark for ref in document.attachments if ref.title == item.title), None)
        place = (mark.line, mark.column, mark.span) if mark else (0, 0, 0)
        if facts.fault:
            hint = "换一个没有密码、能打开的文件；用阅读软件打开核对"
            yield Problem(
                "attachment/ofd", *place, f"附件《{item.title}》{facts.fault.value}", hint
            )
        elif found := ofd_difference(document.title, html, facts.pages):
            message = f"附件《{item.title}》（OFD）与网页的文字不一致：网页“{found.one}”，附件“{found.other}”"
            yield Problem("attachment/ofd-differs", *place, message, _differs(item))


def _differs(item: Attachment) -> str:
    return f"以盖章的原件为准，改正录入的正文，或换上对的 {item.type} 文件"
