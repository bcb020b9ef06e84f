"""What can be said of the served site without making anything: whether it stands as it was left."""

from __future__ import annotations

import os
from pathlib import Path

from gongkai.output.digests import digest
from gongkai.output.manifest import (
    Entry,
    digest_in,
    is_stranger,
    load,
    named_in,
    next_second,
    stamp,
    survey,
)
from gongkai.output.place import Place, failures_named, locked
from gongkai.output.restoring import manifests, restore

# Up to so many files each of them is looked at, in some tenths of a second. A larger site is
# taken at the word of its manifest until something changes, or `verify` is asked.
_LOOKED_AT = 50_000
_ENTRY = 130  # bytes of an entry of the manifest, about


def named(output: Path) -> str:
    """A name for what a build left at `output`; "" where none did. Two equal names: the same tree
    with the same manifest.
    """
    try:
        place = Place.of(output)
        return _name(place.manifest(place.output))
    except OSError:
        return ""


def standing(output: Path) -> str:
    """What `named` says; "" also where a file was altered, deleted or put in by hand.

    That is found in a site that is not very large.
    """
    try:
        place = Place.of(output)
        manifest = place.manifest(place.output)
        if is_looked_at(output):
            stamps = load(manifest)
            if stamps is None or any(map(is_stranger, stamps.values())):
                return ""
            differing = survey(place.output, stamps, hashed=False)
            if differing.damaged or differing.strangers:
                return ""
        return _name(manifest)
    except OSError:
        return ""


def is_looked_at(output: Path) -> bool:
    """Whether `standing` looks at each file of the site. Raises OSError."""
    place = Place.of(output)
    return place.manifest(place.output).stat().st_size <= _LOOKED_AT * _ENTRY


def restored(output: Path, known: str) -> str:
    """What `named` says once the site that `known` names was taken over, which was saved and
    brought back with its manifest; "" where not all of it is there, or anything else.

    Raises PublishError where another build holds the place.
    """
    wanted = known.rpartition(" ")[2]
    try:
        place = Place.of(output)
        if not wanted or not place.output.is_dir() or not place.hidden.is_dir():
            return ""
        if all(named_in(file) != wanted for file in manifests(place)):
            return ""
        with locked(place):
            return named(output) if restore(place, wanted) else ""
    except OSError:
        return ""


def replace_file(output: Path, known: str, path: str, content: bytes) -> str:
    """Put one file of the served site in the place of the one at `path`, in a single step.

    The one change that needs no second tree: whoever reads sees the site before or after it.
    `known` is what `standing` said; gives what `named` says afterwards, "" where nothing was
    done because the site is not that one any more or has no such file. Raises PublishError.
    """
    place = Place.of(output)
    with locked(place), failures_named(place.output):
        manifest = place.manifest(place.output)
        if _name(manifest) != known:
            return ""
        entry = Entry(manifest, path)
        if entry.stamp is None:
            return ""
        made = digest(content)
        if digest_in(entry.stamp) == made:
            return known
        fresh = place.hidden / "one-file"
        fresh.write_bytes(content)
        target = place.output / path
        fresh.chmod(target.stat().st_mode & 0o7777)
        later = next_second(entry.stamp)
        if fresh.stat().st_mtime_ns < later:
            os.utime(fresh, ns=(later, later))
        stamped = stamp(made, fresh.stat())
        # Killed in between, the next build finds a file that is not the manifest's, and mends it.
        fresh.replace(target)
        entry.replace(stamped)
        return _name(manifest)


def _name(manifest: Path) -> str:
    found = manifest.stat()
    facts = f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"
    return f"{manifest.name} {facts} {named_in(manifest)}"
