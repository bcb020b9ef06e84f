"""search: the whole library from a terminal, what is not published included."""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from gongkai.commands.build import workers
from gongkai.commands.failures import CONTENT, DONE, UsageError
from gongkai.commands.moment import moment
from gongkai.commands.reading_site import read_site
from gongkai.commands.reporting import show
from gongkai.library.finding import Asked, Found, in_rank
from gongkai.library.reporting import in_order
from gongkai.text.folding import fold
from gongkai.text.query import Word, parse_query

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from gongkai.commands.search_reading import Everything
    from gongkai.output.fulltext import FullText

_FOLDER = "search"  # under the cache
_SHOWN = 60  # characters of the line in which the words stand
_BEFORE = 20  # of them before the words
_ABOUT = """词之间用空格隔开，都要有；用引号括起来的连在一起。可以限定（冒号后面不空格）：
  文号:示政规  机关:民政局  标题:停车  状态:废止  状态:暂不发布  状态:未发布"""


def register(
    commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "search",
        parents=[shared],
        help="搜索全部文件，没有发布的也在内",
        epilog=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("words", nargs="+", metavar="词", help="要找的词")
    parser.add_argument("--titles", action="store_true", help="只找标题和文号，不等正文的索引")
    parser.add_argument(
        "--limit", type=int, default=20, metavar="N", help="最多列出几件（默认：20）"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Bring the index up to date, look, and list what was found."""
    # Here, because no other command has the time to load Whoosh.
    from gongkai.commands.search_reading import read_everything, standings
    from gongkai.output.fulltext import FullText

    if options.limit < 1:
        raise UsageError("--limit 至少是 1")
    root: Path = options.root
    site, problems = read_site(root)
    if site is None:
        show(tuple(in_order(problems)), root)
        return CONTENT
    index = FullText((options.cache or root / ".cache") / _FOLDER)
    begun = monotonic()
    everything = read_everything(
        root, moment(options.as_of), index.digests(), workers(options.jobs)
    )
    _update(index, everything, titles=options.titles, begun=begun)
    asked = Asked.read(" ".join(options.words))
    known = standings(everything, site)
    also = everything.synonyms.also()
    found: list[Found] = []
    reading: tuple[Word, ...] = ()
    for reading in parse_query(asked.words, also).readings:
        keys = index.find(reading, titles=options.titles)
        found = [known[key] for key in keys if asked.lets_through(known[key])]
        if found:
            break
    ranked = in_rank(found, reading)
    for one in ranked[: options.limit]:
        print("\n".join(_lines(root, one, reading)))
    print(_closing(len(found), options.limit, everything))
    return DONE


def _update(index: FullText, everything: Everything, *, titles: bool, begun: float) -> None:
    """Index what changed, titles and numbers first, and say how long it took."""
    if everything.changed or index.digests() != dict(everything.digests):
        index.titles(everything.changed, everything.digests)
    shelves = 0 if titles else index.bodies()
    if everything.changed or shelves:
        seconds = monotonic() - begun
        print(
            f"索引：更新 {len(everything.changed)} 件，正文 {shelves} 组，用时 {seconds:.1f} 秒",
            file=sys.stderr,
        )


def _lines(root: Path, found: Found, words: Sequence[Word]) -> Iterator[str]:
    """One result: place and title, status and whether it is published, and the words in their line."""
    document = found.document
    line, text = _place(root / found.file, words)
    line = line or document.mark("title").line or 1
    number = f"（{document.number}）" if document.number else ""
    published = f"没有发布：{found.withheld}" if found.withheld else "已发布"
    yield f"{found.file}:{line}: {document.title}{number}"
    yield f"    {'，'.join(filter(None, (found.status, published)))}"
    if text:
        yield f"    {line} | {text}"


def _place(path: Path, words: Sequence[Word]) -> tuple[int, str]:
    """The line of the file in which the first of the words stands, and what stands around it; 0 for none."""
    lines = path.read_text("utf-8-sig").split("\n")
    folded = [fold(line) for line in lines]
    whole = "".join(folded)
    starts = [0, *accumulate(map(len, folded))]
    for form in (form for forms in words for form in forms):
        at = whole.find(form)
        if at >= 0:
            line = bisect_right(starts, at) - 1
            text = lines[line].strip()
            place = max(0, fold(text).find(form[: len(folded[line])]) - _BEFORE)
            shown = text[place : place + _SHOWN]
            return (
                line + 1,
                f"{'…' if place else ''}{shown}{'…' if place + _SHOWN < len(text) else ''}",
            )
    return 0, ""


def _closing(count: int, limit: int, everything: Everything) -> str:
    said = f"找到 {count} 件" if count else "没有找到"
    if count > limit:
        said += f"，列出前 {limit} 件（--limit 可以多列）"
    if everything.unread:
        said += f"；{len(everything.unread)} 个文件有错误，没有找，请运行 check"
    return said
