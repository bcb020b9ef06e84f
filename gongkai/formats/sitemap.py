"""Site maps for crawlers (sitemaps.org protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai.formats.xml import DECLARATION, escape

MOST = 50_000  # addresses that one file may hold
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def urlset(pages: Iterable[tuple[str, date | None]]) -> str:
    """A site map from full addresses and the days they changed last."""
    return _listed("urlset", "url", pages)


def index(maps: Iterable[tuple[str, date | None]]) -> str:
    """The list of site maps, from their full addresses."""
    return _listed("sitemapindex", "sitemap", maps)


def _listed(root: str, item: str, entries: Iterable[tuple[str, date | None]]) -> str:
    lines = [
        f"<{item}><loc>{escape(address)}</loc>"
        f"{f'<lastmod>{day.isoformat()}</lastmod>' if day else ''}</{item}>\n"
        for address, day in entries
    ]
    return f'{DECLARATION}<{root} xmlns="{NAMESPACE}">\n{"".join(lines)}</{root}>\n'
