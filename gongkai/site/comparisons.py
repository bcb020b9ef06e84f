"""Plan the comparisons (新旧对照): of neighbouring texts of a work, and of its first and last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from gongkai.library.catalogue import Entry, Work
from gongkai.library.notes import history_note
from gongkai.model.site import Column
from gongkai.pages.jobs import Job, Json
from gongkai.pages.views import article_meta, interval, under_root
from gongkai.site.frames import crumb, frame
from gongkai.site.input import Library, Text
from gongkai.site.shell import column_of, columns
from gongkai.text.dates import stamp

Sides = tuple[Entry, Entry]  # the older text and the newer


def comparison_pages(library: Library) -> Iterator[Job]:
    """A page for each comparison, and its data."""
    shown = columns(library)
    for work in library.catalogue.works:
        sides = compared_texts(work, library.texts)
        if sides:
            column = column_of(work.collection, shown)
            for pair in sides:
                yield _page(library, column, work, pair, sides)
                yield _data(library, work, pair)


def compared_texts(work: Work, texts: Mapping[str, Text]) -> list[Sides]:
    """The pairs of texts that are compared, newest first; the widest pair, if any, last."""
    held = [entry for entry in work.texts if texts[entry.document.key].prose]
    found = list(pairwise(held))[::-1]
    return [*found, (held[0], held[-1])] if len(held) > 2 else found


def comparison_url(work: Work, sides: Sides) -> str:
    """The root-relative address of a comparison: …/compare/2019-05-01..2022-09-01/."""
    old, new = (entry.document.version for entry in sides)
    return f"{work.url}compare/{old}..{new}/"


def older_comparisons(work: Work, texts: Mapping[str, Text]) -> dict[str, str]:
    """The address of each text's comparison with the one before it, by `Document.key`."""
    neighbours = compared_texts(work, texts)[: len(work.texts) - 1]
    return {sides[1].document.key: comparison_url(work, sides) for sides in neighbours}


def _bodies(library: Library, sides: Sides) -> tuple[str, ...]:
    proses = (library.texts[entry.document.key].prose for entry in sides)
    return tuple(prose.body for prose in proses if prose)


def _page(library: Library, column: Column, work: Work, sides: Sides, every: list[Sides]) -> Job:
    old, new = sides
    document = new.document
    address = under_root(comparison_url(work, sides))
    words = f"{old.document.version}与{document.version}文本对照"
    title = f"{document.title}（{words}）"
    url = library.catalogue.site.url + address
    named = replace(document, title=title, summary=f"《{document.title}》{words}。")
    return Job.of(
        f"{address}index.html",
        "comparison.html",
        _bodies(library, sides),
        **frame(
            column,
            title,
            [crumb(column), (work.current.card.title, under_root(work.url)), (words, address)],
            description=named.summary or "",
            meta=article_meta(named, url),
        ),
        heading=document.title,
        published=document.published.date().isoformat(),
        published_words=stamp(document.published),
        old=_side(old),
        new=_side(new),
        others=[_other(work, pair) for pair in every if pair != sides],
        work=under_root(work.url),
    )


def _side(entry: Entry) -> Json:
    """One text in the head of the page."""
    standing = entry.standing
    if standing is None:
        raise ValueError(f"{entry.document.path}: a text of a work without a status")
    return {
        "title": entry.document.title,
        "url": under_root(entry.card.url),
        "version": entry.document.version,
        "number": entry.document.number or "",
        "note": history_note(entry.document) or "",
        "interval": f"{interval(standing)}施行",
        "status": {"name": standing.status.public.value, "slug": standing.status.slug},
    }


def _other(work: Work, sides: Sides) -> Json:
    old, new = (entry.document.version for entry in sides)
    return {"title": f"{old}与{new}文本对照", "url": under_root(comparison_url(work, sides))}


def _data(library: Library, work: Work, sides: Sides) -> Job:
    url = comparison_url(work, sides)
    old, new = (
        {"version": entry.document.version, "title": entry.document.title, "url": entry.card.url}
        for entry in sides
    )
    return Job.of(
        f"{under_root(url)}index.json",
        "comparison-json",
        _bodies(library, sides),
        record={"id": work.id, "url": url, "old": old, "new": new},
    )
