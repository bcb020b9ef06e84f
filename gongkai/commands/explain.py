"""explain: why a page is as it is, and what of it changed since the last build."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.commands.build import looking
from gongkai.commands.failures import CONTENT, DONE, UsageError
from gongkai.commands.keeping import keys
from gongkai.commands.memory import Memory, memory
from gongkai.commands.moment import moment
from gongkai.commands.pipeline import editions_of, laid_out
from gongkai.commands.reading import Content
from gongkai.commands.reading_site import read_site
from gongkai.commands.reporting import show
from gongkai.commands.requests import Request, fatal
from gongkai.commands.understanding import Understood, understand
from gongkai.library.reporting import in_order
from gongkai.output.spool import spool
from gongkai.output.sums import MOMENT
from gongkai.pages.jobs import Job, differing
from gongkai.site.shell import shell
from gongkai.source.shipped import text_files

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_SHOWN = 10  # changed content files named for one page
_CAUSES = {
    "engine": "程序或它的库换了版本",
    "template": "模板改了",
    "shell": "各页共用的部分改了（站名、栏目、页脚、样式）",
    "context": "这一页上的事实改了（标题、日期、有效性、相关文件……）",
    "bodies": "正文改了",
}
_ABOUT = """PATH 是网址（/normative/parking/）、网站里的文件，
或内容文件（content/normative/parking.md，列出它出现在哪些页面）。"""


def register(
    commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "explain",
        parents=[shared],
        help="一页由什么做成，和上次生成相比哪里变了",
        epilog=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("path", metavar="PATH", help="哪一页，或哪个内容文件")
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="网站的文件夹（默认：ROOT/output）"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Explain one page, or the pages on which a content file stands."""
    root: Path = options.root
    site, problems = read_site(root)
    if site is None:
        show(tuple(in_order(problems)), root)
        return CONTENT
    request = replace(
        looking(options),
        output=options.output or root / "output",
        cache=options.cache or root / ".cache",
    )
    with (
        spool() as bodies,
        memory(request.cache, root, request.output, moment(None).date()) as kept,
    ):
        known = understand(request, site, bodies, kept)
        if fatal(known.diagnostics):
            show([one for one in known.diagnostics if fatal((one,))], root)
            print("内容有错误，先改正", file=sys.stderr)
            return CONTENT
        # The pages of issues name their editions, so these must be known first.
        editions = editions_of(request, known, bodies).listed(kept)
        known, library, jobs = laid_out(request, known, editions)
        made = {path: entry[0] for path, entry in kept.made().items()} if kept else {}
        now = keys(kept, jobs, text_files(root, "templates"), shell(library)) if kept else {}
        since = _Since(request, known, kept) if kept else None
    chosen = _chosen(options.path, site.base, jobs, known.content)
    for job in chosen:
        lines = _explained(job, known.content, made, now)
        if since and "context" in _changed(job, made, now):
            lines += since.said_of(job)
        print("\n".join(lines))
    return DONE


class _Since:
    """What happened since the last build that may have changed the facts on a page."""

    def __init__(self, request: Request, known: Understood, memory: Memory) -> None:
        self._before = _built_for(request.output)
        self._now = request.as_of.isoformat(timespec="minutes")
        urls = {
            entry.document.path: work.url
            for work in known.assembled.library.catalogue.works
            for entry in work.texts
        }
        units = (unit for unit, _ in known.content.units.values())
        files = {file.path: file for unit in units for file in unit.files}
        self._edited = {
            path: urls.get(path, "")
            for path, file in sorted(files.items())
            if memory.digest_before(path) != memory.digest_of(request.root, file)
        }

    def said_of(self, job: Job) -> list[str]:
        """The day, and the content files that changed: first of all those that the page names."""
        lines = []
        if self._before and self._before != self._now:
            lines.append(f"    上次按 {self._before} 生成，这次按 {self._now}")
        named = [
            path
            for path, url in self._edited.items()
            if url and f'"{url[1:]}"'.encode() in job.context
        ]
        shown = (named or list(self._edited))[:_SHOWN]
        return [*lines, *(f"    改过或新增的内容文件：{path}" for path in shown)]


def _built_for(output: Path) -> str:
    """The moment for which the site was built, "" where it does not say."""
    try:
        found = json.loads((output / MOMENT).read_bytes())["as_of"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return str(found)[: len("2026-11-23T23:59")]


def _chosen(wanted: str, base: str, jobs: Sequence[Job], content: Content) -> list[Job]:
    """The jobs that are meant. Raises UsageError when there are none, with the likeliest."""
    name = wanted.removeprefix("./")
    if name.startswith("content/"):
        digests = {digest for digest, (unit, _) in content.units.items() if unit.path == name}
        found = [job for job in jobs if digests & set(job.bodies)]
        if not found:
            raise UsageError(f"{name} 没有出现在任何页面：没有这个文件、没有公开，或没有正文")
        return found
    path = name.removeprefix(base) if name.startswith(base) else name.lstrip("/")
    if not path or path.endswith("/"):
        path += "index.html"
    by_path = {job.path: job for job in jobs}
    if path in by_path:
        return [by_path[path]]
    if f"{path}/index.html" in by_path:
        return [by_path[f"{path}/index.html"]]
    near = get_close_matches(path, by_path, 1)
    hint = f"；是不是 {near[0]}" if near else "；样式、附件、搜索索引不是一页一页生成的"
    raise UsageError(f"网站里没有 {path} 这一页{hint}")


def _explained(
    job: Job, content: Content, made: Mapping[str, str], now: Mapping[str, str]
) -> list[str]:
    lines = [f"{job.path}", f"  模板：{job.template}"]
    lines += [f"  正文：{path}" for path in _sources(job, content)]
    names = "、".join(job.values())
    lines.append(f"  事实：{names}")
    if job.path not in made:
        lines.append("  上次生成以后：这一页是新的，或者还没有生成过")
    else:
        changed = [_CAUSES[name] for name in _changed(job, made, now)]
        lines.append(f"  上次生成以后：{'；'.join(changed) or '没有变，不用重新生成'}")
    return lines


def _changed(job: Job, made: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    before = made.get(job.path)
    return differing(before, now[job.path]) if before else []


def _sources(job: Job, content: Content) -> Iterator[str]:
    for digest in job.bodies:
        found = content.units.get(digest)
        if found:
            yield found[0].path
