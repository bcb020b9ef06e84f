"""Whether what a document rests on, or carries out, still has force."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.library.check_input import Checked, Finding, at_mark
from gongkai.model.documents import Reference
from gongkai.model.status import Status
from gongkai.text.citations_places import place_eids

_ENDED = (Status.LAPSED, Status.REPEALED)


def ended_bases(checked: Checked) -> Iterator[Finding]:
    """Our documents in force that rest on documents no longer in force."""
    for document in checked.own_public:
        if not document.basis and not document.implements:
            continue
        entry = checked.entries.get(document.path)
        standing = entry.standing if entry else None
        if standing is None or standing.status in (*_ENDED, Status.HISTORIC):
            continue
        for reference in document.basis:
            if ended := _ended(checked, reference):
                yield at_mark(
                    document.path, "basis/repealed", reference.mark, f"制定依据{ended}",
                    "评估本文件是否需要修改或废止；有新的依据，把 basis 改成新的",
                )  # fmt: skip
        for reference in document.implements:
            if ended := _ended(checked, reference):
                yield at_mark(
                    document.path, "reference/not-in-force", reference.mark, f"落实{ended}",
                    "评估本文件是否修改或废止；只是记录当时的依据，可以不改",
                )  # fmt: skip


def _ended(checked: Checked, reference: Reference) -> str:
    """What ended of the document or the provision that a reference names, "" if nothing did."""
    if reference.url is not None:
        return ""
    work = checked.works.get(checked.public_references.resolve(reference).id)
    standing = work.current.standing if work else None
    if work is None or standing is None:
        return ""
    title = f"《{work.current.document.title}》"
    if standing.status in _ENDED:
        return f"{title}已经{standing.status.value}"
    place = reference.text.partition("#")[2]
    gone = [eid for words in standing.places for eid in place_eids(words)]
    if any(f"{eid}__".startswith(f"{end}__") for eid in place_eids(place) for end in gone):
        return f"{title}{place}已经不再有效"
    return ""
