"""Pages for a folder that is opened without a server: links name the file, the script is a classic one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gongkai.pages.classic import classic

FILE = "index.html"
ENTRY = "site.js"
_SCRIPT = "from-folder.js"
_LINK = re.compile(rb'\b(href|action)="([^"#?]*)((?:[?#][^"]*)?)"')
_MOVED = re.compile(rb'(<meta http-equiv="refresh" content="0; url=)([^"#?]*)')
_SCHEME = re.compile(rb"[a-z][a-z0-9+.-]*:|//")


def script_beside(js: str, sources: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Path and content of the one script that stands for all modules.

    `js` is the path of the module that starts a page; `sources` are the files of theme/.
    """
    modules = {
        name.removeprefix("js/"): text.decode("utf-8")
        for name, text in sources.items()
        if name.startswith("js/") and name.endswith(".js")
    }
    return js.removesuffix(ENTRY) + _SCRIPT, classic(modules, ENTRY).encode()


def linked(page: bytes) -> bytes:
    """The page with the file named wherever it leads to a folder of the site."""
    page = _LINK.sub(lambda m: b'%b="%b%b"' % (m[1], _named(m[2], bool(m[3])), m[3]), page)
    page = _MOVED.sub(lambda m: m[1] + _named(m[2], asked=False), page)
    return page.replace(b'<script type="module" src=', b"<script defer src=")


def _named(address: bytes, asked: bool) -> bytes:
    """`asked`: something follows the path, so that an empty one is this page."""
    if _SCHEME.match(address) or (not address and asked):
        return address
    if not address or address.endswith(b"/"):
        return address + FILE.encode()
    if address.rpartition(b"/")[2] in (b".", b".."):
        return address + b"/" + FILE.encode()
    return address
