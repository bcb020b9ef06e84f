"""What the items of the gazette print: public documents, once, and 规章 without exception."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from gongkai.library.check_input import Checked, Finding, at, at_mark, bound, is_regulation, whole
from gongkai.library.check_references import one_document
from gongkai.library.gazette import printed_text
from gongkai.library.link_outdated import made_on
from gongkai.library.link_references import Outcome
from gongkai.library.publication import Withheld, withheld_because
from gongkai.model.documents import Document, Openness
from gongkai.model.gazette import FrozenItem, IssueItem, IssueKey, IssueRecord
from gongkai.model.status import Status

_PRINTING = timedelta(days=60)  # how long a 规章 may wait for its issue
_ENDED = (Status.REPEALED, Status.LAPSED, Status.HISTORIC)


def references(checked: Checked) -> Iterator[Finding]:
    """Every entry of an issue that is not frozen names one document that readers may see."""
    for record in checked.records:
        if record.issue is None or record.frozen:
            continue
        for _, item in record.issue.items:
            if item.ref:
                yield from _named(checked, record.path, item)


def corrections(checked: Checked) -> Iterator[Finding]:
    """A 更正 mends an item of an issue that was published before."""
    known = {
        one.key: len(record.frozen.items) if record.frozen else 0
        for record in checked.records
        if (one := record.frozen or record.issue)
    }
    for record in checked.records:
        issue = record.issue
        for _, item in issue.items if issue else ():
            if issue is None or item.corrects is None:
                continue
            fault = _correction_fault(issue.key, item.corrects, known)
            if fault:
                hint = "写成 期的文件名/第几篇，例如 2023-02/04；期要已经定稿"
                yield at_mark(record.path, "gazette/correction", item.mark, fault, hint)


def twice(checked: Checked) -> Iterator[Finding]:
    """One text is printed once."""
    seen: dict[str, str] = {}
    for record in sorted(checked.records, key=lambda one: one.path):
        for item in record.frozen.items if record.frozen else ():
            if item.document is None:
                continue
            where = f"{record.frozen.key.label}第{item.number}篇" if record.frozen else ""
            if item.document in seen:
                yield _of_item(
                    record, item, "gazette/item-twice",
                    f"《{item.title}》在{seen[item.document]}已经刊登过", "只是重登的可以不理会",
                )  # fmt: skip
            seen.setdefault(item.document, where)


def kept_documents(checked: Checked) -> Iterator[Finding]:
    """What a frozen issue printed is in the library still, and still public."""
    for record in checked.records:
        for item in record.frozen.items if record.frozen else ():
            if item.document:
                yield from _kept(checked, record, item)


def printed_regulations(checked: Checked) -> Iterator[Finding]:
    """Every 规章 in force is printed in the gazette: that is its standard text (规章制定程序条例 art. 31).

    Judged where the library has the issues of the two months behind its making, and a later one.
    """
    frozen = [record.frozen for record in checked.records if record.frozen]
    issues = [issue for issue in frozen if issue.published <= checked.today]
    days = sorted(issue.published for issue in issues)
    printed = {
        item.document.partition("@")[0] for issue in issues for item in issue.items if item.document
    }
    for document in checked.own_public:
        entry = checked.entries.get(document.path)
        ended = entry is None or entry.standing is None or entry.standing.status in _ENDED
        made = made_on(document)
        if (
            is_regulation(document)
            and not ended
            and document.id not in printed
            and bound("gazette/regulation-missing", document)
            and any(made <= day <= made + _PRINTING for day in days)
            and days[-1] > made + _PRINTING
        ):
            yield at(
                document, "gazette/regulation-missing", "title",
                "现行有效的规章没有在政府公报上刊登", "刊登在最近一期，或补录刊登它的那一期",
            )  # fmt: skip


def _named(checked: Checked, path: str, item: IssueItem) -> Iterator[Finding]:
    assert item.ref is not None
    found = checked.resolve(item.ref)
    yield from one_document(checked, path, "公报内容", item.ref, found, inside=True)
    if found.outcome is not Outcome.FOUND:
        return
    texts = checked.references.texts[found.id]
    chosen = [text for text in texts if found.version in (None, text.version)]
    if any(text.path in checked.public_paths for text in chosen):
        return
    document = chosen[-1]
    why = withheld_because(document, checked.as_of, review_required=checked.site.review_required)
    if document.openness is not Openness.PROACTIVE:
        finding = at_mark(
            path, "gazette/not-public", item.ref.mark,
            f"公报内容“{item.ref.text}”是{document.openness.value}的文件", "不公开的文件不能刊登，删去这一项",
        )  # fmt: skip
    else:
        reason = (why or Withheld.HELD).value
        finding = at_mark(
            path, "gazette/unpublished", item.ref.mark,
            f"公报内容“{item.ref.text}”还没有公开（{reason}），这一期不能定稿", "等它公开以后再定稿",
        )  # fmt: skip
    yield finding._replace(secret=True)


def _correction_fault(
    own: IssueKey, target: tuple[IssueKey, int], known: dict[IssueKey, int]
) -> str | None:
    key, number = target
    if key not in known:
        return f"没有{key.label}"
    if key == own or key.rank > own.rank:
        return f"更正要登在{key.label}以后的期里"
    if not 1 <= number <= known[key]:
        return f"{key.label}没有第{number}篇" if known[key] else f"{key.label}还没有定稿"
    return None


def _kept(checked: Checked, record: IssueRecord, item: FrozenItem) -> Iterator[Finding]:
    identity = (item.document or "").partition("@")[0]
    document = printed_text(item, checked.references.texts)
    if document is None:
        if any(gone.id == identity for gone in checked.catalogue.withdrawn):
            return
        yield _of_item(
            record, item, "gazette/document-gone",
            f"《{item.title}》在文件库里没有了", "取回那个文件；公报照定稿的内容发布，只是没有链接",
        )  # fmt: skip
    elif _taken_back(document):
        finding = _of_item(
            record, item, "gazette/leak",
            f"刊登过的《{item.title}》现在标为{document.hold or document.openness.value}，公报里却还看得到",
            "要撤下的写「撤回」，公报里的正文随着不再显示",
        )  # fmt: skip
        yield finding._replace(secret=True)


def _taken_back(document: Document) -> bool:
    return document.openness is not Openness.PROACTIVE or document.hold is not None


def _of_item(record: IssueRecord, item: FrozenItem, code: str, message: str, hint: str) -> Finding:
    """A problem at the entry of the YAML that the item was frozen from."""
    items = record.issue.items if record.issue else ()
    if item.number <= len(items):
        return at_mark(record.path, code, items[item.number - 1][1].mark, message, hint)
    return whole(record.path, code, message, hint)
