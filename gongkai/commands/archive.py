"""archive: an issue, a year or the whole column as a package for an archive (BagIt)."""

from __future__ import annotations

import argparse
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai import __version__
from gongkai.commands.failures import CONTENT, DONE, UsageError
from gongkai.commands.reading_site import read_site
from gongkai.commands.reporting import show
from gongkai.formats.compression import SUFFIXES
from gongkai.formats.preservation import Event, Kept, dublin_core, premis
from gongkai.model.gazette import IssueKey
from gongkai.model.site import Site
from gongkai.output.packaging import PackageError, Source, write_bag
from gongkai.output.sums import MOMENT, SUMS, SumsError, read_sums

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from gongkai.formats.warc import Response

_SOFTWARE = f"gongkai {__version__}"
_TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)
_YEAR = re.compile("[0-9]{4}")
_ABOUT = """要保存什么：
  2024-05     《政府公报》的一期（期的文件名）
  2024        一年：这一年的公报和这一年发布的文件
  all         整个专栏（默认）
取的是 output 里已经发布的文件，先运行 build。"""


@dataclass(frozen=True, slots=True)
class _Published:
    """The site as it was built: every listed file with its digest, and the day it stands for."""

    folder: Path
    digests: Mapping[str, str]
    moment: datetime


def register(
    commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "archive",
        parents=[shared],
        help="做成给档案馆的保存包（BagIt）",
        epilog=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "what",
        nargs="?",
        default="all",
        metavar="ISSUE|YEAR|all",
        help="哪一期、哪一年（默认：all）",
    )
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="构建好的网站（默认：ROOT/output）"
    )
    parser.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help="保存包放进这个文件夹"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the package; exit status 1 when what was published is not as it was."""
    root: Path = options.root
    site, problems = read_site(root)
    if site is None:
        show(problems, root)
        return CONTENT
    published = _read(options.output or root / "output")
    paths, title, name = _chosen(published, site, options.what)
    sources = [
        Source(f"site/{path}", published.folder / path, published.digests[path]) for path in paths
    ]
    try:
        described = _described(published, site, paths, title)
        count = write_bag(
            options.to / name, [*sources, *described], _facts(site, published, title, name)
        )
    except PackageError as error:
        print(f"没有做成：{error}")
        return CONTENT
    print(
        f"{title}：{count} 个文件，在 {options.to / name}。核对：build.py verify {options.to / name}"
    )
    return DONE


def _read(folder: Path) -> _Published:
    try:
        digests = read_sums((folder / SUMS).read_bytes())
        moment = json.loads((folder / MOMENT).read_bytes())["as_of"]
    except FileNotFoundError as error:
        raise UsageError(f"{folder} 里没有构建好的网站；先运行 build") from error
    except (SumsError, ValueError, KeyError) as error:
        raise UsageError(f"{folder} 不完整：{error}；重新运行 build") from error
    return _Published(folder, digests, datetime.fromisoformat(moment))


def _chosen(published: _Published, site: Site, what: str) -> tuple[list[str], str, str]:
    """The files of a package, its title, and its name."""
    # What is compressed beforehand for servers says nothing that the file itself does not.
    copies = {f"{path}{suffix}" for path in published.digests for suffix in SUFFIXES}
    every = sorted(published.digests.keys() - copies)
    if what == "all":
        return every, f"{site.name}政府信息公开专栏", "column"
    if _YEAR.fullmatch(what):
        folders = [f"gazette/{what}/", *_documents_of(published, what)]
        title = f"{site.name}政府信息公开{what}年"
        name = what
    else:
        try:
            key = IssueKey.read(what)
        except ValueError as error:
            raise UsageError(f"“{what}”不是一期公报、一年，也不是 all") from error
        folder = f"gazette/{key.path}/"
        folders = [folder, *_documents_in(published, folder)]
        title = f"《{site.gazette.name}》{key.label}"
        name = f"gazette-{key.name}"
    main = [path for path in every if path.startswith(tuple(folders))]
    if not main:
        raise UsageError(f"网站里没有 {what}：没有定稿、没有发布，或写错了")
    # Pages are read with the files of their looks; lists of files prove what was published.
    looks = [path for path in every if path.startswith("assets/")]
    return sorted({*looks, *main}), title, name


def _documents_of(published: _Published, year: str) -> Iterator[str]:
    """The folders of the documents that were published in a year."""
    for path in published.digests:
        if re.fullmatch(rf"data/documents/[a-z]+-{year}\.json", path):
            for card in json.loads((published.folder / path).read_bytes()):
                yield card["url"].lstrip("/")


def _documents_in(published: _Published, folder: str) -> Iterator[str]:
    """The folders of the documents that an issue printed."""
    path = published.folder / folder / "issue.json"
    if not path.is_file():
        raise UsageError(f"网站里没有 {folder}：没有定稿、没有发布，或写错了")
    for item in json.loads(path.read_bytes())["items"]:
        if item["document"]:
            yield item["document"]["url"].lstrip("/")


def _facts(site: Site, published: _Published, title: str, name: str) -> list[tuple[str, str]]:
    """bag-info.txt. The dates are those of the content: made twice, a package is the same."""
    return [
        ("Source-Organization", site.organizer or site.name),
        ("Contact-Phone", site.contact.phone or site.hotline),
        ("External-Description", title),
        ("External-Identifier", site.url),
        ("Bagging-Date", published.moment.date().isoformat()),
        ("Internal-Sender-Identifier", name),
        ("Bag-Software-Agent", _SOFTWARE),
    ]


def _described(published: _Published, site: Site, paths: Sequence[str], title: str) -> list[Source]:
    """The metadata of a package, and its pages as a web archive."""
    from gongkai.formats.warc import kind_of, wacz

    kept = [
        Kept(
            f"data/site/{path}",
            published.digests[path],
            (published.folder / path).stat().st_size,
            kind_of(path),
        )
        for path in paths
    ]
    when = published.moment.isoformat()
    events = [
        Event("publication", "publication", when, f"在 {site.url} 发布，到这一刻的内容"),
        Event("packaging", "replication", when, f"复制进保存包，按 {SUMS} 逐个核对了校验值"),
    ]
    core = [
        ("title", title),
        ("creator", site.organizer or site.name),
        ("publisher", site.name),
        ("date", published.moment.date().isoformat()),
        ("language", "zh-CN"),
        ("type", "Collection"),
        ("identifier", site.url),
        ("source", site.url),
        *(("format", kind) for kind in sorted({kind_of(path).partition(";")[0] for path in paths})),
    ]
    web = wacz(_responses(published, site, paths), published.moment, _SOFTWARE)
    return [
        Source("metadata/dublin-core.xml", dublin_core(core)),
        Source("metadata/premis.xml", premis(kept, events, _SOFTWARE)),
        Source("web/column.wacz", web),
    ]


def _responses(published: _Published, site: Site, paths: Sequence[str]) -> Iterator[Response]:
    from gongkai.formats.warc import Response, kind_of

    for path in paths:
        content = (published.folder / path).read_bytes()
        found = (
            _TITLE.search(content.decode("utf-8", "replace")) if path.endswith(".html") else None
        )
        address = path.removesuffix("index.html") if path.endswith("index.html") else path
        title = html.unescape(found[1]).strip() if found else ""
        yield Response(f"{site.url}{address}", kind_of(path), content, title)
