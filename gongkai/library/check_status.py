"""Whether what a document says of its own force agrees with itself, and what will end soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from gongkai.library.catalogue import Work
from gongkai.library.check_input import Checked, Finding, at, in_body
from gongkai.library.links import link
from gongkai.library.status import effective_day, expiry, last_day
from gongkai.model.documents import Collection, Document, Mark
from gongkai.model.provisions import Citation
from gongkai.model.site import Site
from gongkai.model.status import Status
from gongkai.text.dates import chinese_date
from gongkai.text.force import Clause, ClauseKind

_SOON = timedelta(days=183)  # 六个月: when the rules of several provinces ask for an evaluation
_GONE = (Status.REPEALED, Status.LAPSED, Status.HISTORIC)


def date_order(checked: Checked) -> Iterator[Finding]:
    """Promulgated, then in force, then ended; extended means longer."""
    for document in checked.documents:
        if document.collection.binding:
            yield from _dates(document)


def end_reasons(checked: Checked) -> Iterator[Finding]:
    """What ended our own text is said: by what, or why (国办发〔2017〕47号)."""
    for document in checked.own:
        repeal = document.repealed
        if repeal and not repeal.by and not repeal.reason:
            yield _unexplained(document, "repealed", "废止", "by 或 reason")
        if any(pause.by is None for pause in document.suspended):
            yield _unexplained(document, "suspended", "停止执行", "by")
        if any(part.by is None for part in document.partial):
            yield _unexplained(document, "partial", "部分失效", "by")


def lapsed_claims(checked: Checked) -> Iterator[Finding]:
    """Nothing is said to go on after the last day with force."""
    for document in checked.documents:
        if not document.collection.binding:
            continue
        last, _ = expiry(document, checked.site.validity)
        if last is None:
            continue
        day = chinese_date(last)
        if document.card and document.card.until and document.card.until > last:
            yield at(
                document, "trade/expired-in-force", "card",
                f"有效期到{day}，政策卡片却写到{chinese_date(document.card.until)}",
                "改卡片的「截止」；延长了有效期的，写「延长有效期」",
            )  # fmt: skip
        for key, label, days in (
            ("suspended", "停止执行", [pause.start for pause in document.suspended]),
            ("partial", "部分失效", [part.date for part in document.partial]),
            ("repealed", "废止", [document.repealed.date] if document.repealed else []),
        ):
            if any(later > last + timedelta(days=1) for later in days):
                yield at(
                    document, "trade/expired-in-force", key,
                    f"有效期到{day}，之后已经失效，却写了以后才{label}",
                    "核对日期；延长了有效期的，写「延长有效期」",
                )  # fmt: skip


def ending_soon(checked: Checked) -> Iterator[Finding]:
    """行政规范性文件 of ours that lapse within six months, and those that nobody gave an end."""
    for document in checked.own_public:
        if document.collection is not Collection.NORMATIVE:
            continue
        entry = checked.entries.get(document.path)
        standing = entry.standing if entry else None
        if standing is None or standing.status in _GONE:
            continue
        if standing.status is Status.UNCONFIRMED:
            yield at(
                document, "trade/validity-unknown", "effective",
                "没有写明有效期，页面上按现行有效显示",
                "写「有效期至」；本地规定了年限的，写进 site.yaml 的 validity",
            )  # fmt: skip
        elif standing.ends and checked.today <= standing.ends <= checked.today + _SOON:
            yield at(
                document, "trade/expiring", "expires",
                f"{chinese_date(standing.ends)}之后失去效力，还有{(standing.ends - checked.today).days}天",
                "评估后延长（extended）、修改或者到期失效",
            )  # fmt: skip


def version_order(checked: Checked) -> Iterator[Finding]:
    """The texts of a work come into force one after the other, in the order of their names."""
    for work in checked.catalogue.works:
        if len(work.texts) == 1:
            continue
        texts = sorted(
            (entry.document for entry in work.texts), key=lambda text: text.version or ""
        )
        for before, after in pairwise(texts):
            if before.version is None or after.version is None:
                continue  # two documents with one id: an error of its own
            if effective_day(after) <= effective_day(before):
                yield at(
                    after, "status/version-order", "effective",
                    f"这个文本（{after.version}）的施行不晚于前一个文本（{before.version}）",
                    "核对「施行日期」和文件名里的日期",
                )  # fmt: skip


def said_in_text(checked: Checked) -> Iterator[Finding]:
    """The front matter has the days of force that the text says.

    Other makers' texts are held to less: a day that is written must be the
    right one, and one that is not there must not make a text in force early.
    """
    own = {document.path for document in checked.own}
    for document in checked.documents:
        said = checked.facts(document).clauses
        if not said or not document.collection.binding:
            continue
        begins = [clause for clause in said if clause.kind is ClauseKind.EFFECTIVE]
        amended = amended_since(document, checked.works.get(document.id))
        revised = _revised_on(document) if amended else None
        if amended and not (revised and all(c.day and c.day >= revised for c in begins)):
            continue
        ours = document.path in own
        if ours or document.effective or any(c.day and c.day > checked.today for c in begins):
            yield from _effective_said(document, begins)
        if not amended and (ours or document.expires):
            ends = [clause for clause in said if clause.kind is ClauseKind.EXPIRES]
            yield from _expiry_said(document, ends, checked.site)


def repeals_in_text(checked: Checked) -> Iterator[Finding]:
    """What a public text ends (《…》同时废止) is recorded as ended, here or there."""
    for document in checked.public:
        facts = checked.bodies.get((document.key, ""))
        if facts is None or not document.collection.binding:
            continue
        for citation in facts.related("repeals"):
            if citation.places:
                continue
            target = _ended_by(checked, document, citation)
            if target:
                mark = Mark(citation.line, citation.column, citation.span)
                yield in_body(
                    document, "status/unrecorded-repeal", mark,
                    f"正文废止了“{citation.text}”，它却没有记为废止",
                    f"在文件头写 废止: [{target.id}]",
                )  # fmt: skip


def _ended_by(checked: Checked, document: Document, citation: Citation) -> Document | None:
    """The public document that a text ends, if it still counts as in force."""
    known = checked.public_references
    (found,) = link(document.id, (citation,), known.index, known.places, ()).links
    work = checked.works.get(found.target) if found.target else None
    if work is None or work.id == document.id or not work.collection.binding:
        return None
    current, status = work.current.document, work.current.standing
    if effective_day(current) >= effective_day(document):
        return None  # a later text of that name
    recorded = any(
        checked.resolve(reference).id == work.id
        for reference in (*document.repeals, *document.replaces)
    )
    ended = status is not None and status.status in (Status.REPEALED, Status.LAPSED)
    return None if recorded or ended else current


def _dates(document: Document) -> Iterator[Finding]:
    begins = effective_day(document)
    made = document.promulgated or document.written
    if made and document.effective and document.effective < made:
        yield at(
            document, "status/effective-early", "effective",
            f"施行日期早于{'公布' if document.promulgated else '成文'}日期 {made}", "核对两个日期",
        )  # fmt: skip
    if document.repealed and document.repealed.date < begins:
        yield at(
            document, "status/ended-early", "repealed",
            f"废止早于施行（{begins}）", "date 写失去效力的第一天；核对施行日期",
        )  # fmt: skip
    if document.expires and document.expires < begins:
        yield at(
            document, "status/ended-early", "expires",
            f"有效期届满早于施行（{begins}）", "「有效期至」写有效的最后一天；核对「施行日期」",
        )  # fmt: skip
    yield from _extensions(document)
    for pause in document.suspended:
        if pause.end and pause.end < pause.start:
            yield at(
                document, "status/period", "suspended",
                f"停止执行的结束 {pause.end} 早于开始 {pause.start}", "核对「开始」和「结束」",
            )  # fmt: skip


def _extensions(document: Document) -> Iterator[Finding]:
    last: date | None = document.expires
    for extension in document.extended:
        if last and extension.until <= last:
            yield at(
                document, "status/extension", "extended",
                f"延长到 {extension.until}，不晚于原来的 {last}", "核对「延长至」；「有效期至」写原来的最后一天",
            )  # fmt: skip
        last = extension.until


def _unexplained(document: Document, key: str, label: str, wanted: str) -> Finding:
    hint = f"写 {wanted}：依据文件的标识、文号或标题"
    return at(document, "status/reason", key, f"{label}没有写依据文件或原因", hint)


def amended_since(document: Document, work: Work | None) -> bool:
    """Whether later changes made the days in the text those of an earlier one."""
    if any("修正" in event.event or "修改" in event.event for event in document.history):
        return True
    return bool(work and work.texts[0].document.path != document.path)


def _revised_on(document: Document) -> date | None:
    """The day of the 修订 that made a text anew, None if a 修正 came later or none is told.

    A 修正 leaves the clause of the first text standing; the clause of a 修订 that says a day
    from then on is its own.
    """
    last = max(document.history, key=lambda event: event.date, default=None)
    return last.date if last and "修订" in last.event and "修正" not in last.event else None


def _effective_said(document: Document, said: list[Clause]) -> Iterator[Finding]:
    days = [clause.day for clause in said if clause.day]
    if not days or len(days) < len(said) or effective_day(document) in days:
        return
    written = f"与第{document.mark('effective').line}行的 effective（{document.effective}）不一致"
    yield in_body(
        document, "status/effective-said", _mark(said[-1]),
        f"正文写的施行日期{written if document.effective else '没有写进文件头'}",
        f"照正文写 施行日期: {days[-1]}",
    )  # fmt: skip


def _expiry_said(document: Document, said: list[Clause], site: Site) -> Iterator[Finding]:
    if not said or document.collection is Collection.REGULATIONS or document.extended:
        return
    last, _ = expiry(document, site.validity)
    ends = [_end(clause, effective_day(document)) for clause in said]
    # An end counted in years may be written as the day before or the day itself.
    if last and any(end and abs((last - end).days) <= 1 for end in ends):
        return
    end = ends[-1]
    if end is None:
        return
    yield in_body(
        document, "status/expires-said", _mark(said[-1]),
        f"正文写的有效期{_with_key(document, last)}", f"照正文写 有效期至: {end}",
    )  # fmt: skip


def _with_key(document: Document, last: date | None) -> str:
    if last is None:
        return "没有写进文件头"
    if document.expires:
        return f"与第{document.mark('expires').line}行的 expires（{last}）不一致"
    return f"与按 site.yaml 的 validity 算出的 {last} 不一致"


def _end(clause: Clause, begins: date) -> date | None:
    if clause.day or not clause.months or clause.months % 12:
        return clause.day
    return last_day(begins, clause.months // 12)


def _mark(clause: Clause) -> Mark:
    return Mark(clause.line, clause.column, len(clause.text))
