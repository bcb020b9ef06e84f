"""Whether the addresses that bodies link are pages of the site, and the places behind # there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from urllib.parse import unquote, urljoin, urlsplit

from gongkai.library.check_input import Checked, Finding, at_mark
from gongkai.library.link_places import located
from gongkai.model.documents import Document
from gongkai.model.facts import BodyFacts, PageLink
from gongkai.text.body import PAGE_IDS
from gongkai.text.citations_places import place_eids

_CLOSE = 0.75  # of difflib's ratio; below it a guess helps nobody
_HOW = "写成 /文件夹/标识/，例如 /normative/parking-rules/"


def linked_pages(checked: Checked) -> Iterator[Finding]:
    """Every page and place that a public body links by its address is there (no 错链).

    Asked only once the addresses of the site are known.
    """
    if checked.addresses is None:
        return
    shown = _shown(checked)
    for page, document in shown.items():
        if document.path not in checked.public_paths:
            continue
        for part, path in _bodies(document):
            facts = checked.bodies.get((document.key, part))
            for link in facts.links if facts else ():
                if not link.url.startswith("#"):
                    yield from _elsewhere(checked, page, path, link, shown)
                elif facts and link.url != "#":
                    yield from _within(path, link, facts)


def _shown(checked: Checked) -> Mapping[str, Document]:
    """The public texts by the addresses they are shown at."""
    found = {}
    for work in checked.catalogue.works:
        for entry in work.texts:
            found[entry.card.url] = entry.document
        found[work.url] = work.current.document
    return found


def _bodies(document: Document) -> Iterator[tuple[str, str]]:
    """The bodies of a document, by part, and the file of each."""
    yield "", document.path
    for part in document.decision.parts if document.decision else ():
        yield part.name, part.path


def _within(path: str, link: PageLink, facts: BodyFacts) -> Iterator[Finding]:
    """A link to a place of the same text."""
    known = {*facts.eids, *facts.anchors}
    place = unquote(link.url[1:])
    if place not in known and place not in PAGE_IDS:
        yield _no_place(path, link, place, known)


def _elsewhere(
    checked: Checked, page: str, path: str, link: PageLink, shown: Mapping[str, Document]
) -> Iterator[Finding]:
    """A link to a page of the site; to other sites it is none of ours."""
    address = _own_address(checked, page, link.url)
    if address is None or checked.addresses is None:
        return
    name, _, place = address.partition("#")
    folder = f"{name.rstrip('/')}/"
    if name not in checked.addresses and folder not in checked.addresses:
        near = _likeliest(folder, shown)
        hint = f"是不是 {near}？{_HOW}" if near else f"核对地址；{_HOW}"
        yield at_mark(
            path, "link/no-such-page", link.mark, f"本站没有「{link.url}」这个页面", hint
        )  # fmt: skip
    elif place and folder in shown:
        known = _places(checked, shown[folder])
        if place not in known and place not in PAGE_IDS:
            yield _no_place(path, link, place, known)


def _likeliest(folder: str, shown: Iterable[str]) -> str:
    """The page whose own name is most like that of `folder`, "" if none is close.

    All addresses of a collection begin alike, so the whole of them tells nothing.
    """
    names: dict[str, list[str]] = {}
    for address in sorted(shown):
        names.setdefault(_last(address), []).append(address)
    near = get_close_matches(_last(folder), names, 1, _CLOSE)
    beside = folder.removesuffix(f"{_last(folder)}/")
    addresses = names[near[0]] if near else [""]
    return min(addresses, key=lambda address: not address.startswith(beside))


def _last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def _own_address(checked: Checked, page: str, url: str) -> str | None:
    """The root-relative address that a link leads to, with its place; None outside the site."""
    base = checked.site.base
    there = urlsplit(url)
    if there.scheme or there.netloc:
        host = urlsplit(checked.site.url).netloc
        if there.netloc != host or not there.path.startswith(base):
            return None
        path = "/" + there.path.removeprefix(base)
    elif there.path.startswith(base) and base != "/":
        path = "/" + there.path.removeprefix(base)
    else:
        path = urlsplit(urljoin(page, there.path or page)).path
    return f"{unquote(path)}#{unquote(there.fragment)}"


def _places(checked: Checked, document: Document) -> set[str]:
    """The ids of a document's page; those of a decision's texts have the text's name before them."""
    found = set()
    for part, _ in _bodies(document):
        facts = checked.bodies.get((document.key, part))
        prefix = f"{part}-" if part else ""
        for own in (*facts.eids, *facts.anchors) if facts else ():
            found.add(f"{prefix}{own}")
    return found


def _no_place(path: str, link: PageLink, place: str, known: set[str]) -> Finding:
    meant = next((eid for eid in place_eids(place) if located(eid, known)), "")
    near = [meant] if meant else get_close_matches(place, sorted(known), 1, _CLOSE)
    if near:
        hint = f"是不是 #{near[0]}？"
    else:
        hint = "条款写成 #art_12（第十二条）、#art_12__para_2（第二款）；别处先用 {#标识} 定一个"
    return at_mark(
        path, "link/no-such-anchor", link.mark, f"「{link.url}」指的那一处不存在", hint
    )  # fmt: skip
