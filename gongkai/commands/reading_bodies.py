"""One text to a read body: its facts, its bytes, and the problems in it."""

from __future__ import annotations

import html
from dataclasses import dataclass

from gongkai.formats.bodies import encode
from gongkai.library.gazette import item_key
from gongkai.model.body import Body
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Mark
from gongkai.model.facts import BodyFacts, Citations, Eids
from gongkai.model.gazette import FrozenIssue, FrozenItem, Issue, IssueRecord
from gongkai.model.restoring import restored
from gongkai.output.digests import digest
from gongkai.text.body import read_body
from gongkai.text.body_facts import TextFacts, facts_of
from gongkai.text.body_links import own_anchors, page_links
from gongkai.text.gazette_layer import layer_markdown
from gongkai.text.parity import lost_characters
from gongkai.text.personal import personal_data


@restored
@dataclass(frozen=True, slots=True)
class ReadBody:
    """One body: whose it is (`Document.key`, and the decision's part), its facts and bytes.

    `text` is what the body says about itself.
    """

    key: str
    part: str
    facts: BodyFacts
    text: TextFacts
    encoded: bytes


@dataclass(frozen=True, slots=True)
class About:
    """What a text is read with beside its own words (`gongkai.text.body.read_body`)."""

    title: str = ""
    number: str = ""
    transmits: str = ""
    about: str = ""
    page: bool = False  # of content/pages


def read_text(
    key: str, part: str, text: str, about: About, first_line: int = 1
) -> tuple[ReadBody, Body, tuple[Problem, ...]]:
    """Read a text that begins on `first_line` of its file; problems are counted in the text."""
    named = (about.title, about.number, about.transmits, about.about)
    reading = read_body(
        text, title=about.title, number=about.number, transmits=about.transmits, about=about.about
    )
    body = reading.body
    eids = tuple([provision[0] for provision in body.provisions])
    raw = text.encode()
    facts = BodyFacts(
        digest=digest(b"\0".join((raw, *map(str.encode, named)))),
        citations=Citations.of(body.citations),
        eids=Eids.of(eids),
        files=body.files,
        file_marks=tuple(_named_at(name, text, first_line) for name in body.files),
        links=page_links(body.parts, text, first_line),
        anchors=own_anchors(body.parts, eids, text),
    )
    said = facts_of(body.markdown, page=about.page)
    encoded = encode(body, raw if body.markdown == text else None)
    return ReadBody(key, part, facts, said, encoded), body, reading.problems


def moved(problem: Problem, first_line: int) -> Problem:
    """A problem counted in the body, counted in the file."""
    if problem.line == 0:
        return problem
    return Problem(
        problem.code,
        problem.line + first_line - 1,
        problem.column,
        problem.span,
        problem.message,
        problem.hint,
    )


def read_items(record: IssueRecord) -> tuple[list[ReadBody], list[tuple[str, Problem]]]:
    """The bodies of an issue, by `item_key`: frozen ones, or what a coming issue holds of its own."""
    if record.frozen:
        return _frozen_items(record.frozen, record.lock_path)
    return _typed_items(record.issue) if record.issue else ([], [])


def _frozen_items(
    issue: FrozenIssue, path: str
) -> tuple[list[ReadBody], list[tuple[str, Problem]]]:
    """What was frozen is not judged again, but whether the page says it all."""
    bodies: list[ReadBody] = []
    problems: list[tuple[str, Problem]] = []
    for item in issue.items:
        text = layer_markdown(item.layer) if item.kind == "scan" else item.markdown
        if not text:
            continue
        made, body, _ = read_text(item_key(issue.key, item.number), "", text, about_item(item))
        bodies.append(made)
        lost = lost_characters(text, body.html)
        if lost:
            problems.append((path, _lost(item, lost)))
        if item.kind == "scan":
            problems += [(path, _in_layer(item, problem)) for problem in personal_data(item.layer)]
    return bodies, problems


def _typed_items(issue: Issue) -> tuple[list[ReadBody], list[tuple[str, Problem]]]:
    bodies: list[ReadBody] = []
    problems: list[tuple[str, Problem]] = []
    for number, (_, item) in enumerate(issue.items, 1):
        if item.text is None:
            continue
        # A text of several lines begins on the line below its key.
        first = item.text_mark.line + ("\n" in item.text)
        about = About(item.title or "")
        made, _, found = read_text(item_key(issue.key, number), "", item.text, about, first)
        bodies.append(made)
        problems += [
            (issue.path, moved(problem, first))
            for problem in found
            if not problem.code.startswith("structure/")
        ]
    return bodies, problems


def about_item(item: FrozenItem) -> About:
    """What a frozen text is read with."""
    return About(item.title, item.document_number or "", item.transmits or "", item.about)


def _lost(item: FrozenItem, lost: str) -> Problem:
    return Problem(
        "gazette/page-differs", 0, 0, 0,
        f"第 {item.number} 篇《{item.title}》的网页与定稿的文字不一致：“{lost[:20]}”",
        "定稿文件不要动；把这条消息发给维护人员",
    )  # fmt: skip


def _in_layer(item: FrozenItem, problem: Problem) -> Problem:
    return Problem(
        problem.code, 0, 0, 0,
        f"第 {item.number} 篇《{item.title}》扫描件的文字层{problem.message}",
        "把扫描件里的号码遮住，重新做一次这一期",
    )  # fmt: skip


def _named_at(name: str, text: str, first_line: int) -> Mark:
    """Where the body first names a local file."""
    plain = html.unescape(name)
    start = max(text.find(plain), 0)
    column = start - text.rfind("\n", 0, start)
    return Mark(text.count("\n", 0, start) + first_line, column, len(plain))
