"""What 规章 must be: their names, their 题注, their time before force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from gongkai.library.check_input import Checked, Finding, at, in_body, is_regulation
from gongkai.library.notes import history_note
from gongkai.model.documents import Document, HistoryEvent
from gongkai.text.dates import chinese_date

_NOTICE = timedelta(days=30)
_MADE = ("公布", "发布", "颁布", "制定", "通过")
_CHANGED = ("修正", "修订", "修改")
_NUMBERED = ("号", "《", "会议", "决定", "令", "公告")


def names(checked: Checked) -> Iterator[Finding]:
    """A 规章 is called 规定 or 办法, never 条例 (规章制定程序条例 art. 7)."""
    for document in checked.own:
        title = document.title.partition("（")[0]
        if is_regulation(document) and title.endswith("条例"):
            yield at(
                document, "trade/regulation-name", "title",
                "规章的名称不能是“条例”", "核对原件；是地方性法规的写 效力层级: 地方性法规",
            )  # fmt: skip


def notes(checked: Checked) -> Iterator[Finding]:
    """A 题注 can be made: who promulgated it when and by which order, and since when it has force."""
    for document in checked.own:
        if not is_regulation(document) or _is_decision(document):
            continue
        missing = []
        made = [event for event in document.history if _has(event.event, _MADE)]
        if not made and not document.promulgated:
            missing.append("公布日期（promulgated）")
        texts = (document.number or "", *(event.event for event in document.history))
        if not any("号" in text for text in texts):
            missing.append("令号（number）")
        changed = any(_has(event.event, _CHANGED) for event in document.history)
        if not document.effective and not changed and "施行" not in (history_note(document) or ""):
            missing.append("施行日期（effective）")
        if missing:
            yield at(
                document, "trade/regulation-note", "history",
                f"题注缺{'、'.join(missing)}", "写「沿革」，每次公布、修改一行，例如 {日期: 2024-03-12, 事项: 示例市人民政府令第12号公布}",
            )  # fmt: skip


def orders(checked: Checked) -> Iterator[Finding]:
    """The signing order (公布令) is not published with the text (国办公开办函〔2021〕33号)."""
    for document in checked.own:
        order = checked.facts(document).order if is_regulation(document) else None
        if order:
            yield in_body(
                document, "trade/regulation-order", order,
                "规章正文里有公布令", "只留标题、题注和正文；公布令刊登在政府公报",
            )  # fmt: skip


def effective_days(checked: Checked) -> Iterator[Finding]:
    """Thirty days lie between 公布 and 施行 (规章制定程序条例 art. 32).

    A decision that amends or repeals others, and a text that one amended, is
    in force when it is promulgated.
    """
    for document in checked.own:
        made = document.promulgated
        if not is_regulation(document) or not made or not document.effective:
            continue
        amended = document.history and _has(document.history[-1].event, _CHANGED)
        if document.backfilled or _is_decision(document) or amended:
            continue
        if document.effective < made + _NOTICE:
            days = (document.effective - made).days
            yield at(
                document, "trade/regulation-effective", "effective",
                f"{chinese_date(made)}公布，{days}天后就施行，不满30天",
                "核对日期；确属必须立即施行的，在 site.yaml 的 rules 里改这条规则的轻重",
            )  # fmt: skip


def histories(checked: Checked) -> Iterator[Finding]:
    """The 沿革 goes forward, names what was done by which paper, and ends before its text begins."""
    for document in checked.documents:
        events = [event for event in document.history if not _comes_into_force(event)]
        for before, after in pairwise(events):
            if after.date < before.date:
                yield at(
                    document, "trade/history-order", "history",
                    f"沿革没有按先后排列：{after.date} 排在 {before.date} 后面", "最早的写在最前面",
                )  # fmt: skip
                break
    for document in checked.own:
        for event in document.history:
            if _has(event.event, (*_MADE, *_CHANGED)) and not _has(event.event, _NUMBERED):
                yield at(
                    document, "trade/history-number", "history",
                    f"沿革 {event.date} 没有写文号或决定", "例如 示例市人民政府令第12号公布",
                )  # fmt: skip
        yield from _last_event(document)


def _last_event(document: Document) -> Iterator[Finding]:
    """Of several texts of a work, each ends its 沿革 with what made that text."""
    made = [event for event in document.history if _has(event.event, (*_MADE, *_CHANGED))]
    begins = document.effective if document.version else None
    if made and begins and made[-1].date > begins:
        yield at(
            document, "trade/history-last", "history",
            f"沿革最后一次公布或修改在 {made[-1].date}，这个文本却自 {begins} 起施行",
            "每个文本的沿革只写到它自己为止",
        )  # fmt: skip


def _comes_into_force(event: HistoryEvent) -> bool:
    """Whether an event is the day of force alone, which stands last whenever it was."""
    return "施行" in event.event and not _has(event.event, (*_MADE, *_CHANGED))


def _is_decision(document: Document) -> bool:
    return document.title.endswith(("的决定", "决定", "的命令"))


def _has(words: str, wanted: tuple[str, ...]) -> bool:
    return any(word in words for word in wanted)
