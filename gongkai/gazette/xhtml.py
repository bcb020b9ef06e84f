"""The HTML of a body as XHTML, which EPUB asks for."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from urllib.parse import urljoin

from gongkai.formats.xml import escape
from gongkai.text.parity import unmarked

_VOID = frozenset({"br", "hr", "img", "col"})


def xhtml(html: str, files: Mapping[str, str], address: str) -> str:
    """The XHTML of a body's HTML.

    `files` gives the place of each picture in the book by the name that the
    body has for it; links elsewhere lead to the site, `address` being the
    whole address of the page.
    """
    writer = _Writer(files, address)
    writer.feed(unmarked(html))
    writer.close()
    return writer.ended()


class _Writer(HTMLParser):
    def __init__(self, files: Mapping[str, str], address: str) -> None:
        super().__init__(convert_charrefs=True)
        self._files, self._address = files, address
        self._written: list[str] = []
        self._open: list[str] = []

    def ended(self) -> str:
        while self._open:
            self._shut()
        return "".join(self._written)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "img":
            self._picture(attributes)
            return
        if "href" in attributes:
            attributes["href"] = self._link(attributes["href"])
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        if tag in _VOID:
            self._written.append(f"<{tag}{written}/>")
            return
        self._written.append(f"<{tag}{written}>")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open[-1] != tag:
            self._shut()
        self._shut()

    def handle_data(self, data: str) -> None:
        self._written.append(escape(data))

    def _shut(self) -> None:
        self._written.append(f"</{self._open.pop()}>")

    def _picture(self, attributes: Mapping[str, str]) -> None:
        place = self._files.get(attributes.get("src", ""))
        alternative = escape(attributes.get("alt", ""))
        if place:
            self._written.append(f'<img src="{escape(place)}" alt="{alternative}"/>')
        else:
            self._written.append(f"<span>（图：{alternative}）</span>")

    def _link(self, target: str) -> str:
        return target if target.startswith("#") else urljoin(self._address, target)
