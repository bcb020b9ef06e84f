"""What happened to a document, newest first: its texts, their makers, corrections, its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.library.catalogue import Entry, Work
from gongkai.library.status import Ending, effective_day
from gongkai.model.documents import HistoryEvent
from gongkai.model.links import Relation
from gongkai.model.status import Status, StatusBy
from gongkai.pages.jobs import Json
from gongkai.pages.views import interval, under_root
from gongkai.site.comparisons import older_comparisons
from gongkai.site.input import Text
from gongkai.text.dates import chinese_date

_AMENDED = "被其修改"  # as `gongkai.library.relations` names it
_EXTENDED = "延长有效期的依据"
_TITLE_MARKS = dict.fromkeys(map(ord, "《》〈〉"))
_INNER_MARKS = str.maketrans("《》", "〈〉")
_START = ("公布", "发布", "印发", "施行")  # ends of the event that begins a document's life


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """One point of the line. `rank` orders the events of a day: what follows comes later."""

    day: date
    rank: int
    title: str
    url: str | None = None
    words: str = ""
    cause: tuple[str, str | None] | None = None  # title and root-relative address
    status: tuple[str, str] | None = None
    current: bool = False
    compare: str | None = None
    plain: bool = False  # alone it tells nothing that the head of the page does not


def timeline(
    work: Work, shown: Entry, texts: Mapping[str, Text], days: Mapping[str, date]
) -> list[Json]:
    """The events as the page of the text `shown` lists them, [] where nothing happened since.

    `days` gives for each work its first day, by id: when an amendment took effect.
    """
    events = [
        *_texts(work, shown, texts),
        *_history(work, texts),
        *_corrections(work, shown),
        *_ends(work),
        *_other_acts(work, texts, days),
    ]
    if all(event.plain for event in events):
        return []
    events.sort(key=lambda event: (event.day, event.rank), reverse=True)
    return [_view(event) for event in events]


def first_days(works: Sequence[Work]) -> dict[str, date]:
    """The first day of force of each work, by id."""
    return {work.id: effective_day(work.texts[0].document) for work in works}


def _texts(work: Work, shown: Entry, texts: Mapping[str, Text]) -> Iterator[_Event]:
    if len(work.texts) == 1:
        return
    compare = older_comparisons(work, texts)
    known: set[HistoryEvent] = set()
    for entry in work.texts:
        document, standing = entry.document, entry.standing
        if standing is None:
            raise ValueError(f"{document.path}: a text of a work without a status")
        made = [event for event in document.history if event not in known]
        known.update(made)
        url = compare.get(document.key)
        yield _Event(
            day=standing.effective,
            rank=1,
            title=f"{interval(standing)}施行的文本",
            url=entry.card.url,
            words="　".join(_said(event) for event in made) or document.number or "",
            cause=_amending(texts[document.key], " ".join(event.event for event in made)),
            status=(standing.status.public.value, standing.status.slug),
            current=document.key == shown.document.key,
            compare=url,
        )


def _history(work: Work, texts: Mapping[str, Text]) -> Iterator[_Event]:
    """The 沿革 of a document with one text; of several, each text tells its own."""
    if len(work.texts) > 1:
        return
    document = work.current.document
    text = texts[document.key]
    for event in document.history:
        start = event.event.rstrip("。　 ").endswith(_START)
        cause = _amending(text, event.event)
        yield _Event(day=event.date, rank=0, title=event.event, cause=cause, plain=start)
    if work.current.standing:
        day = work.current.standing.effective
        yield _Event(day=day, rank=1, title="施行", plain=True)


def _said(event: HistoryEvent) -> str:
    return f"{chinese_date(event.date)}{event.event}"


def _amending(text: Text, words: str) -> tuple[str, str | None] | None:
    """The amending document that the words of the 沿革 name."""
    for relation in text.relations:
        if relation.name == _AMENDED and _names(words, relation):
            return relation.title, relation.url
    return None


def _names(words: str, relation: Relation) -> bool:
    """Whether words name a document, by its title or its 文号."""
    by_number = relation.number is not None and relation.number in words
    return by_number or _bare(relation.title) in _bare(words)


def _bare(words: str) -> str:
    """Words without title marks, which change where titles stand inside others: 《…〈…〉…》."""
    return words.translate(_TITLE_MARKS)


def _corrections(work: Work, shown: Entry) -> Iterator[_Event]:
    for entry in work.texts:
        url = None if entry.document.key == shown.document.key else entry.card.url
        for correction in entry.document.corrections:
            yield _Event(
                day=correction.date,
                rank=2,
                title=f"更正{correction.place}",
                url=f"{url or ''}#corrections",
                words=correction.reason,
            )


def _ends(work: Work) -> Iterator[_Event]:
    """What ended, paused or will end the document, on the days on which it does."""
    facts = work.texts[-1].facts
    if facts is None:
        return
    for pause in facts.pauses:
        until = f"，至{chinese_date(pause.end)}止" if pause.end else ""
        yield _Event(day=pause.start, rank=3, title=f"停止执行{until}", cause=_by(pause.by))
    # The ending and the ended document may both tell; the one with a reason tells more.
    endings = {(end.day, end.places): end for end in sorted(facts.endings, key=_reasons)}
    for ending in endings.values():
        what = "失效" if ending.lapse else "废止"
        yield _Event(
            day=ending.day,
            rank=4,
            title=f"{'、'.join(ending.places)}不再有效" if ending.places else what,
            words=ending.reason or "",
            cause=_by(ending.by),
        )
    if facts.expires:
        standing = work.current.standing
        ended = standing is not None and standing.status is Status.LAPSED
        yield _Event(day=facts.expires, rank=5, title="有效期届满", plain=not ended)


def _reasons(ending: Ending) -> bool:
    return ending.reason is not None


def _by(by: StatusBy | None) -> tuple[str, str | None] | None:
    return (by.title, by.url) if by else None


def _other_acts(
    work: Work, texts: Mapping[str, Text], days: Mapping[str, date]
) -> Iterator[_Event]:
    """What other documents did of which no text and no 沿革 tells: amendments, longer terms."""
    said = " ".join(event.event for entry in work.texts for event in entry.document.history)
    known = {effective_day(entry.document) for entry in work.texts}
    for relation in texts[work.current.document.key].relations:
        day = days.get(relation.id or "")
        if relation.name == _EXTENDED and day:
            yield _Event(day=day, rank=3, title="有效期延长", cause=(relation.title, relation.url))
        if relation.name != _AMENDED:
            continue
        if day and day not in known and not _names(said, relation):
            yield _Event(day=day, rank=3, title="被修改", cause=(relation.title, relation.url))


def _view(event: _Event) -> Json:
    title, url = event.cause or ("", None)
    return {
        "date": event.day.isoformat(),
        "date_words": chinese_date(event.day),
        "title": event.title,
        "url": _address(event.url),
        "words": event.words,
        "cause": {"title": title.translate(_INNER_MARKS), "url": under_root(url) if url else None}
        if title
        else None,
        "status": {"name": event.status[0], "slug": event.status[1]} if event.status else None,
        "current": event.current,
        "compare": under_root(event.compare) if event.compare else None,
    }


def _address(url: str | None) -> str | None:
    """Under the root; a place of the page itself stays as it is."""
    return under_root(url) if url else None
