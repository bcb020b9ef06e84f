"""Plan the page on which readers check a text or a file, and make the lists it checks with."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from gongkai.formats.json import json_text, read_json
from gongkai.formats.postings import sentences
from gongkai.model.searching import SearchText
from gongkai.pages.jobs import Job
from gongkai.site.frames import frame
from gongkai.site.input import Library
from gongkai.site.shell import VERIFY
from gongkai.text.agreement import digests, finder, places
from gongkai.text.check_code import ADDRESS_LETTERS, check_code
from gongkai.text.passages import Flow

ADDRESS = "verify/"
FOLDER = "verify/data/"
LIST = f"{FOLDER}index.json"
_LISTS = f"{FOLDER}t/"
_FINDERS = f"{FOLDER}f/"
_TEXTS = 64  # texts in one list
_WHOLE = (
    80  # lists that a reader's browser fetches before it is asked anything, some eight megabytes
)
_NAME = 12  # hexadecimal digits of a digest in a name

Files = list[tuple[str, bytes]]
Entry = dict[str, Any]  # of a list or a finder, as docs/formats.md describes them


def verify_page(library: Library) -> Iterator[Job]:
    """/verify/."""
    site = library.catalogue.site
    yield Job.of(
        f"{ADDRESS}index.html",
        "verify.html",
        **frame(VERIFY, VERIFY.title, [(VERIFY.title, ADDRESS)], description=VERIFY.description),
        sums=f"{site.url}SHA256SUMS",
    )


def text_lists(
    texts: Sequence[SearchText],
    flowing: Callable[[str], Flow],
    known: Mapping[SearchText, Entry] = MappingProxyType({}),
) -> Files:
    """The sentences of the texts as digests, in files named by their content, and the finder of these.

    `known` are the entries of texts that need not be read again (`entries_of`).
    """
    files: Files = []
    found: list[Entry] = []
    for some in lists_of(texts):
        unread = [text for text in some if text not in known]
        listed = {**known, **dict(zip(unread, _listed(unread, flowing), strict=True))}
        entries = [listed[text] for text in some]
        path, content = _named(_LISTS, entries)
        files.append((path, content))
        found.append(_findable(path, entries))
    return [*files, _named(_FINDERS, found)] if found else []


def entries_of(
    texts: Sequence[SearchText], lists: Iterable[bytes]
) -> Iterator[tuple[SearchText, Entry]]:
    """The entry of each text that has one, from the lists that were made of the texts."""
    for some, raw in zip(lists_of(texts), lists, strict=True):
        yield from zip(some, cast(list[Entry], read_json(raw)), strict=True)


def amended_list(
    raw: bytes, texts: Sequence[SearchText], places: Iterable[int], flowing: Callable[[str], Flow]
) -> tuple[str, bytes]:
    """A list of `texts`, all of them with bodies, where those at `places` read otherwise."""
    entries = cast(list[Entry], read_json(raw))
    for place in places:
        (entries[place],) = _listed([texts[place]], flowing)
    return _named(_LISTS, entries)


def amended_finder(raw: bytes, others: Mapping[str, tuple[str, bytes]]) -> tuple[str, bytes]:
    """A finder where some lists, by their paths, are others."""
    entries = cast(list[Entry], read_json(raw))
    for at, entry in enumerate(entries):
        if other := others.get(f"{FOLDER}{entry['name']}"):
            path, content = other
            entries[at] = _findable(path, cast(list[Entry], read_json(content)))
    return _named(_FINDERS, entries)


def lists_of(texts: Sequence[SearchText]) -> list[list[SearchText]]:
    """The texts of each list, in order."""
    cut = (texts[start : start + _TEXTS] for start in range(0, len(texts), _TEXTS))
    listed = [[text for text in some if text.bodies] for some in cut]
    return [some for some in listed if some]


def list_of_lists(paths: Iterable[str]) -> tuple[str, bytes]:
    """index.json: the names of all lists of texts and of their finders, from paths among which they are."""
    known = list(dict.fromkeys(paths))
    texts = [path.removeprefix(FOLDER) for path in known if is_text_list(path)]
    finders = [path.removeprefix(FOLDER) for path in known if is_finder(path)]
    whole = len(texts) <= _WHOLE
    told = {"format": 2, "whole": whole, "finders": finders, "texts": texts}
    return LIST, json_text(told).encode()


def amended_list_of_lists(raw: bytes, others: Mapping[str, str]) -> bytes:
    """index.json where some paths of lists and finders are others."""
    values = cast(dict[str, Any], read_json(raw))
    names = {one.removeprefix(FOLDER): other.removeprefix(FOLDER) for one, other in others.items()}
    for kind in ("finders", "texts"):
        values[kind] = list(dict.fromkeys(names.get(name, name) for name in values[kind]))
    return json_text(values).encode()


def is_text_list(path: str) -> bool:
    """Whether a file is a list among those of `text_lists`."""
    return path.startswith(_LISTS)


def is_finder(path: str) -> bool:
    """Whether a file is the finder among those of `text_lists`."""
    return path.startswith(_FINDERS)


def _named(folder: str, entries: Sequence[Entry]) -> tuple[str, bytes]:
    content = json_text(entries).encode()
    return f"{folder}{sha256(content).hexdigest()[:_NAME]}.json", content


def _findable(path: str, entries: Sequence[Entry]) -> Entry:
    """What a finder says of a list."""
    # Each text's digests fill their letters, so that these can be read as one.
    bits, marks = finder(b64decode("".join([one["sentences"] for one in entries])))
    codes = "".join([one["code"].replace("-", "")[:ADDRESS_LETTERS] for one in entries])
    return {"name": path.removeprefix(FOLDER), "codes": codes, "bits": bits, "marks": marks}


def _listed(texts: Sequence[SearchText], flowing: Callable[[str], Flow]) -> list[Entry]:
    flows = [_whole([flowing(digest) for digest, _ in text.bodies]) for text in texts]
    cut = sentences([one.text for one in flows], [one.offsets for one in flows])
    return [
        {
            "code": check_code(
                f"{text.id}@{text.version}" if text.version else text.id,
                [one.digest for one in text.bodies],
            ),
            "url": text.url,
            "title": text.title,
            "number": text.number,
            "version": text.version,
            "places": places(fallen, one.numbers),
            "sentences": b64encode(digests(pieces)).decode(),
        }
        for text, one, (pieces, fallen) in zip(texts, flows, cut, strict=True)
    ]


class _Whole(NamedTuple):
    """All bodies of a text as one: where numbered provisions begin, and their numbers."""

    text: str
    offsets: list[int]
    numbers: list[str]


def _whole(flows: Sequence[Flow]) -> _Whole:
    if len(flows) == 1:
        return _Whole(flows[0].text, flows[0].numbered, flows[0].numbers)
    begins = accumulate([len(flow.text) for flow in flows], initial=0)
    return _Whole(
        "".join([flow.text for flow in flows]),
        [begin + at for begin, flow in zip(begins, flows, strict=False) for at in flow.numbered],
        [number for flow in flows for number in flow.numbers],
    )
