"""Plan the page on which readers check a text or a file, and make the lists it checks with."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import accumulate

from gongkai.formats.json import json_text
from gongkai.model.body import Body
from gongkai.model.searching import SearchText
from gongkai.pages.jobs import Job
from gongkai.site.frames import frame
from gongkai.site.input import Library
from gongkai.site.shell import VERIFY
from gongkai.text.agreement import digests, plain, sentences

ADDRESS = "verify/"
FOLDER = "verify/data/"
LIST = f"{FOLDER}index.json"
_TEXTS = 64  # texts in one list
_NAME = 12  # hexadecimal digits of a digest in a name
# Letters and digits that no one takes for another when reading them off paper.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ADDRESS_CODE, _TEXT_CODE = 8, 4  # characters

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


def code(key: str, bodies: Iterable[str]) -> str:
    """核对码: which text a page shows, and how it read then, as K7Q2-M9XA-3F9C.

    `key` is `Document.key`; `bodies` are the digests of its bodies.
    """
    where = _letters(key, _ADDRESS_CODE)
    return f"{where[:4]}-{where[4:]}-{_letters('+'.join(bodies), _TEXT_CODE)}"


def code_address(made: str) -> str:
    """Where the code leads, under the root."""
    return f"{ADDRESS}?code={made}"


def text_lists(texts: Sequence[SearchText], body: Callable[[str], Body]) -> Files:
    """The sentences of the texts as digests, in files named by their content."""
    files: Files = []
    for start in range(0, len(texts), _TEXTS):
        listed = [_text(text, body) for text in texts[start : start + _TEXTS] if text.bodies]
        if not listed:
            continue
        content = json_text(listed).encode()
        name = sha256(content).hexdigest()[:_NAME]
        files.append((f"{FOLDER}t/{name}.json", content))
    return files


def list_of_lists(paths: Iterable[str]) -> tuple[str, bytes]:
    """index.json: the names of all lists of texts, from paths among which they are."""
    lists = [path for path in paths if path.startswith(f"{FOLDER}t/")]
    names = [path.removeprefix(FOLDER) for path in dict.fromkeys(lists)]
    return LIST, json_text({"format": 1, "texts": names}).encode()


def _text(text: SearchText, body: Callable[[str], Body]) -> dict[str, object]:
    key = f"{text.id}@{text.version}" if text.version else text.id
    whole: list[str] = []
    places: list[tuple[int, str]] = []  # where numbered provisions begin, in characters
    length = 0
    for digest, _ in text.bodies:
        columns = body(digest).columns
        for eid, *words in zip(*columns[:1], *columns[2:5], strict=True):
            part = plain("".join(words))
            if words[0] and "__" not in eid:
                places.append((length, words[0]))
            whole.append(part)
            length += len(part)
    pieces = sentences("".join(whole))
    return {
        "code": code(key, [one.digest for one in text.bodies]),
        "url": text.url,
        "title": text.title,
        "number": text.number,
        "version": text.version,
        "places": list(_places(places, pieces)),
        "sentences": b64encode(digests(pieces)).decode(),
    }


def _places(places: Iterable[tuple[int, str]], pieces: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each provision by the number of the sentence that it begins in."""
    ends = list(accumulate(map(len, pieces)))
    at = 0
    for begin, name in places:
        while at < len(ends) and ends[at] <= begin:
            at += 1
        yield at, name


def _letters(text: str, count: int) -> str:
    number = int.from_bytes(sha256(text.encode()).digest(), "big")
    found = []
    for _ in range(count):
        number, place = divmod(number, len(_ALPHABET))
        found.append(_ALPHABET[place])
    return "".join(found)
