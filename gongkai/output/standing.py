"""What can be said of the served site without making anything: whether it stands as it was left."""

from __future__ import annotations

import os
from pathlib import Path

from gongkai.output.digests import DIGEST_LENGTH, digest
from gongkai.output.manifest import HEADER, is_stranger, load, second_in, stamp, survey
from gongkai.output.place import Place, failures_named, locked

# Up to so many files each of them is looked at, in some tenths of a second. A larger site is
# taken at the word of its manifest until something changes, or `verify` is asked.
_LOOKED_AT = 50_000
_ENTRY = 130  # bytes of an entry of the manifest, about


def standing(output: Path) -> str:
    """A name for what is served at `output`; "" where no build left it as it is now.

    Two equal names: the same tree with the same manifest, and in a site that is not very large
    no file altered, deleted or put in by hand.
    """
    place = Place(output.parent.resolve() / output.name)
    try:
        manifest = place.manifest(place.output)
        found = manifest.stat()
        if found.st_size <= _LOOKED_AT * _ENTRY:
            stamps = load(manifest)
            if stamps is None or any(map(is_stranger, stamps.values())):
                return ""
            differing = survey(place.output, stamps, hashed=False)
            if differing.damaged or differing.strangers:
                return ""
    except OSError:
        return ""
    return f"{manifest.name} {found.st_ino} {found.st_size} {found.st_mtime_ns}"


def replace_file(output: Path, named: str, path: str, content: bytes) -> str:
    """Put one file of the served site in the place of the one at `path`, in a single step.

    The one change that needs no second tree: whoever reads sees the site before or after it.
    `named` is what `standing` said; gives what it says afterwards, "" where nothing was done
    because the site is not that one any more or has no such file. Raises PublishError.
    """
    place = Place(output.parent.resolve() / output.name)
    with locked(place), failures_named(place.output):
        manifest = place.manifest(place.output)
        if standing(output) != named:
            return ""
        head, _, body = manifest.read_bytes().partition(b"\n")
        before, mark, after = body.partition(f" {path}\0".encode())
        start = before.rfind(b"\0") + 1
        old = before[start:].decode("ascii", "replace")
        if not mark or head.decode("ascii", "replace") != f"{HEADER}{digest(body)}":
            return ""
        made = digest(content)
        if old[:DIGEST_LENGTH] == made:
            return named
        fresh = place.hidden / "one-file"
        fresh.write_bytes(content)
        target = place.output / path
        fresh.chmod(target.stat().st_mode & 0o7777)
        # HTTP's Last-Modified counts seconds: a new content has a later one, whatever the clock says.
        later = (second_in(old) + 1) * 1_000_000_000
        if fresh.stat().st_mtime_ns < later:
            os.utime(fresh, ns=(later, later))
        entry = stamp(made, fresh.stat())
        body = b"".join((before[:start], entry.encode(), mark, after))
        unfinished = manifest.with_suffix(".unfinished")
        unfinished.write_bytes(f"{HEADER}{digest(body)}\n".encode() + body)
        # Killed in between, the next build finds a file that is not the manifest's, and mends it.
        fresh.replace(target)
        unfinished.replace(manifest)
    return standing(output)
