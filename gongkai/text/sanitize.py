"""Clean the HTML that authors write: a safe set of elements, nothing that runs or loads."""

from __future__ import annotations

from html.parser import HTMLParser

import nh3

_TAGS = {
    *("a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col"),
    *("colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p"),
    *("pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "summary"),
    *("sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var"),
}
# Elements that go with all they hold; of others the words stay.
_WITH_CONTENT = {
    "script",
    "style",
    "template",
    "iframe",
    "noscript",
    "noembed",
    "noframes",
    "title",
}
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "title", "dir"},
    "a": {"href", "hreflang"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "img": {"alt", "src", "width", "height"},
    "ins": {"cite", "datetime"},
    "ol": {"start", "reversed", "type"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
    "details": {"open"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    link_rel=None,
    strip_comments=True,
)


def clean(html: str) -> str:
    """The safe part of a fragment of HTML, well formed. Cleaning twice changes nothing."""
    return _CLEANER.clean(html)


def removed(before: str, after: str) -> tuple[str, ...]:
    """What cleaning took from `before` to give `after`: <script>, onclick=, javascript: …

    Each is named once, in the order in which it stands.
    """
    kept = _Inventory(after).found
    names: dict[str, None] = {}
    for tag, attribute, value in _Inventory(before).found:
        if kept.get((tag, attribute, value), 0) > 0:
            kept[tag, attribute, value] -= 1
        elif not attribute:
            if tag not in _TAGS:
                names[f"<{tag}>"] = None
        elif tag in _TAGS and attribute not in _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set()):
            names[f"{attribute}="] = None
        elif tag in _TAGS and attribute in ("href", "src", "cite"):
            scheme = value.partition(":")[0].strip()
            if ":" in value and scheme.lower() not in _SCHEMES:
                names[f"{scheme[:20]}:"] = None
    return tuple(names)


class _Inventory(HTMLParser):
    """Counts the elements and attributes of a fragment."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[tuple[str, str, str], int] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._count(tag, "", "")
        for name, value in attrs:
            self._count(tag, name, value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def _count(self, tag: str, attribute: str, value: str) -> None:
        key = (tag, attribute, value)
        self.found[key] = self.found.get(key, 0) + 1
