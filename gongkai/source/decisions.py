"""The files of one 重大行政决策, and the yearly list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from gongkai.model.diagnostics import Problem
from gongkai.model.documents import (
    Collection,
    Decision,
    DecisionCatalogue,
    DecisionPart,
    Document,
    Feedback,
    Mark,
    Marks,
)
from gongkai.source.documents import Draft, is_secret
from gongkai.source.head import read_head, read_keys
from gongkai.source.ids import id_of
from gongkai.source.schema import FEEDBACK_FIELDS, FIELDS, PART_FIELDS, YEAR_FIELDS
from gongkai.source.values import id_fault

PARTS = ("proposal", "explanation", "background", "result")
FILES = frozenset({"decision.yaml", "feedback.yaml", *(f"{name}.md" for name in PARTS)})
YEAR = re.compile(r"[0-9]{4}\.yaml")

_OWN = ("catalogue", "consultation", "events", "amendments", "result")


def read_decision(
    folder: str, texts: Mapping[str, str], as_of: datetime
) -> tuple[Draft, list[Draft]]:
    """Read one decision's folder.

    `texts` are the files by name; decision.yaml is among them. Gives the draft
    of the document, with everything it could read, and one draft for each
    other file, which carries that file's problems.
    """
    text = texts["decision.yaml"]
    values, marks, problems = read_keys(text, FIELDS[Collection.DECISIONS])
    secret = is_secret(values, marks, as_of)
    path = f"{folder}/decision.yaml"
    consultation = values.get("consultation")
    opens = consultation.opens if consultation else None
    parts, others = _parts(folder, texts, values.get("published"), opens, as_of, secret)
    feedback, feedback_draft = _feedback(folder, texts, secret)
    others += [feedback_draft] if feedback_draft else []
    own = {key: values.pop(key) for key in _OWN if key in values}
    decision = Decision(**own, parts=parts, feedback=feedback)
    document = _document(path, folder, values, marks, decision, problems)
    return Draft(path, document, "", problems, secret), others


def read_year(path: str, text: str, as_of: datetime) -> tuple[DecisionCatalogue | None, Draft]:
    """Read decisions/YEAR.yaml, the 目录清单 of one year."""
    values, marks, problems = read_keys(text, YEAR_FIELDS)
    name = path.rpartition("/")[2].removesuffix(".yaml")
    year = values.get("year")
    if year is not None and str(year) != name:
        mark = marks["year"]
        problems.append(
            Problem(
                "front-matter/choice", mark.line, mark.column, mark.span,
                f"年度 {year} 与文件名 {name} 不一致", "改其中一个",
            )
        )  # fmt: skip
    complete = all(item.name in values for item in YEAR_FIELDS if item.required)
    listed = DecisionCatalogue(path=path, **values) if complete else None
    secret = values.get("published") is None or values["published"] > as_of or "hold" in marks
    return listed, Draft(path, None, "", problems, secret)


def _document(
    path: str,
    folder: str,
    values: dict[str, Any],
    marks: dict[str, Mark],
    decision: Decision,
    problems: list[Problem],
) -> Document | None:
    name = folder.rpartition("/")[2]
    identity = values.pop("id", None) or ("" if "id" in marks else id_of(name))
    fault = id_fault(identity) if identity else None
    if fault or (not identity and "id" not in marks):
        problems.append(
            Problem(
                "front-matter/id",
                1,
                1,
                1,
                f"文件夹名「{name}」不能变成标识",
                "在 decision.yaml 里加一行 标识: …",
            )
        )
        return None
    if not identity or "title" not in values or "published" not in values:
        return None
    return Document(
        path=path,
        collection=Collection.DECISIONS,
        id=identity,
        decision=decision,
        marks=Marks.of(marks),
        **values,
    )


def _parts(
    folder: str,
    texts: Mapping[str, str],
    listed: datetime | None,
    opens: date | None,
    as_of: datetime,
    secret: bool,
) -> tuple[tuple[DecisionPart, ...], list[Draft]]:
    """The texts beside decision.yaml; one without a date came with the decision itself.

    `listed` is the decision's own date, `opens` the day from which opinions are taken.
    """
    found: list[DecisionPart] = []
    drafts: list[Draft] = []
    for name in PARTS:
        text = texts.get(f"{name}.md")
        if text is None:
            continue
        path = f"{folder}/{name}.md"
        head = read_head(text, PART_FIELDS)
        if "title" in head.values:
            values = {"published": listed or as_of, **head.values}
            if listed and "published" not in head.marks:
                head.problems.extend(_undated(name, head.marks["title"], listed, opens))
            found.append(
                DecisionPart(name=name, path=path, text=head.body, line=head.body_line, **values)
            )
        held = secret or "hold" in head.marks
        drafts.append(Draft(path, None, "", head.problems, held))
    return tuple(found), drafts


def _undated(name: str, mark: Mark, listed: datetime, opens: date | None) -> Iterator[Problem]:
    """A text that would be dated too early: a result is later than the draft, papers come out
    when opinions are asked for."""
    if name == "result" or (opens and opens > listed.date()):
        yield Problem(
            "decision/undated-part", mark.line, mark.column, mark.span,
            f"没有写公布时间，页面上会按 decision.yaml 的 {listed.date()} 显示",
            "加一行 发布日期: 实际公布的日期",
        )  # fmt: skip


def _feedback(
    folder: str, texts: Mapping[str, str], secret: bool
) -> tuple[Feedback | None, Draft | None]:
    text = texts.get("feedback.yaml")
    if text is None:
        return None, None
    values, marks, problems = read_keys(text, FEEDBACK_FIELDS)
    complete = all(item.name in values for item in FEEDBACK_FIELDS if item.required)
    feedback = Feedback(**{"received_people": None, **values}) if complete else None
    if feedback and not problems:
        problems += _sum_problem(feedback, marks["received"])
    path = f"{folder}/feedback.yaml"
    return feedback, Draft(path, None, "", problems, secret)


def _sum_problem(feedback: Feedback, mark: Mark) -> list[Problem]:
    """The counts of all opinions make up the number received (design.md §3)."""
    total = sum(opinion.count for opinion in feedback.opinions)
    if total == feedback.received:
        return []
    return [
        Problem(
            "decision/feedback-sum", mark.line, mark.column, mark.span,
            f"收到 {feedback.received} 条，各条相加却是 {total} 条", "核对「意见条数」和每条的「条数」",
        )
    ]  # fmt: skip


def without_texts(document: Document) -> Document:
    """The document with the texts of its decision let go, once they have been read."""
    if document.decision is None:
        return document
    parts = tuple(replace(part, text="") for part in document.decision.parts)
    return replace(document, decision=replace(document.decision, parts=parts))
