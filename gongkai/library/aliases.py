"""Old addresses (aliases) that lead to documents: which can be led on, and why others cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from gongkai.library.catalogue import Catalogue
from gongkai.model.diagnostics import Problem
from gongkai.model.documents import Document
from gongkai.model.site import Site

# Letters and digits of any script and what addresses use between them. Quotes, "$", ";", braces,
# backslashes and spaces would mean something to a web server's configuration.
_PATH = re.compile(r"/(?:[\w.~!*(),:@&=+-]+/)*[\w.~!*(),:@&=+-]*")
_QUERY = re.compile(r"[A-Za-z0-9._~!*(),:@&=+/%-]*")
_DOTS = re.compile(r"/\.\.?(?:/|$)")
_LONGEST = 200  # bytes of UTF-8: what a line of a web server's map holds with usual settings


@dataclass(frozen=True, slots=True)
class Moved:
    """An old address and the public text that it leads to.

    `old` is the path on the server, percent escapes decoded, with "?" and the
    query if the address had one. `url` is root-relative within the site.
    """

    old: str
    url: str
    title: str


def old_address(alias: str, site: Site) -> str | None:
    """The path of an alias on the site's server; None for what no server can lead on safely.

    An alias is a full address on the site's own domain, or a path: on the
    server where it begins with the site's base, else within the site.
    """
    parts = urlsplit(alias)
    if parts.scheme or parts.netloc:
        if parts.scheme not in ("http", "https") or parts.hostname != site.domain:
            return None
        path = parts.path or "/"
    else:
        path = parts.path
        if not path.startswith(site.base):
            path = f"{site.base}{path[1:]}" if path.startswith("/") else ""
    path = unquote(path)
    fits = _PATH.fullmatch(path) and _QUERY.fullmatch(parts.query) and not _DOTS.search(path)
    old = f"{path}?{parts.query}" if parts.query else path
    return old if fits and len(old.encode()) <= _LONGEST else None


def moved(catalogue: Catalogue) -> tuple[Moved, ...]:
    """Every old address that leads on, in order; one that leads nowhere is left out.

    Old addresses that two documents claim and those where a document is now
    are left out too: `alias_problems` reports them all.
    """
    live = _live(catalogue)
    found = []
    for old, claims in _claims(catalogue).items():
        urls = {url for url, _ in claims}
        if len(urls) == 1 and old not in live:
            url, document = claims[0]
            found.append(Moved(old, url, document.title))
    return tuple(sorted(found, key=lambda one: one.old))


def alias_problems(catalogue: Catalogue) -> Iterator[tuple[Document, Problem]]:
    """What is wrong with the old addresses of public documents, each at its front matter."""
    claims = _claims(catalogue)
    live = _live(catalogue)
    for url, document in _texts(catalogue):
        for alias in document.aliases:
            old = old_address(alias, catalogue.site)
            if old is None:
                hint = f"写 {catalogue.site.domain} 上的完整网址，或以 / 开头的路径"
                yield document, _problem(document, "address/alias", alias, "不能转到新页面", hint)
            elif old in live:
                yield (
                    document,
                    _problem(
                        document, "address/alias-clash", alias, "是现有页面的地址", "删去这一行"
                    ),
                )
            else:
                others = [other for claimed, other in claims[old] if claimed != url]
                if others:
                    said = f"也是 {others[0].path} 的旧地址"
                    yield (
                        document,
                        _problem(document, "address/alias-clash", alias, said, "只留在一个文件里"),
                    )


def _texts(catalogue: Catalogue) -> Iterator[tuple[str, Document]]:
    """Every public text and where its old addresses lead.

    Those of the current text lead to the work, those of an older one to that
    text: whoever kept the address finds what stood there.
    """
    for work in catalogue.works:
        for entry in work.texts:
            current = entry.document is work.current.document
            yield work.url if current else entry.card.url, entry.document


def _claims(catalogue: Catalogue) -> Mapping[str, list[tuple[str, Document]]]:
    """Who claims each old address, and where it would lead."""
    claims: dict[str, list[tuple[str, Document]]] = {}
    for url, document in _texts(catalogue):
        for alias in document.aliases:
            old = old_address(alias, catalogue.site)
            if old is not None:
                claims.setdefault(old, []).append((url, document))
    return claims


def _live(catalogue: Catalogue) -> frozenset[str]:
    """The paths on the server at which documents are, however they are asked for."""
    base = catalogue.site.base
    pages = [base]
    for work in catalogue.works:
        pages.append(f"{base}{work.url[1:]}")
        pages += [f"{base}{entry.card.url[1:]}" for entry in work.texts]
    return frozenset(
        name for page in pages for name in (page, page.rstrip("/"), f"{page}index.html")
    )


def _problem(document: Document, code: str, alias: str, said: str, hint: str) -> Problem:
    mark = document.mark("aliases")
    return Problem(code, mark.line, mark.column, mark.span, f"旧地址「{alias}」{said}", hint)
