"""What the files of a build hold: a digest of each, by which a fresh clone is known again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import file_digest
from typing import NamedTuple

from gongkai.commands.asked import Asked, facts_of
from gongkai.output.execution import batches_of

_BATCH = 64  # files that a thread reads at one time
_THREADS = 4  # hashing lets other threads run


class Look(NamedTuple):
    """How a file looked, the key of the unit that it is ("" for none), and its digest ("" where
    it may have changed meanwhile).
    """

    facts: str
    unit: str
    digest: str


class Contents:
    """The digests of the files that `asked` names, none of which is read twice."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._found: dict[str, str] = {}
        self.of(asked.young)  # before any other use: see `lasting`

    def of(self, paths: Iterable[str]) -> dict[str, str]:
        """The digest of each file as it is now; "" for one that cannot be read."""
        wanted = list(paths)
        missing = [path for path in wanted if path not in self._found]
        with ThreadPoolExecutor(_THREADS) as threads:
            for some in threads.map(_digests, batches_of(missing, _BATCH)):
                self._found.update(some)
        return {path: self._found[path] for path in wanted}

    def differing(self, known: Mapping[str, Look], vouched: Callable[[str], bool]) -> list[str]:
        """The files that hold something else than what is `known` of them.

        One that looks as it did holds what it did, and so does one that is `vouched` for; others
        are read.
        """
        doubtful = [
            path
            for path, facts in self._asked.files.items()
            if not (facts and known[path].facts == facts)
            and not (known[path].digest and vouched(path))
        ]
        now = self.of([path for path in doubtful if known[path].digest])
        return [path for path in doubtful if not now.get(path) or now[path] != known[path].digest]

    def lasting(self, known: Mapping[str, str]) -> dict[str, str]:
        """The digests of the files that were not touched since they were asked for, so that the
        build has seen just these; some may be `known` already, from a look at the same facts.
        """
        asked = self._asked
        found = {**self.of([path for path in asked.files if path not in known]), **known}
        again = dict(_digests(asked.young))
        lasting = {}
        for path, facts in asked.files.items():
            same = again.get(path, found[path]) == found[path] != ""
            if same and facts_of(path) == (facts or asked.young[path]):
                lasting[path] = found[path]
        return lasting


def _digests(paths: Iterable[str]) -> list[tuple[str, str]]:
    return [(path, _digest(path)) for path in paths]


def _digest(path: str) -> str:
    try:
        with open(path, "rb", buffering=0) as opened:  # noqa: PTH123 - half the time of the reading
            return file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""
