"""Lists from which a copy of the site is kept (ResourceSync, ANSI/NISO Z39.99-2017)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from gongkai.formats.sitemap import NAMESPACE
from gongkai.formats.xml import DECLARATION, escape

_TERMS = "http://www.openarchives.org/rs/terms/"
_ZONE = "+08:00"  # Asia/Shanghai has had no summer time since 1991


class Resource(NamedTuple):
    """A file, or another list by its `capability`. `url` is a full address, `changed` local."""

    url: str
    changed: datetime | None = None
    media: str = ""
    capability: str = ""


def resource_list(
    capability: str,
    held: Iterable[Resource],
    *,
    up: str = "",
    index: str = "",
    at: datetime | None = None,
    lists: bool = False,
) -> str:
    """One document of the protocol.

    `up` and `index` are the full addresses of the documents above it. `at` is
    the moment of which a list of resources tells. With `lists` what is held
    are the parts of one list.
    """
    root, item = ("sitemapindex", "sitemap") if lists else ("urlset", "url")
    links = "".join(
        f'<rs:ln rel="{name}" href="{escape(address)}"/>\n'
        for name, address in (("up", up), ("index", index))
        if address
    )
    moment = f' at="{_moment(at)}"' if at else ""
    entries = "".join(f"<{item}>{_entry(one)}</{item}>\n" for one in held)
    return (
        f'{DECLARATION}<{root} xmlns="{NAMESPACE}" xmlns:rs="{_TERMS}">\n{links}'
        f'<rs:md capability="{capability}"{moment}/>\n{entries}</{root}>\n'
    )


def _entry(one: Resource) -> str:
    changed = f"<lastmod>{_moment(one.changed)}</lastmod>" if one.changed else ""
    facts = f' capability="{one.capability}"' if one.capability else ""
    facts += f' type="{one.media}"' if one.media else ""
    about = f"<rs:md{facts}/>" if facts else ""
    return f"<loc>{escape(one.url)}</loc>{changed}{about}"


def _moment(moment: datetime) -> str:
    return f"{moment.isoformat(timespec='seconds')}{_ZONE}"
