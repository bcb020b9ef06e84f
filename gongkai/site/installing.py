"""Plan what lets a reader install the site and read without a network (theme/offline/worker.js)."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.formats.json import json_text
from gongkai.library.changes import withdrawn_url
from gongkai.pages.jobs import Job, Json
from gongkai.site.frames import frame
from gongkai.site.input import Library

_COLOUR = "#0c4f5a"  # --color-lead of theme/css/tokens.css
_PAGE = "#f7f6f2"  # --color-page
OFFLINE = "offline/"


def installing(library: Library) -> Iterator[Job]:
    """The web app manifest, and the page for a reader without a network."""
    yield Job.of("manifest.webmanifest", "text", text=json_text(_manifest(library)))
    yield Job.of(f"{OFFLINE}index.html", "offline.html", **frame(None, "现在没有网络", []))


def removed_file(library: Library) -> Iterator[Job]:
    """/data/removed.json: the addresses of withdrawn texts, for whoever keeps copies of pages."""
    removed: list[Json] = [
        {"url": withdrawn_url(document), "date": document.withdrawn.date.isoformat()}
        for document in sorted(library.catalogue.withdrawn, key=withdrawn_url)
        if document.withdrawn
    ]
    yield Job.of("data/removed.json", "text", text=json_text({"removed": removed}))


def _manifest(library: Library) -> Json:
    """Addresses are relative to the manifest, so that the site works in any folder."""
    site = library.catalogue.site
    icons: list[Json] = [
        {"src": f"assets/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    icons += [
        {
            "src": "assets/icon-maskable.png",
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
        {"src": "assets/favicon.svg", "sizes": "any", "type": "image/svg+xml"},
    ]
    return {
        "id": "./",
        "name": f"{site.name}政府信息公开",
        "short_name": "信息公开",
        "lang": "zh-CN",
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": _PAGE,
        "theme_color": _COLOUR,
        "icons": icons,
        "shortcuts": [{"name": "长者模式", "url": "./#elder"}],
    }
