"""A text whose file looks otherwise, read again: whether more of it changed than its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from gongkai.commands.amendable import Whole
from gongkai.commands.reading_units import ReadUnit, read_again
from gongkai.commands.settled import Settled
from gongkai.library.links import leads_alike
from gongkai.model.documents import Document
from gongkai.model.facts import BodyFacts
from gongkai.source.load import Unit, arrange, take
from gongkai.source.tree import File

_NO_SUCH_PLACE = {"link/no-such-place", "link/no-such-anchor", "reference/no-such-place"}


class SpeaksAgainstError(Exception):
    """More than words changed, or it cannot be told: the whole build has to be done."""


@dataclass(frozen=True, slots=True)
class Reread:
    """A unit as it reads now. `changed` gives the new digest of a body by the old one. `grown`:
    it has provisions that it had not, which matters to who leads to it by one of its `names`.
    """

    unit: Unit
    made: ReadUnit
    changed: Mapping[str, str]
    grown: bool
    names: frozenset[str]


def changed_in(rereads: Iterable[Reread]) -> dict[str, str]:
    """The new digest of every body that reads otherwise, by the old one."""
    return {old: new for one in rereads for old, new in one.changed.items()}


def unit_at(root: Path, path: str, names: Iterable[str]) -> Unit:
    """The unit at a path, which follows from the `names` of all files: those beside it say
    whether it is a text of a work. Raises SpeaksAgainstError for one that is no document.
    """
    folder = path.rpartition("/")[0] + "/"
    try:
        found = (root / path).stat()
    except OSError:
        raise SpeaksAgainstError from None
    beside = [
        name
        for name in names
        if name.startswith(folder) and "/" not in name[len(folder) :] and name != path
    ]
    files = [File(path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)]
    files += [File(name, 0, 0) for name in beside]
    units = [unit for unit in arrange(files).units if unit.path == path]
    if len(units) != 1 or units[0].kind != "document":
        raise SpeaksAgainstError
    return units[0]


def reread(
    root: Path, unit: Unit, old: ReadUnit, as_of: datetime, said: Sequence[int | None]
) -> Reread:
    """A unit that read as `old`; `said` are the lines at which problems of it were shown.

    Raises SpeaksAgainstError where more of it changed than its words.
    """
    taken = take(root, unit)
    if not isinstance(taken.contents[0], bytes):
        raise SpeaksAgainstError
    new = read_again(taken, as_of, old.about)
    if not _alike(old, new):
        raise SpeaksAgainstError
    (document,) = new.documents
    # A problem in the front matter stands where it stood; one in the body may have moved.
    if any(line is not None and line >= document.body_line for line in said) and _moved(old, new):
        raise SpeaksAgainstError
    pairs = [(a.facts, b.facts) for a, b in zip(old.bodies, new.bodies, strict=True)]
    if any(not _leads_alike(one, other) for one, other in pairs):
        raise SpeaksAgainstError
    return Reread(
        unit,
        new,
        {a.digest: b.digest for a, b in pairs if a.digest != b.digest},
        any(a.eids != b.eids for a, b in pairs),
        _names(document),
    )


def _alike(old: ReadUnit, new: ReadUnit) -> bool:
    """Whether two readings of a unit differ in the words of bodies alone, where these stand, and
    in provisions that were added: whatever leads to one of the others still does.
    """
    if len(new.documents) != 1 or len(old.bodies) != len(new.bodies):
        return False
    bare = replace(new, bodies=old.bodies, digest=old.digest)
    return bare == old and all(
        (one.key, one.part, one.facts.unplaced(), one.text.unplaced())
        == (other.key, other.part, other.facts.unplaced(), other.text.unplaced())
        and set(one.facts.eids) <= set(other.facts.eids)
        for one, other in zip(old.bodies, new.bodies, strict=True)
    )


def _moved(old: ReadUnit, new: ReadUnit) -> bool:
    """Whether anything that a problem may point to stands elsewhere in the bodies."""
    return any(
        replace(one.facts, digest="") != replace(other.facts, digest="")
        or replace(one.text, characters=0) != replace(other.text, characters=0)
        for one, other in zip(old.bodies, new.bodies, strict=True)
    )


def _leads_alike(old: BodyFacts, new: BodyFacts) -> bool:
    """Whether the body leads to the same places of its own text: one more may make one doubtful."""
    if old.eids == new.eids:
        return True
    before, now = dict.fromkeys(old.eids), dict.fromkeys(new.eids)
    return leads_alike(new.citations, before, now)


def _names(document: Document) -> frozenset[str]:
    """By what others may lead to a document: its id, and the ends of the addresses of its pages."""
    return frozenset({document.id, document.version or document.id})


def is_led_to(made: Reread, left: Settled, whole: Whole) -> bool:
    """Whether anything may name a provision of a document, or has named one that was not there."""
    (document,) = made.made.documents
    named = (document.id, document.title, document.number or document.id)
    return (
        not made.names.isdisjoint(whole.led)
        or bool(document.partial)
        or any(one.code in _NO_SUCH_PLACE for one in left.outcome.diagnostics)
        or any(name in whole.hidden for name in named)
    )
