"""The editions of issues of the gazette, PDF and EPUB: made once for the same content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from gongkai.commands.memory import Memory
from gongkai.commands.reading import Content, read_bodies
from gongkai.formats import typst
from gongkai.formats.bodies import decode
from gongkai.gazette.epub import epub
from gongkai.gazette.press import differing, typeset
from gongkai.gazette.printed import Printed
from gongkai.library.gazette import PublicIssue, PublicItem
from gongkai.model.diagnostics import Problem
from gongkai.model.gazette import FrozenIssue, Masthead, PageRange
from gongkai.output.crews import Crew
from gongkai.output.digests import digest
from gongkai.output.execution import batches_of, run_batches
from gongkai.output.publish import File, Publication, Unchanged
from gongkai.output.spool import Spool
from gongkai.site.input import Attachment, Library

_GONE = "<p>这一篇已经撤回。</p>"
_PARALLEL_FROM = 8  # issues; below it, starting workers and their fonts costs more than they save
_NAMES = {"pdf": "PDF 电子版", "epub": "EPUB 电子书"}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One issue to be made: what it prints, and the names of its bodies and pictures."""

    issue: FrozenIssue
    url: str
    lock: str
    bodies: tuple[str, ...]  # "" for an item whose text is shown nowhere
    pictures: tuple[tuple[tuple[str, str], ...], ...]  # of each item: name in the text, path
    keys: tuple[tuple[str, str], ...]  # kind and the key of what it is made from


@dataclass(frozen=True, slots=True)
class _Edition:
    """A file that was made; `pages` are those of the items, flat, first and last by turns."""

    digest: str
    size: int
    pages: tuple[int, ...] = ()


class Editions:
    """The editions of every public issue that is our own text.

    `problems` say, by the file they are about, what could not be set and which
    pages moved since the issue was frozen.
    """

    def __init__(
        self, root: Path, content: Content, library: Library, bodies: Spool, crew: Crew
    ) -> None:
        self._root, self._content, self._bodies, self._crew = root, content, bodies, crew
        self._masthead = library.gazette.masthead
        self._texts = library.gazette_texts
        self._issues = [
            one for one in library.gazette.issues if one.issue.is_text and not one.draft
        ]
        self._kinds = ("pdf", "epub") if "pdf" in content.site.downloads else ("epub",)
        self._made: dict[str, bytes] = {}
        self._wanted: dict[str, tuple[str, _Wanted]] = {}
        self._digests: dict[str, str] = {}
        self.problems: list[tuple[str, Problem]] = []

    def listed(self, memory: Memory | None) -> Mapping[str, tuple[Attachment, ...]]:
        """The editions of each issue by its address; what is not known from before is made."""
        if not self._issues:
            return {}
        if "pdf" in self._kinds and typst.missing():
            self._report(
                "site.yaml", "gazette/typesetting", typst.missing(), "不装也能发布，只是没有 PDF"
            )
            self._kinds = ("epub",)
        wanted = [self._want(public, memory) for public in self._issues]
        names = [key for one in wanted for _, key in one.keys]
        known = memory.values(names) if memory else {}
        found = {key: _Edition(*value) for key, value in known.items() if isinstance(value, tuple)}
        self._make([one for one in wanted if any(key not in found for _, key in one.keys)], found)
        if memory:
            fresh = {key: one for key, one in found.items() if key not in known}
            memory.keep({key: (one.digest, one.size, one.pages) for key, one in fresh.items()})
        return {one.url: tuple(self._attachments(one, found)) for one in wanted}

    def files(self, served: Publication) -> Iterator[File]:
        """The files of all editions."""
        lost = []
        for path, (kind, wanted) in self._wanted.items():
            digest = self._digests[path]
            if path in self._made:
                yield path, self._made.pop(path)
            elif served.digest_at(path) == digest:
                yield path, Unchanged(digest)
            else:
                lost.append((path, kind, wanted))
        self._fetch(wanted for _, _, wanted in lost)
        for path, kind, wanted in lost:
            yield path, _edition(kind, wanted, self._masthead, self._printed(wanted))[0]

    def _want(self, public: PublicIssue, memory: Memory | None) -> _Wanted:
        shown = [_shown(item) for item in public.items]
        issue = replace(public.issue, items=tuple(item.item for item in shown))
        texts = [None if item.withdrawn else self._texts.get(item.key) for item in shown]
        bodies = tuple(prose.body if prose else "" for prose in texts)
        pictures = tuple(
            () if item.withdrawn else tuple((one.name, one.path) for one in item.item.pictures)
            for item in shown
        )
        inputs = (repr(issue), repr(self._masthead), *bodies)
        keys = [
            (kind, _key(memory, kind, typst.engine() if kind == "pdf" else "", *inputs))
            for kind in self._kinds
        ]
        lock = f"{public.path.removesuffix('.yaml')}.lock.json"
        return _Wanted(issue, public.url, lock, bodies, pictures, tuple(keys))

    def _make(self, wanted: Sequence[_Wanted], found: dict[str, _Edition]) -> None:
        self._fetch(wanted)

        def make(
            batch: Sequence[_Wanted],
        ) -> list[tuple[str, str, bytes, tuple[int, ...], str, str]]:
            return [
                (one.url, kind, *_tried(kind, one, self._masthead, self._printed(one)))
                for one in batch
                for kind, _ in one.keys
            ]

        # Not sent away: the fonts of another machine may be others.
        workers = self._crew.workers if len(wanted) >= _PARALLEL_FROM else 1
        batches = run_batches(
            make, batches_of(wanted, 4), workers, name=lambda one: one.issue.key.label
        )
        by_url = {one.url: one for one in wanted}
        for url, kind, content, pages, code, words in chain.from_iterable(batches):
            issue = by_url[url]
            if code:
                hint = "字体里没有的字可以用图片；定稿以后不能改，在以后的期里更正"
                self._report(issue.lock, code, words, hint)
                continue
            key = dict(issue.keys)[kind]
            found[key] = _Edition(digest(content), len(content), pages)
            self._made[_path(issue, kind)] = content

    def _attachments(self, one: _Wanted, found: Mapping[str, _Edition]) -> Iterator[Attachment]:
        for kind, key in one.keys:
            edition = found.get(key)
            if edition is None:
                continue
            path = _path(one, kind)
            self._wanted[path], self._digests[path] = (kind, one), edition.digest
            if kind == "pdf":
                self._compare(one, edition)
            yield Attachment(_NAMES[kind], f"/{path}", kind.upper(), edition.size, edition.digest)

    def _compare(self, one: _Wanted, edition: _Edition) -> None:
        """Tell of pages that are no longer those by which the issue is cited."""
        if not all(one.bodies):
            return
        for item, first, last in zip(
            one.issue.items, edition.pages[::2], edition.pages[1::2], strict=True
        ):
            now = PageRange(first, last)
            if item.pages and item.pages != now:
                message = f"第 {item.number} 篇排在{now.label}，定稿时在{item.pages.label}"
                hint = "排版软件或字体换了版本，换回原来的；引用以定稿时的页码为准"
                self._report(one.lock, "gazette/pages-moved", message, hint)

    def _printed(self, one: _Wanted) -> list[Printed]:
        return [
            Printed(
                decode(self._bodies.get(body)).html if body else _GONE,
                tuple((name, (self._root / "content" / path).read_bytes()) for name, path in named),
            )
            for body, named in zip(one.bodies, one.pictures, strict=True)
        ]

    def _fetch(self, wanted: Iterable[_Wanted]) -> None:
        names = [body for one in wanted for body in one.bodies if body]
        read_bodies(self._root, self._content.units, names, self._bodies, self._crew)

    def _report(self, path: str, code: str, message: str, hint: str) -> None:
        self.problems.append((path, Problem(code, 0, 0, 0, message, hint)))


def _shown(item: PublicItem) -> PublicItem:
    """An item as readers may see it: what was withdrawn keeps its place and its pages alone."""
    if not item.withdrawn:
        return item
    frozen = replace(
        item.item, title=item.title, note="", document_number=None, agency=(), pictures=()
    )
    return replace(item, item=frozen)


def _path(one: _Wanted, kind: str) -> str:
    return f"{one.url[1:]}gazette-{one.issue.key.name}.{kind}"


def _key(memory: Memory | None, kind: str, *parts: str) -> str:
    return memory.key("edition", kind, *parts) if memory else "\0".join((kind, *parts))


def _edition(
    kind: str, one: _Wanted, masthead: Masthead, texts: Sequence[Printed]
) -> tuple[bytes, tuple[int, ...]]:
    if kind == "epub":
        return epub(one.issue, masthead, texts), ()
    made = typeset(one.issue, masthead, texts)
    for item, own, theirs in differing(made, one.issue, masthead, texts):
        raise _DiffersError(f"第 {item.number} 篇：正文是“{own}”，PDF 里是“{theirs}”")
    return made.pdf, tuple(number for page in made.pages for number in (page.first, page.last))


class _DiffersError(Exception):
    """The PDF does not say what the item says; the message is Chinese and shows both."""


def _tried(
    kind: str, one: _Wanted, masthead: Masthead, texts: Sequence[Printed]
) -> tuple[bytes, tuple[int, ...], str, str]:
    """The file, its pages, and the code and words of what is wrong, "" for nothing."""
    try:
        return (*_edition(kind, one, masthead, texts), "", "")
    except typst.TypesettingError as error:
        return b"", (), "gazette/typesetting", f"没有 PDF：{error}"
    except _DiffersError as error:
        return b"", (), "gazette/pdf-differs", f"PDF 与正文不一致：{error}"
