"""Confine a page to the site, for a touch screen in a hall (政务公开专区): nothing leads out or is saved."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

_LINK = re.compile(r"<a\s([^>]*)>(.*?)</a>", re.DOTALL)
_HREF = re.compile(r'\bhref="([^"]*)"')
_CLASS = re.compile(r'\bclass="([^"]*)"')
_FORM = re.compile(r"<form(?![^>]*\bautocomplete=)")
_PAGE = (".html", ".htm", "")


def confined(page: str, address: str) -> str:
    """The page without links that leave the site, call a number or hand out a file.

    The words stay. Where there is an address to take along, they become a
    button whose `data-address` theme/js/kiosk shows as a QR code. `address` is
    the page's own public address, against which others are resolved. Forms
    ask the browser to remember nothing.
    """
    return _FORM.sub('<form autocomplete="off"', _LINK.sub(lambda link: _kept(link, address), page))


def _kept(link: re.Match[str], address: str) -> str:
    attributes, words = link.groups()
    href = _HREF.search(attributes)
    if href is None:
        return link[0]
    target = urlsplit(unescape(href[1]))
    if target.scheme not in ("", "http", "https"):
        return f'<span class="kiosk-words">{words}</span>'
    if not target.scheme and not target.netloc and _ending(target.path) in _PAGE:
        return link[0]
    found = _CLASS.search(attributes)
    classes = f"{found[1]} kiosk-address" if found else "kiosk-address"
    public = escape(urljoin(address, unescape(href[1])))
    return f'<button type="button" class="{classes}" data-address="{public}">{words}</button>'


def _ending(path: str) -> str:
    """.pdf of files/a.pdf; "" of a folder, and of nothing."""
    name = path.rpartition("/")[2]
    return name[name.index(".") :].lower() if "." in name.strip(".") else ""
