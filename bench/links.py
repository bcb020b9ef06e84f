"""Measure how the references of a folder of real texts are linked: python bench/links.py FOLDER.

The truth is read from the raw text with the small expressions of this file,
not with gongkai's own: names in 书名号 and what the library calls its texts,
article numbers behind names, relative references. FOLDER has `content/`.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gongkai.library.link_index import KnownText, TitleIndex
from gongkai.library.links import Link, Linked, link
from gongkai.model.documents import Collection
from gongkai.model.provisions import Citation
from gongkai.text import blocks, structure
from gongkai.text.citations import recognise

_VERSION = re.compile(r"\d{4}-\d\d-\d\d")
_KEY = re.compile(r"^(id|title|number|agency): *(.*)$", re.MULTILINE)
_MARKS = re.compile(r"[\s《》〈〉<>＜＞、]|中华人民共和国")
_ARTICLE_BEHIND = re.compile(
    r"(?:[（(][^（）()]*[）)])?的?第([零〇一二两三四五六七八九十百千\d]+)条(?:之([一二三四五六七八九十]+))?"
)
_ARTICLE_LINE = re.compile(
    r"^[#\s　]*第([零〇一二两三四五六七八九十百千\d]+)条(?:之([一二三四五六七八九十]+))?",
    re.MULTILINE,
)
_SHORT = re.compile(
    r"》[（(][^（）()\n]*?以下(?:简称|称)[为:：]?[“《]?([^”《》（）()、，,\n]+)[”》]?[）)]"
)
_RELATIVE = re.compile(
    r"(?<![之目日当年月天时支此])前[两二三四五六七八九]?[款条项](?![例件约目额项])"
    r"|本条第|(?:本(?:法|条例|办法|规定|细则|规则|决定))第[零〇一二两三四五六七八九十百千\d]+条"
)
_PLACE_ONLY = re.compile(r"[^《]*")


@dataclass
class Text:
    """One file of the folder, with what gongkai makes of it."""

    id: str
    version: str | None
    title: str
    number: str
    agency: str
    collection: Collection
    body: str
    citations: tuple[Citation, ...] = ()
    linked: Linked = field(default_factory=lambda: Linked((), ()))


def read(folder: Path) -> list[Text]:
    """Every Markdown document under `folder`/content, its head read line by line."""
    texts = []
    content = folder / "content"
    for path in sorted(content.rglob("*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        keys = {key: value.strip("'\" ") for key, value in _KEY.findall(head)}
        version = path.stem if _VERSION.fullmatch(path.stem) else None
        name = path.parent.name if version else keys.get("id", path.stem)
        texts.append(
            Text(
                name,
                version,
                keys["title"],
                keys.get("number", ""),
                keys.get("agency", ""),
                Collection(path.relative_to(content).parts[0]),
                body,
            )
        )
    return texts


def process(texts: list[Text]) -> dict[str, float]:
    """Parse, recognise and link every text; gives CPU milliseconds a document.

    As in a build, the provisions of a text are let go once they are read.
    """
    spent = dict.fromkeys(("structure", "recognise", "index", "link"), 0.0)
    clock = time.process_time
    eids: dict[tuple[str, str | None], frozenset[str]] = {}
    for text in texts:
        begun = clock()
        found = structure.parse(blocks.split(text.body), text.title, text.number)
        parsed = clock()
        text.citations = recognise(text.body, found.provisions, text.title)
        recognised = clock()
        own = frozenset(provision.eid for provision in found.provisions)
        eids[text.id, text.version] = eids[text.id, None] = own
        spent["structure"] += parsed - begun
        spent["recognise"] += recognised - parsed
        spent["index"] += clock() - recognised
    begun = clock()
    index = TitleIndex.of(
        KnownText(t.id, t.collection, t.title, t.version, t.number or None, (t.agency,))
        for t in texts
    )
    spent["index"] += clock() - begun
    begun = clock()
    for text in texts:
        text.linked = link(
            text.id,
            text.citations,
            index,
            lambda known, version: eids.get((known, version), frozenset()),
            eids[text.id, text.version],
        )
    spent["link"] = clock() - begun
    return {name: seconds / len(texts) * 1000 for name, seconds in spent.items()}


# The truth, from the raw text


def fold(title: str) -> str:
    """A title without what writers add and drop freely."""
    return _MARKS.sub("", title)


def names(body: str) -> Iterator[tuple[int, int, str]]:
    """Every outermost name in 书名号: where it begins and ends, and its words."""
    depth = start = 0
    for offset, char in enumerate(body):
        if char == "《":
            start = offset if depth == 0 else start
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0:
                yield start, offset + 1, body[start + 1 : offset]
        elif char == "\n":
            depth = 0


def count(numeral: str) -> int:
    """A Chinese or Arabic number."""
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    total = digit = 0
    for char in numeral:
        unit = {"十": 10, "百": 100, "千": 1000}.get(char)
        if unit:
            total += (digit or 1) * unit
            digit = 0
        else:
            digit = "零一二三四五六七八九".find(char.replace("〇", "零").replace("两", "二"))
    return total + digit


def article(match: re.Match[str]) -> str:
    """The id that 第十二条之一 should have."""
    inserted = f"-{count(match[2])}" if match[2] else ""
    return f"art_{count(match[1])}{inserted}"


def introduced(text: Text) -> dict[str, str]:
    """Short names that the text introduces, folded, and the folded titles they stand for."""
    shorts = {}
    for _, end, name in names(text.body):
        if match := _SHORT.match(text.body, end - 1):
            shorts[fold(match[1])] = fold(name)
    return shorts


def offsets(text: Text) -> list[tuple[int, int, Citation, Link]]:
    """The citations with where they begin and end in the body."""
    starts = [0]
    for line in text.body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return [
        (start := starts[c.line - 1] + c.column - 1, start + c.span, c, found)
        for c, found in zip(text.citations, text.linked.links, strict=True)
    ]


def measure(texts: list[Text], samples: dict[str, list[str]]) -> Counter[str]:
    """Compare gongkai's links with the truth; what is missed goes to `samples`."""
    ids: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, set[str]] = defaultdict(set)
    articles: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        ids[fold(text.title)].add(text.id)
        titles[text.id].add(fold(text.title))
        articles[text.id].update(article(m) for m in _ARTICLE_LINE.finditer(text.body))
    counts: Counter[str] = Counter()
    for text in texts:
        shorts, placed = introduced(text), offsets(text)
        for start, end, name in names(text.body):
            key = shorts.get(fold(name), fold(name))
            if key not in ids:
                continue
            counts["names"] += 1
            hits = [f for s, e, _, f in placed if s <= start and end <= e and f.target in ids[key]]
            if not hits:
                note(samples, "not linked", text, start, end)
                continue
            counts["names linked"] += 1
            behind = _ARTICLE_BEHIND.match(text.body, end)
            if not behind:
                continue
            wanted = article(behind)
            if wanted not in articles[hits[0].target or ""]:
                counts["with an article the target lacks"] += 1
                continue
            counts["with an article"] += 1
            reached = [
                f
                for s, e, _, f in placed
                if s < behind.end() and e > start and f.target in ids[key]
            ]
            if any(f.eid.split("__")[0] == wanted for f in reached):
                counts["linked to the article"] += 1
            else:
                note(samples, "not to the article", text, start, behind.end())
        judge(text, placed, shorts, titles, counts, samples)
        relative(text, placed, counts, samples)
    return counts


def judge(
    text: Text,
    placed: list[tuple[int, int, Citation, Link]],
    shorts: dict[str, str],
    titles: dict[str, set[str]],
    counts: Counter[str],
    samples: dict[str, list[str]],
) -> None:
    """Count the links to documents, and those whose words name no title of their target.

    A place alone (…、第五条) is judged by the nearest name before it in its line.
    """
    known = list(names(text.body))
    for start, end, citation, found in placed:
        own = not citation.title and not citation.number
        if found.target is None or own:
            continue
        counts["links to documents"] += 1
        spoken = citation.text
        if "《" not in spoken and "〔" not in spoken:
            line = text.body.rfind("\n", 0, start)
            before = [n for s, _, n in known if line < s < start]
            short = [s for s in shorts if s in fold(text.body[line + 1 : end])]
            spoken = before[-1] if before else ""
            wanted = {shorts[s] for s in short} | ({fold(spoken)} if spoken else set())
        else:
            inner = next(iter(names(spoken)), (0, 0, spoken))[2]
            wanted = {shorts.get(fold(inner), fold(inner)), fold(inner)}
        if "修正案" in text.title:
            wanted.add(fold(text.title).partition("修正案")[0])
        if not wanted & titles[found.target]:
            counts["doubtful"] += 1
            note(samples, "doubtful", text, start, end)


def relative(
    text: Text,
    placed: list[tuple[int, int, Citation, Link]],
    counts: Counter[str],
    samples: dict[str, list[str]],
) -> None:
    """Count relative references: led to a place, reported, or neither.

    In a 修正案 they stand in quoted words of another law and count apart.
    """
    reported = {(p.line, p.column) for p in text.linked.problems}
    for match in _RELATIVE.finditer(text.body):
        if "修正案" in text.title or "修改" in text.title:
            counts["relative, of an amended law"] += 1
            continue
        counts["relative"] += 1
        covering = [(c, f) for s, e, c, f in placed if s < match.end() and e > match.start()]
        if any(f.target and f.eid for _, f in covering):
            counts["relative, resolved"] += 1
        elif any((c.line, c.column) in reported for c, _ in covering):
            counts["relative, reported"] += 1
        else:
            note(samples, "relative lost", text, match.start(), match.end())


def note(samples: dict[str, list[str]], kind: str, text: Text, start: int, end: int) -> None:
    around = text.body[max(0, start - 24) : end + 16].replace("\n", "⏎")
    samples[kind].append(f"{text.title[:16]}: {around}")


def main() -> int:
    """Print the figures; 1 when a goal is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--samples", type=int, default=0, help="misses of each kind to show")
    given = arguments.parse_args()
    texts = read(given.folder)
    spent = process(texts)
    samples: dict[str, list[str]] = defaultdict(list)
    counts = measure(texts, samples)
    lost = len(samples["relative lost"])
    rows = [
        ("names the library has, linked", "names linked", "names", 98.0),
        (
            "with an article it has, to the article",
            "linked to the article",
            "with an article",
            95.0,
        ),
    ]
    missed = False
    print(f"{len(texts)} texts, {sum(len(t.body) for t in texts) // len(texts)} characters each")
    for label, part, whole, goal in rows:
        share = 100 * counts[part] / max(1, counts[whole])
        missed |= share < goal
        print(f"{label:40} {counts[part]:6} of {counts[whole]:6}  {share:6.2f} %  (goal {goal} %)")
    share = 100 * counts["doubtful"] / max(1, counts["links to documents"])
    missed |= share > 1 or lost > 0
    print(
        f"{'doubtful links':40} {counts['doubtful']:6} of {counts['links to documents']:6}  "
        f"{share:6.2f} %  (goal at most 1 %)"
    )
    print(
        f"{'relative: resolved, reported, lost':40} {counts['relative, resolved']:6}, "
        f"{counts['relative, reported']}, {lost} of {counts['relative']} "
        f"(and {counts['relative, of an amended law']} in quoted words of amended laws)"
    )
    print(f"{'cited articles the target lacks':40} {counts['with an article the target lacks']:6}")
    problems = Counter(p.code for t in texts for p in t.linked.problems)
    print("problems:", ", ".join(f"{code} {number}" for code, number in problems.most_common()))
    print("CPU ms a document:", ", ".join(f"{name} {ms:.3f}" for name, ms in spent.items()))
    for kind, found in samples.items():
        for sample in found[: given.samples]:
            print(f"  {kind}: {sample}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
