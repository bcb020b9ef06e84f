"""What two documents must not share: id, 索引号, 发文字号."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from gongkai.library.aliases import alias_problems
from gongkai.library.check_input import Checked, Finding, at
from gongkai.model.documents import Document
from gongkai.text.numbers import fold_number


def shared_ids(checked: Checked) -> Iterator[Finding]:
    """Two files with one id; the texts of a work share theirs (design.md §3)."""
    for same in _groups(checked.documents, lambda document: document.id):
        homes = {_home(document): document for document in reversed(same)}
        if len(homes) == 1:
            continue
        first, *others = sorted(homes.values(), key=lambda document: document.path)
        for document in others:
            yield _clash(
                checked, document, first, "catalogue/id-collision", "id",
                f"标识「{document.id}」与 {first.path} 相同",
                "同一文件的各个文本放进一个文件夹"
                if document.version and first.version and document.collection is first.collection
                else "在其中一个的文件头里另写一个「标识」",
            )  # fmt: skip


def aliases(checked: Checked) -> Iterator[Finding]:
    """Old addresses that cannot be led on, or that two documents claim."""
    for document, problem in alias_problems(checked.catalogue):
        yield Finding(document.path, problem)


def work_ids(checked: Checked) -> Iterator[Finding]:
    """The texts of one work that give different ids."""
    texts = [document for document in checked.documents if document.version]
    for same in _groups(texts, _home):
        first = same[0]
        for document in same[1:]:
            if document.id != first.id:
                yield _clash(
                    checked, document, first, "catalogue/work-id", "id",
                    f"标识「{document.id}」与同一文件的 {first.path} 不同（{first.id}）",
                    f"各个文本都写 标识: {first.id}，或者都不写",
                )  # fmt: skip


def shared_indexes(checked: Checked) -> Iterator[Finding]:
    """Two works with one 索引号 (国办秘函〔2009〕6号: unique and permanent)."""
    for same in _groups(checked.documents, lambda document: document.index):
        for document, first in _other_works(same):
            yield _clash(
                checked, document, first, "catalogue/index-collision", "index",
                f"索引号 {document.index} 与 {first.path} 相同",
                "核对两个文件，给后编的换一个流水号",
            )  # fmt: skip


def shared_numbers(checked: Checked) -> Iterator[Finding]:
    """Two works with one 发文字号, unless one amends the other by the order that both bear."""

    def number(document: Document) -> str:
        return fold_number(document.number) if document.number else ""

    for same in _groups(checked.documents, number):
        for document, first in _other_works(same):
            if _amends(document, first, checked):
                continue
            yield _clash(
                checked, document, first, "catalogue/number-shared", "number",
                f"发文字号 {document.number} 与 {first.path} 相同",
                _same_number(document, first),
            )  # fmt: skip


def _same_number(document: Document, first: Document) -> str:
    folders = {one.path.rpartition("/")[0] for one in (document, first)}
    if len(folders) == 1 and document.title == first.title:
        return "是同一文件的几个文本的，单独放一个文件夹，文件名都写成日期，例如 2024-03-05.md"
    return "核对原件；确实相同的，引用时写标识，不写文号"


def _groups(
    documents: Iterable[Document], name: Callable[[Document], str | None]
) -> Iterator[list[Document]]:
    """The documents that share a name with another one, in order of path."""
    found: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if shared := name(document):
            found[shared].append(document)
    for same in found.values():
        if len(same) > 1:
            yield sorted(same, key=lambda document: document.path)


def _home(document: Document) -> str:
    """What has the id: the folder of a work, else the file."""
    return document.path.rpartition("/")[0] if document.version else document.path


def _other_works(same: list[Document]) -> Iterator[tuple[Document, Document]]:
    first = same[0]
    for document in same[1:]:
        if document.id != first.id:
            yield document, first


def _amends(one: Document, other: Document, checked: Checked) -> bool:
    return any(
        checked.resolve(reference).id == target.id
        for document, target in ((one, other), (other, one))
        for reference in document.amends
    )


def _clash(
    checked: Checked,
    document: Document,
    other: Document,
    code: str,
    key: str,
    message: str,
    hint: str,
) -> Finding:
    finding = at(document, code, key, message, hint)
    return finding._replace(secret=checked.hidden(document, other))
