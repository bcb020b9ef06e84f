"""Plan the page on which readers check a text or a file, and make the lists it checks with."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from typing import Any, NamedTuple, cast

from gongkai.formats.json import json_text, read_json
from gongkai.formats.postings import sentences
from gongkai.model.searching import SearchText
from gongkai.pages.jobs import Job
from gongkai.site.frames import frame
from gongkai.site.input import Library
from gongkai.site.shell import VERIFY
from gongkai.text.agreement import digests
from gongkai.text.check_code import check_code
from gongkai.text.passages import Flow

ADDRESS = "verify/"
FOLDER = "verify/data/"
LIST = f"{FOLDER}index.json"
_TEXTS = 64  # texts in one list
_NAME = 12  # hexadecimal digits of a digest in a name

Files = list[tuple[str, bytes]]


def verify_page(library: Library) -> Iterator[Job]:
    """/verify/."""
    site = library.catalogue.site
    yield Job.of(
        f"{ADDRESS}index.html",
        "verify.html",
        **frame(VERIFY, VERIFY.title, [(VERIFY.title, ADDRESS)], description=VERIFY.description),
        sums=f"{site.url}SHA256SUMS",
    )


def code_address(made: str) -> str:
    """Where the code leads, under the root."""
    return f"{ADDRESS}?code={made}"


def text_lists(texts: Sequence[SearchText], flowing: Callable[[str], Flow]) -> Files:
    """The sentences of the texts as digests, in files named by their content."""
    return [_named(_listed(some, flowing)) for some in lists_of(texts)]


def amended_list(
    raw: bytes, texts: Sequence[SearchText], places: Iterable[int], flowing: Callable[[str], Flow]
) -> tuple[str, bytes]:
    """A list of `texts`, all of them with bodies, where those at `places` read otherwise."""
    entries = cast(list[dict[str, object]], read_json(raw))
    for place in places:
        (entries[place],) = _listed([texts[place]], flowing)
    return _named(entries)


def lists_of(texts: Sequence[SearchText]) -> list[list[SearchText]]:
    """The texts of each list, in order."""
    cut = (texts[start : start + _TEXTS] for start in range(0, len(texts), _TEXTS))
    listed = [[text for text in some if text.bodies] for some in cut]
    return [some for some in listed if some]


def list_of_lists(paths: Iterable[str]) -> tuple[str, bytes]:
    """index.json: the names of all lists of texts, from paths among which they are."""
    lists = filter(is_text_list, paths)
    names = [path.removeprefix(FOLDER) for path in dict.fromkeys(lists)]
    return LIST, json_text({"format": 1, "texts": names}).encode()


def amended_list_of_lists(raw: bytes, others: Mapping[str, str]) -> bytes:
    """index.json where some paths of lists are others."""
    values = cast(dict[str, Any], read_json(raw))
    names = {one.removeprefix(FOLDER): other.removeprefix(FOLDER) for one, other in others.items()}
    values["texts"] = list(dict.fromkeys(names.get(name, name) for name in values["texts"]))
    return json_text(values).encode()


def is_text_list(path: str) -> bool:
    """Whether a file is one of `text_lists`."""
    return path.startswith(f"{FOLDER}t/")


def _named(entries: Sequence[object]) -> tuple[str, bytes]:
    content = json_text(entries).encode()
    return f"{FOLDER}t/{sha256(content).hexdigest()[:_NAME]}.json", content


def _listed(texts: Sequence[SearchText], flowing: Callable[[str], Flow]) -> list[dict[str, object]]:
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
            "places": list(zip(fallen, one.numbers, strict=True)),
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
