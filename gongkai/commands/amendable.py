"""What a build leaves so that the next one need not plan the site to change the words of a text.

The plan of a site follows from the facts of its texts; of how a text reads it knows the digest
alone, by which jobs name its body. A text that reads otherwise and has the same facts gives the
same plan with another digest. So each body's jobs are kept, and what else they are made with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from gongkai.commands.asked import Asked
from gongkai.commands.contents import Contents, Look
from gongkai.commands.memory import Memory
from gongkai.output.digests import digest
from gongkai.output.execution import batches_of
from gongkai.pages.jobs import Job

if TYPE_CHECKING:
    from gongkai.commands.bundling import Bundle
    from gongkai.commands.planned import Planned
    from gongkai.commands.reading import Content
    from gongkai.library.gazette import Gazette
    from gongkai.site.input import Library

_BATCH = 200  # bodies whose jobs are kept at one time: bounds the memory
_BETWEEN = "#"  # between the facts of a file, the key of the unit that it is, and its digest
_COMMIT = ""  # where a path stands: the commit that the files were of


class Looks(NamedTuple):
    """How the files of a build looked, by path; `commit` is which they were of, "" for none.

    `named` tells them from how another build found them.
    """

    files: dict[str, Look]
    commit: str
    named: str


@dataclass(frozen=True, slots=True)
class Whole:
    """What the jobs of all bodies have in common. `shell` is what pages share. `entwined` are the
    bodies of which more than their own jobs depends, `unseen` those that no job names. `led` are
    the documents that something leads to, which may name a place in them: their ids, and the ends
    of the addresses that bodies link. `hidden` is what is said of documents that are not public.
    """

    words: str
    shell: str
    entwined: frozenset[str]
    unseen: frozenset[str]
    led: frozenset[str]
    hidden: str


@dataclass(frozen=True, slots=True)
class OfBody:
    """The jobs that name a body, with the ZIP that each one's file is packed in ("" for none)."""

    jobs: tuple[tuple[Job, str], ...]


class Amendable:
    """What is kept of the site that `memory` is about."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._whole = memory.key("amendable", *memory.place)
        self._files = memory.key("amendable files", *memory.place)
        self._sources = memory.key("amendable bodies", *memory.place)

    def keep(
        self,
        asked: Asked,
        shell: str,
        content: Content,
        library: Library,
        jobs: Planned,
        stale: Planned,
        bundles: Sequence[Bundle],
        contents: Contents,
    ) -> str:
        """Keep what the next build needs. `stale` are those of the `jobs` whose files were made
        now: nothing else is new in what the jobs of a body are. Gives `Looks.named`.
        """
        self._keep_jobs(jobs, frozenset(chain.from_iterable(stale.bodies())), bundles)
        seen = set(chain.from_iterable(jobs.bodies()))
        unseen = frozenset(content.units.keys() - seen)
        entwined = _entwined(content, library.gazette)
        led = frozenset(_led(content, library))
        hidden = "\n".join(repr(one) for one in content.documents if one.key not in library.texts)
        self.keep_whole(Whole(asked.words, shell, entwined, unseen, led, hidden))
        found = {name: (unit.path, about) for name, (unit, about) in content.units.items()}
        self.keep_sources(found)
        return self.keep_files(asked, self._memory.units, self._digests(asked, contents))

    def _digests(self, asked: Asked, contents: Contents) -> dict[str, str]:
        """The digest of each file that was as it is all the time: as it was read in this build,
        or in the last one, where it looks the same.
        """
        root = f"{self._memory.place[0]}/"
        before = self.files().files
        known = {}
        for path, facts in asked.files.items():
            look = before.get(path)
            if look and look.digest and look.facts == facts:
                known[path] = look.digest
            elif facts:
                bare = facts.partition(" ")[2]
                read = self._memory.digest_read(path.removeprefix(root), bare)
                known |= {path: read} if read else {}
        return contents.lasting(known)

    def keep_files(self, asked: Asked, units: Mapping[str, str], digests: Mapping[str, str]) -> str:
        """Keep how all files looked: the keys of those that are units are given by path from the
        root, digests by path. Gives `Looks.named`.
        """
        root = f"{self._memory.place[0]}/"
        listed = {
            path: _BETWEEN.join(
                (facts, units.get(path.removeprefix(root), ""), digests.get(path, ""))
            )
            for path, facts in asked.files.items()
        }
        self._memory.keep_list(self._files, listed | {_COMMIT: self._memory.commit})
        return _named(listed)

    def keep_whole(self, whole: Whole) -> None:
        """Keep what all bodies have in common."""
        self._memory.keep({self._whole: whole})

    def keep_sources(self, sources: Mapping[str, tuple[str, str]]) -> None:
        """Keep of every body, by its digest, the path of its unit and what that is about."""
        self._memory.keep_list(
            self._sources, {name: f"{path}\n{about}" for name, (path, about) in sources.items()}
        )

    def sources(self) -> dict[str, tuple[str, str]]:
        """What `keep_sources` kept: all bodies that there are."""
        listed = self._memory.listed(self._sources)
        return {name: (path, about) for name, (path, _, about) in _lines(listed)}

    def whole(self) -> Whole | None:
        """What all bodies have in common; None where it is lost."""
        found = self._memory.values([self._whole]).get(self._whole)
        return found if isinstance(found, Whole) else None

    def files(self) -> Looks:
        """What `keep_files` kept."""
        listed = self._memory.listed(self._files)
        commit = listed.pop(_COMMIT, "")
        named = _named(listed)
        looks = {path: Look(*entry.split(_BETWEEN)) for path, entry in listed.items()}
        return Looks(looks, commit, named)

    def of_bodies(self, digests: Iterable[str]) -> dict[str, OfBody]:
        """The jobs of each body; one whose jobs are lost is left out."""
        keys = {self._key(digest): digest for digest in digests}
        found = self._memory.packed_values(keys)
        return {keys[key]: made for key, made in found.items() if isinstance(made, OfBody)}

    def keep_of_bodies(self, made: Mapping[str, OfBody]) -> None:
        """Keep the jobs of some bodies."""
        self._memory.keep_packed({self._key(digest): one for digest, one in made.items()})

    def _keep_jobs(self, jobs: Planned, digests: frozenset[str], bundles: Sequence[Bundle]) -> None:
        places: dict[str, list[int]] = {body: [] for body in digests}
        for place, bodies in enumerate(jobs.bodies()):
            for body in digests.intersection(bodies):
                places[body].append(place)
        packed = {path: bundle for bundle, held in bundles for path in held.paths()}

        def kept(body: str) -> OfBody:
            own = map(jobs.__getitem__, places[body])
            return OfBody(tuple([(job, packed.get(job.path, "")) for job in own]))

        for batch in batches_of(places, _BATCH):
            self.keep_of_bodies({body: kept(body) for body in batch})

    def _key(self, digest: str) -> str:
        return self._memory.key("jobs of a body", *self._memory.place, digest)


def _named(listed: Mapping[str, str]) -> str:
    lines = [f"{path}{_BETWEEN}{entry}" for path, entry in listed.items()]
    return digest("\n".join(lines).encode("utf-8", "surrogateescape"))


def _entwined(content: Content, gazette: Gazette) -> frozenset[str]:
    """The bodies that are compared with others, or are those of several texts."""
    counted = Counter(facts.digest for facts in content.bodies.values())
    found = {digest for digest, count in counted.items() if count > 1}
    found.update(_compared(content, gazette))
    return frozenset(found)


def _compared(content: Content, gazette: Gazette) -> Iterator[str]:
    """Those that the gazette printed, and those with an OFD beside them."""
    printed = {
        item.entry.document.key for one in gazette.issues for item in one.items if item.entry
    }
    beside = {
        document.key
        for document in content.documents
        if any(one.file.lower().endswith(".ofd") for one in document.attachments)
    }
    for (key, _), facts in content.bodies.items():
        if key in printed or key in beside:
            yield facts.digest


def _led(content: Content, library: Library) -> Iterator[str]:
    """See `Whole.led`."""
    for key, text in library.texts.items():
        own, _, version = key.partition("@")
        for prose in (text.prose, *(prose for _, prose in text.parts)):
            for link in prose.links if prose else ():
                # Whether a text leads to itself is looked at when it changes (`rereading`).
                if link.target and (link.target != own or version):
                    yield link.target
        if text.interpretations or text.relations:
            yield own
    for prose in library.gazette_texts.values():
        yield from (link.target for link in prose.links if link.target)
    for facts in content.bodies.values():
        yield from (address_end(link.url) for link in facts.links)


def address_end(url: str) -> str:
    """The last part of an address, which is that of a page however the rest is written."""
    path = unquote(re.split("[?#]", url, maxsplit=1)[0])
    return path.removesuffix("index.html").strip("/").rpartition("/")[2]


def _lines(listed: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str, str]]]:
    return ((name, entry.partition("\n")) for name, entry in listed.items())
