"""The public issues of the gazette on a day, and how library and gazette lead to one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai.library.catalogue import Catalogue, Entry, Work
from gongkai.library.link_outdated import made_on
from gongkai.library.references import References
from gongkai.library.status import effective_day
from gongkai.model.documents import Document, Withdrawal
from gongkai.model.gazette import (
    FrozenIssue,
    FrozenItem,
    Issue,
    IssueItem,
    IssueKey,
    IssueRecord,
    Masthead,
)

UNFROZEN, NOT_YET = "公报尚未定稿", "公报未到出版日期"
FOLDER = "/gazette/"


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """Where an item is, as other pages name it."""

    key: IssueKey
    number: int
    title: str
    citation: str
    published: date
    standard: bool = False

    @property
    def url(self) -> str:
        """Its permanent address, root-relative."""
        return f"{issue_url(self.key)}{self.number:02d}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicItem:
    """One item of a public issue.

    `entry` is the text of the library that it printed, as the library has it
    today, with the work it belongs to; None where the library has it not.
    `corrected` are the 更正 that mend it, `mends` what it mends itself.
    `withdrawn` says that the document has been taken back: then its text is
    shown nowhere, and with `erase` not even its title.
    """

    item: FrozenItem
    place: ItemPlace
    entry: Entry | None = None
    work: Work | None = None
    corrected: tuple[ItemPlace, ...] = ()
    mends: ItemPlace | None = None
    withdrawn: Withdrawal | None = None

    @property
    def key(self) -> str:
        """The name under which its body is read."""
        return item_key(self.place.key, self.item.number)

    @property
    def id(self) -> str:
        """Its name in data: gazette-2023-03-01."""
        return self.key.replace("/", "-")

    @property
    def title(self) -> str:
        """What pages call it."""
        return "（已撤回）" if self.withdrawn and self.withdrawn.erase else self.item.title


@dataclass(frozen=True, slots=True)
class PublicIssue:
    """An issue that readers see. `draft` marks one that only a preview shows."""

    issue: FrozenIssue
    items: tuple[PublicItem, ...]
    path: str
    draft: str = ""

    @property
    def url(self) -> str:
        """Root-relative, with "/" at its end."""
        return issue_url(self.issue.key)


@dataclass(frozen=True, slots=True)
class Gazette:
    """All public issues, newest first; `carried` are their items by `Document.key`."""

    masthead: Masthead = field(default_factory=Masthead)
    issues: tuple[PublicIssue, ...] = ()
    carried: Mapping[str, tuple[ItemPlace, ...]] = field(default_factory=dict)


def issue_url(key: IssueKey) -> str:
    """The address of an issue, root-relative: /gazette/2023/03/."""
    return f"{FOLDER}{key.path}/"


def item_key(key: IssueKey, number: int) -> str:
    """The name of an item among read bodies: gazette/2023/03/01. No document has one with "/"."""
    return f"{issue_url(key)[1:]}{number:02d}"


def gazette(
    records: Iterable[IssueRecord],
    catalogue: Catalogue,
    drafts: Mapping[str, FrozenIssue] | None = None,
) -> Gazette:
    """The issues that are public on the catalogue's day.

    `drafts` are issues that a preview shows although they are not frozen, by path.
    """
    today = catalogue.as_of.date()
    shown: list[tuple[FrozenIssue, str, str]] = []
    for record in records:
        draft = (drafts or {}).get(record.path)
        if record.frozen and (record.frozen.published <= today or drafts is not None):
            mark = "" if record.frozen.published <= today else "未到出版日期"
            shown.append((record.frozen, record.path, mark))
        elif draft:
            shown.append((draft, record.path, "尚未定稿"))
    masthead = catalogue.site.gazette
    places = {
        (issue.key, item.number): _place(issue, item, masthead)
        for issue, _, _ in shown
        for item in issue.items
    }
    mended: dict[tuple[IssueKey, int], list[ItemPlace]] = defaultdict(list)
    for issue, _, _ in sorted(shown, key=lambda one: one[0].published):
        for item in issue.items:
            if item.corrects:
                mended[item.corrects].append(places[issue.key, item.number])
    works = {work.id: work for work in catalogue.works}
    gone = {document.id: document for document in catalogue.withdrawn}
    issues = [
        PublicIssue(
            issue,
            tuple(_items(issue, places, mended, works, gone)),
            path,
            mark,
        )
        for issue, path, mark in shown
    ]
    issues.sort(key=lambda one: one.issue.key.rank, reverse=True)
    return Gazette(masthead, tuple(issues), _carried(issues))


def withheld(records: Iterable[IssueRecord], today: date) -> dict[str, int]:
    """How many issues are not published, for each reason."""
    found = {UNFROZEN: 0, NOT_YET: 0}
    for record in records:
        if record.frozen is None:
            found[UNFROZEN] += 1
        elif record.frozen.published > today:
            found[NOT_YET] += 1
    return {reason: count for reason, count in found.items() if count}


def printed_text(item: FrozenItem, texts: Mapping[str, Sequence[Document]]) -> Document | None:
    """The text of the library that a frozen item printed, whatever has been added to its work since.

    `texts` are those of each work by id. None where the library has the work no more.
    """
    if item.document is None:
        return None
    identity, _, version = item.document.partition("@")
    known = texts.get(identity, ())
    for text in known:
        if text.version == (version or None):
            return text
    same = [text for text in known if text.number == item.document_number]
    dated = [text for text in same or known if text.written == item.written]
    return next(iter(dated or same or known), None)


def printed_in(issue: Issue, item: IssueItem, references: References) -> Document | None:
    """The text that an entry of an issue to be frozen names, None if it is not certain.

    A work with several texts is printed as it was on the day of the issue.
    """
    if item.ref is None:
        return None
    found = references.document(item.ref)
    if found is None:
        return None
    named = references.resolve(item.ref).version
    texts = references.texts[found[0].id]
    if named or len(texts) == 1:
        return found[0]
    made = [text for text in texts if made_on(text) <= issue.published]
    return max(made or texts[:1], key=lambda text: (effective_day(text), text.version or ""))


def _place(issue: FrozenIssue, item: FrozenItem, masthead: Masthead) -> ItemPlace:
    return ItemPlace(
        issue.key,
        item.number,
        item.title,
        issue.citation(masthead, item),
        issue.published,
        item.standard,
    )


def _items(
    issue: FrozenIssue,
    places: Mapping[tuple[IssueKey, int], ItemPlace],
    mended: Mapping[tuple[IssueKey, int], Sequence[ItemPlace]],
    works: Mapping[str, Work],
    gone: Mapping[str, Document],
) -> Iterator[PublicItem]:
    texts = {
        identity: [entry.document for entry in work.texts]
        for identity in {(item.document or "").partition("@")[0] for item in issue.items}
        if (work := works.get(identity))
    }
    for item in issue.items:
        identity = (item.document or "").partition("@")[0]
        text = printed_text(item, texts)
        work = works.get(identity) if text else None
        entry = next((one for one in work.texts if one.document is text), None) if work else None
        withdrawn = gone[identity].withdrawn if text is None and identity in gone else None
        place = places[issue.key, item.number]
        erased = withdrawn is not None and withdrawn.erase
        yield PublicItem(
            item=item,
            place=replace(place, title="（已撤回）") if erased else place,
            entry=entry,
            work=work,
            corrected=tuple(mended.get((issue.key, item.number), ())),
            mends=places.get(item.corrects) if item.corrects else None,
            withdrawn=withdrawn,
        )


def _carried(issues: Sequence[PublicIssue]) -> Mapping[str, tuple[ItemPlace, ...]]:
    """The items that printed each text, oldest first."""
    found: dict[str, list[ItemPlace]] = defaultdict(list)
    for public in reversed(issues):
        for one in public.items:
            if one.entry:
                found[one.entry.document.key].append(one.place)
    return {key: tuple(places) for key, places in found.items()}
