"""An issue of the gazette as EPUB 3: the same texts, in letters as large as a reader likes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from gongkai.formats.xml import escape
from gongkai.formats.zips import zipped
from gongkai.gazette.printed import MARK, Printed, masthead_facts
from gongkai.gazette.xhtml import xhtml
from gongkai.model.gazette import FrozenIssue, FrozenItem, Masthead
from gongkai.text.dates import chinese_date

_KINDS = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
# Sizes are relative and colours are left to the reading system: large print is the reader's choice.
_STYLE = """html { line-height: 1.8; }
h1, h2, h3, .centre { text-align: center; text-indent: 0; }
h1 { font-size: 1.4em; } h2 { font-size: 1.2em; } h3, h4, h5, h6 { font-size: 1.05em; }
p { margin: 0.4em 0; text-indent: 2em; }
.addressee, .flush, td p, th p, li p, nav p { text-indent: 0; }
.own-title, .own-number, .own-note, .inner-title, .annex-title { text-align: center; text-indent: 0; }
.signature { text-align: right; text-indent: 0; }
.num { font-weight: bold; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid; padding: 0.3em; }
img { max-width: 100%; }
nav ol { list-style: none; padding-left: 1em; }
"""


def epub(issue: FrozenIssue, masthead: Masthead, texts: Sequence[Printed]) -> bytes:
    """The book of an issue; `texts` are those of its items, in order."""
    title = f"{masthead.name}{issue.label}"
    pictures = _pictures(texts)
    documents = {"cover.xhtml": _cover(issue, masthead)}
    for place, (item, text) in enumerate(zip(issue.items, texts, strict=True)):
        named = {name: path for (number, name), (path, _) in pictures.items() if number == place}
        documents[f"{item.name}.xhtml"] = _text(issue, masthead, item, text, named)
    files = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": _CONTAINER.encode(),
        "EPUB/package.opf": _package(issue, masthead, title, [*documents], pictures).encode(),
        "EPUB/nav.xhtml": _navigation(issue, title).encode(),
        "EPUB/style.css": _STYLE.encode(),
        **{f"EPUB/{name}": page.encode() for name, page in documents.items()},
        **{f"EPUB/{path}": content for path, content in pictures.values()},
    }
    return zipped(files, stored=frozenset({"mimetype"}))


def _pictures(texts: Sequence[Printed]) -> dict[tuple[int, str], tuple[str, bytes]]:
    return {
        (place, name): (f"images/{place}-{number}{PurePosixPath(name).suffix.lower()}", content)
        for place, text in enumerate(texts)
        for number, (name, content) in enumerate(text.pictures)
        if PurePosixPath(name).suffix.lower() in _KINDS
    }


def _page(title: str, body: str, kind: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        ' lang="zh-CN" xml:lang="zh-CN">\n'
        f"<head><title>{escape(title)}</title>"
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f"<body{kind}>\n{body}\n</body>\n</html>\n"
    )


def _cover(issue: FrozenIssue, masthead: Masthead) -> str:
    lines = (issue.key.label, issue.total_label, chinese_date(issue.published), MARK)
    facts = "".join(
        f'<p class="flush">{escape(key)}：{escape(value)}</p>\n'
        for key, value in masthead_facts(masthead)
    )
    shown = "".join(f'<p class="centre">{escape(line)}</p>\n' for line in lines if line)
    body = f"<h1>{escape(masthead.name)}</h1>\n{shown}{facts}"
    return _page(f"{masthead.name}{issue.key.label}", body, ' epub:type="frontmatter"')


def _text(
    issue: FrozenIssue,
    masthead: Masthead,
    item: FrozenItem,
    text: Printed,
    pictures: Mapping[str, str],
) -> str:
    lines = [item.document_number or "", item.note, issue.citation(masthead, item)]
    head = "".join(f'<p class="centre">{escape(line)}</p>\n' for line in lines if line)
    address = f"{masthead.url}{issue.key.path}/{item.name}/"
    body = f"<h1>{escape(item.title)}</h1>\n{head}{xhtml(text.html, pictures, address)}"
    return _page(item.title, body)


def _navigation(issue: FrozenIssue, title: str) -> str:
    entries = []
    for section in dict.fromkeys(item.section for item in issue.items):
        items = "".join(
            f'<li><a href="{item.name}.xhtml">{escape(item.title)}</a></li>\n'
            for item in issue.items
            if item.section == section
        )
        entries.append(f"<li><span>{escape(section)}</span>\n<ol>\n{items}</ol></li>\n")
    body = (
        '<nav epub:type="toc" role="doc-toc" aria-label="目录">\n<h1>目录</h1>\n<ol>\n'
        f'<li><a href="cover.xhtml">封面</a></li>\n{"".join(entries)}</ol>\n</nav>'
    )
    return _page(f"{title}目录", body)


def _package(
    issue: FrozenIssue,
    masthead: Masthead,
    title: str,
    documents: Sequence[str],
    pictures: Mapping[tuple[int, str], tuple[str, bytes]],
) -> str:
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{masthead.url}{issue.key.path}/")
    shown = [path for path, _ in pictures.values()]
    manifest = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        *(
            f'<item id="t{place}" href="{name}" media-type="application/xhtml+xml"/>'
            for place, name in enumerate(documents)
        ),
        *(
            f'<item id="i{place}" href="{path}" media-type="{_KINDS[PurePosixPath(path).suffix]}"/>'
            for place, path in enumerate(shown)
        ),
    ]
    spine = [f'<itemref idref="t{place}"/>' for place in range(len(documents))]
    spine.insert(1, '<itemref idref="nav"/>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        ' xml:lang="zh-CN">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">urn:uuid:{identity}</dc:identifier>\n'
        f"<dc:title>{escape(title)}</dc:title>\n<dc:language>zh-CN</dc:language>\n"
        f"<dc:publisher>{escape(masthead.organizer or masthead.name)}</dc:publisher>\n"
        f"<dc:date>{issue.published.isoformat()}</dc:date>\n"
        f'<meta property="dcterms:modified">{issue.published.isoformat()}T00:00:00Z</meta>\n'
        f"{_accessibility(bool(shown))}</metadata>\n"
        f"<manifest>\n{_lines(manifest)}</manifest>\n<spine>\n{_lines(spine)}</spine>\n</package>\n"
    )


def _accessibility(pictures: bool) -> str:
    """What EPUB Accessibility 1.1 asks a book to say of itself."""
    facts = [
        ("accessMode", "textual"),
        *([("accessMode", "visual")] if pictures else []),
        ("accessModeSufficient", "textual"),
        ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityFeature", "readingOrder"),
        ("accessibilityFeature", "displayTransformability"),
        *([("accessibilityFeature", "alternativeText")] if pictures else []),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", "全文为文字，图片有文字说明，可以放大字号、朗读和按目录跳转。"),
    ]
    return _lines([f'<meta property="schema:{key}">{value}</meta>' for key, value in facts])


def _lines(parts: Sequence[str]) -> str:
    return "".join(f"{part}\n" for part in parts)
