"""Whether what the gazette printed and what the library has say the same (国办发〔2018〕22号)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gongkai.library.gazette import Gazette, PublicItem
from gongkai.library.references import Bodies
from gongkai.model.diagnostics import Problem
from gongkai.text.parity import first_difference, visible


@dataclass(frozen=True, slots=True)
class Pair:
    """An item and the text of the library that it printed; the digests name their bodies."""

    item: PublicItem
    path: str  # of the document
    body_line: int
    issue_path: str
    frozen: str
    library: str


def doubtful(gazette: Gazette, bodies: Bodies) -> list[Pair]:
    """The pairs that have to be looked at: equal digests are equal texts.

    An item that a 更正 mends may differ: the 更正 says how.
    """
    found = []
    for public in gazette.issues:
        for item in public.items:
            if item.entry is None or item.corrected or public.draft == "尚未定稿":
                continue
            document = item.entry.document
            own, other = bodies.get((item.key, "")), bodies.get((document.key, ""))
            if own and other and own.digest != other.digest:
                found.append(
                    Pair(
                        item,
                        document.path,
                        document.body_line,
                        public.path,
                        own.digest,
                        other.digest,
                    )
                )
    return found


def differences(pairs: Iterable[Pair], html: Callable[[str], str]) -> Iterator[tuple[str, Problem]]:
    """A problem for each pair that differs, at the document; `html` gives a body's by its digest."""
    for pair in pairs:
        found = first_difference(visible(html(pair.frozen)), visible(html(pair.library)))
        if found:
            item = pair.item
            yield (
                pair.path,
                Problem(
                    "gazette/differs", 0, 0, 0,
                    f"与{item.place.citation}刊登的文字不一致：公报“{found.one}”，这里“{found.other}”",
                    f"录入有误的，照公报改回；公报有误的，在以后一期写更正（corrects: {item.place.key.name}/{item.item.number:02d}）",
                ),
            )  # fmt: skip
