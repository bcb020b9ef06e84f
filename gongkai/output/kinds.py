"""What kind of file stands at a path of the site, as the last line of a build counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

PAGES = "网页"
_BUNDLES = "数据包"
_COMPRESSED = "压缩件"
_DATA = "数据"
_FOLDERS = {
    "search/": "搜索",
    "verify/data/": "核对清单",
    "gazette/": "公报",
    "assets/": "样式和程序",
    "data/bulk/": _BUNDLES,
}
_SUFFIXES = {"html": PAGES, "br": _COMPRESSED, "gz": _COMPRESSED}
_READ = frozenset({"json", "jsonld", "md", "xml", "csv", "txt"})
_OTHER = "附件等"

KINDS = (PAGES, _DATA, *_FOLDERS.values(), _COMPRESSED, _OTHER)  # in the order of the line


def kind_of(path: str) -> str:
    """One of `KINDS`."""
    suffix = path.rpartition(".")[2]
    kind = _SUFFIXES.get(suffix)
    if kind:
        return kind
    if suffix in _READ and not path.startswith(("search/", "verify/")):
        return _DATA
    for folder, name in _FOLDERS.items():
        if path.startswith(folder):
            return name
    return _DATA if path == "SHA256SUMS" else _OTHER


def counted(paths: Iterable[str]) -> dict[str, int]:
    """How many files there are of each kind, in the order of `KINDS`."""
    found = Counter(map(kind_of, paths))
    return {kind: found[kind] for kind in KINDS if found[kind]}
