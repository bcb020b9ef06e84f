"""Whether the 附件说明 of a text and its attachments agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.library.check_input import Checked, Finding, in_body
from gongkai.model.documents import Document
from gongkai.text.body_facts import TextFacts
from gongkai.text.names import fold_title

_ANNEX = re.compile("annex_([0-9]+)")
_LOOSE = re.compile(r"[（(].*?[）)]|^附件[0-9]*[:：.．、]?|^[0-9]+[.．、]|\.[a-z]{2,5}$")


def announced_attachments(checked: Checked) -> Iterator[Finding]:
    """Every title that 附件说明 announces is an attachment, or stands in the body (GB/T 9704)."""
    for document in checked.own:
        facts = checked.facts(document)
        if facts.annexes_mark is None or not facts.annexes:
            continue
        missing = _missing(checked, document, facts)
        if missing:
            yield in_body(
                document, "attachment/mismatch", facts.annexes_mark,
                f"附件说明写了《{'》《'.join(missing)}》，附件里没有",
                "在 attachments 里加上，标题照附件说明写；附件就在正文里的，写出附件标题",
            )  # fmt: skip


def _missing(checked: Checked, document: Document, facts: TextFacts) -> list[str]:
    """The titles announced that no attachment has; an annex of the body stands for its number."""
    attached = {_plain(ref.title) for ref in document.attachments}
    body = checked.bodies.get((document.key, ""))
    inside = {int(found[1]) for eid in (body.eids if body else ()) if (found := _ANNEX.match(eid))}
    tables = len(facts.annexes) - len(attached) <= len(inside)
    missing = []
    for number, title in enumerate(facts.annexes, 1):
        if title.endswith(("略", "略)", "略）")):
            continue
        plain = _plain(title)
        near = any(plain in name or name in plain for name in attached if name)
        if not near and not (number in inside or (inside and tables)):
            missing.append(title)
    return missing


def _plain(title: str) -> str:
    return _LOOSE.sub("", fold_title(title))
