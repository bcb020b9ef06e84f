"""Read one body: its structure, its references, and its HTML."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.model.body import Body, columns_of
from gongkai.model.diagnostics import Problem
from gongkai.text.blocks import split, without_comments
from gongkai.text.citations import recognise
from gongkai.text.contents import contents_list
from gongkai.text.markup import render
from gongkai.text.markup_citations import in_words
from gongkai.text.structure import parse

# The ids of the page around a body; a body's own ids must differ from them.
PAGE_IDS = frozenset(
    [
        "main",
        "top",
        "columns",
        "elder",
        "text",
        "current",
        "facts",
        "attachments",
        "contact",
        "corrections",
        "policy-card",
        "related",
        "cited",
        "versions",
        "transcript",
        "explains",
        "catalogue",
        "doors",
        "updates",
        "external-question",
        "chain",
        "by-list",
        "by-number",
        "by-phone",
        "by-title",
        "chains",
        "kept",
        "others",
        "rows",
        "search-words",
        "summary",
        "about",
        "contents",
        "newest",
        "paper",
        "run",
        "scan",
        "editions",
        "verify-code",
        "verify-file",
        "verify-text",
    ]
)


@dataclass(frozen=True, slots=True)
class BodyReading:
    """A body read, and the problems in it, placed by line of the body."""

    body: Body
    problems: tuple[Problem, ...]


def read_body(
    text: str, *, title: str = "", number: str = "", transmits: str = "", about: str = ""
) -> BodyReading:
    """Read a body. Pure: equal arguments give equal bodies.

    `title` and `number` are the document's, `transmits` the title of the text
    it carries, `about` the title of the document that bare places mean (of an
    interpretation: what it explains).
    """
    shown = without_comments(text)
    blocks = split(text)
    structure = parse(blocks, title, number, transmits)
    citations = in_words(shown, recognise(shown, structure.provisions, title, about))
    rendered = render(blocks, structure, citations, PAGE_IDS)
    body = Body(
        parts=rendered.parts,
        provisions=structure.provisions,
        citations=citations,
        markdown=shown,
        files=rendered.files,
        contents=contents_list(columns_of(structure.provisions)),
    )
    return BodyReading(body, (*structure.problems, *rendered.problems))
