"""Whether the texts follow what other clauses and documents say of their force."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from gongkai.library.catalogue import Work
from gongkai.library.check_input import Checked, Finding, at, at_mark, in_body
from gongkai.library.check_status import amended_since
from gongkai.library.link_outdated import made_on
from gongkai.library.link_references import Outcome
from gongkai.library.status import effective_day
from gongkai.model.documents import Document, Mark
from gongkai.model.provisions import Citation
from gongkai.model.status import Status
from gongkai.text.dates import chinese_date
from gongkai.text.force import Clause, ClauseKind
from gongkai.text.names import fold_title
from gongkai.text.numbers import fold_number

_OVER = (Status.REPEALED, Status.LAPSED)


def counted_days(checked: Checked) -> Iterator[Finding]:
    """A day of force that the text counts from its publication (自公布之日起30日后施行)."""
    for document in checked.own:
        said = checked.facts(document).clauses
        begins = [clause for clause in said if clause.kind is ClauseKind.EFFECTIVE]
        if not begins or not document.collection.binding:
            continue
        if amended_since(document, checked.works.get(document.id)):
            continue
        if all(clause.days_after is not None for clause in begins):
            yield from _counted(document, begins[-1])


def missing_texts(checked: Checked) -> Iterator[Finding]:
    """What a decision in force amends has a text with the amendment in it (立法法 art. 65)."""
    for document in checked.own_public:
        day = effective_day(document)
        if day > checked.today:
            continue
        for reference in document.amends:
            found = checked.public_references.resolve(reference)
            work = checked.works.get(found.id) if found.outcome is Outcome.FOUND else None
            if work is None or work.id == document.id or _has_text(work, document, day):
                continue
            yield at_mark(
                document.path, "versions/missing-text", reference.mark,
                f"《{work.current.document.title}》没有{chinese_date(day)}起施行的修改后文本",
                f"在 {_folder(work)}/ 里加一个 {day}.md，是修改后的全文",
            )  # fmt: skip


def unstated_repeals(checked: Checked) -> Iterator[Finding]:
    """What our own text is recorded to end (`repeals`) it speaks of, by name or 文号.

    The list may stand in an attachment, of which nobody here knows the words.
    """
    known = checked.public_references
    for document in checked.own_public:
        facts = checked.bodies.get((document.key, ""))
        if facts is None or document.attachments or not document.collection.binding:
            continue
        for reference in document.repeals:
            found = known.resolve(reference)
            if found.outcome is not Outcome.FOUND or found.id == document.id:
                continue
            titles, numbers = known.index.titles_of(found.id), known.index.numbers_of(found.id)
            if not _speaks_of(document, facts.citations, titles, numbers):
                yield at_mark(
                    document.path, "status/unstated-repeal", reference.mark,
                    f"文件头写废止“{reference.text}”，正文里没有提到它",
                    "核对是不是写错了文件；别的文件废止了它，就写在那个文件里",
                )  # fmt: skip


def _speaks_of(
    document: Document,
    citations: Iterable[Citation],
    titles: Collection[str],
    numbers: Collection[str],
) -> bool:
    """Whether a text names a document of these folded titles and numbers, even in part."""
    names = []
    for citation in citations:
        if citation.number and fold_number(citation.number) in numbers:
            return True
        if citation.title:
            names.append(fold_title(citation.title))
    own = fold_title(document.title)  # 关于废止某某办法的决定
    return any(
        title in own or any(title in name or name in title for name in names) for title in titles
    )


def _counted(document: Document, clause: Clause) -> Iterator[Finding]:
    after = clause.days_after or 0
    if "工作日" in clause.text or (document.effective is None and after == 0):
        return
    made = (document.promulgated, document.written, document.published.date())
    days = [day + timedelta(days=after) for day in made if day]
    # 30日后 is by some the thirtieth day and by others the one after it.
    if document.effective and any(0 <= (document.effective - day).days <= 1 for day in days):
        return
    line = clause.line + document.body_line - 1
    counted = f"正文第{line}行写“{clause.text}”，从{_counted_from(document)}算是 {days[0]}"
    if document.effective:
        yield at(
            document, "status/effective-said", "effective",
            f"{counted}，这里是 {document.effective}", "核对公布日期和施行日期",
        )  # fmt: skip
    else:
        mark = Mark(clause.line, clause.column, len(clause.text))
        yield in_body(
            document, "status/effective-said", mark,
            f"正文写的施行日期没有写进文件头，从{_counted_from(document)}算是 {days[0]}",
            f"写 施行日期: {days[0]}",
        )  # fmt: skip


def _counted_from(document: Document) -> str:
    if document.promulgated:
        return f"公布日期 {document.promulgated} "
    if document.written:
        return f"成文日期 {document.written} "
    return f"发布日期 {document.published.date()} "


def _has_text(work: Work, amending: Document, day: date) -> bool:
    """Whether a text of the work holds the amendment, or needs none because the work is over.

    Of a work whose older texts are not kept, the 沿革 tells which amendments are in.
    """
    standing = work.current.standing
    if standing and standing.status in _OVER:
        return True
    made = made_on(amending)
    return any(
        effective_day(entry.document) >= day
        or any(event.date in (made, day) for event in entry.document.history)
        for entry in work.texts
    )


def _folder(work: Work) -> str:
    path = work.current.document.path
    folder = path.rpartition("/")[0]
    return folder if work.current.document.version else f"{folder}/{work.id}"
