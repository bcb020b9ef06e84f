"""Plan 更新记录: what was added, changed, ended and withdrawn, when and why."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.library.changes import Change, changes
from gongkai.pages.jobs import Job, Json
from gongkai.pages.views import under_root
from gongkai.site.calendar import Row, pages
from gongkai.site.frames import frame
from gongkai.site.input import Library
from gongkai.site.shell import UPDATES
from gongkai.text.dates import chinese_date

ADDRESS = "updates/"


def update_pages(library: Library) -> Iterator[Job]:
    """The newest changes, and every change by year and month."""
    rows = [Row(change.day, change_view(change)) for change in changes(library.catalogue)]
    start = (UPDATES.title, ADDRESS)
    for page in pages(ADDRESS, rows):
        title = f"{UPDATES.title} {page.period}" if page.period else UPDATES.title
        way = [start, (page.period, page.url)] if page.period else [start]
        yield Job.of(
            f"{page.url}index.html",
            "updates.html",
            **frame(UPDATES, title, way),
            intro=UPDATES.description,
            changes=[row.view for row in page.rows],
            years=page.years,
            months=page.months,
            whole=page.whole,
        )


def change_view(change: Change) -> Json:
    """One change, with why and by what."""
    words = [change.why] if change.why else []
    if change.by:
        number = f"（{change.by.number}）" if change.by.number else ""
        words.append(f"依据《{change.by.title}》{number}")
    return {
        "date": change.day.isoformat(),
        "date_words": chinese_date(change.day),
        "kind": change.kind,
        "title": change.title or "一份文件",
        "url": under_root(change.url),
        "words": "，".join(words),
    }
