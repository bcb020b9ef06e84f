"""What a search should find, by plain substring search, and how near a search comes to it."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import TypeAlias

from gongkai.commands.reading_site import read_site
from gongkai.commands.search_reading import read_everything, standings
from gongkai.text.query import parse_query

SEED = 20261123
PHRASES = Path(__file__).with_name("search-phrases.txt")
_SHORTEST = 20  # characters of a body from which pieces are taken
_NO_PIECE = set('"“”「」\n')

Texts: TypeAlias = dict[str, list[tuple[str, str, str]]]
Also: TypeAlias = Mapping[str, Sequence[str]]
Truth: TypeAlias = dict[str, set[str]]  # by query, the ids of the documents that it should find


@dataclass(slots=True)
class Exactness:
    """Recall and precision over queries whose count was awaited, one of each for each query.

    `begun` are the queries that were only looked at from the front: of them the first results
    were right and the count was not above the true one, or they stand in `wrong`. `silent` are those
    that had no first result in the time given.
    """

    recall: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    begun: int = 0
    silent: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def judge(self, query: str, got: Sequence[str], total: int, truth: set[str]) -> None:
        """Compare a list and its count with the truth; the list may be cut."""
        right = len(truth.intersection(got))
        share = right / len(got) if got else 1.0
        found = right if total == len(got) else round(total * share)
        self.recall.append(min(1.0, found / len(truth)) if truth else 1.0)
        self.precision.append(share if total or not truth else 1.0)
        if total != len(truth) or right != len(got):
            self.wrong.append(f"{query}: {total} found, {len(truth)} true")

    def judge_begun(self, query: str, got: Sequence[str], total: int, truth: set[str]) -> None:
        """The same of a query that was not counted to its end."""
        self.begun += 1
        if not truth.issuperset(got) or total > len(truth) or (truth and not got):
            self.wrong.append(f"{query}: at least {total} found, {len(truth)} true")


def truths(root: Path, count: int, kept: Path | None) -> Truth:
    """What `count` pieces of the texts of `root` and the typed phrases should find.

    `kept` is a folder for what was found: it is read again, not found again.
    """
    name = sha256(str(root.resolve()).encode()).hexdigest()[:12]
    file = kept / f"truth-{name}-{count}.json" if kept else None
    if file and file.is_file():
        read = json.loads(file.read_text("utf-8"))
        return {query: set(ids) for query, ids in read.items()}
    texts, also = read_texts(root)
    phrases = PHRASES.read_text("utf-8").split("\n")
    queries = list(dict.fromkeys([*_pieces(texts, count), *filter(None, phrases)]))
    # Forked, so that the texts are shared and not copied.
    with get_context("fork").Pool(os.cpu_count(), _share, (texts, also)) as pool:
        found = pool.map(_holding, queries, chunksize=5)
    truth = dict(zip(queries, found, strict=True))
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        sorted_ids = {query: sorted(ids) for query, ids in truth.items()}
        file.write_text(json.dumps(sorted_ids), "utf-8")
    return truth


_shared: tuple[Texts, Also] = ({}, {})


def _share(texts: Texts, also: Also) -> None:
    global _shared
    _shared = texts, also


def _holding(query: str) -> set[str]:
    """The documents that a query should find."""
    texts, also = _shared
    for reading in parse_query(query, also).readings:
        found = {
            name
            for name, versions in texts.items()
            if any(
                all(any(form in part for form in forms for part in own) for forms in reading)
                for own in versions
            )
        }
        if found:
            return found
    return set()


def read_texts(root: Path) -> tuple[Texts, Also]:
    """The folded title, number and text of each published text, by the id of its document; synonyms."""
    site, _ = read_site(root)
    if site is None:
        raise SystemExit(f"{root}/site.yaml is not right")
    everything = read_everything(root, datetime.now(), {}, os.cpu_count() or 1)
    found = standings(everything, site)
    texts: Texts = {}
    for text in everything.changed:
        if not found[text.key].withheld:
            own = (text.title, text.number, text.body)
            texts.setdefault(found[text.key].document.id, []).append(own)
    return texts, everything.synonyms.also()


def _pieces(texts: Texts, count: int) -> list[str]:
    """Random pieces of 1 to 8 characters of bodies, the same in every run."""
    chance = random.Random(SEED)
    bodies = [own[2] for name in sorted(texts) for own in texts[name] if len(own[2]) > _SHORTEST]
    found: list[str] = []
    while len(found) < count:
        body = chance.choice(bodies)
        start = chance.randrange(len(body) - 8)
        piece = body[start : start + 1 + len(found) % 8]
        if not set(piece) & _NO_PIECE:
            found.append(piece)
    return found
