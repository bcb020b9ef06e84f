"""Whether clearances (清理结果) agree with themselves, with each other and with the documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.library.check_input import Checked, Finding, at_mark
from gongkai.library.link_references import Outcome
from gongkai.library.status import effective_day, expiry
from gongkai.model.clearances import Treatment
from gongkai.model.documents import Document, Mark, Reference
from gongkai.text.dates import chinese_date


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a clearance that names a document: which, and the place in it, "" for all."""

    document: Document  # the clearance
    day: date
    treatment: Treatment
    mark: Mark
    target: str
    place: str


@dataclass(frozen=True, slots=True)
class _End:
    """Something that ends a document as a whole: from when, and in which file it is said."""

    day: date
    said_in: Document
    words: str


def clearances(checked: Checked) -> Iterator[Finding]:
    """One document has one treatment on a day, and what has ended is neither kept nor ended again."""
    lines = list(_lines(checked))
    if not lines:
        return
    yield from _wrong_kinds(checked, lines)
    yield from _twice(checked, lines)
    ends = _ends(checked, lines)
    for line in lines:
        if line.place:
            continue
        elsewhere = [end for end in ends[line.target] if end.said_in is not line.document]
        judge = _other_dates if line.treatment.ends else _ended
        yield from judge(checked, line, elsewhere)


def _lines(checked: Checked) -> Iterator[_Line]:
    for document in checked.documents:
        clearance = document.clearance
        if clearance is None or document.withdrawn:
            continue
        for treatment, item in clearance.items():
            found = checked.resolve(item.ref)
            if found.outcome is Outcome.FOUND and found.id != document.id:
                place = item.ref.text.partition("#")[2]
                yield _Line(document, clearance.date, treatment, item.ref.mark, found.id, place)


def _wrong_kinds(checked: Checked, lines: Sequence[_Line]) -> Iterator[Finding]:
    for line in lines:
        target = _target(checked, line)
        if not target.collection.binding:
            yield _finding(
                checked, line, "clearance/not-binding",
                f"《{target.title}》是{target.collection.label}，不在清理的范围里",
                "只列规章、行政规范性文件和其他政策文件",
            )  # fmt: skip


def _twice(checked: Checked, lines: Sequence[_Line]) -> Iterator[Finding]:
    """The same document or place twice in one file, or differently in two files of one day.

    A place may have another treatment than the whole (第十四条失效，其余继续有效), unless the
    whole ends.
    """
    by_target: dict[tuple[str, date], list[_Line]] = defaultdict(list)
    for line in lines:
        before = by_target[line.target, line.day]
        other = next((other for other in before if _clash(line, other)), None)
        before.append(line)
        if other is None:
            continue
        title = _target(checked, line).title
        if other.document is line.document:
            yield _finding(
                checked, line, "clearance/twice",
                f"《{title}》列了两次，第{other.mark.line}行已经列为{other.treatment.label}",
                "只留一处",
            )  # fmt: skip
        else:
            yield _finding(
                checked, line, "clearance/disagree",
                f"《{title}》在 {other.document.path} 第{other.mark.line}行列为{other.treatment.label}"
                f"，这里却是{line.treatment.label}，两份都是{chinese_date(line.day)}的结果",
                "核对两份清理结果，改其中一份", other.document,
            )  # fmt: skip


def _clash(line: _Line, other: _Line) -> bool:
    same_file = line.document is other.document
    if line.place == other.place:
        return same_file or line.treatment is not other.treatment
    whole = other if not other.place else line if not line.place else None
    return whole is not None and whole.treatment.ends


def _other_dates(checked: Checked, line: _Line, ends: Sequence[_End]) -> Iterator[Finding]:
    """Two clearances of different days are told of once, in the later."""
    other = next((end for end in ends if end.day != line.day), None)
    if other and not (other.said_in.clearance and other.day > line.day):
        title = _target(checked, line).title
        yield _finding(
            checked, line, "clearance/other-date",
            f"《{title}》在这里从{chinese_date(line.day)}起没有效力"
            f"，{other.said_in.path} 里{other.words}，从{chinese_date(other.day)}起",
            "以先发生的为准：已经废止的不再列入，或者改正日期", other.said_in,
        )  # fmt: skip


def _ended(checked: Checked, line: _Line, ends: Sequence[_End]) -> Iterator[Finding]:
    target = _target(checked, line)
    over = [end for end in ends if end.day <= line.day]
    last, _ = expiry(target, checked.site.validity)
    if over:
        first = min(over, key=lambda end: end.day)
        yield _finding(
            checked, line, "clearance/already-ended",
            f"《{target.title}》列为{line.treatment.label}"
            f"，{first.said_in.path} 里却{first.words}，从{chinese_date(first.day)}起",
            "核对两处；确实废止的，从这里删去", first.said_in,
        )  # fmt: skip
    elif last and last < line.day:
        yield _finding(
            checked, line, "clearance/already-ended",
            f"《{target.title}》列为{line.treatment.label}，有效期却已经在{chinese_date(last)}届满",
            "延长了有效期的，在那个文件里写「延长有效期」；届满失效的，列进「宣布失效」",
        )  # fmt: skip


def _ends(checked: Checked, lines: Sequence[_Line]) -> Mapping[str, list[_End]]:
    """What ends each document as a whole, by its id, wherever it is written."""
    found: dict[str, list[_End]] = defaultdict(list)
    wanted = {line.target for line in lines}
    for document in checked.documents:
        if document.withdrawn:
            continue
        if document.repealed and document.id in wanted:
            found[document.id].append(_End(document.repealed.date, document, "写着被废止"))
        for key, label in (("repeals", "废止了它"), ("replaces", "替代了它")):
            references: Sequence[Reference] = getattr(document, key)
            for reference in references:
                if "#" in reference.text:
                    continue
                target = checked.resolve(reference).id
                if target in wanted and target != document.id:
                    found[target].append(_End(effective_day(document), document, label))
    for line in lines:
        if line.treatment.ends and not line.place:
            words = f"列为{line.treatment.label}"
            found[line.target].append(_End(line.day, line.document, words))
    return found


def _target(checked: Checked, line: _Line) -> Document:
    return checked.references.text(line.target, None)


def _finding(
    checked: Checked, line: _Line, code: str, message: str, hint: str, *others: Document
) -> Finding:
    finding = at_mark(line.document.path, code, line.mark, message, hint)
    return finding._replace(secret=checked.hidden(_target(checked, line), *others))
