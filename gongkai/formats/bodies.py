"""Read bodies as bytes, on their way from the reading to the rendering of one build."""

from __future__ import annotations

import marshal
from array import array
from functools import cached_property
from itertools import chain

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
_LEVELS = tuple(Level)
_NUMBERS = {level: number for number, level in enumerate(_LEVELS)}
_part, _provision, _citation = Part._make, Provision._make, Citation._make


def encode(body: Body) -> bytes:
    """A body as bytes. `decode` gives back one whose every value is equal."""
    columns = body.columns
    names, shown = zip(*body.parts, strict=True) if body.parts else ((), ())
    lines = array("I", chain.from_iterable([provision.lines for provision in body.provisions]))
    join = _APART.join
    provisions = (
        len(columns.eids),
        join(columns.eids),
        bytes(map(_NUMBERS.__getitem__, columns.levels)),
        join(columns.nums),
        join(columns.headings),
        join(columns.texts),
        join(columns.parents),
        lines.tobytes(),
    )
    rest = (list(map(tuple, body.citations)), body.published, body.files)
    sections = (
        marshal.dumps((len(names), join(names), join(shown)), _VERSION),
        marshal.dumps(provisions, _VERSION),
        marshal.dumps(rest, _VERSION),
    )
    return marshal.dumps(sections, _VERSION)


def decode(raw: bytes) -> Body:
    """The body that `encode` wrote."""
    return _Stored(raw)


class _Stored(Body):
    """A body that is read from its bytes as far as it is asked: few pages need all of it."""

    _sections: tuple[bytes, bytes, bytes]

    def __init__(self, raw: bytes) -> None:
        object.__setattr__(self, "_sections", marshal.loads(raw))

    @cached_property
    def _shown(self) -> tuple[int, str, str]:
        shown: tuple[int, str, str] = marshal.loads(self._sections[0])
        return shown

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        count, names, shown = self._shown
        found = zip(names.split(_APART), shown.split(_APART), strict=True)
        return tuple(map(_part, found)) if count else ()

    @cached_property
    def html(self) -> str:
        return self._shown[2].replace(_APART, "")

    @cached_property
    def _table(self) -> tuple[int, str, bytes, str, str, str, str, bytes]:
        table: tuple[int, str, bytes, str, str, str, str, bytes] = marshal.loads(self._sections[1])
        return table

    @cached_property
    def columns(self) -> Columns:
        count, eids, levels, *others, _ = self._table
        if not count:
            return Columns((), (), (), (), (), ())
        columns = [column.split(_APART) for column in others]
        return Columns(eids.split(_APART), [_LEVELS[level] for level in levels], *columns)

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
            self._sections[2]
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
