"""Measure how bodies are cut, read and rendered over a folder of texts: python bench/structure.py FOLDER."""

from __future__ import annotations

import gc
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gongkai.model.provisions import Level
from gongkai.text import blocks, markup, structure
from gongkai.text.markup_complex import is_plain, markdown_html, source_of
from gongkai.text.numerals import NUMERAL, to_int

_ROUNDS = 3
# An article's line, told without the parser: issue 3's independent expression.
_ARTICLE = re.compile(
    rf"^\s*(?:\*\*)?第\s*([{NUMERAL}]+(?:\s*[{NUMERAL}]+)*)\s*条(?:之([{NUMERAL}]+))?"
)
_ANNEX = re.compile(r"(?m)^[#\s]*附(?:件|录|表|图|\s*[:：])")
_HEADING = re.compile(r"(</?)h[1-6]")
_ADDED = re.compile(r' (?:class|id)="[^"]*"|</?span[^>]*>')


@dataclass(frozen=True, slots=True)
class Text:
    path: str
    title: str
    number: str
    body: str


def main() -> int:
    """Print the figures. Gives 1 when a text loses words or its HTML differs."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    texts = read_texts(Path(sys.argv[1]))
    print(
        f"{len(texts)} texts, {sum(len(text.body) for text in texts) / len(texts):.0f} characters each"
    )
    print_times(texts)
    return print_findings(texts)


def read_texts(folder: Path) -> list[Text]:
    """All Markdown files below `folder`. Front matter is read for title and number alone."""
    texts = []
    for path in sorted(folder.rglob("*.md")):
        source = path.read_text(encoding="utf-8")
        head, _, body = source.removeprefix("---\n").partition("\n---\n")
        keys = dict(line.split(": ", 1) for line in head.split("\n") if ": " in line)
        clean = {key: value.strip("'\"") for key, value in keys.items()}
        texts.append(
            Text(
                str(path.relative_to(folder)), clean.get("title", ""), clean.get("number", ""), body
            )
        )
    return texts


def print_times(texts: list[Text]) -> None:
    """CPU milliseconds a text for each stage, the best of a few rounds, nothing kept."""

    def cut(text: Text) -> None:
        blocks.split(text.body)

    def read(text: Text) -> None:
        structure.parse(blocks.split(text.body), text.title, text.number)

    def write(text: Text) -> None:
        cut_blocks = blocks.split(text.body)
        markup.render(cut_blocks, structure.parse(cut_blocks, text.title, text.number))

    before = 0.0
    for name, stage in (("blocks", cut), ("structure", read), ("markup", write)):
        total = min(_timed(stage, texts) for _ in range(_ROUNDS))
        print(f"{name:10} {(total - before) / len(texts) * 1000:.3f} ms CPU a text")
        before = total


def _timed(stage: Callable[[Text], None], texts: list[Text]) -> float:
    gc.collect()
    start = time.process_time()
    for text in texts:
        stage(text)
    return time.process_time() - start


def print_findings(texts: list[Text]) -> int:
    """What the texts hold: provisions, problems, words lost, HTML that differs."""
    levels: Counter[Level] = Counter()
    problems: Counter[str] = Counter()
    troubled: defaultdict[str, set[str]] = defaultdict(set)
    lost: list[str] = []
    unlike: list[str] = []
    missed: list[str] = []
    statutes = exact = 0
    for text in texts:
        cut = blocks.split(text.body)
        read = structure.parse(cut, text.title, text.number)
        shown = markup.render(cut, read)
        levels.update(provision.level for provision in read.provisions)
        for problem in read.problems + shown.problems:
            problems[problem.code] += 1
            troubled[problem.code].add(text.path)
        if squeezed(words_of(read)) != squeezed(without_marks(text.body)):
            lost.append(text.path)
        if not html_is_markdowns(cut, "".join(part.html for part in shown.parts)):
            unlike.append(text.path)
        wanted = article_lines(text.body)
        found = [one.lines[0] for one in read.provisions if one.level is Level.ARTICLE]
        strange = strange_ids(text.body, read)
        if wanted:
            statutes += 1
            exact += wanted == found and not strange
        if wanted != found or strange:
            missed.append(f"{text.path}: {sorted(set(wanted) ^ set(found))[:5]} {strange[:5]}")
    print("provisions " + ", ".join(f"{level.value} {count}" for level, count in levels.items()))
    for code, count in sorted(problems.items()):
        print(f"{code}: {count} in {len(troubled[code])} texts")
    print(f"article lists as the plain expression has them: {exact} of {statutes}")
    print("\n".join(f"  unlike: {one}" for one in missed))
    print(f"texts that lose words: {len(lost)} {lost[:5]}")
    print(f"texts whose HTML is not Python-Markdown's: {len(unlike)} {unlike[:5]}")
    return 1 if lost or unlike else 0


def words_of(read: structure.Structure) -> str:
    """All words of a tree, in order."""
    return "".join(one.num + one.heading + one.text for one in read.provisions)


def without_marks(body: str) -> str:
    """The body without the Markdown marks that these texts bear: comments and #."""
    return re.sub(r"(?m)^[ \t]*#{1,6}", "", blocks.without_comments(body))


def squeezed(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s", "", text)


def html_is_markdowns(cut: tuple[blocks.Block, ...], shown: str) -> bool:
    """Whether all paragraphs and headings are as Python-Markdown has them, ids and levels apart."""
    if not all(is_plain(block) for block in cut):
        return True  # those go through Python-Markdown themselves
    wanted = markdown_html("\n\n".join(source_of(block) for block in cut))
    mine = _ADDED.sub("", shown).replace("<br>", "</p>\n<p>")
    return _HEADING.sub(r"\1p", mine).strip() == _HEADING.sub(r"\1p", wanted)


def article_lines(body: str) -> list[int]:
    """The lines that begin with 第…条, from 1."""
    return [
        number
        for number, line in enumerate(body.split("\n"), 1)
        if _ARTICLE.match(line.lstrip("# "))
    ]


def strange_ids(body: str, read: structure.Structure) -> list[str]:
    """The articles whose id is not their number, or is in an annex that the text has not."""
    lines = body.split("\n")
    annexed = _ANNEX.search(body) is not None
    found = []
    for one in read.provisions:
        match = one.level is Level.ARTICLE and _ARTICLE.match(lines[one.lines[0] - 1].lstrip("# "))
        if not match:
            continue
        own = f"art_{to_int(match[1])}" + (f"-{to_int(match[2])}" if match[2] else "")
        scope, _, last = one.eid.rpartition("__")
        right = re.fullmatch(rf"{own}(?:_\d+)?", last) is not None
        if not right or (scope and not (annexed and scope.startswith("annex"))):
            found.append(one.eid)
    return found


if __name__ == "__main__":
    sys.exit(main())
