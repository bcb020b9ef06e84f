"""Plan the page on which readers check a text or a file, and make the lists it checks with."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import accumulate
from typing import NamedTuple

from gongkai.formats.json import json_text
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
    files: Files = []
    for start in range(0, len(texts), _TEXTS):
        listed = [text for text in texts[start : start + _TEXTS] if text.bodies]
        if not listed:
            continue
        content = json_text(_listed(listed, flowing)).encode()
        name = sha256(content).hexdigest()[:_NAME]
        files.append((f"{FOLDER}t/{name}.json", content))
    return files


def list_of_lists(paths: Iterable[str]) -> tuple[str, bytes]:
    """index.json: the names of all lists of texts, from paths among which they are."""
    lists = [path for path in paths if path.startswith(f"{FOLDER}t/")]
    names = [path.removeprefix(FOLDER) for path in dict.fromkeys(lists)]
    return LIST, json_text({"format": 1, "texts": names}).encode()


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
