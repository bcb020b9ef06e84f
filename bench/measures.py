"""Five numbers that say what a folder of texts is like: python bench/measures.py FOLDER.

A bench on made-up texts says nothing unless they are like real ones. `REAL` are the five numbers
of 1,947 real statutes and documents, and `measured` takes them of any folder with `content/`.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gongkai.text import blocks, structure
from gongkai.text.citations import recognise
from gongkai.text.markup_complex import is_plain

SAMPLE = 1947  # texts that are looked at: repetition grows with the number of texts
_WINDOW = 1000
_SHORTEST = 8  # characters of a sentence that counts as one
_VERSION = re.compile(r"\d{4}-\d\d-\d\d")
_TITLE = re.compile(r"^title: *(.*)$", re.MULTILINE)
_SENTENCE_ENDS = re.compile(r"[。；\n]")


@dataclass(frozen=True, slots=True)
class Measures:
    """What texts are like.

    `length`: characters of a body, the mean. `bigrams`: distinct pairs of neighbouring characters
    in a stretch of 1,000 characters, the mean over all stretches. `marked`: blocks that are not
    plain paragraphs (headings, tables, lists), of all. `citations`: references that `recognise`
    sees in a text, the mean. `repeated`: sentences of 8 characters and more that stood before,
    in the same text or in another one, of all.
    """

    length: float
    bigrams: float
    marked: float
    citations: float
    repeated: float


REAL = Measures(length=5952.2, bigrams=550.07, marked=0.049899, citations=10.066, repeated=0.083158)


def measured(folder: Path) -> Measures:
    """The numbers of `folder`/content: of all texts, or of works evenly drawn from many."""
    length = marked = count = cited = 0
    distinct: list[int] = []
    sentences: Counter[str] = Counter()
    texts = list(_sample(folder / "content"))
    for title, body in texts:
        length += len(body)
        distinct += _distinct_bigrams(body)
        cut = blocks.split(body)
        count += len(cut)
        marked += sum(
            block.kind is not blocks.Kind.PARAGRAPH or not is_plain(block) for block in cut
        )
        provisions = structure.parse(cut, title, "").provisions
        cited += len(recognise(body, provisions, title))
        found = (sentence.strip() for sentence in _SENTENCE_ENDS.split(body))
        sentences.update(sentence for sentence in found if len(sentence) >= _SHORTEST)
    return Measures(
        length / len(texts),
        sum(distinct) / len(distinct),
        marked / count,
        cited / len(texts),
        1 - len(sentences) / sentences.total(),
    )


def lines(texts: Measures) -> list[str]:
    """A table that puts `texts` beside real ones."""
    names = {
        "length": "characters of a text",
        "bigrams": "distinct bigrams per 1,000 characters",
        "marked": "blocks that are not plain paragraphs, %",
        "citations": "citations of a text",
        "repeated": "sentences that stood before, %",
    }
    found = ["| | real | these | difference |", "|---|---|---|---|"]
    for field in fields(Measures):
        real, own = getattr(REAL, field.name), getattr(texts, field.name)
        scale = 100 if names[field.name].endswith("%") else 1
        found.append(
            f"| {names[field.name]} | {real * scale:,.2f} | {own * scale:,.2f} | {own / real - 1:+.1%} |"
        )
    return found


def _sample(content: Path) -> Iterator[tuple[str, str]]:
    """Title and body of each text; of more than SAMPLE, those of works evenly drawn."""
    works: dict[Path, list[Path]] = {}
    for path in sorted(content.rglob("*.md")):
        works.setdefault(path.parent if _VERSION.fullmatch(path.stem) else path, []).append(path)
    step = max(1, sum(map(len, works.values())) // SAMPLE)
    for path in (path for work in list(works.values())[::step] for path in work):
        head, _, body = path.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
        title = _TITLE.search(head)
        yield title[1].strip("'\"") if title else "", body.strip("\n")


def _distinct_bigrams(body: str) -> Sequence[int]:
    units = numpy.frombuffer(body.encode("utf-32-le"), dtype=numpy.uint32).astype(numpy.uint64)
    pairs = units[:-1] << 32 | units[1:]
    starts = range(0, len(pairs) - _WINDOW + 1, _WINDOW)
    return [len(numpy.unique(pairs[start : start + _WINDOW])) for start in starts]


if __name__ == "__main__":
    print("\n".join(lines(measured(Path(sys.argv[1])))))
