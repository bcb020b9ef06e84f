"""Feeds of new documents as JSON (JSON Feed 1.1), from the same values as Atom."""

from __future__ import annotations

from datetime import datetime

from gongkai.formats.atom import Feed, FeedEntry
from gongkai.formats.json import json_text

_ZONE = "+08:00"  # Asia/Shanghai has had no summer time since 1991


def json_feed(feed: Feed, address: str) -> str:
    """The feed as JSON; `address` is its own full address."""
    return json_text(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.page,
            "feed_url": address,
            "language": "zh-CN",
            "authors": [{"name": feed.author}],
            "items": [_item(entry) for entry in feed.entries],
        }
    )


def _item(entry: FeedEntry) -> dict[str, object]:
    return {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        # An item must have content; the text itself is one address away.
        "content_text": entry.summary or entry.title,
        "date_published": _moment(entry.published),
        "date_modified": _moment(entry.updated),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [category.label for category in entry.categories],
    }


def _moment(moment: datetime) -> str:
    return f"{moment.isoformat(timespec='seconds')}{_ZONE}"
