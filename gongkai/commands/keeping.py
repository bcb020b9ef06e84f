"""Which files of the served site need not be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from gongkai.commands.index_keeping import KeptIndex
from gongkai.commands.memory import Memory
from gongkai.output.publish import Publication, Unchanged
from gongkai.pages.environment import digests
from gongkai.pages.jobs import Job, key


class Keeping:
    """The keys of all jobs beside what the served files were made from.

    `templates` are the sources by name, `shell` is what all pages share.
    """

    def __init__(
        self,
        memory: Memory,
        served: Publication,
        jobs: Iterable[Job],
        templates: Mapping[str, str],
        shell: str,
    ) -> None:
        self.memory = memory
        self.index = KeptIndex(memory)
        self._served = served
        self._made = memory.made()
        self._keys = keys(memory, jobs, templates, shell)

    def file(self, path: str) -> Unchanged | None:
        """The file of a job as it is served, None where it must be made."""
        made_by, beginning = self._made.get(path, ("", ""))
        served = self._served.digest_at(path)
        if served and made_by == self._keys[path] and served.startswith(beginning):
            return Unchanged(served)
        return None

    def key(self, path: str) -> str:
        """The key of the job that makes the file at `path`: the same key, the same bytes."""
        return self._keys[path]

    def files(self, named: Sequence[tuple[str, str]]) -> list[tuple[str, Unchanged]] | None:
        """Files by path and digest as they are served, None where one of them is not."""
        if any(self._served.digest_at(path) != digest for path, digest in named):
            return None
        return [(path, Unchanged(digest)) for path, digest in named]

    def content(self, path: str) -> bytes | None:
        """A file as it is served, None where it is not what was published."""
        return self._served.content(path)

    def served(self, path: str) -> Unchanged:
        """A file that is served, to be taken over. Raises KeyError for any other."""
        digest = self._served.digest_at(path)
        if digest is None:
            raise KeyError(path)
        return Unchanged(digest)

    def finish(self) -> None:
        """Keep what the files that are served now were made from."""
        made = {}
        for path, made_by in self._keys.items():
            digest = self._served.digest_at(path)
            if digest:
                made[path] = made_by, digest
        self.memory.finish(made)
        self.index.finish()


def keys(
    memory: Memory, jobs: Iterable[Job], templates: Mapping[str, str], shell: str
) -> dict[str, str]:
    """The key of each job by its path."""
    reached = _digests(memory, templates)
    shell_digest = hashlib.sha256(shell.encode()).hexdigest()
    found = {}
    for job in jobs:
        template = reached.get(job.template, "")
        found[job.path] = key(job, template, shell_digest if template else "", memory.engine)
    return found


def _digests(memory: Memory, templates: Mapping[str, str]) -> dict[str, str]:
    """The digest of each template with all that it reaches: following them takes long."""
    whole = hashlib.sha256("\0".join(f"{n}\0{s}" for n, s in sorted(templates.items())).encode())
    name = memory.key("templates", whole.hexdigest())
    found = memory.values([name]).get(name)
    if not isinstance(found, dict):
        found = digests(templates)
        memory.keep({name: found})
    return found
