"""The preview of an office's folder: the last good site, and what is wrong with the newest edit."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote

from gongkai.commands.building import build, tools
from gongkai.commands.changed_texts import ChangedTexts
from gongkai.commands.failures import UsageError
from gongkai.commands.glimpse import glimpse
from gongkai.commands.memory import memory
from gongkai.commands.moment import moment
from gongkai.commands.reading_site import read_site
from gongkai.commands.reporting import with_lines
from gongkai.commands.requests import Outcome, Request
from gongkai.commands.settled import Settling
from gongkai.model.diagnostics import Diagnostic, Severity
from gongkai.output.place import PublishError
from gongkai.output.spool import Spool

Start: TypeAlias = Callable[[str, list[tuple[str, str]]], object]

_BODY = re.compile(rb"<body[^>]*>")
_TYPES = {".html": "text/html; charset=utf-8", ".md": "text/plain; charset=utf-8",
          ".json": "application/json; charset=utf-8", ".js": "text/javascript; charset=utf-8",
          ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".xml": "application/xml",
          ".csv": "text/csv; charset=utf-8"}  # fmt: skip
_BAR = '<p role="note" style="margin:0;padding:.5em 1em;background:#fff3c4;color:#3d2f00">预览：含没有公开的文件，标题前有【】</p>'


@dataclass(slots=True)
class Preview:
    """A preview kept up to date by `rebuild` and shown by `application` (WSGI).

    `as_of` is the option as typed; None is the moment of each rebuild. A mistake in the content
    leaves the last good pages and puts the same message that `build` prints
    above each of them.
    """

    request: Request
    as_of: str | None = None
    base: str = "/"
    trouble: str = ""
    messages: list[Diagnostic] = field(default_factory=list)
    bodies: Spool = field(default_factory=Spool)  # read by earlier builds: an edit changes one
    fresh: dict[str, bytes] = field(default_factory=dict)  # pages that go before those of the site

    def glance(self) -> bool:
        """Make the pages of texts that read otherwise, to be shown until the site is built again.

        Whether there are any: else only a build can tell what changed.
        """
        self.fresh = {}
        try:
            request = replace(self.request, as_of=moment(self.as_of))
            site, _ = read_site(request.root)
            day = moment(None).date()
            with memory(request.cache, request.root, request.output, day) as kept:
                if site and kept and not (self.trouble or self.messages):
                    settling = Settling(request, kept, tools(request.root, site))
                    texts = ChangedTexts(request, site, settling, kept)
                    self.fresh = glimpse(request, texts)
        except (UsageError, PublishError, OSError):
            pass  # the build will say so
        return bool(self.fresh)

    def rebuild(self) -> Outcome | None:
        """Build once more; gives None when it could not even begin."""
        self.fresh = {}
        try:
            request = replace(self.request, as_of=moment(self.as_of))
            site, _ = read_site(request.root)
            self.base = site.base if site else self.base
            outcome = build(request, self.bodies)
        except (UsageError, PublishError, OSError) as error:
            self.trouble, self.messages = str(error), []
            return None
        self.trouble = ""
        errors = [item for item in outcome.diagnostics if item.severity is Severity.ERROR]
        self.messages = list(with_lines(errors, request.root))
        return outcome

    def application(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request from the previewed tree."""
        path = environ.get("PATH_INFO", "/").encode("latin-1", "replace").decode("utf-8", "replace")
        if self.base != "/" and not path.startswith(self.base):
            if path == "/" or f"{path}/" == self.base:
                start("302 Found", [("Location", quote(self.base))])
                return []
            return self._answer(start, None)
        path = path.removeprefix(self.base).lstrip("/")
        fresh = self.fresh.get(f"{path}index.html" if path[-1:] in ("", "/") else path)
        return self._answer(start, self._file(path), fresh)

    def _file(self, path: str) -> Path | None:
        top = self.request.output.resolve()
        found = (top / path).resolve()
        if found.is_dir():
            found = found / "index.html"
        return found if found.is_relative_to(top) and found.is_file() else None

    def _answer(self, start: Start, found: Path | None, fresh: bytes | None = None) -> list[bytes]:
        status = "200 OK" if found else "404 Not Found"
        found = found or self._file("404.html")
        kind = _TYPES.get(found.suffix, "") if found else _TYPES[".html"]
        kind = (
            kind
            or mimetypes.guess_type(found.name if found else "")[0]
            or "application/octet-stream"
        )
        content = fresh or (
            found.read_bytes() if found else b"<!doctype html><html lang=zh-CN><body></body></html>"
        )
        if kind == _TYPES[".html"]:
            content = self._with_messages(content)
        headers = [
            ("Content-Type", kind),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
        ]
        start(status, headers)
        return [content]

    def _with_messages(self, page: bytes) -> bytes:
        shown = f"{_BAR}{self._problems()}".encode()
        return _BODY.sub(lambda match: match[0] + shown, page, count=1)

    def _problems(self) -> str:
        texts = [self.trouble] if self.trouble else [item.render() for item in self.messages]
        if not texts:
            return ""
        listed = "\n\n".join(texts)
        return (
            '<section role="alert" style="padding:1em;background:#fdecea;color:#5c0b05">'
            "<h2>内容有错误，下面还是上一次的页面</h2>"
            f'<pre style="white-space:pre-wrap;overflow-wrap:anywhere">{escape(listed)}</pre></section>'
        )
