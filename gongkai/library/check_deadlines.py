"""Duties with a day: publishing within 20 working days, interpreting within three."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from gongkai.library.check_input import Checked, Finding, at, bound, is_regulation, whole
from gongkai.library.link_interpretations import Explained, explained
from gongkai.library.link_references import Outcome
from gongkai.library.links import link
from gongkai.library.workdays import unknown_year, workdays_between
from gongkai.model.documents import Collection, Document
from gongkai.model.status import Status
from gongkai.text.body_facts import TOLD

_LEAD = timedelta(days=7)  # an interpretation may be online before the document it is for
_OVER = (Status.REPEALED, Status.LAPSED, Status.HISTORIC)
_PICTURE = ("图解", "音频", "视频", "动漫")

_Dates = Mapping[str, Sequence[tuple[date, str | None]]]


def disclosures(checked: Checked) -> Iterator[Finding]:
    """Online within the working days that art. 26 of 政府信息公开条例 gives, from signing or promulgation."""
    allowed = checked.site.deadlines.disclosure_workdays
    for document in checked.meant_for_readers:
        start = _formed(document)
        if start is None or not bound("trade/disclosure-late", document):
            continue
        days = workdays_between(start, document.published.date())
        if days is not None and days > allowed:
            yield at(
                document, "trade/disclosure-late", "published",
                f"{start} 形成，过了{days}个工作日才公开，规定是{allowed}个",
                "核对日期；补录的旧文件写 补录: 是；确实晚了的，在 site.yaml 的 rules 里改这条规则的轻重",
            )  # fmt: skip


def interpretations_due(checked: Checked) -> Iterator[Finding]:
    """Our 规章 and 行政规范性文件 are interpreted in time, or exempt for a reason."""
    explained_on = _explained_on(checked)
    allowed = checked.site.deadlines.interpretation_workdays
    for document in checked.own_public:
        if not _to_be_interpreted(checked, document):
            continue
        published = document.published.date()
        days = _days_for(document, checked, explained_on)
        if not days:
            waited = workdays_between(published, checked.today)
            if waited is None or waited <= allowed:
                continue
            yield at(
                document, "trade/interpretation-missing", "title",
                f"公开已经{waited}个工作日，没有政策解读，也没有免解读理由",
                f"在 interpretations 里写一篇，解读对象: [{document.id}]；不需要解读的写 免解读理由: 理由",
            )  # fmt: skip
            continue
        late = workdays_between(published, min(days))
        if late is not None and late > allowed:
            yield at(
                document, "trade/interpretation-late", "published",
                f"解读 {min(days)} 才发布，晚于公开后{allowed}个工作日",
                "核对日期；确实晚了的，在 site.yaml 的 rules 里改这条规则的轻重",
            )  # fmt: skip


def unknown_calendars(checked: Checked) -> Iterator[Finding]:
    """The years in which a deadline fell and whose days off nobody entered."""
    years = set()
    for document in checked.meant_for_readers:
        start = _formed(document)
        if start and bound("trade/disclosure-late", document):
            years.add(unknown_year(start, document.published.date()))
        if document.path in checked.public_paths and _to_be_interpreted(checked, document):
            years.add(unknown_year(document.published.date(), document.published.date()))
    for year in sorted(year for year in years if year):
        yield whole(
            "site.yaml", "trade/calendar-unknown",
            f"没有{year}年的节假日安排，这一年的工作日时限没有判断",
            "更新本系统；节假日表在 gongkai/text/holidays.py",
        )  # fmt: skip


def orphans(checked: Checked) -> Iterator[Finding]:
    """Interpretations that say in no way what they interpret."""
    known = checked.references
    for document in checked.own:
        if document.collection is not Collection.INTERPRETATIONS or document.interprets:
            continue
        said = _said(checked, document)
        if said.ids:
            continue
        near = known.shown(said.candidates)
        finding = at(
            document, "trade/interpretation-orphan", "title",
            "看不出解读的是哪个文件",
            f"写「解读对象」；可能是 {near}" if near else "写 解读对象: [标识、文号或标题]",
        )  # fmt: skip
        texts = [text for identity in said.candidates for text in known.texts[identity]]
        yield finding._replace(secret=checked.hidden(*texts))


def transcripts(checked: Checked) -> Iterator[Finding]:
    """A picture or a recording has its words beside it (WCAG 1.1.1, 1.2.1)."""
    for document in checked.own:
        if document.form not in _PICTURE or document.transcript:
            continue
        facts = checked.texts.get((document.key, ""))
        if facts and facts.characters >= TOLD and document.form == "图解":
            continue
        yield at(
            document, "trade/interpretation-transcript", "form",
            f"{document.form}没有文字版", "写 文字版: 图上或音视频里的全部文字",
        )  # fmt: skip


def _formed(document: Document) -> date | None:
    if not document.collection.binding:
        return None
    return document.promulgated or document.written


def _to_be_interpreted(checked: Checked, document: Document) -> bool:
    normative = document.collection is Collection.NORMATIVE
    if not (normative or is_regulation(document)) or document.exempt:
        return False
    entry = checked.entries.get(document.path)
    over = entry is None or entry.standing is None or entry.standing.status in _OVER
    return not over and bound("trade/interpretation-missing", document)


def _explained_on(checked: Checked) -> _Dates:
    """When each document was interpreted, with the version meant where one is named."""
    found: dict[str, list[tuple[date, str | None]]] = defaultdict(list)
    for work in checked.catalogue.of(Collection.INTERPRETATIONS):
        for entry in work.texts:
            document = entry.document
            day = document.published.date()
            for reference in document.interprets:
                meant = checked.resolve(reference)
                if meant.outcome is Outcome.FOUND:
                    found[meant.id].append((day, meant.version))
            if not document.interprets:
                for identity in _said(checked, document).ids:
                    found[identity].append((day, None))
    return found


def _days_for(document: Document, checked: Checked, explained_on: _Dates) -> list[date]:
    """The days of the interpretations that are of this text rather than of another of its work."""
    work = checked.works[document.id]
    days = []
    for day, version in explained_on.get(document.id, ()):
        meant = version
        if meant is None:
            out = [e.document for e in work.texts if e.document.published.date() <= day + _LEAD]
            meant = out[-1].version if out else work.texts[0].document.version
        if meant == document.version:
            days.append(day)
    return days


def _said(checked: Checked, document: Document) -> Explained:
    """What the words of an interpretation name, read as the links are."""
    known = checked.references
    facts = checked.bodies.get((document.key, ""))
    citations = facts.citations if facts else ()
    linked = link(document.id, citations, known.index, known.places, facts.eids if facts else ())
    return explained(document.title, citations, linked.links, known.index)
