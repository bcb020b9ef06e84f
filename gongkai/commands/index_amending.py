"""The search index again where some bodies read otherwise: their segments, and what holds these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from gongkai.commands.index_keeping import KeptIndex, Layout, Named, digests_of, passages_of, spans
from gongkai.formats.bodies import decode
from gongkai.model.searching import SearchText
from gongkai.output.digests import digest
from gongkai.output.publish import File
from gongkai.site.search_index import (
    INDEX,
    Files,
    Indexed,
    Made,
    TextFacts,
    amended_manifest,
    indexed,
    indexed_again,
    segment_of,
    sieve_files,
    volume_files,
)
from gongkai.site.search_segments import Segment, Volume, is_cut_so
from gongkai.site.verification import (
    LIST,
    amended_finder,
    amended_list,
    amended_list_of_lists,
    is_finder,
    is_text_list,
    lists_of,
)
from gongkai.text.passages import Flow, flow


class Amended(NamedTuple):
    """The files that may be others now, and those that are gone."""

    files: list[File]
    gone: list[str]


class LostError(Exception):
    """Something of the index as it was is not there, or more of it changes than its bodies."""


def amended_index(
    changed: Mapping[str, str],
    provisions: Mapping[str, int],
    encoded: Callable[[str], bytes],
    served: Callable[[str], bytes | None],
    kept: KeptIndex,
) -> Amended:
    """The files of the index where bodies have other digests (`changed`, the new by the old one).

    `provisions` counts those of the new bodies, `encoded` gives them, `served` the files of the
    site as it stands. `kept` has to be finished when they are published. Raises LostError.
    """
    return _Amending(changed, provisions, encoded, served, kept).amended()


class _Again(NamedTuple):
    """A segment that was made again: its key, what was and is made, and the table of its grams."""

    key: str
    was: Made
    made: Made
    grams: bytes
    segment: Segment
    provisions: Mapping[str, int]


class _Amending:
    def __init__(
        self,
        changed: Mapping[str, str],
        provisions: Mapping[str, int],
        encoded: Callable[[str], bytes],
        served: Callable[[str], bytes | None],
        kept: KeptIndex,
    ) -> None:
        self._changed, self._served, self._kept = changed, served, kept
        self._provisions = provisions
        self._flowing: Callable[[str], Flow] = cache(lambda digest: flow(decode(encoded(digest))))
        self._before: dict[str, str] = {}  # the files of parts that are made again, by path
        self._now: dict[str, bytes | None] = {}  # None: as before
        self._lists: dict[str, str] = {}  # of /verify/: the path now by the path before

    def amended(self) -> Amended:
        layout = self._kept.layout()
        if layout is None:
            raise LostError
        if any(new in bodies for bodies in layout.bodies for new in self._changed.values()):
            raise LostError  # another text reads the same
        again = {
            place: self._segment(layout.keys[place])
            for place, bodies in enumerate(layout.bodies)
            if any(old in bodies for old in self._changed)
        }
        if not again:
            return Amended([], [])
        others = {one.was.name: one.made for one in again.values()}
        for make, sizes in ((self._volume, layout.volumes), (self._sieve, layout.catalogues)):
            for span in spans(sizes):
                if any(place in again for place in span):
                    was, made = make([(layout.keys[place], again.get(place)) for place in span])
                    others[was.name] = made
        self._now[INDEX] = amended_manifest(self._file(INDEX), others)
        self._now[LIST] = amended_list_of_lists(self._file(LIST), self._lists)
        self._lay(layout, again)
        files: list[File] = [(path, made) for path, made in self._now.items() if made is not None]
        return Amended(files, [path for path in self._before if path not in self._now])

    def _segment(self, key: str) -> _Again:
        """A segment of which some bodies changed."""
        was, files = self._part(key)
        held_before = self._kept.segment(key)
        if held_before is None:
            raise LostError
        old, counted = held_before
        counts = {**counted, **self._provisions}
        new = Segment(tuple([tuple([self._text(text) for text in work]) for work in old.works]))
        texts: list[Indexed] = []
        held: list[tuple[str, bytes | None]] = []  # the files of the segment, in order
        passages = passages_of(was, files)
        for before, now, facts, paths in zip(
            old.texts, new.texts, was.facts, passages, strict=True
        ):
            if now is before:
                texts.append(indexed_again(facts, paths, map(self._file, paths)))
                held += [(path, None) for path in paths]
            else:
                texts.append(indexed(now, self._flowing))
                held += texts[-1].files
        made, cells, grams = segment_of(new, texts)
        if made.named != was.named:
            raise LostError  # a heading reads otherwise, which the catalogue holds
        held += [*cells, *self._text_lists([path for path, _ in files], old.texts, new.texts)]
        self._now.update(held)
        key = self._kept.segment_key(new)
        digests = dict(files)
        self._kept.keep_part(
            key,
            made,
            [(path, digests[path] if raw is None else digest(raw)) for path, raw in held],
        )
        self._kept.keep_segment(key, new, counts, grams)
        return _Again(key, was, made, grams, new, counts)

    def _text(self, text: SearchText) -> SearchText:
        """A text with the digests of now: the very same where none of them changed."""
        if not any(body.digest in self._changed for body in text.bodies):
            return text
        bodies = [
            body._replace(digest=self._changed.get(body.digest, body.digest))
            for body in text.bodies
        ]
        return text._replace(bodies=tuple(bodies))

    def _text_lists(
        self, paths: Sequence[str], before: Sequence[SearchText], now: Sequence[SearchText]
    ) -> Iterator[tuple[str, bytes | None]]:
        """The lists of /verify/ among the files of a segment, with those made again that hold a changed text."""
        lists = filter(is_text_list, paths)
        others: dict[str, tuple[str, bytes]] = {}
        for path, old, new in zip(lists, lists_of(before), lists_of(now), strict=True):
            places = [at for at, (a, b) in enumerate(zip(old, new, strict=True)) if a is not b]
            if places:
                others[path] = amended_list(self._file(path), new, places, self._flowing)
                self._lists[path] = others[path][0]
                yield others[path]
            else:
                yield path, None
        for path in filter(is_finder, paths):
            made = amended_finder(self._file(path), others)
            self._lists[path] = made[0]
            yield made

    def _volume(self, parts: Sequence[tuple[str, _Again | None]]) -> tuple[Made, Made]:
        """A volume of which some segments were made again: as it was, and as it is."""
        was, _ = self._part(self._kept.volume_key([key for key, _ in parts]))
        segments: list[Segment] = []
        facts: list[TextFacts] = []
        provisions: dict[str, int] = {}
        for key, again in parts:
            before = (again.segment, again.provisions) if again else self._kept.segment(key)
            found = self._kept.part(key)
            if before is None or found is None:
                raise LostError
            segments.append(before[0])
            provisions |= before[1]
            facts += again.made.facts if again else found[0].facts
        if not is_cut_so(Volume(tuple(segments)), provisions):
            raise LostError  # a segment is too large now
        made, files = volume_files(Volume(tuple(segments)), facts)
        self._made(self._kept.volume_key(_keys(parts)), made, files)
        return was, made

    def _sieve(self, parts: Sequence[tuple[str, _Again | None]]) -> tuple[Made, Made]:
        """The sieve of a catalogue of which some segments were made again: as it was, and as it is."""
        was, _ = self._part(self._kept.sieve_key([key for key, _ in parts]))
        grams = [again.grams if again else self._kept.grams(key) for key, again in parts]
        if not all(grams):
            raise LostError
        made, files = sieve_files(grams)
        self._made(self._kept.sieve_key(_keys(parts)), made, files)
        return was, made

    def _made(self, key: str, made: Made, files: Files) -> None:
        """Take what was made of a volume or sieve; a file that stood before is named by what it holds."""
        named: list[tuple[str, str]] = []
        for path, raw in files:
            before = self._before.get(path)
            named.append((path, before or digest(raw)))
            self._now[path] = None if before else raw
        self._kept.keep_part(key, made, named)

    def _lay(self, layout: Layout, again: Mapping[int, _Again]) -> None:
        keys, bodies = list(layout.keys), list(layout.bodies)
        for place, one in again.items():
            keys[place], bodies[place] = one.key, "".join(digests_of(one.segment))
        self._kept.laid = layout._replace(keys=tuple(keys), bodies=tuple(bodies))

    def _part(self, key: str) -> tuple[Made, Named]:
        """A part that is made again, as it was: all its files are gone unless they are made too."""
        found = self._kept.part(key)
        if found is None:
            raise LostError
        self._before.update(found[1])
        return found

    def _file(self, path: str) -> bytes:
        content = self._served(path)
        if content is None:
            raise LostError
        return content


def _keys(parts: Sequence[tuple[str, _Again | None]]) -> list[str]:
    """The keys of segments as they are now."""
    return [again.key if again else key for key, again in parts]
