"""Follow every link of a built site on disk, without a server."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

# The attributes of HTML that hold one address, whatever their element.
_ADDRESSES = ("href", "src", "poster", "action", "formaction", "data", "cite", "xlink:href")
_SETS = ("srcset", "imagesrcset")
_ELSEWHERE = {"http", "https", "mailto", "tel", "data"}  # not ours to follow
_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
_REFRESH = re.compile(r"""url\s*=\s*["']?([^"']+)""", re.I)
# The site's folder has a name here, so that a link that climbs out of it is seen to do so.
_INSIDE = "http://built.invalid/inside/"


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What was followed, and what is wrong: one sentence each, beginning with the file."""

    pages: int
    links: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    ids: frozenset[str]
    repeated: tuple[str, ...]
    links: tuple[str, ...]


def follow(folder: Path, url: str = "/") -> LinkReport:
    """Check every link, anchor and id of the pages and style sheets under `folder`.

    `url` is the address the site is published at. Links that begin with it,
    or with its path, are followed as the site's own; those to other hosts
    are not followed. Reports links to files that are not there, to anchors
    that are not there, to a folder without the final slash (a redirect on
    any server), out of the site, with a scheme no reader can use, empty
    ones, and ids that a page has twice.

    Raises ValueError when there is no page, or an empty one: that may not
    pass as "no problem".
    """
    files = frozenset(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    pages = {name: _read(folder / name) for name in sorted(files) if name.endswith(".html")}
    if not pages:
        raise ValueError(f"no page under {folder}")
    links = {name: page.links for name, page in pages.items()}
    links |= {name: _in_css(folder / name) for name in sorted(files) if name.endswith(".css")}
    problems = [f"{name}: id {key} 重复" for name, page in pages.items() for key in page.repeated]
    for name, targets in links.items():
        for target in dict.fromkeys(targets):
            fault = _fault(name, target, url, files, pages)
            if fault:
                problems.append(f"{name}: {target!r} {fault}")
    return LinkReport(len(pages), sum(map(len, links.values())), tuple(problems))


def _read(path: Path) -> _Page:
    source = path.read_bytes()
    if not source.strip():
        raise ValueError(f"empty page: {path}")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = html.document_fromstring(source, parser=parser)
    ids = Counter(element.get("id") for element in root.iter() if "id" in element.attrib)
    repeated = tuple(str(key) for key, count in ids.items() if count > 1)
    names = {element.get("name") for element in root.iter("a")}
    anchors = frozenset(name for name in {*ids, *names} if name)
    return _Page(anchors, repeated, tuple(_links(root)))


def _links(root: html.HtmlElement) -> Iterator[str]:
    for element in root.iter():
        for name, value in element.attrib.items():
            if name in _ADDRESSES:
                yield value.strip()
            elif name in _SETS:
                yield from (part.split()[0] for part in value.split(",") if part.strip())
            elif name == "content" and element.get("http-equiv", "").lower() == "refresh":
                yield from _REFRESH.findall(value)


def _in_css(path: Path) -> tuple[str, ...]:
    found = _CSS_ADDRESS.findall(path.read_text("utf-8"))
    return tuple((quoted or imported).strip() for quoted, imported in found)


def _fault(
    source: str, link: str, url: str, files: frozenset[str], pages: dict[str, _Page]
) -> str | None:
    """What is wrong with a link of the file `source`, None for nothing."""
    if not link:
        return "是空的"
    own = _own(link, url)
    if own is None:
        return None
    target = urlsplit(urljoin(_INSIDE + source, own))
    if target.scheme != "http":
        return "的协议不能用"
    if not target.path.startswith("/inside/") or target.netloc != "built.invalid":
        return "指向网站之外"
    path = unquote(target.path.removeprefix("/inside/"))
    if path == "" or path.endswith("/"):
        path += "index.html"
    if path not in files:
        return "缺少结尾的 /" if posixpath.join(path, "index.html") in files else "指向的文件不存在"
    anchor = unquote(target.fragment.partition(":~:")[0])
    if anchor in ("", "top") or path not in pages or anchor in pages[path].ids:
        return None
    return "指向的位置不存在"


def _own(link: str, url: str) -> str | None:
    """The link as seen from `_INSIDE`; None for one to another site.

    A link to another folder of our own host leaves the site: it comes back
    as it is, and ends outside `_INSIDE`.
    """
    site, target = urlsplit(url), urlsplit(link)
    if target.netloc and target.netloc == site.netloc:
        link = link[link.index(target.netloc) + len(target.netloc) :] or "/"
    elif target.netloc or target.scheme in _ELSEWHERE:
        return None
    if link.startswith("/") and link.startswith(site.path or "/"):
        return _INSIDE + link[len(site.path or "/") :]
    return link
