"""Where old addresses lead: a map for the web server, and pages for servers without one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.formats.nginx import address_map
from gongkai.library.aliases import Moved, moved
from gongkai.pages.jobs import Job
from gongkai.pages.views import under_root
from gongkai.site.frames import frame
from gongkai.site.input import Library

_NAME = re.compile(r"[\w~-][\w.~-]*")
_PAGE = (".html", ".htm")


def moved_addresses(library: Library) -> Iterator[Job]:
    """/data/aliases.map, and a page for each old address inside the site that can be a file."""
    site = library.catalogue.site
    found = moved(library.catalogue)
    pairs = [(one.old, f"{site.base}{one.url[1:]}") for one in found]
    yield Job.of("data/aliases.map", "text", text=address_map(pairs))
    for one in found:
        path = _path(one.old, site.base)
        if path:
            yield _page(path, one, site.url)


def _path(old: str, base: str) -> str | None:
    """The file that answers for an old address; None outside the site and for other files.

    A query cannot be part of a file's name, and a server would hand out a
    page under a name like view.jsp as a download.
    """
    if not old.startswith(base) or "?" in old:
        return None
    steps = old[len(base) :].split("/")
    folders, name = steps[:-1], steps[-1]
    if not all(_NAME.fullmatch(step) for step in (*folders, *([name] if name else []))):
        return None
    if name.endswith(_PAGE):
        return "/".join(steps)
    if "." in name:
        return None
    folder = "/".join([*folders, name] if name else folders)
    return f"{folder}/index.html" if folder else None


def _page(path: str, one: Moved, root: str) -> Job:
    return Job.of(
        path,
        "moved.html",
        **frame(None, one.title, ()),
        url=under_root(one.url),
        address=f"{root}{one.url[1:]}",
    )
