"""The staff's index of every text, on disk and incremental; the only user of Whoosh.

Grams are the characters and the pairs of characters of the folded text, as in the
browser's index. Titles and numbers are indexed by text. Bodies are indexed by
shelf: `SHELVES` groups of texts, each by the digest of its key, for Whoosh takes
some ten microseconds for each gram of each entry. What the index lets through is
proved against the stored text, so that only what holds the words is found.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from zlib import compress, decompress

from gongkai.text.folding import FOLDING_VERSION

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh is of 2016
    from whoosh import fields, formats, index, query, searching, writing

SHELVES = 64
FORMAT = f"1.{FOLDING_VERSION}"  # another number makes the index anew
_END = "\x01"  # behind the last character, so that each character begins a pair
_MOST_PAIRS = 8  # of a word that are asked for
_PATIENCE = 60.0  # seconds to wait for another process that writes
_MEMORY = 256  # MB that the index may take while it is written
_VERSION = "format"  # the file that names the format
_LIST = "list"  # the entry that names all texts with their digests


class Indexed(NamedTuple):
    """A text as it is searched, folded. `digest` names its content."""

    key: str
    digest: str
    title: str
    number: str
    body: str


class _Grams(fields.FieldType):  # type: ignore[misc]
    """A field that is given its grams, each with no more than the entries that hold it."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.indexed = True
        self.stored = self.scorable = self.unique = False
        self.analyzer = self.vector = self.column_type = None
        self.spelling = False

    def index(self, value: Iterable[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        for gram in value:
            yield gram.encode("utf-8", "surrogatepass"), 1, 1.0, b""

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")

    def separate_spelling(self) -> bool:
        return False


_SCHEMA = fields.Schema(
    name=fields.ID(unique=True),
    shelf=fields.ID(),
    title=_Grams(),
    number=_Grams(),
    body=_Grams(),
    content=fields.STORED(),
)


class FullText:
    """The index in a folder, made when it is not there or of another format."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._index = _opened(folder) or _made(folder)

    def _writer(self) -> writing.IndexWriter:
        """Raises TimeoutError where another process goes on writing."""
        try:
            return self._index.writer(limitmb=_MEMORY, timeout=_PATIENCE)
        except index.LockError as error:
            raise TimeoutError(0, "另一个 search 一直在写索引") from error

    def digests(self) -> dict[str, str]:
        """The digest of each text whose title and number are indexed, by key."""
        with self._index.searcher() as searcher:
            listed = _stored(searcher, _LIST)
            return dict(listed) if isinstance(listed, dict) else {}

    def titles(self, texts: Iterable[Indexed], listed: Mapping[str, str]) -> None:
        """Take in new and changed texts: their titles and numbers now, their bodies by `bodies`.

        `listed` gives the digest of every text that there is; others are let go.
        """
        gone = [key for key in self.digests() if key not in listed]
        writer = self._writer()
        for key in gone:
            writer.delete_by_term("name", f"text {key}")
        for text in texts:
            writer.update_document(
                name=f"text {text.key}",
                shelf=_shelf(text.key),
                title=_grams(text.title),
                number=_grams(text.number),
                content=(
                    text.key,
                    text.title,
                    text.number,
                    compress(text.body.encode("utf-8", "surrogatepass"), 1),
                ),
            )
        writer.update_document(name=_LIST, content=dict(listed))
        writer.commit()

    def bodies(self) -> int:
        """Index the bodies of every shelf that changed; gives how many shelves these are."""
        members: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key, digest in sorted(self.digests().items()):
            members[_shelf(key)].append((key, digest))
        changed = []
        with self._index.searcher() as searcher:
            for number in range(SHELVES):
                shelf = f"{number:x}"
                digest = sha256(repr(members[shelf]).encode()).hexdigest()
                if _stored(searcher, f"shelf {shelf}") != [shelf, digest]:
                    changed.append((shelf, digest))
            if not changed:
                return 0
            writer = self._writer()
            for shelf, digest in changed:
                pairs = set[str]()
                for _, _, _, body in _texts(searcher, query.Term("shelf", shelf)):
                    pairs.update(_pairs(body))
                name = f"shelf {shelf}"
                writer.update_document(name=name, body=sorted(pairs), content=[shelf, digest])
        writer.commit(mergetype=writing.NO_MERGE)
        return len(changed)

    def find(self, words: Sequence[Sequence[str]], *, titles: bool = False) -> list[str]:
        """The keys of the texts that hold, in title, number or body, one form of each word.

        With `titles` bodies do not count. No word finds every text.
        """
        with self._index.searcher() as searcher:
            found = []
            candidates = query.And([_asked(searcher, forms, titles=titles) for forms in words])
            wanted = candidates if words else query.Prefix("name", "text ")
            for key, title, number, body in _texts(searcher, wanted):
                own = (title, number) if titles else (title, number, body)
                if all(any(form in part for form in forms for part in own) for forms in words):
                    found.append(key)
            return found


def _asked(searcher: searching.Searcher, forms: Sequence[str], *, titles: bool) -> query.Query:
    """The texts that may hold one form of a word: by title, by number, or by their shelf."""
    asked = [_holding(field, form) for form in forms for field in ("title", "number")]
    if not titles:
        shelves = {shelf for form in forms for shelf in _shelves(searcher, form)}
        asked += [query.Term("shelf", shelf) for shelf in sorted(shelves)]
    return query.Or(asked)


def _holding(field: str, word: str) -> query.Query:
    """The entries whose field may hold a word."""
    if len(word) == 1:
        return query.Prefix(field, word)
    pairs = list(dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1)))
    step = max(1, -(-len(pairs) // _MOST_PAIRS))
    return query.And(
        [query.Term(field, pair.encode("utf-8", "surrogatepass")) for pair in pairs[::step]]
    )


def _shelves(searcher: searching.Searcher, form: str) -> Iterator[str]:
    """The shelves whose bodies may hold a word."""
    for number in searcher.docs_for_query(_holding("body", form)):
        yield searcher.stored_fields(number)["content"][0]


def _texts(
    searcher: searching.Searcher, wanted: query.Query
) -> Iterator[tuple[str, str, str, str]]:
    for number in searcher.docs_for_query(wanted):
        content = searcher.stored_fields(number).get("content")
        if isinstance(content, tuple):
            key, title, folded_number, body = content
            yield key, title, folded_number, decompress(body).decode("utf-8", "surrogatepass")


def _stored(searcher: searching.Searcher, name: str) -> object:
    number = searcher.document_number(name=name)
    return None if number is None else searcher.stored_fields(number).get("content")


def _grams(text: str) -> list[str]:
    return sorted(set(_pairs(text)))


def _pairs(text: str) -> Iterator[str]:
    ended = text + _END
    return (ended[at : at + 2] for at in range(len(text)))


def _shelf(key: str) -> str:
    return f"{int.from_bytes(sha256(key.encode()).digest()[:4], 'big') % SHELVES:x}"


def _opened(folder: Path) -> index.FileIndex | None:
    """The index that is there; None where it is of another format, or damaged."""
    version = folder / _VERSION
    if not version.is_file() or version.read_text("utf-8") != FORMAT:
        return None
    try:
        found = index.open_dir(str(folder), schema=_SCHEMA)
        found.reader().close()
    except Exception:  # Whoosh raises whatever comes of reading damaged bytes
        return None
    return found


def _made(folder: Path) -> index.FileIndex:
    for old in folder.iterdir():
        old.unlink()
    made = index.create_in(str(folder), _SCHEMA)
    (folder / _VERSION).write_text(FORMAT, "utf-8")
    return made
