"""Whether what front matter refers to is there, public, and said without doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.library.check_input import Checked, Finding, at_mark
from gongkai.library.link_places import located
from gongkai.library.link_references import Outcome, Resolution, resolve_reference
from gongkai.model.documents import Document, Reference
from gongkai.text.citations_places import place_eids

# Keys that must name a document of the site, and keys that may name law published elsewhere.
_INSIDE = (
    ("interprets", "解读对象"),
    ("amends", "修改"),
    ("replaces", "替代"),
    ("repeals", "废止"),
)
_ANYWHERE = (("basis", "制定依据"), ("implements", "落实"))


@dataclass(frozen=True, slots=True)
class _Named:
    """One reference of a document: the key it stands under, and whether it must be found."""

    document: Document
    key: str
    label: str
    reference: Reference
    inside: bool


def named_documents(checked: Checked) -> Iterator[Finding]:
    """Every reference of every document leads to one document, readers' ones to public ones."""
    for document in checked.documents:
        for named in _references(document):
            if named.inside or named.reference.url is None:
                yield from _judged(checked, named, checked.resolve(named.reference))


def catalogue_items(checked: Checked) -> Iterator[Finding]:
    """The decisions that the yearly lists (目录清单) name."""
    for year in checked.years:
        for item in year.items:
            if item.decision is None:
                continue
            found = checked.resolve(item.decision)
            public = year in checked.catalogue.years
            yield from one_document(checked, year.path, "决策", item.decision, found, inside=True)
            if public and found.outcome is Outcome.FOUND:
                yield from _unpublished(checked, year.path, "决策", item.decision)


def partial_places(checked: Checked) -> Iterator[Finding]:
    """The provisions that `partial` (部分失效) names exist in the text."""
    for document in checked.documents:
        for part in document.partial:
            eids = checked.references.places(document.id, document.version)
            for place in part.places:
                wanted = place_eids(place)
                if not wanted or any(located(eid, eids) is None for eid in wanted):
                    yield at_mark(
                        document.path, "reference/no-such-place", document.mark("partial"),
                        f"正文里没有“{place}”", "照正文的条款序号写，例如 第十二条第二款",
                    )  # fmt: skip


def repeal_cycles(checked: Checked) -> Iterator[Finding]:
    """Documents that, one after the other, end the first again."""
    ended = _ends(checked)
    for cycle in _cycles(ended):
        documents = [document for document, _ in cycle]
        names = " → ".join(document.id for document in (*documents, documents[0]))
        document, mark_key = cycle[0]
        finding = at_mark(
            document.path, "reference/cycle", document.mark(mark_key),
            f"废止关系成了圈：{names}", "核对各文件的 repeals、replaces 和 repealed.by",
        )  # fmt: skip
        yield finding._replace(secret=checked.hidden(*documents))


def _references(document: Document) -> Iterator[_Named]:
    for key, label in _INSIDE:
        for reference in getattr(document, key):
            yield _Named(document, key, label, reference, True)
    for key, label in _ANYWHERE:
        for reference in getattr(document, key):
            yield _Named(document, key, label, reference, False)
    for treatment, item in document.clearance.items() if document.clearance else ():
        yield _Named(document, treatment.value, f"清理结果（{treatment.label}）", item.ref, True)
    if document.decision and document.decision.result:
        yield _Named(document, "result", "决策结果", document.decision.result, True)
    for key, label, events in (
        ("repealed", "废止的依据文件", (document.repealed,) if document.repealed else ()),
        ("suspended", "停止执行的依据文件", document.suspended),
        ("partial", "部分失效的依据文件", document.partial),
        ("extended", "延长有效期的依据文件", document.extended),
    ):
        for event in events:
            if event.by:
                yield _Named(document, key, label, event.by, False)


def _judged(checked: Checked, named: _Named, found: Resolution) -> Iterator[Finding]:
    document, reference = named.document, named.reference
    yield from one_document(
        checked, document.path, named.label, reference, found, inside=named.inside
    )
    if found.outcome is not Outcome.FOUND:
        return
    if found.id == document.id and found.version in (None, document.version):
        yield at_mark(
            document.path, "reference/self", reference.mark,
            f"{named.label}写的是本文件自己", "写另一个文件的标识、文号或标题",
        )  # fmt: skip
    elif document.path in checked.public_paths:
        yield from _unpublished(checked, document.path, named.label, reference)


def one_document(
    checked: Checked,
    path: str,
    label: str,
    reference: Reference,
    found: Resolution,
    *,
    inside: bool,
) -> Iterator[Finding]:
    """Whether one document is meant, and has the version and the place named.

    `inside` says that it must be one of the site.
    """
    near = found.candidates
    if found.outcome is Outcome.NONE and reference.url is None:
        near = checked.references.index.likeliest(reference.text.partition("#")[0])
    texts = [text for known in near for text in checked.references.texts[known]]
    if found.outcome is Outcome.SEVERAL:
        finding = at_mark(
            path, "reference/ambiguous", reference.mark,
            f"{label}“{reference.text}”可能指几个文件",
            f"改写标识；可能是 {checked.references.shown(found.candidates)}",
        )  # fmt: skip
        yield finding._replace(secret=checked.hidden(*texts))
    elif found.outcome is Outcome.NONE:
        finding = _absent(checked, path, label, reference, near, inside=inside)
        yield finding._replace(secret=finding.secret or checked.hidden(*texts))
    elif found.missing:
        target = checked.references.text(found.id, found.version)
        place = reference.text.partition("#")[2]
        finding = at_mark(
            path, "reference/no-such-place", reference.mark,
            f"《{target.title}》里没有“{place}”", "照那个文件的条款序号写，例如 #第十二条第二款",
        )  # fmt: skip
        yield finding._replace(secret=checked.hidden(target))


def _absent(
    checked: Checked,
    path: str,
    label: str,
    reference: Reference,
    likeliest: Sequence[str],
    *,
    inside: bool,
) -> Finding:
    """What is not among the documents: withdrawn, of another version, outside, or mistyped."""
    name = reference.text.partition("#")[0].strip()
    identity, at, _ = name.partition("@")
    if at and identity in checked.references.texts:
        texts = checked.references.texts[identity]
        versions = "、".join(text.version for text in texts if text.version)
        hint = f"可以写 {versions}" if versions else f"这个文件只有一个文本，写 {identity}"
        finding = at_mark(
            path, "reference/no-such-version", reference.mark, f"没有“{name}”这个文本", hint
        )
        return finding._replace(secret=checked.hidden(*texts))
    if _is_withdrawn(checked, reference):
        finding = at_mark(
            path, "reference/unpublished", reference.mark,
            f"{label}“{name}”已经撤回，页面上不会出现", "删去这一项，或换成现在的文件",
        )  # fmt: skip
        return finding._replace(secret=True)
    near = checked.references.shown(likeliest)
    if inside:
        return at_mark(
            path, "reference/unresolved", reference.mark,
            f"{label}“{name}”在本站找不到",
            f"是不是 {near}？" if near else "写标识、文号或标题；先把那个文件放进 content",
        )  # fmt: skip
    outside = f"本站没有的写成 {{title: {name}, url: 网址}}"
    return at_mark(
        path, "reference/outside", reference.mark,
        f"{label}“{name}”在本站找不到", f"是不是 {near}？{outside}" if near else outside,
    )  # fmt: skip


def _unpublished(
    checked: Checked, path: str, label: str, reference: Reference
) -> Iterator[Finding]:
    """A reader's document that names one that readers do not see."""
    if checked.public_references.resolve(reference).outcome is Outcome.NONE:
        finding = at_mark(
            path, "reference/unpublished", reference.mark,
            f"{label}“{reference.text}”还没有公开，页面上不会出现", "等它公开；不需要的删去这一项",
        )  # fmt: skip
        yield finding._replace(secret=True)


def _is_withdrawn(checked: Checked, reference: Reference) -> bool:
    found = resolve_reference(reference.text, checked.withdrawn, lambda *_: ())
    return found.outcome is not Outcome.NONE


_Edges = Mapping[str, list[tuple[str, tuple[Document, str]]]]


def _ends(checked: Checked) -> _Edges:
    """Who ends whom, by id: from each ending document to what it ends as a whole."""
    edges: dict[str, list[tuple[str, tuple[Document, str]]]] = defaultdict(list)

    def other(document: Document, reference: Reference) -> str | None:
        if "#" in reference.text or reference.url is not None:
            return None
        found = checked.resolve(reference)
        ours = found.outcome is not Outcome.FOUND or found.id == document.id
        return None if ours or found.version else found.id

    for document in checked.documents:
        for key in ("repeals", "replaces"):
            for reference in getattr(document, key):
                if target := other(document, reference):
                    edges[document.id].append((target, (document, key)))
        by = document.repealed.by if document.repealed else None
        if by and document.version is None and (ending := other(document, by)):
            edges[ending].append((document.id, (document, "repealed")))
    return edges


def _cycles(edges: _Edges) -> Iterator[list[tuple[Document, str]]]:
    """Each circle once, found by walking down from every document in turn."""
    done: set[str] = set()
    for start in sorted(edges):
        path: list[str] = []
        causes: list[tuple[Document, str]] = []
        walks = [iter(edges[start])] if start not in done else []
        path += [start] if walks else []
        while walks:
            step = next(walks[-1], None)
            if step is None:
                walks.pop()
                done.add(path.pop())
                if causes:
                    causes.pop()
            elif step[0] in path:
                yield [*causes, step[1]][path.index(step[0]) :]
            elif step[0] not in done:
                path.append(step[0])
                causes.append(step[1])
                walks.append(iter(edges.get(step[0], ())))
