"""What is known of the served tree before a publication begins."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from gongkai.output.manifest import Stamps, is_stranger, load, save, stranger, strangers_in, survey
from gongkai.output.place import Place, PublishError, remove_anything


class Check(Enum):
    """How the served tree is compared with its manifest before it is built upon."""

    TRUST = "trust"  # not at all: for a preview, which builds again each second
    STAT = "stat"  # size and time of each file, and files that should not be there
    HASH = "hash"  # the content as well


@dataclass(frozen=True, slots=True)
class Served:
    """What is known of the served tree."""

    stamps: Stamps  # of its good files
    damaged: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    ours: bool = True  # False: there is a site, but no manifest that speaks for it


def inspect(place: Place, check: Check) -> Served:
    """What is served now. Raises OSError, and PublishError for a folder that is not ours."""
    if not place.output.exists() or not any(place.output.iterdir()):
        return Served({})
    manifest = place.manifest(place.output)
    stamps = load(manifest)
    if stamps is not None and check is Check.TRUST:
        strangers = strangers_in(stamps)
        for path in strangers:
            del stamps[path]
        return Served(stamps, strangers=tuple(strangers))
    if stamps is None:
        if not (place.output / "index.html").is_file():
            raise foreign(place)
        return Served({}, ours=False)
    found = survey(place.output, stamps, hashed=check is Check.HASH)
    lost = set(found.damaged)
    good = {
        path: entry for path, entry in stamps.items() if path not in lost and not is_stranger(entry)
    }
    if found.strangers and not good:
        # The system gives the inode of a deleted folder to a new one.
        manifest.unlink(missing_ok=True)
        return Served({}, ours=False)
    if found.damaged or found.strangers:
        # This tree is the next one to be worked in: say what is really there.
        save(good | dict(map(stranger, (*found.damaged, *found.strangers))), manifest)
    return Served(good, found.damaged, found.strangers)


def foreign(place: Place) -> PublishError:
    return PublishError(
        f"不能发布到 {place.output}：里面已有不是由本程序生成的内容；"
        "请用 --output 另选一个文件夹，或在确认无用后把它删去"
    )


def tidy(place: Place) -> None:
    """Remove what killed builds left, but for the unserved tree, which may be good."""
    kept = {"lock", ".gitignore", place.unserved.name}
    kept |= {place.manifest(tree).name for tree in (place.output, place.unserved) if tree.is_dir()}
    for found in place.hidden.iterdir():
        if found.name not in kept:
            remove_anything(found)
