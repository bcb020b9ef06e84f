"""Read bodies as bytes, on their way from the reading to the rendering of one build."""

from __future__ import annotations

import marshal
from array import array
from functools import cached_property
from itertools import accumulate, chain
from struct import Struct

from gongkai.model.body import Body, Columns, Part
from gongkai.model.provisions import Citation, Level, Provision

# marshal is the fastest by far, and good for nothing but this: what it writes
# is read again by the same interpreter (of a cluster: the same version) in the same
# build, and never from a file that somebody else could have written. Version 2 looks for no object that
# stands twice; that search would take most of the time.
_VERSION = 2
# The texts of a column go as one: a text for each of hundreds of provisions is slow both ways.
# NUL is in no body, since reading refuses it.
_APART = "\0"
# Chinese is read back from UTF-16 five times as fast as from UTF-8.
_CODE, _SURROGATES = "utf-16-le", "surrogatepass"
_HEAD = Struct("<II")  # the lengths of the first two sections
_LEVELS = tuple(Level)
_NUMBERS = {level: number for number, level in enumerate(_LEVELS)}
_part, _provision, _citation = Part._make, Provision._make, Citation._make


def encode(body: Body, published: bytes | None = None) -> bytes:
    """A body as bytes. `decode` gives back one whose every value is equal.

    `published` is the body's own, from whoever has made it already.
    """
    eids, levels, nums, headings, texts, parents, places = (
        zip(*body.provisions, strict=True) if body.provisions else ((),) * 7
    )
    names, shown = zip(*body.parts, strict=True) if body.parts else ((), ())
    join = _APART.join
    provisions = (
        len(eids),
        join(eids),
        bytes(map(_NUMBERS.__getitem__, levels)),
        _wide(join(nums)),
        _wide(join(headings)),
        _wide(join(texts)),
        join([parent or "" for parent in parents]),
        array("I", list(chain.from_iterable(places))).tobytes(),  # of a list, twice as fast
    )
    lengths = array("I", list(map(len, shown))).tobytes()
    parts = (join(names), lengths, _wide("".join(shown)), _wide(body.contents))
    shown_as = body.published if published is None else published
    rest = (list(map(tuple, body.citations)), shown_as, body.files)
    shown_raw, provisions_raw = marshal.dumps(parts, _VERSION), marshal.dumps(provisions, _VERSION)
    head = _HEAD.pack(len(shown_raw), len(provisions_raw))
    return b"".join((head, shown_raw, provisions_raw, marshal.dumps(rest, _VERSION)))


def _wide(text: str) -> bytes:
    return text.encode(_CODE, _SURROGATES)


def _text(wide: bytes) -> str:
    return wide.decode(_CODE, _SURROGATES)


def decode(raw: bytes) -> Body:
    """The body that `encode` wrote."""
    return _Stored(raw)


class _Stored(Body):
    """A body that is read from its bytes as far as it is asked: few pages need all of it."""

    _raw: memoryview

    def __init__(self, raw: bytes) -> None:
        object.__setattr__(self, "_raw", memoryview(raw))

    @cached_property
    def _parts(self) -> tuple[str, bytes, bytes, bytes]:
        start = _HEAD.size
        shown: tuple[str, bytes, bytes, bytes] = marshal.loads(self._raw[start:])
        return shown

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        names, lengths, *_ = self._parts
        ends = list(accumulate(array("I", lengths)))
        shown = [self.html[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        return tuple(map(_part, zip(names.split(_APART), shown, strict=True))) if ends else ()

    @cached_property
    def html(self) -> str:
        return _text(self._parts[2])

    @cached_property
    def contents(self) -> str:
        return _text(self._parts[3])

    @cached_property
    def _table(self) -> tuple[int, str, bytes, bytes, bytes, bytes, str, bytes]:
        start = _HEAD.size + _HEAD.unpack_from(self._raw)[0]
        table: tuple[int, str, bytes, bytes, bytes, bytes, str, bytes] = marshal.loads(
            self._raw[start:]
        )
        return table

    @cached_property
    def columns(self) -> Columns:
        count, eids, levels, nums, headings, texts, parents, _ = self._table
        if not count:
            return Columns((), (), (), (), (), ())
        return Columns(
            eids.split(_APART),
            [_LEVELS[level] for level in levels],
            _text(nums).split(_APART),
            _text(headings).split(_APART),
            _text(texts).split(_APART),
            parents.split(_APART),
        )

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        columns = self.columns
        parents = [parent or None for parent in columns.parents]
        lines = array("I", self._table[-1])
        places = zip(lines[::2], lines[1::2], strict=True)
        return tuple(map(_provision, zip(*columns[:-1], parents, places, strict=True)))

    @cached_property
    def _rest(self) -> tuple[list[tuple[object, ...]], bytes, tuple[str, ...]]:
        rest: tuple[list[tuple[object, ...]], bytes, tuple[str, ...]] = marshal.loads(
            self._raw[_HEAD.size + sum(_HEAD.unpack_from(self._raw)) :]
        )
        return rest

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(map(_citation, self._rest[0]))

    @cached_property
    def markdown(self) -> str:
        return self.published.decode()

    @cached_property
    def published(self) -> bytes:
        return self._rest[1]

    @cached_property
    def files(self) -> tuple[str, ...]:
        return self._rest[2]
