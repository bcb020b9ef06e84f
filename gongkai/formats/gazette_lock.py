"""The lock file of a gazette issue: a frozen issue as JSON that git can show the differences of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from gongkai.model.gazette import FrozenIssue, FrozenItem, FrozenPicture, IssueKey, PageRange

FORMAT = 1
_ABSENT: tuple[object, ...] = (None, [], "", False)


class TornLockError(Exception):
    """The file is not a lock that was written whole and left alone; says why in Chinese."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A frozen issue, and the fingerprints of what staff had typed (`IssueRecord.typed`)."""

    issue: FrozenIssue
    typed: tuple[str, ...]


def text_digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return sha256(text.encode()).hexdigest()


def lock_text(lock: Lock) -> str:
    """The lock file. Texts are lists of lines; the last key holds the digest of all others."""
    values = {"format": FORMAT, "typed": list(lock.typed), **_issue(lock.issue)}
    return _indented({**values, "digest": _whole(values)})


def read_lock(text: str) -> Lock:
    """The lock that `lock_text` wrote. Raises TornLockError, also for one that was edited."""
    try:
        values = json.loads(text)
        digest = values.pop("digest")
        if values["format"] != FORMAT:
            raise TornLockError("是别的版本写的")
        if digest != _whole(values):
            raise TornLockError("内容与校验值不符，写好以后被改过")
        lock = Lock(_read_issue(values), tuple(map(str, values["typed"])))
    except TornLockError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TornLockError("不完整，或不是定稿文件") from error
    for item in lock.issue.items:
        if item.kind != "scan" and item.digest != text_digest(item.markdown):
            raise TornLockError(f"第 {item.number} 篇的正文与校验值不符")
    return lock


def _whole(values: Mapping[str, object]) -> str:
    plain = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text_digest(plain)


def _indented(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _issue(issue: FrozenIssue) -> dict[str, object]:
    key = issue.key
    return {
        "year": key.year,
        "issue": [key.first, key.last],
        "supplement": key.supplement,
        "total": [issue.total, issue.total_last],
        "published": issue.published.isoformat(),
        "sections": list(issue.sections),
        "paper": issue.paper,
        "paper_sha256": issue.paper_sha256,
        "page_count": issue.page_count,
        "items": [_item(item) for item in issue.items],
    }


def _item(item: FrozenItem) -> dict[str, object]:
    """One item; what is absent is left out, so that a reader of the file sees what there is."""
    always = {
        "number": item.number,
        "section": item.section,
        "kind": item.kind,
        "title": item.title,
    }
    every: dict[str, object] = {
        "pages": _pages(item.pages),
        "document": item.document,
        "document_number": item.document_number,
        "agency": list(item.agency),
        "written": _day(item.written),
        "promulgated": _day(item.promulgated),
        "effective": _day(item.effective),
        "transmits": item.transmits,
        "about": item.about,
        "note": item.note,
        "standard": item.standard,
        "corrects": [item.corrects[0].name, item.corrects[1]] if item.corrects else None,
        "pictures": [[one.name, one.path, one.digest] for one in item.pictures],
        "file": item.file,
        "sheet": item.sheet,
        "layer": item.layer.split("\n") if item.layer else None,
        "digest": item.digest,
        "text": item.markdown.split("\n") if item.kind != "scan" else None,
    }
    return always | {name: value for name, value in every.items() if value not in _ABSENT}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _pages(pages: PageRange | None) -> list[int] | None:
    return [pages.first, pages.last] if pages else None


def _read_issue(values: Mapping[str, object]) -> FrozenIssue:
    numbers, totals = _list(values["issue"]), _list(values["total"])
    return FrozenIssue(
        key=IssueKey(
            _number(values["year"]), _number(numbers[0]), _number(numbers[1]),
            values["supplement"] is True,
        ),
        total=_maybe_number(totals[0]),
        total_last=_maybe_number(totals[1]),
        published=date.fromisoformat(_text(values["published"])),
        sections=tuple(map(_text, _list(values["sections"]))),
        items=tuple(_read_item(_group(item)) for item in _list(values["items"])),
        paper=_maybe_text(values["paper"]),
        paper_sha256=_maybe_text(values["paper_sha256"]),
        page_count=_maybe_number(values["page_count"]),
    )  # fmt: skip


def _read_item(values: Mapping[str, object]) -> FrozenItem:
    corrects, pages = _list(values.get("corrects", [])), _list(values.get("pages", []))
    return FrozenItem(
        number=_number(values["number"]),
        title=_text(values["title"]),
        section=_text(values["section"]),
        kind=_text(values["kind"]),
        markdown=_lines(values.get("text")),
        digest=_text(values["digest"]),
        pages=PageRange(_number(pages[0]), _number(pages[1])) if pages else None,
        document=_maybe_text(values.get("document")),
        document_number=_maybe_text(values.get("document_number")),
        agency=tuple(map(_text, _list(values.get("agency", [])))),
        written=_read_day(values.get("written")),
        promulgated=_read_day(values.get("promulgated")),
        effective=_read_day(values.get("effective")),
        transmits=_maybe_text(values.get("transmits")),
        about=_text(values.get("about", "")),
        note=_text(values.get("note", "")),
        standard=values.get("standard") is True,
        corrects=(IssueKey.read(_text(corrects[0])), _number(corrects[1])) if corrects else None,
        pictures=tuple(
            FrozenPicture(*map(_text, _list(one))) for one in _list(values.get("pictures", []))
        ),
        file=_maybe_text(values.get("file")),
        sheet=_maybe_number(values.get("sheet")),
        layer=_lines(values.get("layer")),
    )


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _group(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def _maybe_number(value: object) -> int | None:
    return None if value is None else _number(value)


def _maybe_text(value: object) -> str | None:
    return None if value is None else _text(value)


def _read_day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))


def _lines(value: object) -> str:
    return "" if value is None else "\n".join(map(_text, _list(value)))
