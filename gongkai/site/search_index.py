"""Make the files of the search index (docs/search-index.md) from segments of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple, cast

from gongkai.formats.arrays import Symbols
from gongkai.formats.json import read_json
from gongkai.formats.postings import Cells, checked, folded, folded_fields, pack, sieve
from gongkai.formats.shards import passage, plain, table, text_of, units_of
from gongkai.model.documents import Collection
from gongkai.model.searching import SearchText
from gongkai.model.status import Status
from gongkai.site.search_segments import Catalogue, Segment, Volume
from gongkai.text.folding import FOLDING_VERSION
from gongkai.text.passages import Flow, Passage, passages
from gongkai.text.pinyin import sounding_words

FOLDER = "search/data/"
INDEX = f"{FOLDER}index.json"
FORMAT = 4
TITLES = 64  # texts in one file of titles
NAMES = 128  # texts in one file of names
_NAME = 12  # hexadecimal digits of a digest in a name
_EMPTY = Passage("", 0, [])

Files = list[tuple[str, bytes]]
Flows = Callable[[str], Flow]


class TextFacts(NamedTuple):
    """What the index of titles needs of a text: its number of passages and its headings."""

    passages: int
    headings: tuple[str, ...]


class Made(NamedTuple):
    """What the list of the index says of one segment, volume or catalogue.

    `facts` are those of a segment's texts, and `named` names all that a catalogue takes of them;
    `width` are the bytes of a line of its sieve, `factor` places what goes into it. `sounds` are the initials that a catalogue has words for.
    """

    name: str
    bits: int
    units: int
    facts: tuple[TextFacts, ...] = ()
    named: str = ""
    width: int = 0
    factor: int = 1
    sounds: str = ""


class Indexed(NamedTuple):
    """One text as its segment takes it: the symbols of its passages, and under which digest and
    in which files these stand.
    """

    facts: TextFacts
    units: Sequence[Symbols]
    name: bytes
    files: Files


def indexed(text: SearchText, flowing: Flows) -> Indexed:
    """A text that is read."""
    cut, headings = _passages(text, flowing)
    made = [_passage(text, prefix, one) for prefix, one in cut]
    name = sha256(b"".join(made)).digest()[: _NAME // 2]
    units = [folded(one.text) for _, one in cut]
    stem = _stem(name)
    files = [(f"{stem}-{number}.bin", content) for number, content in enumerate(made)]
    return Indexed(TextFacts(len(cut), headings), units, name, files)


def indexed_again(facts: TextFacts, paths: Sequence[str], passages: Iterable[bytes]) -> Indexed:
    """A text whose passages are published at these paths already."""
    units = [folded(text_of(one)) for one in passages]
    name = paths[0].removeprefix(f"{FOLDER}t/").partition("-")[0].replace("/", "")
    return Indexed(facts, units, bytes.fromhex(name), [])


def segment_of(segment: Segment, texts: Sequence[Indexed]) -> tuple[Made, Files, bytes]:
    """The cells over the passages of the texts of a segment, and the table of their grams."""
    units = [unit for one in texts for unit in one.units]
    # Of the oldest text, so that it stays when newer ones come.
    factor = 2 * segment.works[-1][0].published.toordinal() + 1
    packed = pack(units, factor)
    names = [one.name for one in texts]
    slices = [
        (f"names-{start // NAMES}", checked(b"".join(names[start : start + NAMES])))
        for start in range(0, len(names), NAMES)
    ]
    name, bits, cells = _cells("s", packed, slices)
    titled = [
        (*_row(text), text.agency, text.older, one.facts.headings)
        for text, one in zip(segment.texts, texts, strict=True)
    ]
    naming = sha256(repr(titled).encode()).hexdigest()
    facts = tuple([one.facts for one in texts])
    own = Made(name, bits, len(units), facts, naming, packed.width, factor)
    return own, cells, packed.grams


def volume_files(volume: Volume, facts: Sequence[TextFacts]) -> tuple[Made, Files]:
    """The facts of the texts of a volume that rank and filter."""
    texts = [text for segment in volume.segments for text in segment.texts]
    head = table(_head(texts, facts))
    name = sha256(head).hexdigest()[:_NAME]
    return Made(name, 0, len(volume.segments)), [(f"{FOLDER}v/{name}.bin", head)]


def catalogue_files(catalogue: Catalogue, facts: Sequence[TextFacts]) -> tuple[Made, Files]:
    """The titles, numbers and headings of the texts of a catalogue."""
    texts = catalogue.texts
    units: list[Symbols] = []
    for text, known in zip(texts, facts, strict=True):
        units += [folded_fields([text.title, text.number]), folded_fields(known.headings)]
    names = (name for text in texts for name in text.agency)
    sounds = sounding_words((text.title for text in texts if not text.older), names)
    tables = [(f"sound-{initial}", table(words)) for initial, words in sounds.items()]
    for start in range(0, len(texts), TITLES):
        number = start // TITLES
        chosen = slice(start, start + TITLES)
        tables.append((f"titles-{number}", table([_row(text) for text in texts[chosen]])))
        tables.append((f"headings-{number}", table([one.headings for one in facts[chosen]])))
    name, bits, files = _cells("c", pack(units), tables)
    return Made(name, bits, len(units), sounds="".join(sounds)), files


def sieve_files(grams: Sequence[bytes]) -> tuple[Made, Files]:
    """Which segments of a catalogue may hold a group of up to four, by the grams of each.

    Each cell is named by itself, so that a changed text rewrites few of them.
    """
    packed = sieve(grams)
    names = [sha256(cell).digest()[: _NAME // 2] for cell in packed.cells]
    named = checked(b"".join(names))
    own = sha256(named).hexdigest()[:_NAME]
    stems = [f"{FOLDER}g/{name[:1].hex()}/{name[1:].hex()}.bin" for name in names]
    cells = dict(zip(stems, packed.cells, strict=True))
    return Made(own, packed.bits, len(grams)), [(f"{FOLDER}g/{own}.bin", named), *cells.items()]


class MadeVolume(NamedTuple):
    """A volume with what was made of it and of its segments."""

    own: Made
    segments: tuple[Made, ...]

    @property
    def facts(self) -> list[TextFacts]:
        """Those of all its texts."""
        return [one for segment in self.segments for one in segment.facts]


class MadeCatalogue(NamedTuple):
    """A catalogue with what was made of it, of its sieve and of its volumes."""

    catalogue: Catalogue
    own: Made
    sieve: Made
    volumes: tuple[MadeVolume, ...]


def manifest(made: Sequence[MadeCatalogue], also: Mapping[str, Sequence[str]]) -> tuple[str, bytes]:
    """index.json, the one file that is not named by its content: what there is, newest first.

    `also` gives the words that are looked for besides a word.
    """
    texts = [text for whole in made for text in whole.catalogue.texts]
    current = [text for text in texts if not text.older]
    listed = plain(
        {
            "format": FORMAT,
            "folding": FOLDING_VERSION,
            "documents": len(current),
            "catalogues": [_listed(whole) for whole in made],
            "collection": [[one.value, one.label] for one in Collection],
            "status": [[one.slug, one.value] for one in Status if one.public is one],
            "agency": sorted({name for text in texts for name in text.agency}),
            "topic": sorted({text.topic for text in texts if text.topic}),
            "year": sorted(
                {str(text.published.year) for text in texts if _dated(text)}, reverse=True
            ),
            "also": {word: list(others) for word, others in also.items()},
        }
    )
    return INDEX, listed


def amended_manifest(raw: bytes, others: Mapping[str, Made]) -> bytes:
    """index.json with other sieves, volumes and segments; `others` are by the names that they have there."""
    values = cast(dict[str, Any], read_json(raw))
    for whole in values["catalogues"]:
        if made := others.get(whole["sieve"][0]):
            whole["sieve"] = [made.name, made.bits]
        for volume in whole["volumes"]:
            if made := others.get(volume["name"]):
                volume["name"] = made.name
            volume["segments"] = [
                _segment_row(others[one[0]]) if one[0] in others else one
                for one in volume["segments"]
            ]
    return plain(values)


def _listed(whole: MadeCatalogue) -> dict[str, object]:
    own = whole.own
    volumes = [
        {
            "name": volume.own.name,
            "segments": [_segment_row(one) for one in volume.segments],
        }
        for volume in whole.volumes
    ]
    return {
        "name": own.name,
        "bits": own.bits,
        "units": own.units,
        "sounds": own.sounds,
        "sieve": [whole.sieve.name, whole.sieve.bits],
        "volumes": volumes,
    }


def _segment_row(one: Made) -> list[object]:
    return [one.name, one.bits, one.units, len(one.facts), one.width, one.factor]


def is_passage(path: str) -> bool:
    """Whether a file is a passage of a text."""
    return path.startswith(f"{FOLDER}t/")


def _stem(name: bytes) -> str:
    return f"{FOLDER}t/{name[:1].hex()}/{name[1:].hex()}"


def _passages(
    text: SearchText, flowing: Flows
) -> tuple[list[tuple[str, Passage]], tuple[str, ...]]:
    cut: list[tuple[str, Passage]] = []
    named: list[str] = []
    for digest, prefix in text.bodies:
        read = flowing(digest)
        named += read.headings
        cut += [(prefix, one) for one in passages(read)]
    return cut or [("", _EMPTY)], tuple(named)


def _passage(text: SearchText, prefix: str, one: Passage) -> bytes:
    at = units_of(one.text)
    marks = [part for offset, label, eid in one.places for part in (at(offset), label, eid)]
    facts = [
        text.id, text.url, text.title, text.number, _day(text), text.status, list(text.agency),
        text.collection, text.topic, text.version, at(one.end), prefix, marks, text.why,
    ]  # fmt: skip
    return passage(facts, one.text)


def _row(text: SearchText) -> list[str]:
    return [text.title, text.number, text.url, _day(text), text.status, text.collection]


def _head(texts: Sequence[SearchText], facts: Sequence[TextFacts]) -> dict[str, object]:
    """A column for each fact. Days are counted down from the text before."""
    agencies = sorted({text.agency for text in texts})
    topics = sorted({text.topic for text in texts})
    collections = [one.value for one in Collection]
    slugs = [one.slug for one in Status if one.public is one]
    days = [text.published.toordinal() if _dated(text) else 0 for text in texts]
    agency = {name: number for number, name in enumerate(agencies)}
    topic = {name: number for number, name in enumerate(topics)}
    return {
        "agencies": agencies,
        "topics": topics,
        "day": [before - day for before, day in zip([0, *days[:-1]], days, strict=True)],
        "status": [slugs.index(text.status) if text.status else -1 for text in texts],
        "collection": [collections.index(text.collection) for text in texts],
        "agency": [agency[text.agency] for text in texts],
        "topic": [topic[text.topic] for text in texts],
        "older": [int(text.older) for text in texts],
        "passages": [one.passages for one in facts],
    }


def _cells(kind: str, packed: Cells, tables: Sequence[tuple[str, bytes]]) -> tuple[str, int, Files]:
    """The files of cells and tables in a folder that is named by all they hold."""
    digest = sha256(packed.bits.to_bytes(1, "big"))
    for content in (*packed.cells, *(content for _, content in tables)):
        digest.update(len(content).to_bytes(4, "big"))
        digest.update(content)
    name = digest.hexdigest()[:_NAME]
    files = [
        (f"{FOLDER}{kind}/{name}/{number:x}.bin", cell) for number, cell in enumerate(packed.cells)
    ]
    files += [(f"{FOLDER}{kind}/{name}/{title}.bin", content) for title, content in tables]
    return name, packed.bits, files


def _dated(text: SearchText) -> bool:
    return text.published != date.min


def _day(text: SearchText) -> str:
    return text.published.isoformat() if _dated(text) else ""
